//! Who is connected to what, what was read, and when it is time to lock.
//!
//! [`Session`] is a small `Copy` handle in the context. The token lives in a [`Desk`] here and
//! nowhere else, unless the person asked to keep it for this tab.

pub mod connecting;
pub mod instances;
mod kept;
mod refusals;

use crate::browser::{clock, page};
use access::{Directory, Seconds};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Client, Connection, Error, Login, MatomoUrl, Token, Transport};
use std::{rc::Rc, sync::Arc, time::Duration};

pub use kept::{Kept, forget as forget_kept, keep, kept};

/// Without use for so long, the session locks.
const IDLE: Seconds = 15 * 60;
/// However much it is used, it locks after so long.
const LONGEST: Seconds = 8 * 60 * 60;
/// How often the clock on the page moves, and locks are looked at.
const TICK: Duration = Duration::from_secs(10);

/// A Matomo that somebody works on.
pub struct Desk {
    /// Speaks to it.
    pub client: Client,
    /// What it is.
    pub connection: Connection,
    /// What the handshake took, in milliseconds.
    pub latency_ms: u32,
    /// Whether it is the one inside the page.
    pub demo: bool,
    /// Since when.
    pub since: Seconds,
    /// When its token ends, if it was made for this session.
    pub ends: Option<Seconds>,
}

/// What remains of a desk when it is locked: no token, nothing that was read.
#[derive(Clone)]
pub struct Locked {
    /// Which Matomo.
    pub url: MatomoUrl,
    /// Whose token it was, where known.
    pub login: Option<Login>,
    /// Since when.
    pub at: Seconds,
    /// Why.
    pub why: Lock,
    /// If it was the demo, its token, which opens nothing else.
    pub demo: Option<Token>,
    /// Whether it was come in to with login and password.
    pub by_password: bool,
    /// The way there; the demo's is the demo.
    pub transport: Rc<dyn Transport>,
}

/// Why a session locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It was asked for.
    Asked,
    /// Nobody used it for 15 minutes.
    Idle,
    /// It had been open for 8 hours.
    TooLong,
}

/// Where the session stands.
#[derive(Clone)]
pub enum Phase {
    /// Nobody is connected.
    Out,
    /// Coming back in after a reload, with what was kept for this tab.
    Returning,
    /// Somebody works.
    In(Rc<Desk>),
    /// Somebody worked.
    Locked(Locked),
}

/// What was read of Matomo.
#[derive(Clone)]
pub enum Shelf {
    /// Being read for the first time: requests done, of how many.
    Reading {
        /// Requests answered.
        done: usize,
        /// Requests in all.
        total: usize,
    },
    /// There.
    Ready {
        /// What Matomo said.
        directory: Arc<Directory>,
        /// When reading it began.
        read_at: Seconds,
        /// Whether it is being read again, or that failed.
        again: Again,
    },
    /// Not to be had.
    Failed(Error),
}

/// Reading what is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// Not now.
    No,
    /// Just now.
    Reading,
    /// It failed; what is there is from before.
    Failed(Error),
}

/// The session, to be had from the context.
#[derive(Clone, Copy)]
pub struct Session {
    phase: RwSignal<Phase, LocalStorage>,
    shelf: RwSignal<Shelf, LocalStorage>,
    now: RwSignal<Seconds>,
    last_use: StoredValue<Seconds>,
}

impl Session {
    /// Makes it, once, at the root, and starts to look after it.
    pub fn provide() -> Self {
        let now = clock::now();
        let session = Self {
            phase: RwSignal::new_local(Phase::Out),
            shelf: RwSignal::new_local(Shelf::Reading { done: 0, total: 1 }),
            now: RwSignal::new(now),
            last_use: StoredValue::new(now),
        };
        provide_context(session);
        page::on_use(move || session.used());
        // A machine that slept runs no timers: look at once when it wakes.
        page::on_shown(move || session.tick());
        set_interval(move || session.tick(), TICK);
        session
    }

    /// The session of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Where it stands. Reactive.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// The same, without following it.
    pub fn phase_untracked(self) -> Phase {
        self.phase.get_untracked()
    }

    /// The desk, while somebody works. Reactive.
    pub fn desk(self) -> Option<Rc<Desk>> {
        self.phase.with(desk_of)
    }

    /// The same, without following it.
    pub fn desk_untracked(self) -> Option<Rc<Desk>> {
        self.phase.with_untracked(desk_of)
    }

    /// What was read. Reactive.
    pub fn shelf(self) -> Shelf {
        self.shelf.get()
    }

    /// What Matomo said, if it was read. Reactive.
    pub fn directory(self) -> Option<Arc<Directory>> {
        self.shelf.with(directory_of)
    }

    /// The same, without following it.
    pub fn directory_untracked(self) -> Option<Arc<Directory>> {
        self.shelf.with_untracked(directory_of)
    }

    /// The present, moving every few seconds. Reactive.
    pub fn now(self) -> Seconds {
        self.now.get()
    }

    /// Says that somebody uses the page. Long work calls it too, so that it is not cut off.
    pub fn touch(self) {
        self.last_use.set_value(clock::now());
    }

