//! What leaves the console from here: the ledger, a table of change records, paper. Each is on record itself.

use super::{Desk, entries};
use crate::{
    browser::{clock, page},
    components::{Button, Icon, LinkButton, Toasts, live},
    route::{RecordsPlace, Route},
    screens::records::handing::{Paper, export, note, save},
};
use leptos::prelude::*;
use onboarding::{Language, dates};
use records::{ChangeRecord, Entry, records, records_csv};

/// More rows than these are not laid out for paper.
const PRINTED: usize = 5000;

/// What is on its way out.
#[derive(Clone, Copy)]
pub struct Out {
    /// Whether the entry that is open is printed, and not the list.
    record: RwSignal<bool>,
    printing: RwSignal<bool>,
}

impl Out {
    pub fn new() -> Self {
        Self { record: RwSignal::new(false), printing: RwSignal::new(false) }
    }

    /// Whether the open entry goes to paper rather than the list. Reactive.
    pub fn is_record(self) -> bool {
        self.record.get()
    }

    pub fn actions(self, desk: Desk) -> AnyView {
        let files = Route::Records(RecordsPlace::Files).href();
        view! {
            <LinkButton href=files icon=Icon::Link>"Verify"</LinkButton>
            <Button icon=Icon::Sheet on_press=Callback::new(move |()| self.csv(desk))>"CSV"</Button>
            <Button icon=Icon::Print on_press=Callback::new(move |()| self.print_list(desk))>"Print list"</Button>
            <Button icon=Icon::Download on_press=Callback::new(move |()| { desk.stay(); export(desk.books); })>"Export"</Button>
        }
        .into_any()
    }

    /// The change records of what is shown, the oldest first.
    pub fn csv(self, desk: Desk) {
        let rows: Vec<ChangeRecord> = shown(desk, records).into_iter().flatten().collect();
        if rows.is_empty() {
            return Toasts::here().say("Nothing that is shown changed somebody’s access: there is no row to save");
        }
        desk.stay();
        let text = records_csv(&rows);
        let paper = Paper {
            name: "change-records.csv".to_owned(),
            mime: "text/csv;charset=utf-8",
            text,
            what: "change records as CSV".to_owned(),
            rows: rows.len(),
        };
        save(desk.books, &paper);
    }

    pub fn print_list(self, desk: Desk) {
        let count = desk.found.with_untracked(|found| found.len());
        self.record.set(false);
        desk.stay();
        page::print();
        if count <= PRINTED {
            note(desk.books, "a list of records, printed", count);
        }
    }

    pub fn print_record(self, desk: Desk, what: &str) {
        self.record.set(true);
        desk.stay();
        let what = what.to_owned();
        // The class is on the page before the browser lays out the paper.
        request_animation_frame(move || {
            page::print();
            self.record.set(false);
            note(desk.books, &what, 1);
        });
    }

    /// The list as a table, while it is printed, whoever asks for that.
    pub fn printed(self, desk: Desk) -> AnyView {
        let before = window_event_listener_untyped("beforeprint", move |_| self.printing.set(true));
        let after = window_event_listener_untyped("afterprint", move |_| self.printing.set(false));
        on_cleanup(move || {
            before.remove();
            after.remove();
        });
        live(move || (self.printing.get() && !self.record.get()).then(|| on_paper(desk)))
    }
}

/// Something of each entry that is shown, the oldest first.
fn shown<T>(desk: Desk, of: impl Fn(&Entry) -> T) -> Vec<T> {
    let Some(all) = desk.all.get_untracked() else { return Vec::new() };
    let found = desk.found.get_untracked();
    found.iter().rev().filter_map(|place| all.ledger.entries().get(*place)).map(of).collect()
}

fn on_paper(desk: Desk) -> AnyView {
    let rows = desk.found.with_untracked(|found| found.len());
    if rows > PRINTED {
        let words = format!("{} do not go on paper: choose a period of at most {PRINTED}.", entries(rows));
        return view! { <div class="records-print"><p>{words}</p></div> }.into_any();
    }
    let host = desk.session.desk_untracked().map(|desk| desk.client.url().shown().to_owned()).unwrap_or_default();
    let last = desk.all.get_untracked().and_then(|all| Some(all.ledger.entries().last()?.hash().short()));
    let row = |entry: &Entry| {
        let why = entry.what().why();
        let approved = why.and_then(|why| why.approval.as_ref()).map(|approval| approval.who.to_string());
        let reason = why.map(|why| [why.ticket.as_str(), why.reason.as_str()].join(" ")).unwrap_or_default();
        let by = entry.head().actor.as_ref().map(ToString::to_string);
        view! {
            <tr>
                <td class="nowrap">{entry.id().to_string()}</td>
                <th scope="row">{entry.title()}</th>
                <td>{by}</td>
                <td>{approved}</td>
                <td>{reason}</td>
            </tr>
        }
        .into_any()
    };
    let rows_drawn = shown(desk, row).into_iter().collect_view();
    let made = dates::long(dates::of_seconds(clock::now()), Language::En);
    view! {
        <div class="records-print">
            <h1>{format!("Access changes on {host}")}</h1>
            <p>{scope(desk)}</p>
            <p>{format!("{}, printed on {made}. Days are in UTC.", entries(rows))}</p>
            {last.map(|last| view! { <p>"Fingerprint of the last entry: "<span class="mono">{last}</span></p> })}
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Change"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"By"</th>
                        <th scope="col">"Approved by"</th>
                        <th scope="col">"Ticket, reason"</th>
                    </tr>
                </thead>
                <tbody>{rows_drawn}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What the list is of, in a sentence: period, person, site, and what else was chosen.
fn scope(desk: Desk) -> String {
    let view = desk.view.get_untracked();
    let day = |day: records::Day| dates::long(day.0, Language::En);
    let period = match (view.from, view.to) {
        (None, None) => "All days".to_owned(),
        (Some(from), None) => format!("From {}", day(from)),
        (None, Some(to)) => format!("Up to {}", day(to)),
        (Some(from), Some(to)) => format!("{} to {}", day(from), day(to)),
    };
    let person = view.login.as_ref().map_or_else(|| "everybody".to_owned(), |login| format!("person {login}"));
    let site = desk.all.get_untracked().zip(view.site).map(|(all, id)| desk.site_name(&all, id));
    let site = site.unwrap_or_else(|| "all sites".to_owned());
    let kind = view.kind.map(|kind| format!(", {}", super::kind_name(kind).to_lowercase())).unwrap_or_default();
    let text = view.text.trim();
    let text = if text.is_empty() { String::new() } else { format!(", with “{text}”") };
    format!("{period}, {person}, {site}{kind}{text}.")
}
