//! What the matrix's parts share: the view of the address, the grid of it, what is selected, and
//! everything that can be done there. It dispatches; what may be is decided in `access`.

use super::keys::Command;
use crate::{
    books::Books, browser::clock, components::Toasts, later::Later, navigation::Navigation, route::Route,
    staging::Staging,
};
use access::{
    Directory,
    matrix::{
        Area, At, ColumnKey, Edits, Fill, Matrix, Move, Pasted, Section, Selection, Staged, Target, Template, To, View,
        in_sentences,
    },
};
use leptos::prelude::*;
use matomo_api::{Capability, Login, SiteId};
use std::{sync::Arc, time::Duration};

/// The address follows typing after this pause: changing it costs more than changing what is shown.
const PAUSE: Duration = Duration::from_millis(200);

/// What is open above the grid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    /// All that can be done with the selection.
    Menu,
    /// Which capabilities.
    Capabilities,
    /// Whose access to take over.
    SameAs,
    /// Which site's access to take over.
    FromSite,
    /// Which template to give.
    Template,
    /// Where to go.
    Find,
    /// Filters and orders.
    View,
    /// Files out.
    Export,
    /// Files in.
    Import,
    /// What the keys do.
    Keys,
}

/// The matrix's desk.
#[derive(Clone, Copy)]
pub struct Desk {
    pub staging: Staging,
    pub books: Books,
    pub navigation: Navigation,
    directory: StoredValue<Arc<Directory>>,
    view: RwSignal<View>,
    /// The way of the view into the address.
    address: Later,
    matrix: Memo<Arc<Matrix>>,
    pub selection: RwSignal<Selection>,
    /// What was done last, for ears and eyes.
    pub said: RwSignal<String>,
    /// What the last action left out, and why, in sentences.
    pub left: RwSignal<Vec<String>>,
    pub sheet: RwSignal<Option<Sheet>>,
    /// Everything that is shown stands on the page as a table.
    pub printing: RwSignal<bool>,
    /// Counts up when the grid shall take the focus, so that the active cell is in view.
    pub wanted: RwSignal<u32>,
    toasts: Toasts,
}

impl Desk {
    /// A desk for what the address shows of this directory.
    pub fn new(directory: Arc<Directory>, selection: RwSignal<Selection>) -> Self {
        let (navigation, staging) = (Navigation::here(), Staging::here());
        let asked = move || match navigation.route() {
            Route::Matrix(view) => Some(view),
            _ => None,
        };
        let view = RwSignal::new(untrack(asked).unwrap_or_default());
        let address = Later::new();
        Effect::new(move |before: Option<()>| {
            let asked = asked();
            // The address follows the view a moment later, and then says nothing new.
            if before.is_some()
                && let Some(asked) = asked.filter(|asked| view.with_untracked(|view| view != asked))
            {
                address.call_off();
                view.set(asked);
            }
        });
        // Whoever has left stays away.
        on_cleanup(move || address.call_off());
        let now = clock::now();
        let shown = directory.clone();
        let matrix = Memo::new_with_compare(
            move |before: Option<&Arc<Matrix>>| {
                let view = view.get();
                let open = |edits: &Edits| Matrix::open(shown.clone(), &view, edits, now);
                // Only these filters depend on what is staged.
                let depends = view.staged || view.differing;
                let matrix = if depends { staging.with(open) } else { staging.with_untracked(open) };
                if let Some(before) = before {
                    let anchored = selection.get_untracked().anchored(before);
                    selection.set(anchored.place(&matrix));
                }
                Arc::new(matrix)
            },
            |_, _| true,
        );
        Self {
            staging,
            books: Books::here(),
            navigation,
            directory: StoredValue::new(directory),
            view,
            address,
            matrix,
            selection,
            said: RwSignal::new(String::new()),
            left: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(None),
            printing: RwSignal::new(false),
            wanted: RwSignal::new(0),
            toasts: Toasts::here(),
        }
    }

    pub fn directory(self) -> Arc<Directory> {
        self.directory.get_value()
    }

    /// The view of the address. Reactive.
    pub fn view(self) -> View {
        self.view.get()
    }

    /// The grid of the view. Reactive.
    pub fn matrix(self) -> Arc<Matrix> {
        self.matrix.get()
    }

    pub fn matrix_untracked(self) -> Arc<Matrix> {
        self.matrix.get_untracked()
    }

    /// Changes the view at once, and a moment later the address.
    pub fn look(self, change: impl FnOnce(&mut View)) {
        self.view.update(change);
        self.address.after(PAUSE, move || self.navigation.replace(&Route::Matrix(self.view.get_untracked())));
    }

    /// What is selected. Reactive.
    pub fn area(self) -> Area {
        let size = self.matrix().size();
        self.selection.with(|selection| selection.area(size))
    }

    /// The people and sites that are selected.
    pub fn target(self) -> Target {
        let matrix = self.matrix_untracked();
        let area = self.selection.get_untracked().area(matrix.size());
        matrix.target(&area)
    }

    /// The active cell: whose, and which column. Reactive.
    pub fn active(self) -> Option<(Login, ColumnKey)> {
        let matrix = self.matrix();
        let at = self.selection.with(|selection| selection.focus);
        Some((matrix.row(at.row)?.login.clone(), matrix.key(at.column)?))
    }

    /// Selects a cell and shows it.
    pub fn go_to(self, at: At) {
        let size = self.matrix_untracked().size();
        self.selection.update(|selection| *selection = selection.go(Move::To(at), false, size));
        self.focus();
    }

    /// Gives the focus to the active cell.
    pub fn focus(self) {
        self.wanted.update(|count| *count += 1);
    }

