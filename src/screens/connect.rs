//! The door: address and token in, or login and password, and what is in the way if somebody does not come in.

pub mod advice;
pub mod checks;
mod entry;
mod guide;
pub mod key;

pub use entry::{Attempt, Entry};

use crate::components::live;
use crate::{
    components::{Button, ButtonKind, ButtonSize, Check, Icon, IconButton, Note, TextField, drawn_icon, small_icon},
    session::instances::{self, Instance},
};
use checks::Checks;
use guide::Guide;
use key::{Field, KeyFields, Way, Ways};
use leptos::prelude::*;
use matomo_api::{MatomoUrl, UrlNote};

/// Fixed when the console was built for one Matomo only.
const ONLY: Option<&str> = option_env!("LANYARD_MATOMO");

#[component]
pub fn Connect() -> impl IntoView {
    let entry = Entry::here();
    view! {
        <div class="door">
            <main class="door__main" id="main" tabindex="-1">
                <div class="door__form stack stack-6">
                    <p class="brand">{drawn_icon(Icon::Logo, "brand__mark")}"Lanyard"</p>
                    <div class="stack stack-2">
                        <h1>"Connect to Matomo"</h1>
                        <p class="soft">
                            "Lanyard runs in this browser and talks to your Matomo directly. There is no server in between."
                        </p>
                    </div>
                    <Form/>
                    {ONLY.is_none().then(|| view! { <Remembered/> })}
                    <ul class="stack stack-2 soft">
                        <li class="line">{small_icon(Icon::Lock)}<Promise/></li>
                        <li class="line">{small_icon(Icon::Shield)}"Requests go to the address above and nowhere else."</li>
                        <li class="line">{small_icon(Icon::Service)}"The demo is made up: 40 people, 9 sites, no network."</li>
                    </ul>
                </div>
            </main>
            <aside class="door__aside">
                <div class="door__aside-in stack stack-5">
                    {live(move || match entry.attempt() {
                        Attempt::None => view! { <Guide/> }.into_any(),
                        running_or_failed => view! { <Checks attempt=running_or_failed/> }.into_any(),
                    })}
                </div>
            </aside>
        </div>
    }
}

#[component]
fn Promise() -> impl IntoView {
    let entry = Entry::here();
    live(move || {
        let password = entry.typed.way.get() == Way::Password;
        let token = match entry.keep.get() {
            true => {
                "The token stays in this tab, over a reload too, and is gone when the tab closes, locks or disconnects."
            }
            false => "The token stays in this tab’s memory and is gone when it closes or reloads.",
        };
        format!("{}{token}", if password { "The password is dropped as soon as Matomo has answered. " } else { "" })
    })
}

#[component]
fn Form() -> impl IntoView {
    let entry = Entry::here();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        entry.submit();
    };
    let url = Memo::new(move |_| entry.address.with(|a| MatomoUrl::parse(a).ok().map(|(url, _)| url)));
    let busy = Signal::derive(move || matches!(entry.attempt(), Attempt::Running { .. }));
    if let Some(only) = ONLY {
        entry.address.set(only.to_owned());
    }
    view! {
        <form class="stack stack-5" novalidate on:submit=submit>
            <TextField
                label="Matomo address"
                id="address"
                value=entry.address
                kind="url"
                autocomplete="url"
                mono=true
                placeholder="https://matomo.example.org"
                help=if ONLY.is_some() { "This Lanyard was built for one Matomo." } else { "The address you open Matomo at, without index.php." }
                disabled=Signal::stored(ONLY.is_some())
                notes=Signal::derive(move || address_notes(entry))
                on_blur=Callback::new(move |()| entry.tidy_address())
            />
            <Ways typed=entry.typed/>
            <KeyFields typed=entry.typed url=url.into() told=Signal::derive(move || told_of_key(entry))/>
            <Check checked=entry.keep on_change=Callback::new(move |on| entry.keep.set(on))>"Keep for this tab"</Check>
            <div class="btn-row">
                <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true busy=busy>"Connect"</Button>
                <Button size=ButtonSize::Large disabled=busy on_press=Callback::new(move |()| entry.try_demo())>
                    "Try the demo"
                </Button>
            </div>
        </form>
    }
}

/// What was changed in the address, what is wrong with it, or what came of trying it.
fn address_notes(entry: Entry) -> Vec<Note> {
    if let Some(problem) = entry.address_problem.get() {
        return vec![Note::error(problem)];
    }
    if let Attempt::Failed { failure, url, demo: false } = entry.attempt()
        && !failure.was_sent()
        && entry.address.with(|a| a == url.as_str())
    {
        return vec![Note::error(advice::of_failure(&failure, url.shown()).title)];
    }
    entry.url_notes.get().into_iter().map(|note| Note::ok(url_note(note))).collect()
}

fn url_note(note: UrlNote) -> &'static str {
    match note {
        UrlNote::SchemeAdded => "The scheme was added.",
        UrlNote::Shortened => "Shortened to the folder that Matomo lies in.",
        UrlNote::CredentialsRemoved => "User name and password were cut off: Lanyard sends none.",
    }
}

/// What came of trying the key, as long as that way in is the one that shows.
fn told_of_key(entry: Entry) -> Option<(Field, String)> {
    let way = entry.typed.way.get();
    match entry.attempt() {
        Attempt::Failed { failure, url, demo: false } if failure.was_sent() && way == Way::of(failure.by) => {
            Some((Field::of(&failure), advice::of_failure(&failure, url.shown()).title))
        }
        _ => None,
    }
}

/// Matomos that were connected to before.
#[component]
fn Remembered() -> impl IntoView {
    let entry = Entry::here();
    let all = RwSignal::new(instances::remembered());
    let row = move |instance: Instance| {
        let (fill, forget) = (instance.url.clone(), instance.url.clone());
        let address = (instance.name != instance.url.shown())
            .then(|| view! { <span class="small muted wrap-any">{instance.url.shown().to_owned()}</span> });
        view! {
            <li class="remembered">
                <button class="remembered__fill" type="button" on:click=move |_| entry.fill(&fill)>
                    <span class="strong wrap-any">{instance.name.clone()}</span>
                    {address}
                </button>
                <IconButton
                    icon=Icon::X
                    label=format!("Forget {}", instance.name)
                    size=ButtonSize::Small
                    on_press=Callback::new(move |()| {
                        instances::forget(&forget);
                        all.set(instances::remembered());
                    })
                />
            </li>
        }
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="stack stack-2" aria-labelledby="h-remembered">
                <h2 id="h-remembered">"Remembered"</h2>
                <ul class="stack stack-1">{live(move || all.get().into_iter().map(row).collect_view())}</ul>
            </section>
        </Show>
    }
}

/// Shown meanwhile.
#[component]
pub fn Returning() -> impl IntoView {
    view! {
        <main class="notice" id="main" tabindex="-1">
            <p class="brand">{drawn_icon(Icon::Logo, "brand__mark")}"Lanyard"</p>
            <p role="status">"Connecting again…"</p>
        </main>
    }
}

/// Matomo's page where somebody makes a token.
pub fn token_page(url: &MatomoUrl) -> String {
    url.page("module=UsersManager&action=userSecurity")
}
