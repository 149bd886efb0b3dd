//! Tables out of the matrix and into it, and on paper.

use super::super::{
    counted,
    desk::{Desk, cells},
    look::Look,
};
use crate::{
    books::Books,
    browser::{clock, download, file, page},
    components::{Banner, Button, ButtonKind, Check, Choice, Icon, Segmented, TextAreaField, Tone, live},
    screens::marks,
    session::Session,
};
use access::matrix::{Column, Form, Matrix, Pasted, Problem};
use leptos::prelude::*;
use onboarding::dates;
use std::ops::Range;

/// More on paper would be a book.
const PRINTED: usize = 40_000;
const TOO_MANY: &str = "Printing is for up to 40,000 cells: filter first.";

/// So many columns fit beside each other on a sheet; browsers cut off what is wider. More follow on further sheets.
const ACROSS: usize = 20;

pub(super) fn export(desk: Desk) -> AnyView {
    let (form, tabs) = (RwSignal::new(0_usize), RwSignal::new(0_usize));
    let (staged, books) = (RwSignal::new(false), Books::here());
    let save = Callback::new(move |()| {
        let matrix = desk.matrix_untracked();
        let form = if form.get_untracked() == 0 { Form::Matrix } else { Form::List };
        let (delimiter, ending, kind) = match tabs.get_untracked() {
            0 => (',', "csv", "text/csv"),
            1 => (';', "csv", "text/csv"),
            _ => ('\t', "tsv", "text/tab-separated-values"),
        };
        let text = desk.staging.with_untracked(|edits| {
            matrix.export(staged.get_untracked().then_some(edits), &matrix.all(), form, delimiter)
        });
        let day = dates::of_seconds(clock::now());
        // A byte order mark: without it spreadsheets guess the letters.
        let saved = download::text(&format!("roles-{day}.{ending}"), kind, &format!("\u{feff}{text}"));
        desk.said.set(if saved.is_ok() {
            let lines = text.lines().count();
            books.note_export("the role matrix as a table", lines.saturating_sub(1));
            "Exported".to_owned()
        } else {
            "The browser did not save the file".to_owned()
        });
        desk.close();
    });
    let (rows, columns) = desk.matrix_untracked().size();
    let printable = is_printable(desk);
    let print = Callback::new(move |()| {
        desk.close();
        desk.printing.set(true);
        request_animation_frame(page::print);
    });
    let choices = |words: [&str; 2]| words.map(Choice::new).to_vec();
    view! {
        <div class="stack stack-4">
            <p class="soft">{format!("What is shown: {rows} rows and {columns} columns. Filters narrow it.")}</p>
            <Segmented legend="Form" choices=choices(["People × sites", "A line for each grant"])
                chosen=Signal::derive(move || Some(form.get())) on_choose=Callback::new(move |at| form.set(at))/>
            <Segmented legend="Separator" choices=["Comma", "Semicolon", "Tab"].map(Choice::new).to_vec()
                chosen=Signal::derive(move || Some(tabs.get())) on_choose=Callback::new(move |at| tabs.set(at))/>
            <Check checked=staged on_change=Callback::new(move |on| staged.set(on))>"As it will be, with what is staged"</Check>
            <div class="btn-row">
                <Button kind=ButtonKind::Primary icon=Icon::Download on_press=save>"Save file"</Button>
                {printable.then(|| view! { <Button icon=Icon::Print on_press=print>"Print"</Button> })}
            </div>
            {(!printable).then(|| view! { <p class="small soft">{TOO_MANY}</p> })}
        </div>
    }
    .into_any()
}