    /// Sits down at a desk and reads the directory.
    pub fn open(self, desk: Desk) {
        self.touch();
        self.shelf.set(Shelf::Reading { done: 0, total: 1 });
        self.phase.set(Phase::In(Rc::new(desk)));
        self.refresh();
    }

    /// Says that the session is coming back after a reload.
    pub fn set_returning(self, returning: bool) {
        self.phase.set(if returning { Phase::Returning } else { Phase::Out });
    }

    /// Reads the directory again. What is there stays until the new one has come.
    pub fn refresh(self) {
        let Some(desk) = self.desk_untracked() else { return };
        match self.shelf.get_untracked() {
            Shelf::Ready { again: Again::Reading, .. } => return,
            Shelf::Ready { directory, read_at, .. } => {
                self.shelf.set(Shelf::Ready { directory, read_at, again: Again::Reading });
            }
            _ => self.shelf.set(Shelf::Reading { done: 0, total: 1 }),
        }
        spawn_local(async move {
            let mut progress = |done, total| {
                if self.is_at(&desk) {
                    self.shelf.update(|shelf| {
                        if let Shelf::Reading { done: d, total: t } = shelf {
                            (*d, *t) = (done, total);
                        }
                    });
                }
            };
            // What changes while it is read may or may not be in it.
            let now = clock::now();
            let read = access::read(&desk.client, &desk.connection, &mut progress).await;
            // Locked, or at another desk by now.
            if !self.is_at(&desk) {
                return;
            }
            self.shelf.update(|shelf| {
                *shelf = match (read, &*shelf) {
                    (Ok(directory), _) => {
                        Shelf::Ready { directory: Arc::new(directory), read_at: now, again: Again::No }
                    }
                    (Err(error), Shelf::Ready { directory, read_at, .. }) => {
                        Shelf::Ready { directory: directory.clone(), read_at: *read_at, again: Again::Failed(error) }
                    }
                    (Err(error), _) => Shelf::Failed(error),
                };
            });
        });
    }

    /// Goes on with another token of the same account. What is under way ends with the one before.
    pub fn go_on_with(self, token: Token) {
        let Some(desk) = self.desk_untracked() else { return };
        kept::exchange(&token);
        let client = Client::new(desk.client.url().clone(), token, desk.client.transport().clone());
        let desk = Desk { client, connection: desk.connection.clone(), ends: None, ..*desk };
        self.phase.set(Phase::In(Rc::new(desk)));
        self.refresh();
    }

    /// Locks: the token is dropped and what was read is cleared.
    pub fn lock(self, why: Lock) {
        let Some(desk) = self.desk_untracked() else { return };
        let login = self.directory_untracked().and_then(|d| d.caller().cloned());
        kept::forget();
        self.phase.set(Phase::Locked(Locked {
            url: desk.client.url().clone(),
            login,
            at: clock::now(),
            why,
            demo: desk.demo.then(|| desk.client.token().clone()),
            by_password: desk.ends.is_some(),
            transport: desk.client.transport().clone(),
        }));
        self.clear();
    }

    /// Leaves, and drops the token.
    pub fn disconnect(self) {
        kept::forget();
        self.phase.set(Phase::Out);
        self.clear();
    }

    fn clear(self) {
        self.shelf.set(Shelf::Reading { done: 0, total: 1 });
    }

    fn is_at(self, desk: &Rc<Desk>) -> bool {
        self.desk_untracked().is_some_and(|now| Rc::ptr_eq(&now, desk))
    }

    fn tick(self) {
        self.now.set(clock::now());
        if self.desk_untracked().is_some() {
            self.lock_if_due();
            kept::note_use(self.last_use.get_value());
        }
    }

    // The hand that wakes a machine comes after the time is over: look first.
    fn used(self) {
        self.lock_if_due();
        self.touch();
    }

    fn lock_if_due(self) {
        let since = self.phase.with_untracked(|phase| match phase {
            Phase::In(desk) => Some(desk.since),
            _ => None,
        });
        if let Some(why) = since.and_then(|since| due(clock::now(), self.last_use.get_value(), since)) {
            self.lock(why);
        }
    }
}

fn desk_of(phase: &Phase) -> Option<Rc<Desk>> {
    match phase {
        Phase::In(desk) => Some(desk.clone()),
        _ => None,
    }
}

fn directory_of(shelf: &Shelf) -> Option<Arc<Directory>> {
    match shelf {
        Shelf::Ready { directory, .. } => Some(directory.clone()),
        _ => None,
    }
}

/// Whether it is time to lock.
fn due(now: Seconds, last_use: Seconds, since: Seconds) -> Option<Lock> {
    if now - since >= LONGEST {
        return Some(Lock::TooLong);
    }
    (now - last_use >= IDLE).then_some(Lock::Idle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_locks_after_a_quarter_of_an_hour_without_use_and_after_eight_hours_at_most() {
        assert_eq!(due(899, 0, 0), None);
        assert_eq!(due(900, 0, 0), Some(Lock::Idle));
        assert_eq!(due(8 * 3600 - 1, 8 * 3600 - 2, 0), None);
        assert_eq!(due(8 * 3600, 8 * 3600, 0), Some(Lock::TooLong));
    }
}
