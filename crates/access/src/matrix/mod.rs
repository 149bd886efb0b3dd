//! The role matrix: people × sites, with changes staged on it.
//!
//! * [`Matrix`] is a view of a directory: which rows and columns, in which order, and what is in a
//!   cell. It is made anew when the view changes; drawing asks it for a window.
//! * [`Edits`] are the changes that are staged, with undo. They are kept beside the directory and name
//!   people and sites by what they are, not by where they are shown.
//! * [`Edits::plan`] makes a [`Plan`](crate::Plan) of them, by difference.
//! * [`Selection`] is what keys and mouse select.
//!
//! What cannot be is never left out silently: every action tells what was refused, and why.

mod account;
mod axes;
mod cell;
mod cells;
mod edits;
mod export;
mod fill;
mod find;
mod grid;
mod held;
mod import;
mod left;
mod paste;
mod plan;
mod pool;
mod rebase;
mod selection;
mod stage;
#[cfg(test)]
mod testing;
mod view;

pub use account::Wiped;
pub use cell::{Cell, Content, Summary};
pub use cells::To;
pub use edits::{Draft, Edits};
pub use export::Form;
pub use fill::{Fill, Rule, Sites, Template};
pub use find::Found;
pub use grid::{Area, Column, ColumnKey, Group, Matrix, Row, RowKind};
pub use held::Held;
pub use left::in_sentences;
pub use paste::{Pasted, Problem, Spelling, Why};
pub use plan::Planned;
pub use rebase::Conflict;
pub use selection::{Anchored, At, Move, Selection, Span};
pub use stage::{Refused, Staged, Target};
pub use view::{By, Grouping, Section, SiteFilter, View};
