//! Taking back what entries did, or what has ended, as far as it is still so.

use super::{not_kept, on_day, put_back::PutBack, scripts::scripts};
use crate::{
    books::Books,
    browser::{clock, page},
    cases::Basis,
    components::{ButtonKind, Empty, Icon, LinkButton, PageHead, SkeletonTable, crumbs, live},
    navigation::Navigation,
    route::{RecordsPlace, Route},
    screens::shelf::{self, shelved},
};
use access::Directory;
use leptos::prelude::*;
use matomo_api::Login;
use records::{Day, DueKind, Entry, Hash, Ledger, Revert, TypedWhy, WayBack, Why, Words};
use std::{collections::BTreeSet, sync::Arc};

/// What is taken back.
#[derive(Clone, PartialEq)]
struct Asked {
    entries: Vec<Hash>,
    /// Only what has ended; perhaps of one person only.
    ended: bool,
    login: Option<Login>,
}

/// Why, as it is typed, for as long as the same is taken back.
#[derive(Clone, Copy)]
struct Typing {
    typed: RwSignal<TypedWhy>,
    about: StoredValue<Option<Asked>>,
}

impl Typing {
    fn new() -> Self {
        Self { typed: RwSignal::new(TypedWhy::default()), about: StoredValue::new(None) }
    }

    /// What is typed about this, which begins with `why`.
    fn about(self, asked: &Asked, why: &Why) -> RwSignal<TypedWhy> {
        if self.about.with_value(|about| about.as_ref() != Some(asked)) {
            self.about.set_value(Some(asked.clone()));
            self.typed.set(TypedWhy::of(why));
        }
        self.typed
    }
}

pub fn screen() -> AnyView {
    let (books, navigation) = (Books::here(), Navigation::here());
    let asked = Memo::new(move |before: Option<&Asked>| match navigation.route() {
        Route::Records(RecordsPlace::Back { entries, ended }) => {
            Asked { ended: ended.is_some() || entries.is_empty(), entries, login: ended }
        }
        _ => before.cloned().unwrap_or(Asked { entries: Vec::new(), ended: true, login: None }),
    });
    // Not drawn anew whenever something is written down: somebody may be typing why.
    let read = Memo::new(move |_| books.ledger().is_some());
    let typing = Typing::new();
    shelved("Take back", move |directory| {
        view! {
            {live(move || not_kept(books))}
            {live(move || {
                page::keep_focus();
                let (asked, is_read) = (asked.get(), read.get());
                match untrack(|| books.ledger()).filter(|_| is_read) {
                    None => waiting(),
                    Some(ledger) => drawn(books, typing, &asked, &ledger, &directory),
                }
            })}
        }
        .into_any()
    })
}

fn waiting() -> AnyView {
    view! { <PageHead title="Take back"/><div class="scroll"><SkeletonTable label="Reading the ledger"/></div> }
        .into_any()
}

fn drawn(books: Books, typing: Typing, asked: &Asked, ledger: &Ledger, directory: &Arc<Directory>) -> AnyView {
    let today = Day::of_seconds(clock::now());
    let hashes = if asked.entries.is_empty() { over(books, asked, today) } else { asked.entries.clone() };
    let entries: Vec<&Entry> = ledger.entries().iter().filter(|entry| hashes.contains(&entry.hash())).collect();
    let (title, place) = match (&entries[..], asked.ended) {
        ([entry], false) => (format!("Undo {}", entry.id()), RecordsPlace::entry(entry.hash())),
        (_, false) => ("Undo".to_owned(), RecordsPlace::list()),
        _ => ("Take back what has ended".to_owned(), RecordsPlace::list()),
    };
    let above = match asked.ended {
        true => crumbs(vec![("Due".to_owned(), Route::Due.href())], title.clone()),
        false => crumbs(vec![("Records".to_owned(), Route::Records(place.clone()).href())], title.clone()),
    };
    let head = view! { <PageHead title=title above=above beside=shelf::freshness("People and roles".to_owned())/> };
    let Some(first) = entries.first() else { return view! { {head}{nothing(asked)} }.into_any() };
    let way = match asked.ended {
        true => WayBack::of_ended(ledger, &hashes, asked.login.as_ref(), today, directory),
        false => WayBack::of_entries(ledger, &hashes, directory),
    };
    if way.is_empty() && way.done == 0 {
        return view! { {head}{changed_nothing(asked, place)} }.into_any();
    }
    let undoes = Some(first.id());
    let reason = if asked.ended { ended(&entries) } else { format!("Undo of {}", ids(&entries)) };
    let why = Why { reason: Words::of(&reason), ..Why::default() };
    let told: Vec<(String, String, Hash)> =
        entries.iter().map(|entry| (entry.id().to_string(), told(entry, today), entry.hash())).collect();
    // What is over is taken back right here.
    let waits = |revert: &Revert| revert.day > today;
    let reverts: Vec<Revert> = entries.iter().filter_map(|entry| Revert::of(entry)).filter(waits).collect();
    let back = if asked.ended { Route::Due } else { Route::Records(place) };
    let put_back = PutBack {
        way,
        typed: typing.about(asked, &why),
        basis: Basis { undo: true, undoes, why, ..Basis::default() },
        above: Arc::new(move || view! { {what(&told)}{scripts(reverts.clone())} }.into_any()),
        other: Arc::new(move || {
            view! { <LinkButton href=back.href() icon=Icon::ArrowLeft>"Back"</LinkButton> }.into_any()
        }),
    };
    view! { {head}{put_back.view(directory)} }.into_any()
}

