//! What is staged on the role matrix and not sent yet. It outlives the screen, and is kept in this
//! browser for each Matomo, without any secret: after a reload, or locked and unlocked, it is there.
//!
//! It looks after itself from the first time that somebody asks for it; until then, a page that never
//! shows the matrix loads none of this.

use crate::{
    browser::{clock, work},
    cases::{Keeping, PAUSE},
    later::Later,
    session::Session,
};
use access::{
    Directory, Scope,
    matrix::{Draft, Edits, Wiped},
};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use records::TypedWhy;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use std::{sync::Arc, time::Duration};

/// So many edits are many.
const LARGE: usize = 2_000;
/// Many edits are written so long after the last change.
const LONG_PAUSE: Duration = Duration::from_millis(400);

/// What is kept of it.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Nothing where nothing is staged.
    draft: Option<Draft>,
    wiped: Vec<Wiped>,
    /// Why, as far as it was typed.
    #[serde(default)]
    why: TypedWhy,
}

/// The staged edits, to be had from the context.
#[derive(Clone, Copy)]
pub struct Staging {
    session: Session,
    edits: RwSignal<Edits, LocalStorage>,
    /// What people had who were made super users.
    wiped: RwSignal<Vec<Wiped>>,
    /// Why all this is staged, as it is typed.
    why: RwSignal<TypedWhy>,
    /// Whether it is known what was kept.
    ready: RwSignal<bool>,
    keeping: RwSignal<Keeping>,
    /// What the edits are based on.
    base: StoredValue<Option<Arc<Directory>>>,
    /// Kept edits that wait for a directory.
    draft: StoredValue<Option<Draft>>,
    /// Of which Matomo all this is.
    instance: StoredValue<Option<MatomoUrl>>,
    dirty: StoredValue<bool>,
    later: Later,
    root: StoredValue<Option<Owner>>,
    attending: StoredValue<bool>,
}

impl Staging {
    /// Makes it, once, at the root.
    pub fn provide(session: Session) {
        provide_context(Self {
            session,
            edits: RwSignal::new_local(Edits::default()),
            wiped: RwSignal::new(Vec::new()),
            why: RwSignal::new(TypedWhy::default()),
            ready: RwSignal::new(false),
            keeping: RwSignal::new(Keeping::Nothing),
            base: StoredValue::new(None),
            draft: StoredValue::new(None),
            instance: StoredValue::new(None),
            dirty: StoredValue::new(false),
            later: Later::new(),
            root: StoredValue::new(Owner::current()),
            attending: StoredValue::new(false),
        });
    }

    /// The staged edits of this page.
    pub fn here() -> Self {
        let staging: Self = expect_context();
        staging.attend();
        staging
    }

    /// Whether what was kept has been taken up. A screen that comes before would show nothing, and
    /// what is staged before takes the place of what was kept. Reactive.
    pub fn ready(self) -> bool {
        self.ready.get()
    }

    /// Reads them. They are based on the directory of the session. Reactive.
    pub fn with<T>(self, read: impl FnOnce(&Edits) -> T) -> T {
        self.settle();
        self.edits.with(read)
    }

    /// The same, without following them.
    pub fn with_untracked<T>(self, read: impl FnOnce(&Edits) -> T) -> T {
        self.settle();
        self.edits.with_untracked(read)
    }

    /// Changes them, as seen on a directory, and keeps them a moment later.
    pub fn change<T>(self, directory: &Directory, change: impl FnOnce(&mut Edits) -> T) -> T {
        self.settle();
        let done = {
            let mut edits = self.edits.write();
            let done = change(&mut edits);
            // A screen may still show what was read before.
            if let Some(base) = self.base.get_value().filter(|base| !std::ptr::eq(&**base, directory)) {
                edits.rebase(&base);
            }
            done
        };
        self.forget_why();
        self.changed();
        done
    }

    /// What people had who were made super users, to be given back to those who step down. Reactive.
    pub fn kept(self) -> Vec<Wiped> {
        self.wiped.get()
    }

    /// Why all this is staged. What is typed there is kept a moment later.
    pub fn why(self) -> RwSignal<TypedWhy> {
        self.why
    }

    /// Whether the browser keeps it. Reactive.
    pub fn keeping(self) -> Keeping {
        self.keeping.get()
    }

    /// Remembers what Matomo is about to delete. Returns when it is kept.
    pub async fn remember(self, wiped: Vec<Wiped>) {
        if wiped.is_empty() {
            return;
        }
        self.wiped.update(|known| {
            known.retain(|old| wiped.iter().all(|new| new.login != old.login));
            known.extend(wiped);
        });
        self.keep().await;
    }

    /// Begins to follow the session.
    fn attend(self) {
        let Some(root) = self.root.get_value().filter(|_| !self.attending.get_value()) else { return };
        self.attending.set_value(true);
        root.with(|| {
            Effect::new(move |before: Option<Option<MatomoUrl>>| {
                let instance = self.session.desk().map(|desk| desk.client.url().clone());
                if before.as_ref() != Some(&instance) {
                    self.sit_down(instance.clone());
                }
                instance
            });
            Effect::new(move || {
                if self.session.directory().is_some() && self.ready.get() {
                    self.settle();
                }
            });
            Effect::new(move |before: Option<TypedWhy>| {
                let why = self.why.get();
                if before.is_some_and(|before| before != why) && self.ready.get_untracked() {
                    self.changed();
                }
                why
            });
        });
    }

