//! Every method against what real Matomos answered, and against what none should.
#![allow(clippy::unwrap_used)]

mod every_method;
mod forms;
mod hostile;
mod meanings;
mod recorded;
mod recordings;
