//! Carrying out a plan: runs the apply engine, which says what to send, and shows how it stands.

use crate::{
    books::{Books, Ended, Noted},
    browser::clock,
    cases::Cases,
    route::CaseId,
    session::{Phase, Session, connecting::count_refusal},
};
use access::{Apply, Decision, Difference, Journal, Next, Outcome, Plan, Progress, Purpose, Secrets};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Error, Login, Password};
use std::collections::BTreeMap;

/// How the work stands, for the screen.
#[derive(Clone)]
pub struct Stand {
    /// The plan, and what came of each step.
    pub journal: Journal,
    /// In numbers.
    pub progress: Progress,
    /// What happens now.
    pub at: At,
}

/// What happens now.
#[derive(Clone)]
pub enum At {
    /// A request is on its way.
    Working(Purpose),
    /// It waits for the caller's own password.
    NeedsPassword {
        /// The one that was given is wrong.
        wrong: bool,
    },
    /// It was asked to wait.
    Paused,
    /// An answer was lost or refused.
    Interrupted {
        /// Why.
        error: Error,
        /// Whether Matomo could be asked how every step stands.
        looked: bool,
    },
    /// Somebody else changed something meanwhile.
    Conflict(Vec<Difference>),
    /// All is done that could be.
    Finished(Outcome),
}

/// The work, to be had from the context. One at a time.
#[derive(Clone, Copy)]
pub struct Applying {
    engine: StoredValue<Option<Apply>, LocalStorage>,
    secrets: StoredValue<Secrets, LocalStorage>,
    stand: RwSignal<Option<Stand>, LocalStorage>,
    busy: StoredValue<bool>,
    /// Whether it shall wait, and a request is still under way.
    pausing: RwSignal<bool>,
    /// Whether Matomo was changed since the directory was read.
    unread: StoredValue<bool>,
    /// Whether nobody looks at it any more.
    left: StoredValue<bool>,
    /// The case that the work is for.
    id: RwSignal<Option<CaseId>>,
    cases: Cases,
    books: Books,
    /// What was not as planned, and what was decided about it.
    decided: StoredValue<Vec<(Difference, Decision)>>,
    session: Session,
}

impl Applying {
    /// Makes it, once, at the root.
    pub fn provide(session: Session, cases: Cases, books: Books) -> Self {
        let applying = Self {
            engine: StoredValue::new_local(None),
            secrets: StoredValue::new_local(Secrets::default()),
            stand: RwSignal::new_local(None),
            busy: StoredValue::new(false),
            pausing: RwSignal::new(false),
            unread: StoredValue::new(false),
            left: StoredValue::new(false),
            id: RwSignal::new(None),
            cases,
            books,
            decided: StoredValue::new(Vec::new()),
            session,
        };
        provide_context(applying);
        // Locking and leaving drop secrets at once; what is kept can be resumed.
        Effect::new(move || {
            if !matches!(session.phase(), Phase::In(_)) {
                applying.clear();
                cases.close();
            }
        });
        applying
    }

    /// The work of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads how it stands; `None` if nothing was begun in this page. Reactive.
    pub fn with<T>(self, read: impl FnOnce(&Stand) -> T) -> Option<T> {
        self.stand.with(|stand| stand.as_ref().map(read))
    }

    /// Whether all is done that could be. Reactive.
    pub fn is_finished(self) -> bool {
        self.with(|stand| matches!(stand.at, At::Finished(_))).unwrap_or_default()
    }

    /// Whether the work of this page is for this case. Reactive.
    pub fn is_for(self, id: &CaseId) -> bool {
        self.id.with(|own| own.as_ref() == Some(id))
    }

    /// Whether a request is under way. Reactive.
    pub fn is_working(self) -> bool {
        self.with(|stand| matches!(stand.at, At::Working(_))).unwrap_or_default()
    }

    /// Begins. `first_passwords` are those of accounts to be created.
    pub fn start(self, id: CaseId, plan: Plan, first_passwords: Vec<(Login, Password)>) {
        let Some(desk) = self.session.desk_untracked() else { return };
        let mut passwords = BTreeMap::new();
        passwords.extend(first_passwords);
        self.secrets.set_value(Secrets { passwords, caller: None });
        self.engine.set_value(Some(Apply::start(plan, desk.connection.caller)));
        self.begin(id);
    }

    /// Goes on where a journal ends, after a reload. It looks first.
    pub fn resume(self, id: CaseId, journal: Journal) {
        let Some(desk) = self.session.desk_untracked() else { return };
        self.secrets.set_value(Secrets::default());
        self.engine.set_value(Some(Apply::resume(journal, desk.connection.caller)));
        self.begin(id);
    }

    fn begin(self, id: CaseId) {
        self.show(At::Working(Purpose::Look));
        self.left.set_value(false);
        self.decided.update_value(Vec::clear);
        self.id.set(Some(id));
        self.go();
    }

    /// Goes on after an interruption or a pause.
    pub fn go_on(self) {
        self.turn(Apply::go_on);
    }

    /// Tries again what failed.
    pub fn retry_failed(self) {
        self.turn(Apply::retry_failed);
    }

