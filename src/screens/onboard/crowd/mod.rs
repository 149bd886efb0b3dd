//! Many people at once: taken in from addresses or a table, each a row to be put right in place.

mod words;

use super::{
    Wizard,
    form::{field_id, note},
};
use crate::{
    browser::{download, encoding, file},
    components::{self as ui, Button, ButtonKind, ButtonSize, Chip, Icon, IconButton, TextAreaField, Tone, live},
};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{
    CaseField, Language, Problem, Row, Standing,
    roster::{self, Column, Newcomer, Roster},
};
use words::{in_words, taken_in, with_problems};

/// So many rows are drawn at once; a button brings the rest.
const CHUNK: usize = 40;

/// A list of people is never this long; what is, is something else.
const LARGEST: f64 = 4.0 * 1024.0 * 1024.0;

/// The list, and the ways into it.
#[derive(Clone, Copy)]
struct List {
    people: Memo<Vec<Newcomer>>,
    rows: Memo<Vec<Row>>,
    language: Memo<Language>,
    cases: crate::cases::Cases,
    /// What was last taken in, or why not.
    said: RwSignal<String>,
    /// How many rows are drawn.
    drawn: RwSignal<usize>,
    /// Only these rows are shown: those that were wrong when somebody asked for them. A row does not go away
    /// while it is put right.
    only: RwSignal<Option<Vec<usize>>>,
}

/// The people of the case.
pub fn list(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let list = List {
        people: Memo::new(move |_| cases.with(|case| case.crowd.clone())),
        rows: wizard.rows,
        language: Memo::new(move |_| cases.with(|case| case.language)),
        cases,
        said: RwSignal::new(String::new()),
        drawn: RwSignal::new(CHUNK),
        only: RwSignal::new(None),
    };
    let places = move || list.places().into_iter().take(list.drawn.get()).collect::<Vec<_>>();
    let tried = wizard.tried;
    Effect::new(move || {
        // What is to be put right must be there to be gone to.
        let (wrong, drawn) = untrack(|| (list.wrong(), list.drawn.get()));
        if tried.get() && wrong.last().is_some_and(|last| *last >= drawn) {
            list.only.set(Some(wrong));
        }
    });
    let any = Memo::new(move |_| list.people.with(|people| !people.is_empty()));
    let table = move || {
        any.get().then(|| view! {
            <div class="table-wrap table-wrap--framed" tabindex="0" role="region" aria-label="People">
                <table class="table table--inset table--tall table--cards crowd">
                    <caption class="vh">"People"</caption>
                    <thead><tr>
                        <th scope="col">"Row"</th><th scope="col">"Name"</th><th scope="col">"E-mail"</th><th scope="col">"Login"</th>
                        <th scope="col">"Language"</th><th scope="col">"Status"</th>
                    </tr></thead>
                    <tbody><For each=places key=|at| *at children=move |at| list.row(at)/></tbody>
                </table>
            </div>
        })
    };
    view! {
        <div class="stack stack-4" id=field_id(CaseField::People) tabindex="-1">
            {list.intake()}
            {live(move || (list.people.with(Vec::len) > CHUNK).then(|| list.chips()))}
            {live(table)}
            {live(move || {
                let (all, drawn) = (list.places().len(), list.drawn.get());
                (all > drawn).then(|| view! {
                    <p class="row">
                        <Button on_press=Callback::new(move |()| list.drawn.set(usize::MAX))>"Show all "{all}</Button>
                        <span class="soft">{format!("The first {drawn} are shown.")}</span>
                    </p>
                })
            })}
            {list.foot(any)}
        </div>
    }
    .into_any()
}

impl List {
    /// The rows that are shown, drawn or not. Reactive.
    fn places(self) -> Vec<usize> {
        let all = self.people.with(Vec::len);
        self.only.get().map_or_else(|| (0..all).collect(), |only| only.into_iter().filter(|at| *at < all).collect())
    }

    /// The rows that cannot be carried out as they are. Reactive.
    fn wrong(self) -> Vec<usize> {
        let is_wrong = |(at, row): (usize, &Row)| (row.standing == Standing::Wrong).then_some(at);
        self.rows.with(|rows| rows.iter().enumerate().filter_map(is_wrong).collect())
    }

    /// Between a long list and what is wrong in it.
    fn chips(self) -> AnyView {
        let (all, wrong) = (move || self.people.with(Vec::len), move || self.wrong().len());
        let is_all = Signal::derive(move || self.only.with(Option::is_none));
        let is_wrong = Signal::derive(move || self.only.with(Option::is_some));
        view! {
            <div class="chips" role="group" aria-label="Rows">
                <Chip label="All" pressed=is_all count=Signal::derive(all) on_press=Callback::new(move |()| self.only.set(None))/>
                <Chip label="To put right" pressed=is_wrong count=Signal::derive(wrong)
                    on_press=Callback::new(move |()| self.only.set(Some(untrack(|| self.wrong()))))/>
            </div>
        }
        .into_any()
    }

