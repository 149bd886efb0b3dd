//! Making a token: what it is for, by whose password, and the token itself, shown once.

pub mod fields;
pub mod form;
pub mod held;
pub mod send;
pub mod trial;
pub mod words;

use super::{shelved_once, tab};
use crate::{
    browser::page,
    components::{self as ui, Banner, Button, ButtonKind, Card, Icon, LinkButton, Tone, live},
    navigation::Navigation,
    register::Register,
    route::{Route, TokensPlace},
    session::Session,
};
use access::Directory;
use form::Form;
use held::Held;
use leptos::{prelude::*, task::spawn_local};
use send::Failure;
use std::sync::Arc;
use tokens::{Entry, EntryId};
use trial::Trial;

/// How far making is.
#[derive(Clone, PartialEq)]
pub enum Making {
    /// Not begun.
    Open,
    /// Sent.
    Asking,
    /// No token came.
    Failed(Failure),
}

/// The form with what came of it.
#[derive(Clone, Copy)]
pub struct Maker {
    pub form: Form,
    pub held: Held,
    pub state: RwSignal<Making>,
}

impl Maker {
    /// Over a form.
    pub fn new(form: Form, held: Held) -> Self {
        Self { form, held, state: RwSignal::new(Making::Open) }
    }

    /// Whether a request is under way. Reactive.
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.state.with(|state| *state == Making::Asking))
    }

    /// Sends what is filled in, if nothing is wrong with it, and says which token came.
    pub fn press(self, done: Callback<EntryId>) {
        let (form, held) = (self.form, self.held);
        if self.busy().get_untracked() {
            return;
        }
        form.tried.set(true);
        form.refused.set(Vec::new());
        if untrack(|| form.problems()).iter().any(|problem| problem.fatal) {
            request_animation_frame(|| page::focus("[aria-invalid=true]"));
            return;
        }
        let (Some(desk), Some(wish)) = (form.session.desk_untracked(), form.wish(held)) else { return };
        form.tried.set(false);
        self.state.set(Making::Asking);
        spawn_local(async move {
            let made = wish.send(&desk, form.register, held).await;
            if !held.is_there() {
                return;
            }
            match made {
                Ok(id) => {
                    self.state.set(Making::Open);
                    done.run(id);
                }
                Err(failure) => {
                    if let Some(field) = failure.field() {
                        form.refused.set(vec![(field, failure.why.title().to_owned() + ".")]);
                        request_animation_frame(|| page::focus("[aria-invalid=true]"));
                    }
                    self.state.set(Making::Failed(failure));
                }
            }
        });
    }

    /// What is filled in, with `first` before it and `words` on its button.
    pub fn fields(self, class: &'static str, first: AnyView, words: &'static str, done: Callback<EntryId>) -> AnyView {
        let form = self.form;
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.press(done);
        };
        view! {
            <form class=class novalidate on:submit=submit>
                {first}
                {fields::about(form)}
                {fields::end(form)}
                {fields::proof(form)}
                {fields::plan(form)}
                {self.failure()}
                <div class="btn-row">
                    <Button kind=ButtonKind::Primary icon=Icon::Key submit=true busy=self.busy()>{words}</Button>
                </div>
            </form>
        }
        .into_any()
    }

    /// Why no token came, if none did.
    fn failure(self) -> AnyView {
        view! {
            <div class="stack stack-4">
                {live(move || match self.state.get() {
                    Making::Failed(failure) => words::failure(&failure),
                    Making::Open | Making::Asking => ().into_any(),
                })}
            </div>
        }
        .into_any()
    }
}

/// The screen.
pub fn screen() -> AnyView {
    shelved_once("New token", drawn)
}

fn drawn(directory: Arc<Directory>) -> AnyView {
    let asked = untrack(|| match Navigation::here().route() {
        Route::Tokens(TokensPlace::New(login)) => login,
        _ => None,
    });
    let held = Held::new();
    let made = RwSignal::new(None::<EntryId>);
    let shown = move || match made.get() {
        Some(id) => result(held, &id, made),
        None => {
            let form = Form::new(directory.clone(), asked.clone(), held);
            filling(Maker::new(form, held), made)
        }
    };
    tab("New token", view! { {live(shown)} }.into_any())
}

