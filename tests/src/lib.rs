//! What the tests of the whole are made of.

pub mod browser;
pub mod conformance;
pub mod http;
