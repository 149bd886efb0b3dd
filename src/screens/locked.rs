//! Locked: the token is gone, the screen is cleared, drafts wait.

use super::connect::{
    advice,
    checks::tries_left,
    key::{KeyFields, Typed, Way, Ways},
};
use crate::components::live;
use crate::{
    books,
    browser::{
        clock,
        fetch::Fetch,
        storage::{self, Keep},
        work,
    },
    cases,
    components::{Banner, Button, ButtonKind, Dialog, Icon, Tone, drawn_icon, large_icon},
    session::{
        Lock, Locked, Phase, Session,
        connecting::{Failure, Key, come_in},
        instances,
    },
    staging,
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;

#[component]
pub fn LockedScreen() -> impl IntoView {
    let session = Session::here();
    let Phase::Locked(locked) = session.phase_untracked() else { return ().into_any() };
    let (demo, host) = (locked.demo.is_some(), locked.url.shown().to_owned());
    let who = match &locked.login {
        Some(login) => format!("{host}, {login}"),
        None => host,
    };
    let why = match locked.why {
        Lock::Asked => "",
        Lock::Idle => "Nobody used it for 15 minutes. ",
        Lock::TooLong => "It had been open for 8 hours. ",
    };
    let title = format!("Locked at {}", clock::time_of_day(locked.at));
    let locked = StoredValue::new_local(locked);
    view! {
        <main class="lock" id="main" tabindex="-1">
            <p class="brand">{drawn_icon(Icon::Logo, "brand__mark")}"Lanyard"</p>
            <div class="card lock__card">
                <div class="card__body stack stack-4">
                    <div class="row row-3">
                        <span class="empty__art">{large_icon(Icon::Lock)}</span>
                        <div class="grow">
                            <h1>{title}</h1>
                            <p class="soft wrap-any">{who}</p>
                        </div>
                    </div>
                    <p class="soft">{why}"The token is gone from memory."</p>
                    {if demo { view! { <UnlockDemo/> }.into_any() } else { view! { <Unlock locked=locked/> }.into_any() }}
                </div>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn UnlockDemo() -> impl IntoView {
    let session = Session::here();
    let unlock = move |()| {
        let Phase::Locked(Locked { url, transport, demo: Some(token), .. }) = session.phase_untracked() else { return };
        spawn_local(async move {
            if let Ok(desk) = come_in(transport, url, Key::Token(token), true, clock::now(), |_| ()).await {
                session.open(desk);
            }
        });
    };
    view! {
        <div class="btn-row">
            <Button kind=ButtonKind::Primary icon=Icon::Lock on_press=Callback::new(unlock)>"Unlock"</Button>
            <Button on_press=Callback::new(move |()| session.disconnect())>"Leave the demo"</Button>
        </div>
    }
}

#[component]
fn Unlock(locked: StoredValue<Locked, LocalStorage>) -> impl IntoView {
    let session = Session::here();
    let (url, login, by_password) = locked.with_value(|l| (l.url.clone(), l.login.clone(), l.by_password));
    let way = if by_password { Way::Password } else { Way::Token };
    let typed = Typed::new(way, login.map(|login| login.to_string()).unwrap_or_default());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let host = url.shown().to_owned();
    let unlock = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(key) = typed.key() else { return typed.focus() };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let url = locked.with_value(|l| l.url.clone());
            match come_in(std::rc::Rc::new(Fetch), url, key, false, clock::now(), |_| ()).await {
                Ok(desk) => session.open(desk),
                Err(why) => {
                    busy.set(false);
                    typed.drop_sent(&why);
                    failure.set(Some(why));
                    request_animation_frame(move || typed.focus());
                }
            }
        });
    };
    let told = move || {
        failure.get().map(|failure| {
            let told = advice::of_failure(&failure, &host);
            let steps = told.steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
            view! {
                <Banner tone=Tone::Danger title=told.title alert=true>
                    <p>{told.why}</p>
                    <ol class="steps">{steps}</ol>
                </Banner>
                {locked.with_value(|l| tries_left(&l.url, failure.trouble.told()))}
            }
        })
    };
    let waits = RwSignal::new(String::new());
    spawn_local(async move { waits.set(waiting(locked.with_value(|l| l.url.clone())).await) });
    view! {
        <form class="stack stack-4" novalidate on:submit=unlock>
            {by_password.then(|| view! { <Ways typed=typed/> })}
            <KeyFields typed=typed url=Signal::stored(Some(url)) told=Signal::stored(None)/>
            <p class="field__help" role="status" hidden=move || waits.with(String::is_empty)>{live(move || waits.get())}</p>
            {live(told)}
            <div class="btn-row">
                <Button kind=ButtonKind::Primary icon=Icon::Lock submit=true busy=busy>"Unlock"</Button>
                <Forget/>
            </div>
        </form>
    }
}

/// What lies in this browser for this Matomo and is not finished.
async fn waiting(url: MatomoUrl) -> String {
    let some = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let cases = cases::unfinished(&url).await;
    let begun = cases.iter().filter(|(_, record)| record.has_begun()).count();
    let drafts = cases.len() - begun;
    let mut waiting = Vec::new();
    if drafts > 0 {
        waiting.push(some(drafts, "draft"));
    }
    if staging::waits(&url).await {
        waiting.push("what is staged on the matrix".to_owned());
    }
    if begun > 0 {
        waiting.push(some(begun, "unfinished change"));
    }
    let Some(last) = waiting.pop() else { return String::new() };
    match waiting.is_empty() {
        true => format!("Waiting here: {last}."),
        false => format!("Waiting here: {} and {last}.", waiting.join(", ")),
    }
}

#[component]
fn Forget() -> impl IntoView {
    let session = Session::here();
    let open = RwSignal::new(false);
    let forget = move |()| {
        spawn_local(async move {
            // Where there is no database, there is nothing to clear.
            let _ = work::clear().await;
            storage::remove_all(Keep::ForGood, books::LEDGER_END);
            instances::forget_all();
            storage::remove(Keep::ForGood, crate::session::connecting::REFUSALS);
            open.set(false);
            session.disconnect();
        });
    };
    view! {
        <Button kind=ButtonKind::Danger icon=Icon::Trash on_press=Callback::new(move |()| open.set(true))>
            "Leave and forget everything"
        </Button>
        <Dialog
            open=open
            title="Forget everything that Lanyard keeps in this browser?"
            small=true
            foot=move || view! {
                <Button kind=ButtonKind::DangerSolid on_press=Callback::new(forget)>"Leave and forget everything"</Button>
                <Button on_press=Callback::new(move |()| open.set(false))>"Keep it"</Button>
            }
        >
            <p>"Drafts, the journal of unfinished changes, the register of tokens, all records and the remembered addresses are deleted. Nothing changes in Matomo."</p>
            <p>"Records cannot be made again: if nobody else has them, unlock and export them first."</p>
        </Dialog>
    }
}
