//! Work: a case of onboarding or changes of the matrix, with the plan that was approved and the
//! journal of carrying it out. It is kept in this browser after every change, without any secret.

use crate::{
    browser::{clock, random, work},
    later::Later,
    route::CaseId,
    session::Session,
};
use access::{Journal, Seconds};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use onboarding::Case;
use records::{ChangeId, Why};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// So many changes that were carried out are kept for each Matomo, to be taken back.
const UNDOABLE: usize = 20;
/// Records of work begin with this.
const PREFIX: &str = "case/";
/// A draft is written so long after the last change.
pub const PAUSE: Duration = Duration::from_millis(80);

/// What is worked on.
#[derive(Clone, Serialize, Deserialize)]
pub enum Work {
    /// Somebody is onboarded; this was typed.
    Onboard(Box<Case>),
    /// What was staged on the matrix is carried out. The journal has the plan.
    Changes(Box<Basis>),
}

/// What changes rest on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basis {
    /// They take changes back.
    pub undo: bool,
    /// Why, and by whose leave.
    pub why: Why,
    /// The change that they take back, if it is on record.
    pub undoes: Option<ChangeId>,
    /// They come from what is staged on the matrix.
    pub staged: bool,
}

/// Work as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct Record {
    /// Which Matomo it is for.
    pub instance: MatomoUrl,
    /// What it is.
    pub work: Work,
    /// What was done, once it was begun.
    pub journal: Option<Journal>,
    /// Whether it was carried out to its end.
    pub finished: bool,
    /// Whether it was left in the middle: it is there until that is on record.
    #[serde(default)]
    pub left: bool,
    /// What it is called in the ledger, once it is there.
    #[serde(default)]
    pub recorded: Option<ChangeId>,
    /// When it last changed.
    pub changed: Seconds,
}

impl Record {
    /// Whether anything was sent to Matomo.
    pub fn has_begun(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::has_begun)
    }

    fn note(&mut self, journal: Journal, finished: bool) {
        self.journal = Some(journal);
        self.finished = finished;
        self.recorded = None;
        self.changed = clock::now();
    }

    /// What was typed, if somebody is onboarded.
    pub fn case(&self) -> Option<&Case> {
        match &self.work {
            Work::Onboard(case) => Some(case),
            Work::Changes(_) => None,
        }
    }
}

/// What there is of the work that an address names.
#[derive(Clone, PartialEq)]
pub enum Found {
    /// It is looked for.
    Loading,
    /// It is the open work.
    Open(CaseId),
    /// This browser does not keep it for this Matomo.
    Gone,
}

/// Whether the browser keeps what is worked on.
#[derive(Clone, PartialEq)]
pub enum Keeping {
    /// Nothing to keep yet.
    Nothing,
    /// In a moment.
    Soon,
    /// Kept, at this time.
    Kept(Seconds),
    /// Not kept, and why.
    Failed(String),
}

/// The work that is open, to be had from the context.
#[derive(Clone, Copy)]
pub struct Cases {
    open: RwSignal<Option<(CaseId, Record)>>,
    keeping: RwSignal<Keeping>,
    later: Later,
    /// How often the open case was edited.
    edits: StoredValue<u32>,
    /// How often work was left in the middle.
    left: RwSignal<u32>,
}

impl Cases {
    /// Makes it, once, at the root.
    pub fn provide() -> Self {
        let cases = Self {
            open: RwSignal::new(None),
            keeping: RwSignal::new(Keeping::Nothing),
            later: Later::new(),
            edits: StoredValue::new(0),
            left: RwSignal::new(0),
        };
        provide_context(cases);
        cases
    }

    /// The cases of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The id of the open work. Reactive.
    pub fn id(self) -> Option<CaseId> {
        self.open.with(|open| open.as_ref().map(|(id, _)| id.clone()))
    }

    /// The open work, if it has this id. Reactive.
    pub fn record(self, id: &CaseId) -> Option<Record> {
        self.open.with(|open| open.as_ref().filter(|(own, _)| own == id).map(|(_, record)| record.clone()))
    }

    /// Reads what was typed in the open case. Reactive.
    pub fn with<T>(self, read: impl FnOnce(&Case) -> T) -> T {
        self.open.with(|open| match open.as_ref().and_then(|(_, record)| record.case()) {
            Some(case) => read(case),
            None => read(&Case::default()),
        })
    }

