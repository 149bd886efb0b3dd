//! The ledger of the Matomo that is open, kept in this browser: what was changed, why, by whom, until when.
//!
//! Whoever does something notes it here; it is written down by the part of the console that knows ledgers
//! ([`attend`]), which is fetched after somebody has connected. Until then notes wait.

pub mod attend;
pub mod check;
pub mod shared;
pub mod writing;

use crate::{browser::clock, cases::Cases, parts::Parts, route::CaseId, session::Session};
use access::{Decision, Difference, Directory, Journal, Seconds};
use leptos::prelude::*;
use matomo_api::{Login, MatomoUrl};
use records::{Drift, Due, Entry, Export, Hash, Ledger, Snapshot, What, Words};
use std::{collections::BTreeSet, sync::Arc};

/// The end of each ledger is noted in the browser's storage under keys that begin with this.
pub const LEDGER_END: &str = "ledger-end/";

/// Something to be written down.
pub struct Note {
    /// When it happened.
    pub at: Seconds,
    /// What.
    pub what: Noted,
}

/// What happened, as it is noted.
pub enum Noted {
    /// Work came to its end, or was left.
    Work(Box<Ended>),
    /// Anything else.
    What(Box<What>),
    /// Another ledger is taken in. Holds where it came from.
    Import(Box<Ledger>, String),
    /// Entries of the same ledger came from a folder that several people write to.
    Shared(Box<Ledger>),
    /// Another tab wrote, or the browser may take what it did not take.
    CatchUp,
}

/// Work that came to its end.
pub struct Ended {
    /// The record of it.
    pub id: CaseId,
    /// What was done.
    pub journal: Journal,
    /// What was read back and is not as wanted.
    pub differences: Vec<Difference>,
    /// What was not as planned, and what the person decided.
    pub conflicts: Vec<(Difference, Decision)>,
}

/// The state that a ledger counts from, and since when.
pub type First = Arc<(Snapshot, Seconds)>;

/// What the navigation and the banner tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// How much is due today, work that was interrupted included, tokens apart.
    pub due: usize,
    /// How many grants have ended.
    pub ended: usize,
    /// How much changed outside of the console.
    pub drift: usize,
}

/// The ledger, to be had from the context.
#[derive(Clone, Copy)]
pub struct Books {
    session: Session,
    cases: Cases,
    parts: Parts,
    /// Of which Matomo it is.
    instance: RwSignal<Option<MatomoUrl>>,
    /// `None` until it was read.
    ledger: RwSignal<Option<Arc<Ledger>>>,
    /// How many lines the browser keeps, some perhaps unreadable; `None` while it keeps nothing.
    kept: StoredValue<Option<usize>>,
    /// Entries that are not kept yet.
    unkept: RwSignal<BTreeSet<Hash>>,
    /// Why the browser does not keep them.
    failed: RwSignal<Option<String>>,
    /// How many kept lines are no entries.
    unreadable: RwSignal<usize>,
    /// Whether entries are missing of which this browser noted that they were written.
    short: RwSignal<bool>,
    /// The state that the ledger counts from in this browser, and since when.
    first: RwSignal<Option<First>>,
    /// The same with what it is kept under: a lock in between is no new beginning.
    begun: StoredValue<Option<(String, First)>>,
    /// What there is to see to, by day.
    due: RwSignal<Arc<Vec<Due>>>,
    /// What changed outside of the console.
    drift: RwSignal<Arc<Drift>>,
    standing: RwSignal<Standing>,
    /// What of it was told, and put aside for this session.
    put_aside: RwSignal<Standing>,
    /// The folder on disk to which entries are written as well.
    shared: shared::Handle,
    notes: RwSignal<Vec<Note>, LocalStorage>,
    /// The Matomo that notes are of, and what could not be kept of its ledger: a lock in between loses nothing.
    last: StoredValue<Option<(MatomoUrl, Vec<Entry>)>>,
    /// Accounts that unfinished work is about: what differs there is no surprise.
    touched: RwSignal<BTreeSet<Login>>,
    /// The directory that was there when something was carried out: it does not know of that.
    older: StoredValue<Option<Arc<Directory>>>,
    attended: StoredValue<bool>,
    writing: RwSignal<bool>,
    root: StoredValue<Option<Owner>>,
}

