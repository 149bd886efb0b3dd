//! The role matrix: people × sites, edited by staging. Nothing is sent from here.

mod desk;
mod grid;
mod keys;
mod look;
mod painted;
mod painter;
mod panel;
mod row_head;
mod sheets;
mod slots;
mod toolbar;

use super::shelf;
use crate::components::{Button, ButtonKind, Empty, Icon, PageHead, live};
use access::{
    Directory,
    matrix::{Matrix, Selection, View},
};
use desk::{Desk, Sheet};
use leptos::prelude::*;
use std::sync::Arc;

/// The matrix, as the address wants it.
#[component]
pub fn MatrixScreen() -> impl IntoView {
    // It outlives a new reading of the directory.
    let selection = RwSignal::new(Selection::default());
    let chosen = StoredValue::new(false);
    shelf::shelved("Role matrix", move |directory| screen(directory, selection, chosen))
}

fn screen(directory: Arc<Directory>, selection: RwSignal<Selection>, chosen: StoredValue<bool>) -> AnyView {
    let own_sites = directory.scope() != access::Scope::Everything;
    let desk = Desk::new(directory, selection);
    if !chosen.get_value() {
        chosen.set_value(true);
        selection.set(Selection::of(untrack(|| desk.matrix()).first_cell()));
    }
    let title = |undo: Option<String>, word: &str| match undo {
        Some(title) => format!("{word}: {title}"),
        None => word.to_owned(),
    };
    let undo = Signal::derive(move || desk.staging.with(|edits| edits.undo_title().map(str::to_owned)));
    let redo = Signal::derive(move || desk.staging.with(|edits| edits.redo_title().map(str::to_owned)));
    let actions = view! {
        {live(move || view! {
            <Button icon=Icon::Undo label=title(undo.get(), "Undo") disabled=undo.get().is_none()
                on_press=Callback::new(move |()| desk.undo())>"Undo"</Button>
            <Button icon=Icon::Redo label=title(redo.get(), "Redo") disabled=redo.get().is_none()
                on_press=Callback::new(move |()| desk.redo())>"Redo"</Button>
        })}
        <Button icon=Icon::Sheet on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::Import)))>"Import"</Button>
        <Button icon=Icon::Download on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::Export)))>"Export"</Button>
    }
    .into_any();
    let beside = shelf::freshness(untrack(|| {
        counted(&Matrix::open(desk.directory(), &View::default(), &Default::default(), 0))
    }));
    view! {
        <PageHead title="Role matrix" beside=beside actions=actions/>
        {shelf::news()}
        {own_sites.then(shelf::own_sites_note)}
        <div class="matrix-layout">
            <div class="matrix-main">
                {toolbar::filters(desk)}
                {toolbar::set_to(desk)}
                {toolbar::left_out(desk)}
                {live(move || {
                    let (rows, columns) = desk.matrix().size();
                    (rows == 0 || columns == 0).then(|| nothing(desk))
                })}
                // What was staged before is there before anything else can be.
                {live(move || desk.staging.ready().then(|| grid::grid(desk)))}
                {legend(desk)}
            </div>
            {panel::panel(desk)}
        </div>
        {sheets::sheets(desk)}
        {sheets::printed(desk)}
    }
    .into_any()
}

/// "12 of 40 people × 9 sites".
fn counted(matrix: &Matrix) -> String {
    let of = |shown: usize, all: usize, one: &str, many: &str| {
        let words = if all == 1 { one } else { many };
        if shown == all { format!("{all} {words}") } else { format!("{shown} of {all} {words}") }
    };
    let directory = matrix.directory();
    // The anonymous user has a row and is nobody.
    let rows = matrix.size().0;
    let anonymous = usize::from(
        (0..rows.min(1)).any(|row| matrix.row(row).is_some_and(|row| row.kind == access::matrix::RowKind::Anonymous)),
    );
    format!(
        "{} × {}",
        of(rows - anonymous, directory.people().len(), "person", "people"),
        of(matrix.sites(), directory.sites().len(), "site", "sites"),
    )
}

fn nothing(desk: Desk) -> AnyView {
    view! {
        <Empty icon=Icon::Search title="Nothing fits">
            <p>"Nobody, or no site, is left by these filters."</p>
            <div class="btn-row">
                <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| desk.look(|view| *view = View::default()))>"Show everything"</Button>
            </div>
        </Empty>
    }
    .into_any()
}

/// What the marks mean; what the keys do.
fn legend(desk: Desk) -> AnyView {
    use crate::components::{Mark, role_glyph};
    let role = |mark: Mark| view! { <li>{role_glyph(mark)}{mark.words()}</li> };
    view! {
        <div class="legend">
            <ul>
                {[Mark::View, Mark::Write, Mark::Admin, Mark::SuperUser].map(role).into_iter().collect_view()}
                <li><span class="role role--view role--plus" aria-hidden="true">"V"</span>"with capabilities"</li>
                <li><span class="legend__swatch" aria-hidden="true"></span>"staged"</li>
                <li><span class="legend__swatch legend__swatch--risky" aria-hidden="true"></span>"staged, needs care"</li>
            </ul>
            <Button kind=ButtonKind::Quiet size=crate::components::ButtonSize::Small on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::Keys)))>"Keys"</Button>
            <p class="vh" id="matrix-keys">
                "Arrows move, Shift extends. N, V, W and A stage no access, view, write and admin for what is selected. C opens capabilities, Enter everything else. Ctrl+Z takes back."
            </p>
        </div>
    }
    .into_any()
}
