//! The ledger, a line for each entry.

use super::{Desk, Indexed, when};
use crate::{
    components::{self as ui, Button, ButtonSize, Icon, Tone, live},
    route::{RecordsPlace, RecordsView, Route},
};
use leptos::prelude::*;
use records::{Entry, Hash, What, list::Kind};
use std::sync::Arc;

/// How many lines are drawn at once; more come when the end is near.
const CHUNK: usize = 80;
/// So many come when somebody asks for them.
const MORE: usize = 400;

pub fn draw(desk: Desk) -> AnyView {
    let shown = RwSignal::new(CHUNK);
    Effect::new(move || {
        desk.found.track();
        shown.set(CHUNK);
    });
    let near_end = move |event: leptos::ev::Event| {
        let list = event_target::<web_sys::Element>(&event);
        let left = list.scroll_height() - list.scroll_top() - list.client_height();
        if left < 800 && shown.get_untracked() < desk.found.with_untracked(|found| found.len()) {
            shown.update(|n| *n += CHUNK);
        }
    };
    let drawn = move || {
        let Some(all) = desk.all.get() else { return Vec::new() };
        let hash = |place: &usize| all.ledger.entries().get(*place).map(Entry::hash);
        desk.found.with(|found| found.iter().take(shown.get()).filter_map(hash).collect::<Vec<Hash>>())
    };
    let line = move |hash: Hash| desk.all.get_untracked().and_then(|all| line(desk, &all, hash));
    let more = move || {
        let left = desk.found.with(|found| found.len()).saturating_sub(shown.get());
        (left > 0).then(|| {
            let next = left.min(MORE);
            let words = if next == left { format!("Show the other {left}") } else { format!("Show {next} of {left} more") };
            view! {
                <p class="table-more">
                    <Button size=ButtonSize::Small on_press=Callback::new(move |()| shown.update(|n| *n += next))>{words}</Button>
                </p>
            }
        })
    };
    view! {
        <section class="ledger-pane" aria-label="Ledger" tabindex="0" role="region" on:scroll=near_end>
            <ul class="ledger"><For each=drawn key=|hash| *hash children=line/></ul>
            {live(more)}
        </section>
    }
    .into_any()
}

fn line(desk: Desk, all: &Arc<Indexed>, hash: Hash) -> Option<AnyView> {
    let entry = all.ledger.get(hash)?;
    let to = move || {
        let view = RecordsView { entry: Some(hash), ..desk.view.get() };
        Route::Records(RecordsPlace::List(view)).href()
    };
    let current = Memo::new(move |_| desk.open() == Some(hash));
    let open = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            // The way back leads out of the list, not through everything that was looked at.
            event.prevent_default();
            desk.look(|view| view.entry = Some(hash));
        }
    };
    let id = entry.id().to_string();
    Some(
        view! {
            <li>
                <a class="entry" href=to aria-current=move || current.get().then_some("true") on:click=open>
                    <span class="entry__title">{entry.title()}</span>
                    <span class="entry__time">{when(entry.head().at)}</span>
                    <span class="entry__meta"><span class="mono">{id}</span>{meta(entry)}</span>
                    {marks(desk, hash, entry)}
                </a>
            </li>
        }
        .into_any(),
    )
}

/// Who, and by whose leave.
fn meta(entry: &Entry) -> String {
    let actor = entry.head().actor.as_ref().map(|actor| actor.to_string());
    let approved = entry.what().why().and_then(|why| why.approval.as_ref());
    let ticket = entry.what().why().map(|why| why.ticket.to_string()).filter(|ticket| !ticket.is_empty());
    let approved = approved.map(|approval| format!("approved by {}", approval.who));
    [actor, approved, ticket].into_iter().flatten().map(|part| format!(", {part}")).collect()
}

/// What sets an entry apart, on a line of its own.
fn marks(desk: Desk, hash: Hash, entry: &Entry) -> AnyView {
    let partial = Kind::is_partial(entry).then(|| ui::badge(Tone::Warn, Some(Icon::Warning), "Partly done"));
    let outside = matches!(entry.what(), What::Declared(_)).then(|| ui::badge(Tone::Plain, None, "Outside"));
    let undo = matches!(entry.what(), What::PlanApplied(applied) if applied.undoes.is_some());
    let undo = undo.then(|| ui::badge(Tone::Plain, Some(Icon::Undo), "Taken back"));
    // A ledger that is taken in can make an old entry one of two.
    let apart = Memo::new(move |_| {
        let all = desk.all.get();
        all.is_some_and(|all| all.ledger.place(hash).is_some_and(|place| all.index.is_apart(place)))
    });
    let apart = live(move || apart.get().then(|| ui::badge(Tone::Plain, None, "Written apart")));
    view! { <span class="entry__marks">{partial}{outside}{undo}{apart}</span> }.into_any()
}