    /// Where people are pasted or a file is chosen.
    fn intake(self) -> AnyView {
        let text = RwSignal::new(String::new());
        let add = Callback::new(move |()| {
            let typed = text.get_untracked();
            if !typed.trim().is_empty() && self.take_in(roster::read(&typed)) {
                text.set(String::new());
            }
        });
        let pick = move |event: leptos::ev::Event| {
            let input: web_sys::HtmlInputElement = event_target(&event);
            let Some(chosen) = file::chosen(&input) else { return };
            spawn_local(async move {
                let read = if chosen.size() > LARGEST { None } else { file::bytes(&chosen).await };
                match read.and_then(|bytes| encoding::decode(&bytes, roster::encoding(&bytes))) {
                    Some(text) => _ = self.take_in(roster::read(&text)),
                    None => self.said.set("The file cannot be read. Save it as CSV and choose it again.".to_owned()),
                }
            });
        };
        let template = move || _ = download::text("people.csv", "text/csv", &format!("\u{feff}{}", roster::template()));
        view! {
            <div class="fields">
                <TextAreaField label="Addresses or a table" value=text
                    help="“Sana Whitlock <sana@example.net>”, or lines with name, e-mail, login and language between commas, semicolons or tabs."/>
                <div class="stack stack-3">
                    <label class="field">
                        <span class="field__label">"Or a file"</span>
                        <input class="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" on:change=pick/>
                    </label>
                    <div class="btn-row">
                        <Button on_press=add>"Add to the list"</Button>
                        <Button kind=ButtonKind::Quiet icon=Icon::Download on_press=Callback::new(move |()| template())>"Template"</Button>
                    </div>
                    <p class="small soft" role="status">{live(move || self.said.get())}</p>
                </div>
            </div>
        }
        .into_any()
    }

    /// Adds people to the list and says how they were read. `false` if there was nobody.
    fn take_in(self, read: Roster) -> bool {
        let Roster { mut people, beyond, form, ignored } = read;
        let room = roster::MOST.saturating_sub(self.people.with_untracked(Vec::len));
        let beyond = beyond + people.len().saturating_sub(room);
        people.truncate(room);
        let added = people.len();
        self.said.set(taken_in(added, beyond, form, &ignored));
        if added > 0 {
            self.cases.edit(|case| case.crowd.extend(people));
        }
        added > 0
    }

    fn row(self, at: usize) -> AnyView {
        let row = Memo::new(move |_| self.rows.with(|rows| rows.get(at).cloned()));
        let number = at + 1;
        let out = Memo::new(move |_| self.people.with(|people| people.get(at).is_some_and(|one| one.left_out)));
        let status = move || {
            row.with(|row| match row.as_ref().map(|row| &row.standing) {
                Some(Standing::New) => ui::state(Tone::Ok, Icon::Ok, "New account"),
                Some(Standing::Extends(login)) => ui::state(Tone::Plain, Icon::Person, format!("Extends {login}")),
                Some(Standing::Wrong) => ui::state(Tone::Danger, Icon::Error, "To put right"),
                Some(Standing::LeftOut) => ui::state(Tone::Plain, Icon::X, "Left out"),
                None => ().into_any(),
            })
        };
        let leave = Callback::new(move |()| self.edit(at, |one| one.left_out = !one.left_out));
        let leave_words = move || if out.get() { "Take in" } else { "Leave out" };
        let remove = Callback::new(move |()| {
            self.only.set(None);
            self.cases.edit(|case| {
                if at < case.crowd.len() {
                    case.crowd.remove(at);
                }
            });
        });
        view! {
            <tr class=Signal::derive(move || if out.get() { "crowd__out" } else { "" })>
                <th scope="row">{number}</th>
                <td>{self.field(at, row, Column::Name, |one| &mut one.full_name)}</td>
                <td>{self.field(at, row, Column::Email, |one| &mut one.email)}</td>
                <td>{self.field(at, row, Column::Login, |one| &mut one.login)}</td>
                <td>{self.language(at, row)}</td>
                <td>
                    {live(status)}
                    <div class="crowd__actions">
                        {live(move || view! { <Button size=ButtonSize::Small label=format!("{}: row {number}", leave_words()) on_press=leave>{leave_words()}</Button> })}
                        <IconButton icon=Icon::Trash label=format!("Remove row {number}") size=ButtonSize::Small on_press=remove/>
                    </div>
                </td>
            </tr>
        }
        .into_any()
    }

    fn edit(self, at: usize, change: impl FnOnce(&mut Newcomer)) {
        self.cases.edit(|case| {
            if let Some(one) = case.crowd.get_mut(at) {
                change(one);
            }
        });
    }

