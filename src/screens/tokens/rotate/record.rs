//! What was done, with times.

use super::{Turn, moment};
use crate::{
    components::{self as ui, Banner, LinkButton, Tone, live},
    route::{Route, TokensPlace},
    screens::tokens::{day, make::words},
};
use leptos::prelude::*;
use tokens::{
    Entry, EntryId,
    rotation::{Rotation, Stage},
};

/// The end: nothing is left to do, or it was ended without proof.
pub fn step(turn: Turn) -> AnyView {
    let Some(old) = untrack(|| turn.entry()) else { return ().into_any() };
    let rotation = untrack(|| turn.rotation());
    let banner = match rotation.proven {
        Some(at) => view! {
            <Banner tone=Tone::Ok title="The old token is dead, and the new one in its place">
                <p>{format!("Refused {}, while this session’s token works.", moment(at))}</p>
            </Banner>
        }
        .into_any(),
        None => view! {
            <Banner tone=Tone::Warn title="Ended without proof">
                <p>"The old token is replaced. Whether it is dead is not known, so that it stays in the register as not proven dead."</p>
            </Banner>
        }
        .into_any(),
    };
    let event = |event: &tokens::Event| {
        let by = event.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
        view! { <li><span class="wrap-any">{event.what.clone()}</span><br/><span class="soft small">{format!("{}{by}", moment(event.at))}</span></li> }
    };
    let links = view! {
        {untrack(|| turn.new_entry()).map(|(id, _)| link(&id, "The new token"))}
        {link(&turn.id(), "The old token")}
        <LinkButton href=Route::tokens().href()>"To the register"</LinkButton>
    };
    view! {
        {banner}
        {facts(&rotation, &old, untrack(|| turn.new_entry()).map(|(_, new)| new).as_ref())}
        <div class="stack stack-2">
            <h3>"What was done with the old one"</h3>
            <ol class="stack stack-2">{old.history.iter().map(event).collect_view()}</ol>
        </div>
        <div class="btn-row">{links}</div>
    }
    .into_any()
}

fn link(id: &EntryId, words: &'static str) -> AnyView {
    view! { <LinkButton href=Route::Tokens(TokensPlace::Token(id.clone())).href()>{words}</LinkButton> }.into_any()
}

/// What is known so far, beside every step but the last, which says it itself.
pub fn so_far(turn: Turn) -> AnyView {
    let shown = move || {
        let old = turn.entry().filter(|_| turn.shown() < Stage::Done)?;
        let facts = facts(&turn.rotation(), &old, turn.new_entry().map(|(_, new)| new).as_ref());
        Some(
            view! { <aside class="wizard__aside" aria-label="Summary"><div class="stack stack-4"><h2>"So far"</h2>{facts}</div></aside> },
        )
    };
    live(shown)
}

fn facts(rotation: &Rotation, old: &Entry, new: Option<&Entry>) -> AnyView {
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    let seen = |entry: &Entry| entry.fingerprint.as_ref().map(|it| format!(", fingerprint {it}")).unwrap_or_default();
    let mut rows =
        vec![("Owner", text(old.owner.to_string())), ("Old token", text(format!("{}{}", old.name, seen(old))))];
    if let Some(new) = new {
        let ends = words::ends(new.ends);
        rows.push(("New token", text(format!("{}{}, made {}, {ends}", new.name, seen(new), moment(new.created)))));
    }
    if let Some(tested) = &rotation.tested {
        let said = match (tested.differences.is_empty(), tested.agreed) {
            (true, _) => "Works, may do the same",
            (false, true) => "Works, the differences are as they should be",
            (false, false) => "Works, differs",
        };
        rows.push(("Test", text(format!("{said}, {}", moment(tested.at)))));
    }
    if let Some(at) = rotation.here {
        rows.push(("This console", text(format!("Goes on with the new one since {}", moment(at)))));
    }
    for switched in &rotation.switched {
        let by = switched.by.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
        rows.push(("Switched", text(format!("{}, {}{by}", switched.system, moment(switched.at)))));
    }
    if let Some(by) = rotation.revoke_by {
        rows.push(("Revoke by", text(day(by))));
    }
    if let Some(at) = rotation.revoked {
        rows.push(("Said to be revoked", text(moment(at))));
    }
    match (rotation.proven, rotation.closed) {
        (Some(at), _) => rows.push(("Proven dead", text(moment(at)))),
        (None, Some(at)) => rows.push(("Ended without proof", text(moment(at)))),
        (None, None) => {}
    }
    ui::stacked_facts(rows)
}