impl Books {
    /// Makes it, once, at the root; it follows the session.
    pub fn provide(session: Session, cases: Cases, parts: Parts) -> Self {
        let books = Self {
            session,
            cases,
            parts,
            instance: RwSignal::new(None),
            ledger: RwSignal::new(None),
            kept: StoredValue::new(None),
            unkept: RwSignal::new(BTreeSet::new()),
            failed: RwSignal::new(None),
            unreadable: RwSignal::new(0),
            short: RwSignal::new(false),
            first: RwSignal::new(None),
            begun: StoredValue::new(None),
            due: RwSignal::new(Arc::default()),
            drift: RwSignal::new(Arc::default()),
            standing: RwSignal::new(Standing::default()),
            put_aside: RwSignal::new(Standing::default()),
            shared: shared::Handle::new(),
            notes: RwSignal::new_local(Vec::new()),
            last: StoredValue::new(None),
            touched: RwSignal::new(BTreeSet::new()),
            older: StoredValue::new(None),
            attended: StoredValue::new(false),
            writing: RwSignal::new(false),
            root: StoredValue::new(Owner::current()),
        };
        provide_context(books);
        // Not before the directory is there: whoever connects wants to see that first. The demo asks nobody for
        // anything before somebody goes there.
        Effect::new(move || {
            let demo = session.desk().is_none_or(|desk| desk.demo);
            if session.directory().is_some() && !demo {
                parts.attend_books(books);
            }
        });
        books
    }

    /// The ledger of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Has something written down. It happened at this time.
    pub fn note(self, at: Seconds, what: Noted) {
        if let Noted::Work(_) = what {
            self.older.set_value(self.session.directory_untracked());
        }
        self.notes.update(|notes| notes.push(Note { at, what }));
        self.parts.attend_books(self);
    }

    /// Notes that something left the console: so many rows of it.
    pub fn note_export(self, what: &str, rows: usize) {
        let export = Export { what: Words::of(what), rows: u64::try_from(rows).unwrap_or(u64::MAX) };
        self.note(clock::now(), Noted::What(Box::new(What::Export(export))));
    }

    /// What the navigation and the banner tell. Reactive.
    pub fn standing(self) -> Standing {
        self.standing.get()
    }

    /// What is to be told to somebody who comes in: what was put aside is not, until there is more of it. Reactive.
    pub fn news(self) -> Standing {
        let (standing, aside) = (self.standing.get(), self.put_aside.get());
        let more = |now: usize, then: usize| if now > then { now } else { 0 };
        Standing { ended: more(standing.ended, aside.ended), drift: more(standing.drift, aside.drift), ..standing }
    }

    /// Puts what there is aside for this session.
    pub fn put_aside(self, what: fn(&mut Standing) -> &mut usize) {
        let mut now = self.standing.get_untracked();
        self.put_aside.update(|aside| *what(aside) = *what(&mut now));
    }

    /// The ledger; `None` until it was read. Reactive.
    pub fn ledger(self) -> Option<Arc<Ledger>> {
        self.ledger.get()
    }

    /// What there is to see to, by day. Reactive.
    pub fn due(self) -> Arc<Vec<Due>> {
        self.due.get()
    }

    /// What changed outside of the console. Reactive.
    pub fn drift(self) -> Arc<Drift> {
        self.drift.get()
    }

    /// Says why nothing can be written at all.
    pub fn fail(self, why: &str) {
        self.failed.set(Some(why.to_owned()));
    }

    /// Why the browser does not keep what was written, and how many entries are at stake. Reactive.
    pub fn failed(self) -> Option<(String, usize)> {
        self.failed.get().map(|why| (why, self.unkept.with(BTreeSet::len)))
    }

    /// How many lines of what this browser keeps are no entries. Reactive.
    pub fn unreadable(self) -> usize {
        self.unreadable.get()
    }

    /// How it stands with the folder on disk to which entries are written as well. Reactive.
    pub fn shared(self) -> shared::Shared {
        self.shared.state()
    }

    /// Whether entries are missing that this browser kept. Reactive.
    pub fn is_short(self) -> bool {
        self.short.get()
    }

    /// The state that the ledger counts from in this browser, and since when. Reactive.
    pub fn first(self) -> Option<First> {
        self.first.get()
    }

    /// Reads what other tabs wrote, and tries again to keep what was not kept.
    pub fn catch_up(self) {
        self.note(clock::now(), Noted::CatchUp);
    }

    /// Whether something waits to be written down, or is being written. Reactive.
    pub fn is_writing(self) -> bool {
        self.writing.get() || self.notes.with(|notes| !notes.is_empty())
    }
}
