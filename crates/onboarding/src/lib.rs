//! Bringing a person in: the case, the account's name, the first password, and the papers.
//!
//! * [`Case`] is what was typed. [`Case::check`] turns it into a [`ValidCase`] or says what is
//!   wrong, field by field; only a valid case has a plan.
//! * [`Sheet`] is the page that the person gets. It has no place for a password or a token.
//! * [`papers`] are the other documents: the mail that goes with the sheet, ticket comment, approval request,
//!   change record and calendar file, none with a secret, and the slip with the one secret.
//! * [`advisor`] says what access an engagement takes, and what is risky about a case; [`checklist`]
//!   what to arrange before and see to afterwards. Both are tables.
//! * [`SignIn`] is the way in; [`Mapping`] is for the team that runs the directory, if there is one.
//! * [`naming`] proposes logins, also by a house's rule; [`credentials`] makes first passwords.
//! * [`Policy`] is what a company makes mandatory.
//!
//! The crate knows no browser, clock or random source: days and random bytes come in as values.
//! What people read is in one module for each document and language.

pub mod advisor;
mod arrangement;
mod case;
mod check;
pub mod checklist;
#[cfg(test)]
mod company;
pub mod credentials;
mod crowd;
pub mod dates;
mod engagement;
pub mod ics;
mod language;
mod mapping;
pub mod naming;
pub mod papers;
mod policy;
mod problem;
pub mod qr;
pub mod roster;
pub mod sheet;
mod sign_in;
mod valid;

pub use advisor::Need;
pub use arrangement::{Arrangement, FirstPage};
pub use case::Case;
pub use check::holds_token;
pub use checklist::{Tick, Ticks};
pub use crowd::{Row, Standing};
pub use engagement::{BadLasting, DataClass, Engagement, Lasting, Regulation, Who};
pub use language::Language;
pub use mapping::{Attribute, Group, Mapping, groups};
pub use policy::{EndRule, Policy, PolicyField, ReviewAfter};
pub use problem::{CaseField, LONGEST, Problem, ProblemKind, Step};
pub use sheet::{Instance, Issue, Sheet};
pub use sign_in::SignIn;
pub use valid::ValidCase;