    /// Closes what is open above the grid.
    pub fn close(self) {
        self.sheet.set(None);
        self.focus();
    }

    /// Does what a key means; moves are the grid's.
    pub fn run(self, command: Command) {
        match command {
            Command::Go { .. } => {}
            Command::Rows => self.selection.update(|selection| *selection = selection.rows()),
            Command::Columns => self.selection.update(|selection| *selection = selection.columns()),
            Command::All => self.selection.update(|selection| *selection = selection.all()),
            Command::One => self.selection.update(|selection| *selection = Selection::of(selection.focus)),
            Command::Set(to) => self.set(&to),
            Command::Drop => self.discard(),
            Command::Menu => self.sheet.set(Some(Sheet::Menu)),
            Command::Find => self.sheet.set(Some(Sheet::Find)),
            Command::Capabilities => self.sheet.set(Some(Sheet::Capabilities)),
            Command::Fold => {
                let at = self.selection.get_untracked().focus.column;
                let matrix = self.matrix_untracked();
                if let Some(group) = matrix.groups().iter().find(|group| group.columns.contains(&at)) {
                    self.fold(group.section.clone());
                }
            }
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
        }
    }

    /// Stages something for all that is selected.
    pub fn set(self, to: &To) {
        let target = self.target();
        self.act(|edits, directory| edits.set(directory, &target, to));
    }

    /// Drops what is staged for what is selected.
    pub fn discard(self) {
        let target = self.target();
        self.act(|edits, directory| edits.discard(directory, &target));
    }

    pub fn capabilities(self, add: Vec<Capability>, remove: Vec<Capability>) {
        self.set(&To::Capabilities { add, remove });
    }

    pub fn same_as(self, from: &Login, fill: Fill) {
        let mut target = self.target();
        // With one cell selected it is the whole row that is meant.
        let area = self.selection.get_untracked().area(self.matrix_untracked().size());
        if area.columns.len() <= 1 {
            target.sites = self.matrix_untracked().target(&self.matrix_untracked().all()).sites;
        }
        self.act(|edits, directory| edits.fill_rows(directory, from, &target, fill));
    }

    pub fn same_as_on(self, from: SiteId, fill: Fill) {
        let mut target = self.target();
        let area = self.selection.get_untracked().area(self.matrix_untracked().size());
        if area.rows.len() <= 1 {
            target.people = self.matrix_untracked().target(&self.matrix_untracked().all()).people;
        }
        self.act(|edits, directory| edits.fill_columns(directory, from, &target, fill));
    }

    pub fn template(self, template: &Template, fill: Fill) {
        let people = self.target().people;
        self.act(|edits, directory| edits.apply_template(directory, template, &people, fill));
    }

    pub fn super_users(self, on: bool) {
        let people = self.target().people;
        let kept = self.staging.kept();
        self.act(|edits, directory| match on {
            true => edits.make_super_users(directory, &people),
            false => edits.unmake_super_users(directory, &people, &kept),
        });
    }

    /// The selected part as text for a spreadsheet.
    pub fn copied(self) -> String {
        let matrix = self.matrix_untracked();
        let area = self.selection.get_untracked().area(matrix.size());
        self.said.set(format!("{} copied", cells(area.rows.len() * area.columns.len())));
        self.staging.with_untracked(|edits| matrix.copy(edits, &area, access::matrix::Spelling::Letters))
    }

    /// Stages what was copied elsewhere.
    pub fn paste(self, text: &str) {
        let matrix = self.matrix_untracked();
        let area = self.selection.get_untracked().area(matrix.size());
        let pasted = self.staging.change(&self.directory(), |edits| matrix.paste(edits, &area, text));
        self.tell_pasted(pasted);
    }

    /// Stages a table from a file.
    pub fn import(self, text: &str) -> Pasted {
        let matrix = self.matrix_untracked();
        let pasted = self.staging.change(&self.directory(), |edits| matrix.import(edits, text));
        let understood = if pasted.problems.is_empty() { ", everything was understood" } else { "" };
        self.said.set(format!("{}{understood}", staged_words(pasted.staged.changed)));
        pasted
    }

    pub fn fold(self, section: Section) {
        self.look(|view| match view.folded.iter().position(|folded| *folded == section) {
            Some(at) => _ = view.folded.remove(at),
            None => view.folded.push(section),
        });
    }

    pub fn undo(self) {
        let title = self.staging.change(&self.directory(), Edits::undo);
        self.said.set(title.map_or_else(|| "Nothing to undo".to_owned(), |title| format!("Undone: {title}")));
    }

    pub fn redo(self) {
        let title = self.staging.change(&self.directory(), Edits::redo);
        self.said.set(title.map_or_else(|| "Nothing to redo".to_owned(), |title| format!("Done again: {title}")));
    }

    pub fn discard_all(self) {
        self.staging.change(&self.directory(), Edits::discard_all);
        self.said.set("Everything staged was dropped".to_owned());
        self.toasts.say("Everything staged was dropped. Undo brings it back.");
    }

    fn act(self, action: impl FnOnce(&mut Edits, &Directory) -> Staged) {
        let directory = self.directory();
        let staged = self.staging.change(&directory, |edits| action(edits, &directory));
        self.said.set(staged_words(staged.changed));
        self.left.set(in_sentences(&staged.refused, &directory));
    }

    fn tell_pasted(self, pasted: Pasted) {
        self.said.set(staged_words(pasted.staged.changed));
        self.left.set(pasted.in_sentences(&self.directory()));
    }
}

/// "1 cell", "12 cells".
pub fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn staged_words(count: usize) -> String {
    if count == 0 { "Nothing changes".to_owned() } else { format!("{} staged", cells(count)) }
}
