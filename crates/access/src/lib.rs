//! Who may do what in a Matomo, and how that is changed.
//!
//! * [`Directory`] is what Matomo says: people, sites and the grants between them, read by [`read`].
//! * [`Plan`] is what shall change, found by difference, with every refusal and risk known before
//!   anything is sent.
//! * [`matrix`] is people × sites on one screen: what is shown, what is staged, and the plan of it.
//! * [`Apply`] carries a plan out. It does no input or output: it says what to send and is fed the
//!   answers, so that it can be paused, resumed after a reload, and tested under every fault.
//!
//! The crate knows no browser, clock or storage. It never sees a wire shape: `matomo-api` does.
//!
//! What is shown is explicit access. Plugins (LDAP, SSO, group permissions) can change effective
//! rights at sign-in without leaving a trace in Matomo's access table.

mod apply;
mod assemble;
mod csv;
mod directory;
mod grants;
mod id;
pub mod matrix;
pub mod order;
mod people;
mod person;
mod plan;
mod read;
mod site;
pub mod table;
#[cfg(test)]
mod testing;
mod why;
mod words;

pub use apply::{Apply, Decision, Difference, Journal, Next, Outcome, Progress, Purpose, Secrets, StepState};
pub use assemble::{Contents, TooManyGrants};
pub use csv::{field as csv_field, people_csv};
pub use directory::{Directory, Orphan, OrphanKind, Reach, Scope};
pub use grants::{Grant, Grants, Tally};
pub use id::{is_id, random_id};
pub use people::{PeopleFilter, PeopleSort, StatusKind};
pub use person::{LastSeen, Person, PersonKind, Seconds, Status};
pub use plan::{
    Access, AccountState, Before, CallShown, Change, Changed, Confirmation, Counts, Entry, Inverse, Line, NewPerson,
    Plan, Preference, Refusal, Risk, Since, State, Step, Subject, Weight,
};
pub use read::read;
pub use site::{Environment, Site};
pub use why::why;
pub use words::{in_words, role_in_words};