    /// Says what is to happen with what somebody else changed.
    pub fn decide(self, decision: Decision) {
        if let Some(At::Conflict(differences)) = untrack(|| self.with(|stand| stand.at.clone())) {
            self.decided.update_value(|decided| decided.extend(differences.into_iter().map(|one| (one, decision))));
        }
        self.turn(|engine| engine.decide(decision));
    }

    /// Hands over the caller's own password, for this one operation.
    pub fn give_password(self, password: Password) {
        self.secrets.update_value(|secrets| secrets.caller = Some(password));
        self.go();
    }

    /// Whether it was asked to wait and still has something under way. Reactive.
    pub fn is_pausing(self) -> bool {
        self.pausing.get()
    }

    /// Waits before the next request.
    pub fn pause(self) {
        self.pausing.set(true);
        self.engine.update_value(|engine| {
            if let Some(engine) = engine {
                engine.pause();
            }
        });
    }

    /// The first password of an account that was created here.
    pub fn first_password(self, login: &Login) -> Option<Password> {
        self.secrets.with_value(|secrets| secrets.passwords.get(login).cloned())
    }

    /// A new first password in place of one that was lost.
    pub fn set_first_password(self, login: Login, password: Password) {
        self.secrets.update_value(|secrets| {
            secrets.passwords.insert(login, password);
        });
        // For whoever shows it.
        self.stand.update(|_| {});
    }

    /// The hand over is left: now the directory is read again. Not before, since a new directory
    /// draws the screen anew, and with it a secret that somebody is just looking at.
    pub fn leave(self) {
        self.left.set_value(true);
        if self.unread.get_value() {
            self.unread.set_value(false);
            self.session.refresh();
        }
    }

    /// Forgets everything, secrets first.
    pub fn clear(self) {
        self.secrets.set_value(Secrets::default());
        self.engine.set_value(None);
        self.pausing.set(false);
        self.stand.set(None);
        self.id.set(None);
    }

    fn turn(self, turn: impl FnOnce(&mut Apply)) {
        self.engine.update_value(|engine| {
            if let Some(engine) = engine {
                turn(engine);
            }
        });
        self.go();
    }

    fn go(self) {
        if !self.busy.get_value() {
            self.busy.set_value(true);
            spawn_local(async move {
                self.drive().await;
                self.busy.set_value(false);
            });
        }
    }

    /// One request after the other, until somebody is needed. The journal is kept before each, with what
    /// came of those before, and at the end: a page that closes in between loses nothing.
    async fn drive(self) {
        loop {
            let Some(desk) = self.session.desk_untracked() else { return };
            let next = self.engine.try_update_value(|engine| {
                let engine = engine.as_mut()?;
                Some(self.secrets.with_value(|secrets| engine.next(secrets)))
            });
            let Some(next) = next.flatten() else { return };
            let at = match next {
                Next::Send(bulk, purpose) => {
                    self.session.touch();
                    self.show(At::Working(purpose));
                    self.keep(false).await;
                    let reply = desk.client.bulk(&bulk).await;
                    self.engine.update_value(|engine| {
                        if let Some(engine) = engine {
                            engine.feed(reply);
                        }
                    });
                    continue;
                }
                Next::NeedsCallerPassword { wrong } => {
                    if wrong {
                        count_refusal(desk.client.url());
                    }
                    self.secrets.update_value(|secrets| secrets.caller = None);
                    At::NeedsPassword { wrong }
                }
                Next::Paused => At::Paused,
                Next::Interrupted { error, looked } => At::Interrupted { error, looked },
                Next::Conflict(differences) => At::Conflict(differences),
                Next::Finished(outcome) => {
                    self.secrets.update_value(|secrets| secrets.caller = None);
                    At::Finished(outcome)
                }
            };
            let finished = matches!(&at, At::Finished(_));
            self.keep(finished).await;
            if let At::Finished(outcome) = &at {
                self.write_down(outcome);
            }
            self.pausing.set(false);
            self.show(at);
            self.unread.set_value(true);
            if self.left.get_value() {
                self.leave();
            }
            return;
        }
    }

    /// What came of it goes into the ledger.
    fn write_down(self, outcome: &Outcome) {
        let journal = self.engine.with_value(|engine| engine.as_ref().map(|engine| engine.journal().clone()));
        let Some((id, journal)) = self.id.get_untracked().zip(journal).filter(|(_, journal)| journal.has_begun())
        else {
            return;
        };
        let (differences, conflicts) = (outcome.differences.clone(), self.decided.get_value());
        let ended = Ended { id, journal, differences, conflicts };
        self.books.note(clock::now(), Noted::Work(Box::new(ended)));
    }

    async fn keep(self, finished: bool) {
        let journal = self.engine.with_value(|engine| engine.as_ref().map(|engine| engine.journal().clone()));
        if let (Some(journal), Some(id)) = (journal, self.id.get_untracked()) {
            self.cases.note(&id, journal, finished).await;
        }
    }

    fn show(self, at: At) {
        let stand = self.engine.with_value(|engine| {
            let engine = engine.as_ref()?;
            Some(Stand { journal: engine.journal().clone(), progress: engine.progress(), at })
        });
        self.stand.set(stand);
    }
}
