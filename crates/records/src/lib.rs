//! What was changed, why, by whom and until when.
//!
//! A [`Ledger`] is a list of [`Entry`]s that only grows. Each holds the SHA-256 of those before it, so that
//! [`verify`] can say where an export was edited, cut or put in another order. Two admins' ledgers of one
//! Matomo are put together by [`Ledger::merge`].
//!
//! * [`What`] an entry tells: a plan that was applied ([`Applied`]), a step with a token, a review, an export,
//!   an import, changes that were found later and declared.
//! * [`replay()`] makes the state of a Matomo from a first [`Snapshot`] and the entries since; [`drift`] says what
//!   differs, in sentences and as an entry.
//! * [`list`] finds entries by words, kind, person, site and period.
//! * A [`ChangeRecord`] is an entry for one person, in the form that trackers take.
//! * [`Demands`] are what a company wants before a plan is applied: a reason, a ticket, an approval, two people.
//! * A [`Request`] asks for an approval; a [`Notification`] tells somebody what changed, in their language.
//! * A [`PlanFile`] is a plan on its way to a second admin. It is looked at again where it is opened, and its risks
//!   are found anew.
//! * [`due()`] is what somebody has to see to, and when. A [`Revert`] writes a script that takes a grant back on
//!   its day, because a closed page cannot.
//!
//! What the chain cannot show: whoever rewrites an entry and everything after it makes another ledger that is
//! whole. It is found out by the last hash of an earlier export, so that hash is worth noting elsewhere, as in
//! a ticket.
//!
//! The crate knows no browser, clock, random source or storage: times and ids come in as values. Nothing in it
//! can hold a token or a password; [`Words`], which people type, take none that can be told by its form.

mod applied;
mod approval;
mod back;
mod chosen;
mod day;
mod drift;
mod due;
mod entry;
mod file;
mod hash;
mod id;
mod ledger;
mod link;
pub mod list;
mod merge;
mod notification;
mod plan_file;
mod record;
mod replay;
mod request;
mod revert;
mod since;
mod snapshot;
#[cfg(test)]
mod testing;
mod title;
mod touched;
mod typed;
mod verify;
mod what;
mod why;
mod words;

pub use applied::{Differs, Outcome, Run, StepResult};
pub use approval::{Demands, Missing, RiskKind};
pub use back::WayBack;
pub use day::Day;
pub use drift::{Drift, drift};
pub use due::{Due, DueKind, due};
pub use entry::{BadLine, Entry, FORM, Head, Stamp};
pub use file::{BadImport, import};
pub use hash::Hash;
pub use id::ChangeId;
pub use ledger::{Branch, Ledger, Tip};
pub use merge::{Merged, OtherInstance};
pub use notification::Notification;
pub use plan_file::{BadPlan, Conflict, Looked, PlanFile};
pub use record::{Access, ChangeRecord, ChangeType, GlobalRole, SYSTEM, SiteAccess, records, records_csv};
pub use replay::{in_time, replay, replay_since};
pub use request::Request;
pub use revert::{Back, NOW_VARIABLE, Revert, VARIABLE};
pub use snapshot::{Held, Snapshot};
pub use touched::{Account, SiteChange, Touched};
pub use typed::{TypedWhy, WhyField, WhyProblem};
pub use verify::{Anchor, Problem, Verdict, verify, verify_kept};
pub use what::{Applied, Baseline, Declared, Export, Import, Review, ReviewDecision, TokenAction, TokenStep, What};
pub use why::{Approval, Why, why_of_case};
pub use words::Words;
