//! One module per screen. A screen shows and dispatches; what is right or wrong is decided in the
//! crates.

pub mod connect;
pub mod connection;
pub mod locked;
pub mod marks;
pub mod not_found;
pub mod people;
pub mod shelf;
pub mod words;