    fn field(
        self,
        at: usize,
        row: Memo<Option<Row>>,
        column: Column,
        part: fn(&mut Newcomer) -> &mut String,
    ) -> AnyView {
        let id = field_id(CaseField::Row(at, column));
        let value =
            Memo::new(move |_| self.people.with(|people| people.get(at).map(|one| one.field(column).to_owned())));
        let proposed = Signal::derive(move || {
            let login = row.with(|row| row.as_ref().map(|row| row.login.clone()));
            login.filter(|_| column == Column::Login)
        });
        let (problems, notes) = self.problems(row, column, &id);
        view! {
            <input
                class=if column == Column::Login { "input input--sm input--full input--mono" } else { "input input--sm input--full" }
                id=id.clone()
                aria-label=format!("{} in row {}", column.head(), at + 1)
                aria-describedby=format!("{id}-notes")
                aria-invalid=Signal::derive(move || problems.with(|all| all.iter().any(Problem::is_fatal)).then_some("true"))
                placeholder=proposed
                inputmode=(column == Column::Email).then_some("email")
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=Signal::derive(move || value.get().unwrap_or_default())
                on:input:target=move |event| {
                    let typed = event.target().value();
                    self.edit(at, |one| *part(one) = typed);
                }
            />
            {notes}
        }
        .into_any()
    }

    fn language(self, at: usize, row: Memo<Option<Row>>) -> AnyView {
        let id = field_id(CaseField::Row(at, Column::Language));
        let written =
            Memo::new(move |_| self.people.with(|people| people.get(at).map(|one| one.language.trim().to_owned())));
        let options = move || {
            let written = written.get().unwrap_or_default();
            let of_case = self.language.get();
            let newcomer = Newcomer { language: written.clone(), ..Newcomer::default() };
            let known = newcomer.language(of_case).filter(|_| !written.is_empty());
            let plain = (String::new(), format!("{}, as the case", of_case.name()), written.is_empty());
            let mut options = vec![plain];
            options.extend(Language::ALL.map(|one| (one.tag().to_owned(), one.name().to_owned(), known == Some(one))));
            if !written.is_empty() && known.is_none() {
                options.push((written.clone(), written, true));
            }
            let option = |(is, words, chosen): (String, String, bool)| view! { <option value=is prop:selected=chosen>{words}</option> };
            options.into_iter().map(option).collect_view()
        };
        let (problems, notes) = self.problems(row, Column::Language, &id);
        view! {
            <select
                class="select select--sm"
                id=id.clone()
                aria-label=format!("Language in row {}", at + 1)
                aria-describedby=format!("{id}-notes")
                aria-invalid=Signal::derive(move || problems.with(|all| !all.is_empty()).then_some("true"))
                on:change:target=move |event| {
                    let chosen = event.target().value();
                    self.edit(at, |one| one.language = chosen);
                }
            >
                {live(options)}
            </select>
            {notes}
        }
        .into_any()
    }

    /// What is said about a field, and the place where it is.
    fn problems(self, row: Memo<Option<Row>>, column: Column, id: &str) -> (Memo<Vec<Problem>>, AnyView) {
        let problems = Memo::new(move |_| {
            let own = |row: &Row| -> Vec<Problem> {
                row.problems.iter().filter(|(own, _)| *own == column).map(|(_, problem)| problem.clone()).collect()
            };
            row.with(|row| row.as_ref().map(own)).unwrap_or_default()
        });
        let lines = move || problems.with(|all| all.iter().map(|problem| ui::note(note(problem))).collect_view());
        let notes = view! { <div id=format!("{id}-notes")>{live(lines)}</div> };
        (problems, notes.into_any())
    }

    /// How it stands, and what to do with the whole list.
    fn foot(self, any: Memo<bool>) -> AnyView {
        let stands = move || self.rows.with(|rows| in_words(rows));
        let wrong = Memo::new(move |_| self.rows.with(|rows| rows.iter().any(|row| row.standing == Standing::Wrong)));
        let save = Callback::new(move |()| {
            let text =
                self.rows.with_untracked(|rows| self.people.with_untracked(|people| with_problems(people, rows)));
            if download::text("people-with-problems.csv", "text/csv", &format!("\u{feff}{text}")).is_err() {
                self.said.set("The browser did not save the file.".to_owned());
            }
        });
        let leave = Callback::new(move |()| {
            let wrong = untrack(|| self.wrong());
            self.cases.edit(|case| {
                case.crowd
                    .iter_mut()
                    .enumerate()
                    .filter(|(at, _)| wrong.contains(at))
                    .for_each(|(_, one)| one.left_out = true)
            });
        });
        let add = Callback::new(move |()| {
            if self.people.with_untracked(Vec::len) < roster::MOST {
                self.only.set(None);
                self.drawn.set(usize::MAX);
                self.cases.edit(|case| case.crowd.push(Newcomer::default()));
            }
        });
        view! {
            {live(move || any.get().then(|| view! { <p class="small soft">"A login in grey is proposed. It cannot be changed later: type another one where it should be."</p> }))}
            <div class="row">
                <Button icon=Icon::PersonAdd size=ButtonSize::Small on_press=add>"Add a row"</Button>
                {live(move || wrong.get().then(|| view! {
                    <Button size=ButtonSize::Small on_press=leave>"Leave out all rows with problems"</Button>
                    <Button icon=Icon::Download size=ButtonSize::Small on_press=save>"Download the rows with problems"</Button>
                }))}
                <span class="push small soft" role="status">{live(move || any.get().then(stands))}</span>
            </div>
        }
        .into_any()
    }
}
