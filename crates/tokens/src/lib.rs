//! API tokens of Matomo: what one turns out to be, why one may not work, and how others use one.
//!
//! [`look`] tells a token from other text before anything is sent. A [`Check`] is the one request that
//! asks as that token; [`Check::read`] says what its answer means. [`reasons`] puts in order what may be
//! wrong with a token that does not work, with what is known of each. [`example`] writes commands that
//! use a token without holding it.
//!
//! An [`Entry`] of the register says whose a token is, what for, and since when; with the [`Rank`] of
//! its owner a [`Policy`] says when another has to take its place. [`rotation`] is how that goes, and
//! [`Expected`] what the new one is compared with. [`making`] is what is filled in before one is made, a [`Verdict`]
//! what proves that one is dead, [`revoking`] what its owner does in between. A token is named by its [`Fingerprint`].
//!
//! Facts about Matomo in these docs were seen on live 5.3.1 and 5.8.0 servers unless marked otherwise.

mod check;
mod examples;
pub mod file;
mod fingerprint;
mod form;
pub mod list;
pub mod making;
mod may;
mod not_made;
mod policy;
mod proving;
mod reasons;
mod register;
pub mod revoking;
pub mod rotation;
pub mod words;

pub use check::{Check, Owner, Working};
pub use examples::{Language, Needs, Purpose, VARIABLE, example};
pub use fingerprint::Fingerprint;
pub use form::{Malformed, look, without_blanks};
pub use may::Expected;
pub use not_made::NotMade;
pub use policy::{Policy, Rank};
pub use proving::Verdict;
pub use reasons::{Cause, Evidence, Reason, Refusal, Standing, reasons};
pub use register::{Entry, EntryId, Event, Origin, State};
