//! What is typed at the door, and trying it.

use super::key::{Typed, Way};
use crate::{
    browser::{clock, fetch::Fetch, page},
    components::Toasts,
    demo::{self, Demo},
    navigation::Navigation,
    route::Route,
    session::{
        Kept, Session,
        connecting::{By, Check, Failure, Key, Trouble, come_in},
        forget_kept, instances, keep, kept,
    },
};
use access::Seconds;
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{Caller, MatomoUrl, Transport, UrlNote};
use std::rc::Rc;

/// Where trying to come in stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Attempt {
    /// Not tried.
    None,
    /// Under way, at this check.
    Running {
        /// Which.
        check: Check,
        /// What is tried.
        by: By,
        /// Where to.
        url: MatomoUrl,
    },
    /// Did not work.
    Failed {
        /// Why.
        failure: Failure,
        /// Where to.
        url: MatomoUrl,
        /// Whether it was the demo.
        demo: bool,
    },
}

/// The door's state, to be had from the context. Outlives the screen, so that an address survives
/// a look elsewhere; no secret survives coming in.
#[derive(Clone, Copy)]
pub struct Entry {
    /// As typed.
    pub address: RwSignal<String>,
    /// Token, or login and password.
    pub typed: Typed,
    /// "Keep for this tab".
    pub keep: RwSignal<bool>,
    /// What is wrong with the address before anything is sent.
    pub address_problem: RwSignal<Option<String>>,
    /// What was changed in the address.
    pub url_notes: RwSignal<Vec<UrlNote>>,
    attempt: RwSignal<Attempt>,
    session: Session,
    navigation: Navigation,
    toasts: Toasts,
}

impl Entry {
    /// Makes it, once.
    pub fn provide() -> Self {
        let last = instances::remembered().into_iter().next();
        let entry = Self {
            address: RwSignal::new(last.map(|i| i.url.to_string()).unwrap_or_default()),
            typed: Typed::new(Way::Token, String::new()),
            keep: RwSignal::new(false),
            address_problem: RwSignal::new(None),
            url_notes: RwSignal::new(Vec::new()),
            attempt: RwSignal::new(Attempt::None),
            session: Session::here(),
            navigation: Navigation::here(),
            toasts: Toasts::here(),
        };
        provide_context(entry);
        entry
    }

    /// The door of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Where trying stands. Reactive.
    pub fn attempt(self) -> Attempt {
        self.attempt.get()
    }

    /// Puts a remembered address in.
    pub fn fill(self, url: &MatomoUrl) {
        self.address.set(url.to_string());
        self.address_problem.set(None);
        self.url_notes.set(Vec::new());
        self.attempt.set(Attempt::None);
        self.typed.complain_no_more();
        self.typed.focus();
    }

    /// Shows the address as it will be used, and says what was changed. Complains only on sending.
    pub fn tidy_address(self) {
        if let Ok((url, notes)) = MatomoUrl::parse(&self.address.get_untracked()) {
            self.address_problem.set(None);
            if !notes.is_empty() || self.address.with_untracked(|a| a != url.as_str()) {
                self.url_notes.set(notes);
                self.address.set(url.to_string());
            }
        }
    }

    /// Tries what was typed.
    pub fn submit(self) {
        self.tidy_address();
        let url = MatomoUrl::parse(&self.address.get_untracked()).map(|(url, _)| url);
        self.address_problem.set(url.as_ref().err().map(|why| sentence(&why.to_string())));
        let Ok(url) = url else {
            self.typed.complain_no_more();
            return page::focus("#address");
        };
        match self.typed.key() {
            Some(key) => self.enter(Rc::new(Fetch), url, key, false, None),
            None => self.typed.focus(),
        }
    }

    /// Opens the demo.
    pub fn try_demo(self) {
        self.open_demo(None);
    }

    fn open_demo(self, back: Option<Back>) {
        self.attempt.set(Attempt::Running { check: Check::Address, by: By::Token, url: demo::address() });
        spawn_local(async move {
            match Demo::open().await {
                Some(Demo { url, token, transport }) => self.enter(transport, url, Key::Token(token), true, back),
                None => {
                    let failure =
                        Failure { by: By::Token, check: Check::Address, trouble: Trouble::NoDemo, took: Vec::new() };
                    self.attempt.set(Attempt::Failed { failure, url: demo::address(), demo: true });
                    self.session.set_returning(false);
                }
            }
        });
    }

    /// Comes back in with what was kept for this tab, if anything.
    pub fn come_back(self) {
        let Some((kept, since)) = kept() else { return };
        self.session.set_returning(true);
        match kept {
            Kept::Matomo(url, token, ends) => {
                self.address.set(url.to_string());
                self.keep.set(true);
                self.enter(Rc::new(Fetch), url, Key::Token(token), false, Some(Back { since, ends }));
            }
            Kept::Demo => self.open_demo(Some(Back { since, ends: None })),
        }
    }

    fn enter(self, transport: Rc<dyn Transport>, url: MatomoUrl, key: Key, demo: bool, back: Option<Back>) {
        let since = back.as_ref().map_or_else(clock::now, |back| back.since);
        let by = key.by();
        self.attempt.set(Attempt::Running { check: Check::Address, by, url: url.clone() });
        let keep_it = self.keep.get_untracked();
        spawn_local(async move {
            let at = |check| self.attempt.set(Attempt::Running { check, by, url: url.clone() });
            match come_in(transport, url.clone(), key, demo, since, at).await {
                Ok(mut desk) => {
                    desk.ends = desk.ends.or(back.as_ref().and_then(|back| back.ends));
                    self.typed.drop_all();
                    self.attempt.set(Attempt::None);
                    self.url_notes.set(Vec::new());
                    if demo {
                        keep(&Kept::Demo, since);
                    } else if keep_it {
                        keep(&Kept::Matomo(url.clone(), desk.client.token().clone(), desk.ends), since);
                    }
                    if !demo {
                        instances::remember(&url);
                    }
                    let words = match desk.connection.caller {
                        Caller::SuperUser => "super user",
                        Caller::SiteAdmin | Caller::NoAdmin => "site admin",
                    };
                    if back.is_none() {
                        self.toasts.say(format!("Connected to Matomo {} as {words}", desk.connection.version));
                    }
                    // The door's own address leads on; any other one was asked for.
                    if back.is_none() && self.navigation.signal().get_untracked() == Route::Connect {
                        self.navigation.replace(&Route::people());
                    }
                    self.session.open(desk);
                }
                Err(failure) => {
                    // A refused token is not tried again by the next reload.
                    forget_kept();
                    self.typed.drop_sent(&failure);
                    let was_sent = failure.was_sent();
                    self.attempt.set(Attempt::Failed { failure, url, demo });
                    self.session.set_returning(false);
                    request_animation_frame(
                        move || if was_sent { self.typed.focus() } else { page::focus("#address") },
                    );
                }
            }
        });
    }
}

/// A session that a reload interrupted.
struct Back {
    /// Since when it is open.
    since: Seconds,
    /// When its token ends, if it was made for it.
    ends: Option<Seconds>,
}

/// An error of a value as a sentence of its own.
fn sentence(error: &str) -> String {
    let mut letters = error.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn errors_become_sentences() {
        assert_eq!(sentence("an address has no blanks in it"), "An address has no blanks in it.");
        assert_eq!(sentence("“x” is not a host name"), "“x” is not a host name.");
    }
}
