//! The new token is tried with one request, and what it may do is compared.

use super::{Turn, paste};
use crate::{
    browser::clock,
    components::{self as ui, Button, ButtonKind, Check, Icon, live},
    screens::tokens::make::trial::{self, Trial},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::Token;
use records::TokenAction;
use tokens::rotation::{Stage, Tested};

pub fn step(turn: Turn) -> AnyView {
    let Some((new, entry)) = untrack(|| turn.new_entry()) else { return lost(turn) };
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(None::<Trial>));
    let there = {
        let new = new.clone();
        Memo::new(move |_| turn.register.token(&new).is_some())
    };
    let owner = entry.owner.clone();
    let run = {
        let new = new.clone();
        Callback::new(move |token: Token| {
            let new = new.clone();
            turn.register.hold(&new, token.clone());
            turn.held.take(&new);
            busy.set(true);
            spawn_local(async move {
                test(turn, token, shown).await;
                busy.try_set(false);
            });
        })
    };
    let press = {
        let new = new.clone();
        Callback::new(move |()| {
            if let Some(token) = untrack(|| turn.register.token(&new)) {
                run.run(token);
            }
        })
    };
    let of_field = entry.clone();
    let ask = move || {
        match there.get() {
        true => view! {
            <div class="btn-row">
                <Button kind=ButtonKind::Primary icon=Icon::Check busy=busy on_press=press>"Test the new token"</Button>
            </div>
        }
        .into_any(),
        false => view! {
            <p class="soft">"It is not in memory any more. Paste it from where it was copied to; where it was not, make another one."</p>
            {paste::field("New token", "new token", "Test the new token", &of_field, busy, run)}
        }
        .into_any(),
    }
    };
    let compared = match untrack(|| turn.is_own()) {
        true => "A second request, as the old token, shows what the new one has to be able to do.",
        false => "What it may do is compared with what is known of its owner.",
    };
    view! {
        <p class="soft">{format!("One request as the new token, which changes nothing. {compared}")}</p>
        {live(move || there.get().then(|| view! { {turn.held.token(&new, &entry, String::new())} {turn.held.countdown()} }))}
        <div class="stack stack-4">{live(ask)}</div>
        <div class="stack stack-4" role="status">
            {live(move || shown.get().map(|trial| trial::said(&trial, &owner)))}
        </div>
        {agreeing(turn, shown)}
        {another(turn)}
    }
    .into_any()
}

/// Tries it, and keeps what that showed.
async fn test(turn: Turn, token: Token, shown: RwSignal<Option<Trial>>) {
    let Some((new, entry)) = untrack(|| turn.new_entry()) else { return };
    let id = turn.id();
    let old = match untrack(|| turn.is_own()) {
        true => turn.session.desk_untracked().map(|desk| desk.client.token().clone()),
        false => untrack(|| turn.register.token(&turn.id())),
    };
    let trial = trial::run(turn.session, turn.register, &new, &entry.owner, &token, old).await;
    drop(token);
    if turn.held.is_there() {
        turn.held.used();
    }
    if let Some(tested) = trial.as_ref().and_then(|trial| tested(trial, entry.owner.as_str())) {
        let said = match tested.differences.len() {
            0 => "The new token was tried: it may do the same.".to_owned(),
            1 => "The new token was tried: it works, with 1 difference.".to_owned(),
            n => format!("The new token was tried: it works, with {n} differences."),
        };
        // Not each later check.
        if untrack(|| turn.rotation()).tested.is_none() {
            turn.register.record(&new, TokenAction::Worked, "");
        }
        if tested.passed() {
            turn.at.try_set(Some(Stage::Switch));
        }
        turn.register.change(&id, said, |entry| entry.rotation.get_or_insert_default().tested = Some(tested)).await;
    }
    shown.try_set(trial);
}

/// What is kept of a trial; nothing of one that failed.
pub fn tested(trial: &Trial, owner: &str) -> Option<Tested> {
    let Trial::Works { differences, .. } = trial else { return None };
    let unknown = || vec![format!("It was compared with nothing: this session does not see all that {owner} may do.")];
    Some(Tested { at: clock::now(), differences: differences.clone().unwrap_or_else(unknown), agreed: false })
}

/// Where it differs, somebody has to say that this is right.
fn agreeing(turn: Turn, shown: RwSignal<Option<Trial>>) -> AnyView {
    let differences = Memo::new(move |_| turn.rotation().tested.map(|tested| tested.differences).unwrap_or_default());
    let agreed = RwSignal::new(false);
    // What was just tried stands above; after a reload it stands here.
    let fresh = Memo::new(move |_| shown.with(|shown| matches!(shown, Some(Trial::Works { .. }))));
    let go_on = Callback::new(move |()| {
        turn.at.set(Some(Stage::Switch));
        turn.rotate("The differences are as they should be.".to_owned(), |rotation| {
            if let Some(tested) = &mut rotation.tested {
                tested.agreed = true;
            }
        });
    });
    live(move || {
        differences.with(|differences| {
            (!differences.is_empty()).then(|| {
                let lines = differences.iter().map(|line| view! { <li class="wrap-any">{line.clone()}</li> }).collect_view();
                let banner = (!fresh.get()).then(|| view! { <ui::Banner tone=ui::Tone::Warn title="It differs from what was expected"><ul>{lines}</ul></ui::Banner> });
                view! {
                    {banner}
                    <Check checked=agreed on_change=Callback::new(move |on| agreed.set(on))>"That is as it should be"</Check>
                    <div class="btn-row"><Button disabled=Signal::derive(move || !agreed.get()) on_press=go_on>"Go on"</Button></div>
                }
            })
        })
    })
}

/// A new token that nobody has is replaced by another.
pub fn another(turn: Turn) -> AnyView {
    let press = Callback::new(move |()| {
        if let Some((lost, _)) = untrack(|| turn.new_entry()) {
            let (register, old) = (turn.register, turn.id());
            register.drop_token(&lost);
            // The one that is still in use stands in its place.
            let note = "Lost: revoke it in Matomo.".to_owned();
            let replaced = Some((old, clock::now()));
            spawn_local(async move { register.change(&lost, note, |entry| entry.replaced = replaced).await });
        }
        turn.at.set(None);
        turn.change("The new token is lost; another one is made.".to_owned(), |entry| {
            entry.replaced = None;
            entry.rotation.get_or_insert_default().make_another();
        });
    });
    view! {
        <details class="more">
            <summary>"The new token is lost"</summary>
            <div class="stack stack-3">
                <p class="soft">"Then another one is made, and this one stays in the register until its owner has revoked it in Matomo."</p>
                <div class="btn-row"><Button on_press=press>"Make another"</Button></div>
            </div>
        </details>
    }
    .into_any()
}

/// The new token's entry was taken out of the register.
fn lost(turn: Turn) -> AnyView {
    view! {
        <ui::Banner tone=ui::Tone::Warn title="The new token stands in the register no more">
            <p>"It was taken out there. If it was not revoked in Matomo it works on."</p>
        </ui::Banner>
        {another(turn)}
    }
    .into_any()
}
