//! A browser, and a page in it, as a person meets them: things have a role and a name, and take
//! their time.
//!
//! All of it is W3C WebDriver, so that any browser can join. What only Chromium can tell (its
//! console, its requests, dark colours) is checked only there.

mod axe;
mod command;
mod control;
mod driver;
mod grid;
mod heap;
mod journey;
mod leaks;
mod observed;
mod page;
mod paper;
mod role;
mod tabs;
mod trouble;

pub use control::{Control, Name};
pub use driver::{BROWSER, Driver, Kind};
pub use fantoccini::key::Key;
pub use grid::{Focused, FocusedCell, Place};
pub use heap::Heap;
pub use journey::Journey;
pub use observed::{Entry, Observed, Sent};
pub use page::Page;
pub use paper::{codes_of, pages_of, text_of};
pub use role::Role;
pub use tabs::Tab;
pub use trouble::Trouble;