    /// What was typed in the open case. Reactive.
    pub fn case(self) -> Case {
        self.with(Case::clone)
    }

    /// The same, without following it.
    pub fn case_untracked(self) -> Case {
        untrack(|| self.case())
    }

    /// Whether the open case is kept. Reactive.
    pub fn keeping(self) -> Keeping {
        self.keeping.get()
    }

    /// Opens new work under a new id. Nothing is kept before something is typed or begun.
    pub fn start(self, instance: MatomoUrl, work: Work) -> CaseId {
        let id = CaseId::of_random(random::bytes());
        self.keeping.set(Keeping::Nothing);
        let record = Record {
            instance,
            work,
            journal: None,
            finished: false,
            left: false,
            recorded: None,
            changed: clock::now(),
        };
        self.open.set(Some((id.clone(), record)));
        id
    }

    /// Opens the work of this id for a screen that shows such work.
    pub fn find(self, id: CaseId, fits: fn(&Record) -> bool, found: RwSignal<Found>) {
        if self.is_open(&id, fits) {
            return found.set(Found::Open(id));
        }
        found.set(Found::Loading);
        let Some(desk) = Session::here().desk_untracked() else { return };
        spawn_local(async move {
            let there = self.load(&id, desk.client.url(), fits).await;
            found.set(if there { Found::Open(id) } else { Found::Gone });
        });
    }

    /// Opens the work of this id. `false` if this browser keeps none, or another kind, for this Matomo.
    pub async fn load(self, id: &CaseId, instance: &MatomoUrl, fits: fn(&Record) -> bool) -> bool {
        if self.is_open(id, fits) {
            return true;
        }
        let record = work::get::<Record>(&key(id)).await;
        let found = record.ok().flatten().filter(|record| record.instance == *instance && fits(record));
        let is_there = found.is_some();
        if let Some(record) = found {
            self.keeping.set(Keeping::Kept(record.changed));
            self.open.set(Some((id.clone(), record)));
        }
        is_there
    }

    fn is_open(self, id: &CaseId, fits: fn(&Record) -> bool) -> bool {
        untrack(|| self.record(id)).is_some_and(|record| fits(&record))
    }

    /// Changes what was typed, and keeps it a moment later.
    pub fn edit(self, change: impl FnOnce(&mut Case)) {
        self.open.update(|open| {
            if let Some((_, Record { work: Work::Onboard(case), changed, .. })) = open {
                change(case);
                *changed = clock::now();
            }
        });
        self.edits.update_value(|edits| *edits = edits.wrapping_add(1));
        self.keeping.set(Keeping::Soon);
        self.later.after(PAUSE, move || spawn_local(self.keep()));
    }

    /// Notes how far work is, and keeps it before returning. It may not be the open one any more: it
    /// goes on while somebody looks at something else.
    pub async fn note(self, id: &CaseId, journal: Journal, finished: bool) {
        if untrack(|| self.id()).as_ref() == Some(id) {
            self.open.update(|open| {
                if let Some((_, record)) = open {
                    record.note(journal, finished);
                }
            });
            self.keep().await;
        } else if let Ok(Some(mut record)) = work::get::<Record>(&key(id)).await {
            record.note(journal, finished);
            // The screen that would tell that it is not kept is not there.
            let _ = work::put(&key(id), &record).await;
        }
        if finished {
            forget_old().await;
        }
    }

    /// Keeps the open work now.
    pub async fn keep(self) {
        let Some((id, record)) = self.open.get_untracked() else { return };
        let edits = self.edits.get_value();
        let kept = work::put(&key(&id), &record).await;
        let failed = kept.err().map(|error| Keeping::Failed(error.to_string()));
        // What was typed meanwhile is kept in a moment.
        let soon = (self.edits.get_value() != edits).then_some(Keeping::Soon);
        self.keeping.set(failed.or(soon).unwrap_or_else(|| Keeping::Kept(clock::now())));
    }

    /// How often work was left in the middle. Reactive.
    pub fn left(self) -> u32 {
        self.left.get()
    }

