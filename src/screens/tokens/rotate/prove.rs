//! The old token is asked with once more: it has to be refused, while another one works.

use super::{Turn, moment, paste, revoke};
use crate::{
    browser::clock,
    components::{Banner, Button, ButtonKind, Icon, Tone, live},
    screens::tokens::{asking::counted, counter},
};
use access::Seconds;
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Client, Token, methods::HasSuperUserAccess};
use records::TokenAction;
use tokens::{Refusal, Verdict};

/// What the last try showed.
type Shown = RwSignal<Option<(Verdict, Seconds)>>;

pub fn step(turn: Turn) -> AnyView {
    let Some(old) = untrack(|| turn.entry()) else { return ().into_any() };
    let (busy, shown): (_, Shown) = (RwSignal::new(false), RwSignal::new(None));
    let there = Memo::new(move |_| turn.register.token(&turn.id()).is_some());
    let run = Callback::new(move |token: Token| {
        // Where it still answers it is asked with again, after it was revoked indeed.
        turn.held.keep(&turn.id(), token.clone());
        busy.set(true);
        spawn_local(async move {
            prove(turn, token, shown).await;
            busy.try_set(false);
        });
    });
    let press = Callback::new(move |()| {
        if let Some(token) = untrack(|| turn.register.token(&turn.id())) {
            run.run(token);
        }
    });
    let ask = move || {
        match there.get() {
        true => view! {
            <div class="btn-row"><Button kind=ButtonKind::Primary icon=Icon::Rotate busy=busy on_press=press>"Check the old token"</Button></div>
        }
        .into_any(),
        false => paste::field("Old token", "old token", "Check the old token", &old, busy, run),
    }
    };
    view! {
        <p class="soft">
            "One request as the old token. If no readable answer comes, one more with this session’s token shows that the reason is the token and not the way. A refusal counts towards Matomo’s lock-out, so it is tried once for each press."
        </p>
        {revoke::said_to_be(turn)}
        <div class="stack stack-4">{live(ask)}</div>
        <div class="stack stack-4" role="status">{live(move || shown.get().map(|(verdict, at)| said(verdict, at)))}</div>
        <div class="stack stack-4">{live(move || { shown.track(); counter() })}</div>
        {revoke::without_proof(turn)}
    }
    .into_any()
}

async fn prove(turn: Turn, token: Token, shown: Shown) {
    let Some(desk) = turn.session.desk_untracked() else { return };
    let id = turn.id();
    let url = desk.client.url();
    let old = Client::new(url.clone(), token, desk.client.transport().clone());
    let answer = old.call(&HasSuperUserAccess).await.inspect_err(|error| _ = counted(error, url));
    drop(old);
    let answer = answer.as_ref().map(|_| ());
    let mut verdict = Verdict::of(answer, None);
    if verdict == Verdict::AskWithOwn {
        let own = desk.client.call(&HasSuperUserAccess).await.inspect_err(|error| _ = counted(error, url));
        verdict = Verdict::of(answer, Some(own.as_ref().map(|_| ())));
    }
    let now = clock::now();
    match verdict {
        Verdict::Dead => {
            turn.held.forget(&id);
            let said = "Proven dead: refused, while this session’s token works.".to_owned();
            turn.register
                .change(&id, said, |entry| {
                    // Within one second of the last time that it answered.
                    entry.died = Some(entry.worked.map_or(now, |worked| now.max(worked + 1)));
                    let rotation = entry.rotation.get_or_insert_default();
                    (rotation.proven, rotation.closed) = (Some(now), Some(now));
                })
                .await;
            turn.register.record(&id, TokenAction::ProvenDead, "");
        }
        Verdict::Alive => {
            turn.register.change(&id, "It still answers.".to_owned(), |entry| entry.worked = Some(now)).await;
        }
        Verdict::AskWithOwn | Verdict::NotProven(_) => {}
    }
    shown.try_set(Some((verdict, now)));
}

fn said(verdict: Verdict, at: Seconds) -> AnyView {
    let checked = format!("Checked {}, one request.", moment(at));
    let (tone, title, text) = match verdict {
        Verdict::Dead => (Tone::Ok, "The old token is refused", String::new()),
        Verdict::Alive => (
            Tone::Warn,
            "The old token still answers",
            "Look whether another entry was deleted in Matomo, and go back to revoking it.".to_owned(),
        ),
        Verdict::AskWithOwn | Verdict::NotProven(Refusal::Silent) => (
            Tone::Danger,
            "Nothing is proven: this session’s token gets no readable answer either",
            "The reason lies with the network, with your address or with Matomo.".to_owned(),
        ),
        Verdict::NotProven(Refusal::LockedOut) => (
            Tone::Danger,
            "Nothing is proven: this address is locked out",
            "Matomo looked at no token. Wait up to 60 minutes without trying.".to_owned(),
        ),
        Verdict::NotProven(Refusal::Maintenance) => {
            (Tone::Danger, "Nothing is proven: Matomo is in maintenance", "Try again later.".to_owned())
        }
        Verdict::NotProven(_) => (
            Tone::Danger,
            "Nothing is proven",
            "The answer says nothing about the token. Try again in a few minutes.".to_owned(),
        ),
    };
    view! { <Banner tone=tone title=title><p>{format!("{checked} {text}")}</p></Banner> }.into_any()
}