fn filling(maker: Maker, made: RwSignal<Option<EntryId>>) -> AnyView {
    let done = Callback::new(move |id| {
        made.set(Some(id));
        request_animation_frame(|| page::focus("#made"));
    });
    view! {
        <Card title="Make a token">
            <div class="card__body stack stack-5">
                <p class="soft measure">
                    "Matomo makes a token for whoever has the password of its owner, shows it once, and keeps only a hash of it. Made here, it stands in the register with its times; the token itself is kept nowhere."
                </p>
                {maker.held.passwords()}
                {maker.fields("stack stack-5 measure", fields::owner(maker.form), "Make token", done)}
            </div>
        </Card>
        <Card title="Replace one">
            <div class="card__body stack stack-3">
                <p class="soft measure">"A token that is in use is replaced step by step: a new one, tried and handed over, then the old one revoked and proven dead."</p>
                <div class="btn-row">{super::rotate::rotate_own_button()}</div>
            </div>
        </Card>
    }
    .into_any()
}

/// The token, once.
fn result(held: Held, id: &EntryId, made: RwSignal<Option<EntryId>>) -> AnyView {
    let Some(entry) = untrack(|| Register::here().entry(id)) else { return ().into_any() };
    let again = Callback::new(move |()| made.set(None));
    view! {
        <section class="card" aria-labelledby="made">
            <header class="card__head"><h2 id="made" tabindex="-1">"The token is made"</h2></header>
            <div class="card__body stack stack-5">
                <Banner tone=Tone::Warn title="Shown only now">
                    <p>"Copy it to where it is used, or print a slip. Matomo keeps a hash only, and Lanyard keeps nothing of it but a fingerprint."</p>
                </Banner>
                {held.passwords()}
                {held.token(id, &entry, String::new())}
                {held.countdown()}
                {facts(&entry)}
                {trying(held, id, &entry)}
                <div class="btn-row">
                    <LinkButton href=Route::Tokens(TokensPlace::Token(id.clone())).href() kind=ButtonKind::Primary>"Done"</LinkButton>
                    <Button on_press=again>"Make another token"</Button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What is known of a token that was made.
pub fn facts(entry: &Entry) -> AnyView {
    let fingerprint = entry.fingerprint.as_ref().map(ToString::to_string).unwrap_or_default();
    let post_only = match entry.post_only {
        Some(true) => "Works in the body of a request only",
        Some(false) => "Works in an address too",
        None => "Was asked for; this version of Matomo may ignore it",
    };
    ui::facts(vec![
        ("Name", view! { <span class="wrap-any">{entry.name.clone()}</span> }.into_any()),
        ("Owner", entry.owner.to_string().into_any()),
        ("Fingerprint", view! { <span class="mono">{fingerprint}</span> }.into_any()),
        ("End", words::end(entry.ends).into_any()),
        ("POST only", post_only.into_any()),
    ])
}

/// A button that tries a token that is held, and what that showed.
fn trying(held: Held, id: &EntryId, entry: &Entry) -> AnyView {
    let (session, register) = (Session::here(), Register::here());
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(None::<Trial>));
    let (id, owner) = (id.clone(), entry.owner.clone());
    let there = {
        let id = id.clone();
        Memo::new(move |_| register.token(&id).is_some())
    };
    let of_words = owner.clone();
    let press = Callback::new(move |()| {
        let Some(token) = untrack(|| register.token(&id)) else { return };
        let (id, owner) = (id.clone(), owner.clone());
        busy.set(true);
        held.used();
        spawn_local(async move {
            let trial = trial::run(session, register, &id, &owner, &token, None).await;
            drop(token);
            if held.is_there() {
                shown.try_set(trial);
                busy.try_set(false);
            }
        });
    });
    view! {
        {live(move || there.get().then(|| view! {
            <div class="btn-row"><Button icon=Icon::Check busy=busy on_press=press>"Test it now"</Button></div>
        }))}
        <div role="status">{live(move || shown.get().map(|trial| trial::said(&trial, &of_words)))}</div>
    }
    .into_any()
}
