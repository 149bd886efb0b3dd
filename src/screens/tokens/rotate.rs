//! Replacing a token, step by step. Every step is kept, so that a reload goes on where it was; secrets are not.

mod batch;
mod making;
mod paste;
mod prove;
mod record;
mod revoke;
mod switch;
mod trying;

use super::{make::held::Held, shelved_once};
use crate::{
    browser::{clock, page},
    components::{self as ui, Button, Icon, LinkButton, PageHead, SkeletonTable, Stage as Step, Stepper, crumbs, live},
    navigation::Navigation,
    register::Register,
    route::{Route, TokensPlace},
    session::Session,
};
use access::{Directory, Seconds};
use leptos::{prelude::*, task::spawn_local};
use onboarding::{Language, dates};
use records::TokenAction;
use std::sync::Arc;
use tokens::{
    Entry, EntryId, Fingerprint, Origin,
    rotation::{Rotation, Stage},
};

/// The replacement of one token.
#[derive(Clone, Copy)]
struct Turn {
    old: StoredValue<EntryId>,
    session: Session,
    register: Register,
    held: Held,
    directory: StoredValue<Arc<Directory>>,
    /// A step that is looked at although it is done.
    at: RwSignal<Option<Stage>>,
}

impl Turn {
    fn id(self) -> EntryId {
        self.old.get_value()
    }

    /// The old token's entry. Reactive.
    fn entry(self) -> Option<Entry> {
        self.register.entry(&self.id())
    }

    /// Reactive.
    fn rotation(self) -> Rotation {
        self.entry().and_then(|entry| entry.rotation).unwrap_or_default()
    }

    /// The new token's entry. Reactive.
    fn new_entry(self) -> Option<(EntryId, Entry)> {
        let id = self.rotation().made?;
        let entry = self.register.entry(&id)?;
        Some((id, entry))
    }

    /// Whether this console works with the old token. Reactive.
    fn is_own(self) -> bool {
        let own = self.session.desk().map(|desk| Fingerprint::of(desk.client.token()));
        own.is_some() && self.entry().is_some_and(|entry| entry.fingerprint == own)
    }

    /// Whether the old token's owner is who works here. Reactive.
    fn is_of_caller(self) -> bool {
        let caller = self.directory.with_value(|directory| directory.caller().cloned());
        self.is_own()
            || self.entry().is_some_and(|entry| caller.is_some_and(|own| own.is_same_account(entry.owner.as_str())))
    }

    /// What comes next. Reactive.
    fn stage(self) -> Stage {
        let systems = self.entry().map(|entry| entry.systems).unwrap_or_default();
        self.rotation().stage(&systems, self.is_own())
    }

    /// What is on the screen. Reactive.
    fn shown(self) -> Stage {
        let stage = self.stage();
        self.at.get().map_or(stage, |at| at.min(stage))
    }

    /// Notes what was done with the old token, and keeps it.
    fn change(self, what: impl Into<Option<String>>, change: impl FnOnce(&mut Entry) + 'static) {
        let (id, what, register) = (self.id(), what.into(), self.register);
        spawn_local(async move { register.change(&id, what, change).await });
    }

    /// The same for its replacement.
    fn rotate(self, what: impl Into<Option<String>>, change: impl FnOnce(&mut Rotation) + 'static) {
        self.change(what, |entry| change(entry.rotation.get_or_insert_default()));
    }
}

/// The screen.
pub fn screen() -> AnyView {
    shelved_once("Rotate", drawn)
}

fn drawn(directory: Arc<Directory>) -> AnyView {
    let (register, navigation, held) = (Register::here(), Navigation::here(), Held::new());
    let ids = Memo::new(move |before: Option<&Vec<EntryId>>| match navigation.route() {
        Route::Tokens(TokensPlace::Rotate(ids)) => ids,
        _ => before.cloned().unwrap_or_default(),
    });
    let read = Memo::new(move |_| register.entries().is_some());
    let shown = move || match (read.get(), ids.get().as_slice()) {
        (false, _) => {
            view! { <PageHead title="Rotate"/><div class="scroll"><SkeletonTable label="Reading the register"/></div> }
                .into_any()
        }
        (true, [id]) => one(directory.clone(), id, held),
        (true, ids) => batch::screen(directory.clone(), ids, held),
    };
    live(shown)
}

