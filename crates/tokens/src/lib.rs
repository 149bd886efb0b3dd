//! API tokens of Matomo: what one turns out to be, why one may not work, and how others use one.
//!
//! [`look`] tells a token from other text before anything is sent. A [`Check`] is the one request that
//! asks as that token; [`Check::read`] says what its answer means. [`reasons`] puts in order what may be
//! wrong with a token that does not work, with what is known of each. [`example`] writes commands that
//! use a token without holding it.
//!
//! Facts about Matomo in these docs were seen on live 5.3.1 and 5.8.0 servers unless marked otherwise.

mod check;
mod examples;
mod form;
mod reasons;

pub use check::{Check, Owner, Working};
pub use examples::{Language, Needs, Purpose, VARIABLE, example};
pub use form::{Malformed, look, without_blanks};
pub use reasons::{Cause, Evidence, Reason, Refusal, Standing, reasons};
