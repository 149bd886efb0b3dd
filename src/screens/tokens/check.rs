//! Checking one token: one press, one request, never again by itself.
//!
//! The token lives in the field until the answer, and in the request. Of one that works it stays in memory,
//! where it can be tried in an address, until that was done or left, or the screen is.

mod address;
mod known;
mod words;

use crate::{
    browser::page,
    components::{Button, ButtonKind, Card, Icon, Note, PasswordField, live},
    register::Register,
    screens::tokens::{
        asking::{ask, counted},
        counter,
    },
    session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Error, methods::HasSuperUserAccess};
use tokens::{Check, Evidence, Fingerprint, Malformed, Refusal, Working, look, without_blanks};

const FIELD: &str = "checked-token";

/// What is known of the token that was checked last.
#[derive(Clone)]
enum Outcome {
    /// None was.
    None,
    /// The button was pressed over an empty field.
    Empty,
    /// Its request is under way.
    Asking,
    /// It works.
    Works {
        found: Working,
        /// It is the token of this session.
        own: bool,
    },
    /// It does not.
    Fails {
        evidence: Evidence,
        /// What Matomo or the network said, if it was asked.
        error: Option<Error>,
    },
}

#[derive(Clone, Copy)]
struct Desk {
    typed: RwSignal<String>,
    outcome: RwSignal<Outcome>,
    /// What the token that was checked last is recognised by.
    fingerprint: RwSignal<Option<Fingerprint>>,
    /// The token of this session is being asked with.
    comparing: RwSignal<bool>,
    address: address::Trial,
    session: Session,
    register: Register,
}

pub fn card() -> AnyView {
    let desk = Desk {
        typed: RwSignal::new(String::new()),
        outcome: RwSignal::new(Outcome::None),
        fingerprint: RwSignal::new(None),
        comparing: RwSignal::new(false),
        address: address::Trial::new(),
        session: Session::here(),
        register: Register::here(),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.check();
    };
    let busy = Signal::derive(move || desk.outcome.with(|outcome| matches!(outcome, Outcome::Asking)));
    let blanks = Memo::new(move |_| matches!(desk.typed.with(|typed| look(typed)), Err(Malformed::Blanks(_))));
    let clean = Callback::new(move |()| {
        desk.typed.update(|typed| *typed = without_blanks(typed));
        page::focus(&format!("#{FIELD}"));
    });
    view! {
        <Card title="One token, one request">
            <div class="card__body stack stack-5">
                <p class="soft measure">
                    "Whether it works on this Matomo, whose it is, and what it may do. Each press sends one request, as that token, and nothing is tried again by itself. The field is cleared with the answer, and the token is written down nowhere; one that works stays in the memory of this screen until it was tried in an address, or you leave."
                </p>
                <form class="stack stack-4 measure" novalidate on:submit=submit>
                    <PasswordField
                        label="Token to check"
                        id=FIELD
                        secret="token to check"
                        value=desk.typed
                        mono=true
                        notes=Signal::derive(move || desk.notes())
                    />
                    <div class="btn-row">
                        <Button kind=ButtonKind::Primary submit=true busy=busy>"Check token"</Button>
                        {live(move || blanks.get().then(|| view! { <Button on_press=clean>"Take the blanks out"</Button> }))}
                    </div>
                </form>
                {live(move || { desk.outcome.track(); desk.address.track(); counter() })}
                <div class="stack stack-4" role="status">{live(move || words::outcome(desk))}</div>
            </div>
        </Card>
        {address::dialog(desk)}
    }
    .into_any()
}

impl Desk {
    /// What is told of the text alone: while it is typed if it has blanks, else when it was to be sent.
    fn notes(self) -> Vec<Note> {
        let looked = self.typed.with(|typed| look(typed).err());
        let pressed = self.outcome.with(|outcome| match outcome {
            Outcome::Empty => Some(Malformed::Empty),
            Outcome::Fails { evidence: Evidence { refusal: Refusal::Malformed(why), .. }, .. } => Some(*why),
            _ => None,
        });
        match looked {
            // The same words stay while the same is wrong.
            Some(why) if pressed == Some(why) => vec![Note::error(why.to_string())],
            Some(why @ Malformed::Blanks(_)) => vec![Note::warn(why.to_string())],
            _ => Vec::new(),
        }
    }

