//! Everything that used the old token gets the new one.

use super::{Turn, moment, paste, trying};
use crate::{
    browser::clock,
    components::{self as ui, Button, ButtonKind, Check, Icon, Note, TextField, Tone, follow, live},
    screens::tokens::make::form::today,
};
use leptos::prelude::*;
use matomo_api::Token;
use time::Duration;
use tokens::{Entry, EntryId, making, rotation::Stage};

/// So many days the old one may work on, unless somebody says otherwise.
const OVERLAP: i64 = 7;

pub fn step(turn: Turn) -> AnyView {
    let Some(((new, entry), old)) = untrack(|| turn.new_entry().zip(turn.entry())) else {
        return trying::another(turn);
    };
    let there = {
        let new = new.clone();
        Memo::new(move |_| turn.register.token(&new).is_some())
    };
    let console = Memo::new(move |_| (turn.is_own(), turn.rotation().here));
    let (of_new, of_entry) = (new.clone(), entry.clone());
    let here = move || match console.get() {
        (true, None) => own(turn, there, &of_new, &of_entry),
        (_, Some(at)) => ui::note(Note::ok(format!("This console works with the new token since {}.", moment(at)))),
        (false, None) => ().into_any(),
    };
    let ready = Memo::new(move |_| turn.stage() > Stage::Switch);
    let next = Callback::new(move |()| turn.at.set(None));
    view! {
        <p class="soft">"Give the new token to everything that uses the old one. Both work until the old one is revoked."</p>
        {turn.held.token(&new, &entry, String::new())}
        {turn.held.countdown()}
        {live(here)}
        {systems(turn, &old)}
        {deadline(turn)}
        <div class="btn-row">
            <Button kind=ButtonKind::Primary disabled=Signal::derive(move || !ready.get()) on_press=next>"Next"</Button>
        </div>
        {trying::another(turn)}
    }
    .into_any()
}

/// This console goes on with the new token.
fn own(turn: Turn, there: Memo<bool>, new: &EntryId, entry: &Entry) -> AnyView {
    let switch = Callback::new(move |token: Token| {
        let Some(desk) = turn.session.desk_untracked() else { return };
        turn.at.set(Some(Stage::Switch));
        // The old one is needed once more, to see that it is dead.
        turn.held.keep(&turn.id(), desk.client.token().clone());
        turn.session.go_on_with(token);
        turn.rotate("This console goes on with the new token.".to_owned(), |rotation| {
            rotation.here = Some(clock::now())
        });
    });
    let new = new.clone();
    let press = Callback::new(move |()| {
        if let Some(token) = untrack(|| turn.register.token(&new)) {
            switch.run(token);
        }
    });
    let entry = entry.clone();
    let act = move || {
        match there.get() {
        true => view! {
            <div class="btn-row"><Button kind=ButtonKind::Primary icon=Icon::Key on_press=press>"Go on with the new token"</Button></div>
        }
        .into_any(),
        false => paste::field("New token", "new token", "Go on with the new token", &entry, RwSignal::new(false), switch),
    }
    };
    view! {
        <ui::Banner tone=Tone::Info title="This console works with the old token">
            <p>"From here on it can use the new one. Where it is kept for this tab, that is exchanged too."</p>
        </ui::Banner>
        {live(act)}
    }
    .into_any()
}

fn systems(turn: Turn, old: &Entry) -> AnyView {
    if old.systems.is_empty() {
        return ui::note(Note {
            tone: Tone::Info,
            text: "No system is noted that uses the old one. Make sure that none does.".to_owned(),
        });
    }
    let line = |system: &String| {
        let system = system.clone();
        let has = {
            let system = system.clone();
            Memo::new(move |_| turn.rotation().switched.into_iter().find(|switched| switched.system == system))
        };
        let said = move || {
            has.get().map(|switched| {
                let by = switched.by.map(|by| format!(", {by}")).unwrap_or_default();
                view! { <p class="soft small">{format!("{}{by}", moment(switched.at))}</p> }
            })
        };
        let of_change = system.clone();
        let change = Callback::new(move |on: bool| {
            turn.at.set(Some(Stage::Switch));
            turn.held.used();
            let (system, by) = (of_change.clone(), turn.register.who());
            let what = if on {
                format!("{system} has the new token.")
            } else {
                format!("{system} has not the new token after all.")
            };
            turn.rotate(what, move |rotation| rotation.switch(&system, on, by.as_ref(), clock::now()));
        });
        view! {
            <li class="stack stack-1">
                <Check checked=Signal::derive(move || has.get().is_some()) on_change=change>{system.clone()}</Check>
                {live(said)}
            </li>
        }
    };
    view! {
        <div class="stack stack-2">
            <h3>"Which have the new one"</h3>
            <ul class="stack stack-3">{old.systems.iter().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// The day on which the old one is revoked at last.
fn deadline(turn: Turn) -> AnyView {
    let known = untrack(|| turn.rotation()).revoke_by.map(making::day_of);
    let proposed = today().checked_add(Duration::days(OVERLAP)).unwrap_or_else(today);
    if known.is_none() {
        turn.rotate(None, move |rotation| rotation.revoke_by = Some(making::beginning_of(proposed)));
    }
    let value = RwSignal::new(known.unwrap_or(proposed).to_string());
    follow(value, move |typed| {
        if let Some(day) = making::parse_day(typed) {
            turn.at.set(Some(Stage::Switch));
            turn.rotate(None, move |rotation| rotation.revoke_by = Some(making::beginning_of(day)));
        }
    });
    let notes = Signal::derive(move || match making::parse_day(&value.get()) {
        None => vec![Note::error("Choose a day.")],
        Some(day) if day < today() => vec![Note::warn("This day has passed.")],
        Some(_) => Vec::new(),
    });
    view! {
        <div class="measure"><TextField label="The old one will be revoked by" kind="date" value=value notes=notes help="Until then both tokens work."/></div>
    }
    .into_any()
}