    /// At another desk, or at none: what was staged is kept and let go of, what is kept there is
    /// taken up.
    fn sit_down(self, instance: Option<MatomoUrl>) {
        if let (true, Some((id, record))) = (self.dirty.get_value(), self.record()) {
            spawn_local(async move {
                // Whoever would read that it failed has left.
                let _ = write(&id, record).await;
            });
        }
        self.later.call_off();
        self.dirty.set_value(false);
        self.ready.set(false);
        self.keeping.set(Keeping::Nothing);
        self.draft.set_value(None);
        self.base.set_value(None);
        self.wiped.set(Vec::new());
        self.why.set(TypedWhy::default());
        self.edits.set(Edits::default());
        self.instance.set_value(instance.clone());
        let Some(instance) = instance else { return };
        spawn_local(async move {
            let found = work::get::<Kept>(&key(&instance)).await;
            if self.instance.get_value().as_ref() != Some(&instance) || self.ready.get_untracked() {
                return;
            }
            match found {
                Ok(Some(Kept { draft, wiped, why })) => {
                    self.wiped.set(wiped);
                    self.why.set(why);
                    self.draft.set_value(draft);
                }
                Ok(None) => {}
                Err(error) => self.keeping.set(Keeping::Failed(error.to_string())),
            }
            self.ready.set(true);
            self.settle();
            if self.dirty.get_value() {
                self.changed();
            }
        });
    }

    /// Brings the edits to what was read last: what is in place is staged no more.
    fn settle(self) {
        let Some(directory) = self.session.directory_untracked() else { return };
        let ready = self.ready.get_untracked();
        let draft = self.draft.try_update_value(|draft| draft.take_if(|_| ready)).flatten();
        let known = self.base.with_value(|base| base.as_ref().is_some_and(|base| Arc::ptr_eq(base, &directory)));
        if known && draft.is_none() {
            return;
        }
        self.base.set_value(Some(directory.clone()));
        let (before, resumed) = (self.edits.with_untracked(Edits::len), draft.is_some());
        self.edits.update_untracked(|edits| {
            if let Some(draft) = draft.filter(|_| edits.is_empty()) {
                *edits = Edits::resume(draft, &directory);
            }
            edits.rebase(&directory);
        });
        let after = self.edits.with_untracked(Edits::len);
        if before + after > 0 {
            self.edits.notify();
        }
        if before > 0 || resumed {
            self.forget_why();
        }
        if self.forget_wiped(&directory) || before != after {
            self.changed();
        }
    }

    /// Forgets the roles of those who are no super users any more: they have others now.
    fn forget_wiped(self, directory: &Directory) -> bool {
        // A site admin is not told who is one.
        if directory.scope() == Scope::OwnSites {
            return false;
        }
        let needed = |wiped: &Wiped| {
            directory.person(wiped.login.as_str()).is_some_and(|person| person.super_user)
                || self.edits.with_untracked(|edits| edits.super_user(&wiped.login)) == Some(true)
        };
        let all = self.wiped.with_untracked(|wiped| wiped.iter().all(needed));
        if !all {
            self.wiped.update(|wiped| wiped.retain(needed));
        }
        !all
    }

    /// Where nothing is staged any more: what is staged next has a reason of its own.
    fn forget_why(self) {
        let over = self.edits.with_untracked(Edits::is_empty);
        if over && self.why.with_untracked(|why| *why != TypedWhy::default()) {
            self.why.set(TypedWhy::default());
        }
    }

    fn changed(self) {
        self.dirty.set_value(true);
        // A large plan takes its time to write: not after every key.
        let pause = if self.edits.with_untracked(Edits::len) < LARGE { PAUSE } else { LONG_PAUSE };
        self.later.after(pause, move || spawn_local(self.keep()));
    }

    async fn keep(self) {
        let Some((id, record)) = self.record() else { return };
        self.later.call_off();
        self.dirty.set_value(false);
        let kept = write(&id, record).await;
        self.keeping.set(match kept {
            Ok(()) => Keeping::Kept(clock::now()),
            Err(error) => Keeping::Failed(error.to_string()),
        });
    }

    /// What there is to keep; nothing before it is known what was kept.
    fn record(self) -> Option<(String, Kept)> {
        let instance = self.instance.get_value().filter(|_| self.ready.get_untracked())?;
        let draft = self.draft.get_value().unwrap_or_else(|| self.edits.with_untracked(Edits::draft));
        let draft = Some(draft).filter(|draft| *draft != Draft::default());
        let why = self.why.with_untracked(TypedWhy::masked);
        Some((key(&instance), Kept { draft, wiped: self.wiped.get_untracked(), why }))
    }
}

/// Whether anything is kept that is staged for a Matomo.
pub async fn waits(instance: &MatomoUrl) -> bool {
    /// Of which it only matters whether it is there.
    #[derive(Deserialize)]
    struct Any {
        draft: Option<IgnoredAny>,
    }
    let kept = work::get::<Any>(&key(instance)).await;
    kept.ok().flatten().is_some_and(|kept| kept.draft.is_some())
}

async fn write(id: &str, record: Kept) -> Result<(), work::WorkError> {
    if record.draft.is_none() && record.wiped.is_empty() {
        return work::delete(id).await;
    }
    work::put(id, &record).await
}

fn key(instance: &MatomoUrl) -> String {
    format!("staged/{}", instance.as_str())
}