    /// Notes what work is called in the ledger; for good only if the ledger is `kept`.
    pub async fn recorded(self, id: &CaseId, change: ChangeId, kept: bool) {
        if untrack(|| self.id()).as_ref() == Some(id) {
            self.open.update(|open| {
                if let Some((_, record)) = open {
                    record.recorded = Some(change);
                }
            });
        }
        if !kept {
            return;
        }
        let Ok(Some(mut record)) = work::get::<Record>(&key(id)).await else { return };
        record.recorded = Some(change);
        // Where that cannot be kept, the record is compared with the ledger another time.
        let _ = if record.left { work::delete(&key(id)).await } else { work::put(&key(id), &record).await };
    }

    /// Forgets work; of what was sent already, once it is on record.
    pub async fn discard(self, id: &CaseId) {
        self.later.call_off();
        if let Some(mut record) = one(self, id).await.filter(|record| record.has_begun() && record.recorded.is_none()) {
            record.left = true;
            record.changed = clock::now();
            if work::put(&key(id), &record).await.is_ok() {
                if untrack(|| self.id()).as_ref() == Some(id) {
                    self.open.set(None);
                }
                return self.left.update(|left| *left += 1);
            }
        }
        if untrack(|| self.id()).as_ref() == Some(id) {
            self.open.set(None);
        }
        // Where nothing can be kept there is nothing to forget.
        let _ = work::delete(&key(id)).await;
    }

    /// Forgets work that a list shows, and takes it off the list.
    pub fn discarding(self, list: RwSignal<Vec<(CaseId, Record)>>, id: CaseId) -> Callback<()> {
        Callback::new(move |()| {
            let id = id.clone();
            list.update(|list| list.retain(|(own, _)| *own != id));
            spawn_local(async move { self.discard(&id).await });
        })
    }

    /// Lets go of the open work, as at locking; what is kept stays.
    pub fn close(self) {
        self.later.call_off();
        self.open.set(None);
        self.keeping.set(Keeping::Nothing);
    }
}

/// Work for this Matomo that is not finished, the latest first.
pub async fn unfinished(instance: &MatomoUrl) -> Vec<(CaseId, Record)> {
    // Changes of which nothing was sent are still staged: there is nothing to go on with.
    those(instance, |record| !record.finished && !record.left && (record.has_begun() || record.case().is_some())).await
}

/// Cases for this Matomo that were carried out, the latest first.
pub async fn finished(instance: &MatomoUrl) -> Vec<(CaseId, Record)> {
    those(instance, |record| record.finished && record.case().is_some()).await
}

/// Work for this Matomo that ended, or was left, and is not on record yet, the earliest first.
pub async fn unrecorded(instance: &MatomoUrl) -> Vec<(CaseId, Record)> {
    let ended = |record: &Record| record.has_begun() && record.recorded.is_none() && (record.finished || record.left);
    let mut found = those(instance, ended).await;
    found.reverse();
    found
}

/// The work of this id: open, or as it is kept.
pub async fn one(cases: Cases, id: &CaseId) -> Option<Record> {
    match untrack(|| cases.record(id)) {
        Some(record) => Some(record),
        None => work::get::<Record>(&key(id)).await.ok().flatten(),
    }
}

async fn those(instance: &MatomoUrl, fits: fn(&Record) -> bool) -> Vec<(CaseId, Record)> {
    let all = work::list::<Record>(PREFIX).await.unwrap_or_default();
    let own = all.into_iter().filter(|(_, record)| record.instance == *instance && fits(record));
    let mut found: Vec<_> =
        own.filter_map(|(key, record)| Some((CaseId::parse(key.strip_prefix(PREFIX)?)?, record))).collect();
    access::order::sort_by_key_descending(&mut found, |(_, record)| record.changed);
    found
}

/// Forgets changes that were carried out, or never begun, but for the latest of each Matomo.
async fn forget_old() {
    let mut done = work::list::<Record>(PREFIX).await.unwrap_or_default();
    done.retain(|(_, record)| record.case().is_none() && (record.recorded.is_some() || !record.has_begun()));
    access::order::sort_by_key_descending(&mut done, |(_, record)| (record.instance.clone(), record.changed));
    for at in UNDOABLE..done.len() {
        if done[at - UNDOABLE].1.instance == done[at].1.instance {
            // Where nothing can be deleted, it is forgotten another time.
            let _ = work::delete(&done[at].0).await;
        }
    }
}

fn key(id: &CaseId) -> String {
    format!("{PREFIX}{}", id.as_str())
}