    fn check(self) {
        let Some(desk) = self.session.desk_untracked() else { return };
        if self.outcome.with_untracked(|outcome| matches!(outcome, Outcome::Asking)) {
            return;
        }
        self.address.drop_token();
        self.fingerprint.set(None);
        let token = match self.typed.with_untracked(|typed| look(typed)) {
            Ok(token) => token,
            Err(Malformed::Empty) => {
                self.outcome.set(Outcome::Empty);
                page::focus(&format!("#{FIELD}"));
                return;
            }
            Err(why) => {
                let evidence = Evidence { refusal: Refusal::Malformed(why), known_good: None };
                self.outcome.set(Outcome::Fails { evidence, error: None });
                page::focus(&format!("#{FIELD}"));
                return;
            }
        };
        let directory = self.session.directory_untracked();
        let people = directory.iter().flat_map(|directory| directory.people());
        let check = Check::new(people.filter(|person| !person.super_user).map(|person| person.login.clone()));
        let own = desk.client.token() == &token;
        let fingerprint = Fingerprint::of(&token);
        self.outcome.set(Outcome::Asking);
        spawn_local(async move {
            let outcome = match ask(&desk, &check, &token).await {
                Ok(found) => {
                    known::note_worked(self.register, &fingerprint).await;
                    self.address.offer(token, found.version.unwrap_or(desk.connection.version));
                    Outcome::Works { found, own }
                }
                Err(error) => {
                    let evidence = Evidence { refusal: Refusal::of(&error), known_good: None };
                    Outcome::Fails { evidence, error: Some(error) }
                }
            };
            // The screen, and all of it, may be gone by now.
            self.fingerprint.try_set(Some(fingerprint));
            self.typed.try_set(String::new());
            self.outcome.try_set(outcome);
        });
    }

    /// Asks once with the token of this session: whether it is this address that is refused.
    fn compare(self) {
        let Some(desk) = self.session.desk_untracked() else { return };
        if self.comparing.get_untracked() {
            return;
        }
        self.comparing.set(true);
        spawn_local(async move {
            let answer = desk.client.call(&HasSuperUserAccess).await;
            let refusal = answer.err().map(|error| counted(&error, desk.client.url()));
            let mut checked = None;
            self.outcome.try_update(|outcome| {
                if let Outcome::Fails { evidence, .. } = outcome {
                    evidence.known_good = Some(refusal);
                    checked = Some(evidence.refusal);
                }
            });
            // That Matomo answers to this session proves the other refusal to be about its token.
            if refusal.is_none() && checked.is_some_and(Refusal::counts) {
                let fingerprint = self.fingerprint.try_get_untracked().flatten();
                known::note_dead(self.register, fingerprint.as_ref()).await;
            }
            self.comparing.try_set(false);
        });
    }
}

/// The button that narrows it down, where silence may mean any of several things.
fn compare_button(desk: Desk, evidence: Evidence) -> Option<AnyView> {
    // In words it is refused for good; for an entry of the register that is to be proven all the same.
    let told = evidence.refusal == Refusal::Refused && known::entry(desk).is_some();
    let silent = matches!(evidence.refusal, Refusal::Silent | Refusal::Unclear);
    let open = (silent || told) && evidence.known_good.is_none();
    open.then(|| {
        view! {
            <div class="stack stack-2">
                <p class="soft measure">"Is it the token, or is every token from here refused? One request with the token of this session shows it."</p>
                <div class="btn-row">
                    <Button icon=Icon::Key busy=desk.comparing on_press=Callback::new(move |()| desk.compare())>
                        "Ask with this session’s token"
                    </Button>
                </div>
            </div>
        }
        .into_any()
    })
}