pub(super) fn import(desk: Desk) -> AnyView {
    let text = RwSignal::new(String::new());
    let result = RwSignal::new(None::<Pasted>);
    let stage = Callback::new(move |()| {
        let pasted = desk.import(&text.get_untracked());
        // Where there is nothing to read, there is nothing to close either.
        if pasted.problems.is_empty() {
            return desk.close();
        }
        result.set(Some(pasted));
    });
    let pick = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(chosen) = file::chosen(&input) else { return };
        leptos::task::spawn_local(async move {
            if let Some(read) = file::text(&chosen).await {
                text.set(read);
            }
        });
    };
    let told = move || {
        result.get().map(|pasted| {
            let count = pasted.problems.len();
            let title = match count {
                1 => format!("{} staged, 1 thing was left out", cells(pasted.staged.changed)),
                n => format!("{} staged, {n} things were left out", cells(pasted.staged.changed)),
            };
            let line = |problem: Problem| {
                let place = match problem.column {
                    Some(column) => format!("Line {}, field {column}", problem.line),
                    None => format!("Line {}", problem.line),
                };
                let text: String = problem.text.chars().take(60).collect();
                view! { <li>{place}": "<span class="mono wrap-any">{text}</span>" "{problem.why.to_string()}</li> }
            };
            view! { <Banner tone=Tone::Warn title=title alert=true><ul class="matrix-problems">{pasted.problems.into_iter().map(line).collect_view()}</ul></Banner> }
        })
    };
    view! {
        <div class="stack stack-4">
            <p class="soft">
                "A table with sites in the first line, by id or name, and people in the first column, by login or address. Cells: N, V, W, A or the role’s name; an empty one is no access. People and sites that are not in the table stay as they are. It is staged, not sent."
            </p>
            <label class="field">
                <span class="field__label">"File"</span>
                <input class="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" on:change=pick/>
            </label>
            <TextAreaField label="Or paste it here" value=text optional=true/>
            <div class="btn-row"><Button kind=ButtonKind::Primary on_press=stage>"Stage this table"</Button></div>
            {live(told)}
        </div>
    }
    .into_any()
}

/// All that is shown as plain tables, while it is printed, whoever asks for it: heads are repeated on
/// every page.
pub fn printed(desk: Desk) -> AnyView {
    // What is set here is on the page when the browser begins to lay out the paper.
    let before = window_event_listener_untyped("beforeprint", move |_| desk.printing.set(true));
    let after = window_event_listener_untyped("afterprint", move |_| desk.printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    live(move || desk.printing.get().then(|| if is_printable(desk) { on_paper(desk) } else { too_many() }))
}

fn is_printable(desk: Desk) -> bool {
    let (rows, columns) = desk.matrix_untracked().size();
    rows * columns <= PRINTED
}

fn too_many() -> AnyView {
    view! { <div class="matrix-print"><p>{TOO_MANY}</p></div> }.into_any()
}

fn on_paper(desk: Desk) -> AnyView {
    let matrix = desk.matrix_untracked();
    let columns = matrix.size().1;
    let tables = (0..columns).step_by(ACROSS).map(|first| table(desk, &matrix, first..columns.min(first + ACROSS)));
    let tables = tables.collect_view();
    let day = dates::of_seconds(clock::now());
    let host = Session::here().desk_untracked().map(|desk| desk.client.url().shown().to_owned());
    let folded = matrix.groups().iter().any(|group| group.folded);
    let staged = desk.staging.with_untracked(|edits| !edits.is_empty());
    let own_sites = desk.directory().scope() == access::Scope::OwnSites;
    view! {
        <div class="matrix-print">
            <h1>{format!("Roles on {day}")}</h1>
            <p>{host}": "{counted(&matrix)}"."</p>
            {own_sites.then(|| view! { <p>"As a site admin sees it: without super users, and without people who have no access to these sites."</p> })}
            <p>"V view, W write, A admin, S super user, + with capabilities, · no access."</p>
            {folded.then(|| view! { <p>"Of a folded group: the strongest role, and on how many of its sites there is any."</p> })}
            {staged.then(|| view! { <p>"Staged changes are shown as if they were made."</p> })}
            {tables}
        </div>
    }
    .into_any()
}

/// Everybody on some of the sites.
fn table(desk: Desk, matrix: &Matrix, columns: Range<usize>) -> AnyView {
    let (rows, all) = matrix.size();
    let heads = columns.clone().filter_map(|at| matrix.column(at)).map(|column| {
        let words = match column {
            Column::Site(site) => marks::site_name(site),
            Column::Folded(group) => group.section.in_words().to_owned(),
        };
        view! { <th scope="col"><span>{words}</span></th> }
    });
    let heads = heads.collect_view();
    let lines = desk.staging.with_untracked(|edits| {
        let line = |row: usize| {
            let login = matrix.row(row).map(|row| row.login.to_string());
            let cells = columns.clone().filter_map(|column| matrix.cell(edits, row, column));
            let cells = cells.map(|cell| view! { <td>{Look::of(&cell).in_letters()}</td> }).collect_view();
            view! { <tr><th scope="row">{login}</th>{cells}</tr> }
        };
        (0..rows).map(line).collect_view()
    });
    let caption = (columns.len() < all)
        .then(|| view! { <caption>{format!("Columns {} to {} of {all}", columns.start + 1, columns.end)}</caption> });
    view! {
        <table>{caption}<thead><tr><th scope="col">"Person"</th>{heads}</tr></thead><tbody>{lines}</tbody></table>
    }
    .into_any()
}
