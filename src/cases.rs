//! Cases that are worked on: the draft, the plan that was approved, and the journal of carrying it
//! out. They are kept in this browser after every change, without any secret.

use crate::{
    browser::{clock, work},
    route::CaseId,
};
use access::{Journal, Seconds};
use leptos::{prelude::*, task::spawn_local};
use matomo_api::MatomoUrl;
use onboarding::Case;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Records of cases begin with this.
const PREFIX: &str = "case/";
/// A draft is written so long after the last key.
const PAUSE: Duration = Duration::from_millis(400);

/// A case as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct Record {
    /// Which Matomo it is for.
    pub instance: MatomoUrl,
    /// What was typed.
    pub case: Case,
    /// What was done, once it was begun.
    pub journal: Option<Journal>,
    /// Whether it was carried out to its end.
    pub finished: bool,
    /// When it last changed.
    pub changed: Seconds,
}

impl Record {
    /// Whether anything was sent to Matomo.
    pub fn has_begun(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::has_begun)
    }
}

/// Whether the browser keeps the case.
#[derive(Clone, PartialEq)]
pub enum Keeping {
    /// Nothing to keep yet.
    Nothing,
    /// Kept, at this time.
    Kept(Seconds),
    /// Not kept, and why.
    Failed(String),
}

/// The case that is open, to be had from the context.
#[derive(Clone, Copy)]
pub struct Cases {
    open: RwSignal<Option<(CaseId, Record)>>,
    keeping: RwSignal<Keeping>,
    turn: StoredValue<u32>,
}

impl Cases {
    /// Makes it, once, at the root.
    pub fn provide() -> Self {
        let cases =
            Self { open: RwSignal::new(None), keeping: RwSignal::new(Keeping::Nothing), turn: StoredValue::new(0) };
        provide_context(cases);
        cases
    }

    /// The cases of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// The id of the open case. Reactive.
    pub fn id(self) -> Option<CaseId> {
        self.open.with(|open| open.as_ref().map(|(id, _)| id.clone()))
    }

    /// The open case, if it has this id. Reactive.
    pub fn record(self, id: &CaseId) -> Option<Record> {
        self.open.with(|open| open.as_ref().filter(|(own, _)| own == id).map(|(_, record)| record.clone()))
    }

    /// What was typed in the open case. Reactive.
    pub fn case(self) -> Case {
        self.open.with(|open| open.as_ref().map(|(_, record)| record.case.clone()).unwrap_or_default())
    }

    /// The same, without following it.
    pub fn case_untracked(self) -> Case {
        untrack(|| self.case())
    }

    /// Whether the open case is kept. Reactive.
    pub fn keeping(self) -> Keeping {
        self.keeping.get()
    }

    /// Opens a new case. Nothing is kept before something is typed.
    pub fn start(self, id: CaseId, instance: MatomoUrl, case: Case) {
        self.keeping.set(Keeping::Nothing);
        let record = Record { instance, case, journal: None, finished: false, changed: clock::now() };
        self.open.set(Some((id, record)));
    }

    /// Opens a case that is kept for this Matomo. `false` if there is none of that id.
    pub async fn load(self, id: CaseId, instance: &MatomoUrl) -> bool {
        let record = work::get::<Record>(&key(&id)).await;
        let found = record.ok().flatten().filter(|record| record.instance == *instance);
        let is_there = found.is_some();
        if let Some(record) = found {
            self.keeping.set(Keeping::Kept(record.changed));
            self.open.set(Some((id, record)));
        }
        is_there
    }

    /// Changes what was typed, and keeps it a moment later.
    pub fn edit(self, change: impl FnOnce(&mut Case)) {
        self.open.update(|open| {
            if let Some((_, record)) = open {
                change(&mut record.case);
                record.changed = clock::now();
            }
        });
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        set_timeout(
            move || {
                if self.turn.get_value() == turn {
                    spawn_local(self.keep());
                }
            },
            PAUSE,
        );
    }

    /// Notes how far the work is, and keeps it before returning.
    pub async fn note(self, journal: Journal, finished: bool) {
        self.open.update(|open| {
            if let Some((_, record)) = open {
                record.journal = Some(journal);
                record.finished = finished;
                record.changed = clock::now();
            }
        });
        self.keep().await;
    }

    /// Keeps the open case now.
    pub async fn keep(self) {
        let Some((id, record)) = self.open.get_untracked() else { return };
        let kept = work::put(&key(&id), &record).await;
        self.keeping.set(match kept {
            Ok(()) => Keeping::Kept(clock::now()),
            Err(error) => Keeping::Failed(error.to_string()),
        });
    }

    /// Forgets a case.
    pub async fn discard(self, id: &CaseId) {
        self.turn.update_value(|turn| *turn += 1);
        if untrack(|| self.id()).as_ref() == Some(id) {
            self.open.set(None);
        }
        // Where nothing can be kept there is nothing to forget.
        let _ = work::delete(&key(id)).await;
    }

    /// Lets go of the open case, as at locking; what is kept stays.
    pub fn close(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.open.set(None);
        self.keeping.set(Keeping::Nothing);
    }
}

/// Cases of this Matomo that are not finished, the latest first.
pub async fn unfinished(instance: &MatomoUrl) -> Vec<(CaseId, Record)> {
    let all = work::list::<Record>(PREFIX).await.unwrap_or_default();
    let own = all.into_iter().filter(|(_, record)| record.instance == *instance && !record.finished);
    let mut found: Vec<_> =
        own.filter_map(|(key, record)| Some((CaseId::parse(key.strip_prefix(PREFIX)?)?, record))).collect();
    access::order::sort_by_key_descending(&mut found, |(_, record)| record.changed);
    found
}

fn key(id: &CaseId) -> String {
    format!("{PREFIX}{}", id.as_str())
}
