//! One module per screen. A screen shows and dispatches; what is right or wrong is decided in the
//! crates.

pub mod changes;
pub mod connect;
pub mod connection;
pub mod locked;
pub mod marks;
pub mod matrix;
pub mod not_found;
pub mod onboard;
pub mod people;
pub mod person;
pub mod records;
pub mod secret;
pub mod settings;
pub mod sheet;
pub mod shelf;
pub mod site;
pub mod sites;
pub mod tokens;
pub mod unfinished;
