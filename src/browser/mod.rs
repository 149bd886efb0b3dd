//! The only place that touches the browser's own interfaces.

pub mod channel;
pub mod clipboard;
pub mod clock;
mod database;
pub mod download;
pub mod drawn;
pub mod encoding;
pub mod fetch;
pub mod file;
pub mod folder;
pub mod lines;
pub mod module;
pub mod page;
pub mod random;
pub mod storage;
pub mod work;
