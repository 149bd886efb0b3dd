//! Checking what this browser keeps, taking another ledger in, handing this one over, and the folder of a team.

mod folder;
mod import;
mod own;

use super::{
    entries,
    handing::{Paper, export, save},
    not_kept,
};
use crate::{
    books::Books,
    components::{Button, Card, Icon, PageHead, SkeletonTable, Toasts, crumbs, live},
    route::Route,
};
use leptos::prelude::*;
use records::{Problem, Tip, Verdict};

/// So many problems are named; with more, somebody looks at the file itself.
const PROBLEMS: usize = 50;

pub fn screen() -> AnyView {
    let books = Books::here();
    let there = Memo::new(move |_| books.ledger().is_some());
    let cards = move || match there.get() {
        false => view! { <SkeletonTable label="Reading the ledger"/> }.into_any(),
        true => view! {
            {own::card(books)}
            {import::card(books)}
            {hand_over(books)}
            {folder::card(books)}
        }
        .into_any(),
    };
    let above = crumbs(vec![("Records".to_owned(), Route::records().href())], "Verify and import");
    view! {
        <PageHead title="Verify and import" above=above/>
        {live(move || not_kept(books))}
        <div class="scroll" tabindex="0" role="region" aria-label="Verify and import">
            <div class="content content--narrow stack stack-5">{live(cards)}</div>
        </div>
    }
    .into_any()
}

fn hand_over(books: Books) -> AnyView {
    let first = Callback::new(move |()| {
        let Some(first) = untrack(|| books.first()) else {
            return Toasts::here().say("The first state is not known in this browser yet");
        };
        // As it was hashed: without a line end.
        let text = serde_json::to_string(&first.0).unwrap_or_default();
        let paper = Paper {
            name: format!("lanyard-first-state-{}.json", records::Day::of_seconds(first.1)),
            mime: "application/json",
            text,
            what: "the first state".to_owned(),
            rows: first.0.people.len(),
        };
        save(books, &paper);
    });
    view! {
        <Card title="Hand over">
            <div class="card__body stack stack-3">
                <p>
                    "The ledger is a file of lines (JSON Lines). Each line seals all before it, and the last one says how many there are. Note the fingerprint of the last entry elsewhere, as in a ticket: whoever writes a whole ledger anew is found out by it."
                </p>
                <p class="soft">
                    "The first state is what everybody could do when the ledger began. With it and the entries since, anybody can work out what should be so today. Its SHA-256 is in the entry that begins the ledger."
                </p>
                <div class="btn-row">
                    <Button icon=Icon::Download on_press=Callback::new(move |()| export(books))>"Export the ledger"</Button>
                    <Button icon=Icon::Download on_press=first>"Save the first state"</Button>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

/// What is wrong, each with its line.
fn problems(verdict: &Verdict) -> AnyView {
    let more = verdict.problems.len().saturating_sub(PROBLEMS);
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    let one = |problem: &Problem| view! { <li>{problem.to_string()}</li> };
    view! { <ul class="problems" aria-label="Problems">{verdict.problems.iter().take(PROBLEMS).map(one).collect_view()}{more}</ul> }
        .into_any()
}

/// The ends of a ledger, as people compare them.
fn ends(tips: &[Tip]) -> String {
    tips.iter().map(|tip| tip.hash.short()).collect::<Vec<_>>().join(" and ")
}