/// The entries that have something that has ended and is still there.
fn over(books: Books, asked: &Asked, today: Day) -> Vec<Hash> {
    let due = untrack(|| books.due());
    let own =
        due.iter().filter(|one| one.is_due(today) && asked.login.as_ref().is_none_or(|login| one.login == *login));
    let entries = own.filter_map(|one| match &one.kind {
        DueKind::End { entry, .. } => Some(*entry),
        DueKind::Review { .. } | DueKind::Invitation { .. } => None,
    });
    entries.collect::<BTreeSet<_>>().into_iter().collect()
}

fn ids(entries: &[&Entry]) -> String {
    entries.iter().map(|entry| entry.id().to_string()).collect::<Vec<_>>().join(", ")
}

/// "Access ended on 2026-11-21 (UAM-2026-11-01-002)".
fn ended(entries: &[&Entry]) -> String {
    let days: BTreeSet<Day> = entries.iter().filter_map(|entry| entry.what().why()?.ends).collect();
    let days = days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("Access ended on {days} ({})", ids(entries))
}

/// What an entry did, and why.
fn told(entry: &Entry, today: Day) -> String {
    let why = entry.what().why();
    let reason = why.map(|why| why.reason.to_string()).filter(|reason| !reason.is_empty());
    let word = |ends: Day| if ends < today { "ended" } else { "ends" };
    let ends = why.and_then(|why| why.ends).map(|ends| format!(" The access {} on {}.", word(ends), on_day(ends)));
    let reason = reason.map(|reason| format!(" Reason: {reason}.")).unwrap_or_default();
    format!("{}.{reason}{}", entry.title(), ends.unwrap_or_default())
}

/// The entries, each with the way to its record.
fn what(told: &[(String, String, Hash)]) -> AnyView {
    let line = |(id, told, hash): &(String, String, Hash)| {
        let href = Route::Records(RecordsPlace::entry(*hash)).href();
        view! { <li class="wrap-any"><a class="mono nowrap" href=href>{id.clone()}</a>" "{told.clone()}</li> }
    };
    let lines = told.iter().map(line).collect_view();
    view! { <ul class="stack stack-1 measure" aria-label="What is taken back">{lines}</ul> }.into_any()
}

fn nothing(asked: &Asked) -> AnyView {
    let (title, text) = match asked.ended {
        true => (
            "Nothing that has ended is left",
            "Every grant with an end that has passed was taken back or changed since.",
        ),
        false => (
            "This ledger has no such entry",
            "It stands in the ledger of another browser or of another Matomo. Taken in there, it can be undone here.",
        ),
    };
    let (href, words) = match asked.ended {
        true => (Route::Due.href(), "See what is due"),
        false => (Route::records().href(), "To the records"),
    };
    view! {
        <Empty icon=Icon::Check title=title>
            <p>{text}</p>
            <div class="btn-row"><LinkButton href=href kind=ButtonKind::Primary>{words}</LinkButton></div>
        </Empty>
    }
    .into_any()
}

fn changed_nothing(asked: &Asked, place: RecordsPlace) -> AnyView {
    if asked.ended {
        return nothing(asked);
    }
    view! {
        <Empty icon=Icon::Undo title="There is nothing to undo">
            <p>"This entry changed nobody’s access."</p>
            <div class="btn-row"><LinkButton href=Route::Records(place).href() kind=ButtonKind::Primary>"Back to the record"</LinkButton></div>
        </Empty>
    }
    .into_any()
}