fn one(directory: Arc<Directory>, id: &EntryId, held: Held) -> AnyView {
    let register = Register::here();
    let Some(entry) = untrack(|| register.entry(id)) else { return gone() };
    let turn = Turn {
        old: StoredValue::new(id.clone()),
        session: Session::here(),
        register,
        held,
        directory: StoredValue::new(directory),
        at: RwSignal::new(None),
    };
    let shown = Memo::new(move |_| turn.shown());
    Effect::new(move |before: Option<Stage>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| page::focus("#step-title"));
        }
        now
    });
    let body = move || match shown.get() {
        Stage::Make => making::step(turn),
        Stage::Test => trying::step(turn),
        Stage::Switch => switch::step(turn),
        Stage::Revoke => revoke::step(turn),
        Stage::Prove => prove::step(turn),
        Stage::Done => record::step(turn),
    };
    let way = crumbs(vec![("Tokens".to_owned(), Route::tokens().href())], format!("Rotate “{}”", entry.name));
    let leave = view! { <LinkButton href=Route::Tokens(TokensPlace::Token(id.clone())).href() icon=Icon::X>"Finish later"</LinkButton> };
    view! {
        <PageHead title=format!("Rotate “{}”", entry.name) above=way actions=leave.into_any()/>
        <div class="wizard">
            <Stepper stages=Signal::derive(move || steps(turn, shown.get()))/>
            <div class="wizard__body" tabindex="0" role="region" aria-labelledby="step-title">
                <div class="stack stack-5">
                    <h2 id="step-title" tabindex="-1">{live(move || title(shown.get()))}</h2>
                    {held.passwords()}
                    {live(body)}
                </div>
            </div>
            {record::so_far(turn)}
        </div>
    }
    .into_any()
}

fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Make => "Make the new token",
        Stage::Test => "Test the new token",
        Stage::Switch => "Switch to the new token",
        Stage::Revoke => "Revoke the old token in Matomo",
        Stage::Prove => "Prove that the old token is dead",
        Stage::Done => "Record",
    }
}

/// The steps beside it. Reactive.
fn steps(turn: Turn, shown: Stage) -> Vec<Step> {
    let (stage, rotation) = (turn.stage(), turn.rotation());
    let ended_open = rotation.closed.is_some() && rotation.proven.is_none();
    let step = |of: Stage| {
        let skipped = ended_open && of == Stage::Prove;
        Step {
            name: of.name().to_owned(),
            note: if skipped { "Ended without proof".to_owned() } else { String::new() },
            href: None,
            current: of == shown,
            done: of < stage && !skipped,
            wrong: false,
        }
    };
    Stage::ALL.into_iter().map(step).collect()
}

fn gone() -> AnyView {
    view! {
        <PageHead title="Rotate"/>
        <ui::Empty icon=Icon::Search title="This browser does not know that token">
            <p>"It stands in the register of another browser or of another Matomo, or it was taken out."</p>
            <div class="btn-row"><LinkButton href=Route::tokens().href()>"To the register"</LinkButton></div>
        </ui::Empty>
    }
    .into_any()
}

/// Notes with an old token that there is a new one.
async fn note_made(register: Register, old: &EntryId, new: &EntryId) {
    let name = untrack(|| register.entry(new)).map(|entry| entry.name).unwrap_or_default();
    let new = new.clone();
    register
        .change(old, format!("A new token was made in its place: “{name}”."), |entry| {
            entry.replaced = Some((new.clone(), clock::now()));
            entry.rotation.get_or_insert_default().made = Some(new);
        })
        .await;
    register.record(old, TokenAction::Replaced, &format!(" by “{name}”"));
}

/// A moment in words.
fn moment(at: Seconds) -> String {
    dates::moment(at, Language::En)
}

/// Leads to replacing the token that this console works with. It stands in the register from then on.
pub fn rotate_own_button() -> AnyView {
    let (session, register, navigation) = (Session::here(), Register::here(), Navigation::here());
    let ready = Memo::new(move |_| {
        register.entries().is_some() && session.directory().is_some_and(|directory| directory.caller().is_some())
    });
    let press = Callback::new(move |()| {
        let Some((desk, caller)) = session.desk_untracked().zip(register.who()) else { return };
        let fingerprint = Fingerprint::of(desk.client.token());
        spawn_local(async move {
            let id = match register.find(&fingerprint) {
                Some(id) => id,
                None => {
                    let now = clock::now();
                    let mut entry = Entry::new("This console’s token", caller, Origin::Declared, now);
                    entry.fingerprint = Some(fingerprint);
                    entry.worked = Some(now);
                    entry.note(
                        now,
                        register.who().as_ref(),
                        "Written down to be replaced: this console works with it.",
                    );
                    let id = register.add(entry).await;
                    register.record(&id, TokenAction::Declared, "");
                    id
                }
            };
            navigation.go(&Route::Tokens(TokensPlace::Rotate(vec![id])));
        });
    });
    live(move || {
        ready.get().then(|| view! { <Button icon=Icon::Rotate on_press=press>"Rotate this session’s token"</Button> })
    })
}
