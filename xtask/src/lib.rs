//! What a person runs in this project: set-up, the sealed build, the local server, a real Matomo, the rings of tests.
//!
//! The binary is `cargo xtask`; the journeys use the library: [`static_site`] to serve the console,
//! [`matomo`] to get at real instances, [`tools`] to find browsers.

pub mod bench;
pub mod dist;
pub mod failure;
pub mod matomo;
pub mod process;
pub mod rings;
pub mod setup;
pub mod static_site;
pub mod step;
pub mod tools;
pub mod workspace;

pub use failure::{Explain, Failure, Result};
