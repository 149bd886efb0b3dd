//! What somebody has to do about tokens.

use super::Desk;
use crate::{
    components::{ButtonKind, ButtonSize, Icon, LinkButton, icon, live},
    route::{Route, TokensPlace},
    screens::tokens::day,
};
use leptos::prelude::*;
use tokens::{State, list::Line, words};

/// So many are listed; the register below has all.
const LISTED: usize = 10;

pub fn draw(desk: Desk) -> AnyView {
    let due = Memo::new(move |_| {
        let all = desk.all.get().unwrap_or_default();
        all.iter().filter(|line| line.state.is_due()).cloned().collect::<Vec<_>>()
    });
    let counted = move || match due.with(Vec::len) {
        0 => String::new(),
        n => format!("{n} to do"),
    };
    let list = move || {
        let due = due.get();
        if due.is_empty() {
            return view! { <p class="soft">{next(desk)}</p> }.into_any();
        }
        let more = due.len().saturating_sub(LISTED);
        let more = (more > 0).then(|| view! { <p class="soft small">{format!("And {more} more, below.")}</p> });
        let lines = due.iter().take(LISTED).map(|line| row(desk, line)).collect_view();
        view! { <ul class="results" aria-label="What is due">{lines}</ul>{more} }.into_any()
    };
    view! {
        <section class="stack stack-2" aria-labelledby="h-due">
            <div class="row spread"><h2 id="h-due">"Due"</h2><span class="muted small">{live(counted)}</span></div>
            {live(list)}
        </section>
    }
    .into_any()
}

fn row(desk: Desk, line: &Line) -> AnyView {
    let (class, symbol, kind) = match line.state {
        State::Overdue => ("result result--fail", Icon::Error, ButtonKind::Primary),
        State::DueSoon => ("result result--due", Icon::Clock, ButtonKind::Plain),
        _ => ("result result--due", Icon::Warning, ButtonKind::Plain),
    };
    let fingerprint = line.entry.fingerprint.as_ref().map(ToString::to_string);
    let why = words::why(line, desk.register.policy(), &day);
    view! {
        <li class=class>
            {icon(symbol)}
            <div>
                <p class="result__title wrap-any">{line.entry.name.clone()}" "<span class="mono muted">{fingerprint}</span></p>
                <p class="result__text">{format!("{}. {why}", words::standing(line))}</p>
            </div>
            {rotate(line, kind)}
        </li>
    }
    .into_any()
}

/// The way to its replacement, where there is something to do.
pub fn rotate(line: &Line, kind: ButtonKind) -> Option<AnyView> {
    let words = match line.state {
        State::Dead | State::Expired => return None,
        State::Replaced => "Prove it is dead",
        State::Overdue | State::DueSoon | State::Fresh => "Rotate",
    };
    let href = Route::Tokens(TokensPlace::Rotate(vec![line.id.clone()])).href();
    let name = line.entry.name.clone();
    Some(
        view! {
            <LinkButton href=href kind=kind size=ButtonSize::Small icon=Icon::Rotate>{words}<span class="vh">" "{name}</span></LinkButton>
        }
        .into_any(),
    )
}

/// What comes next, while nothing is due.
fn next(desk: Desk) -> String {
    let all = desk.all.get().unwrap_or_default();
    match all.iter().find(|line| line.state == State::Fresh) {
        Some(line) => format!("Nothing. The next is “{}”, on {}.", line.entry.name, day(line.due)),
        None => "Nothing.".to_owned(),
    }
}
