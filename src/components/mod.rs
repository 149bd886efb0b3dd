//! The design system as components: they take what they show and say what was done with them, and
//! know nothing of Matomo.
//!
//! Leaves that hold no state are plain functions; what has state or children is a component.

mod badge;
mod banner;
mod button;
mod card;
mod choice;
mod code;
mod dialog;
mod diff;
mod empty;
mod field;
mod icon;
mod live;
mod page;
mod progress;
mod role;
mod stepper;
mod table;
mod toast;
mod toolbar;

pub use badge::{AvatarKind, avatar, badge, state};
pub use banner::Banner;
pub use button::{Button, ButtonKind, ButtonSize, ExternalLink, IconButton, LinkButton};
pub use card::{Card, facts, stacked_facts};
pub use choice::{CardChoice, Check, Choice, ChoiceCards, Segmented};
pub use code::{CodeBlock, CopyButton};
pub use dialog::Dialog;
pub use diff::{DiffGroup, diff_row};
pub use empty::{Empty, SkeletonTable};
pub use field::{Note, PasswordField, SelectField, TextAreaField, TextField, follow, fresh_id, note};
pub use icon::{Icon, drawn_icon, icon, large_icon, small_icon};
pub use live::live;
pub use page::{PageHead, crumbs};
pub use progress::{ProgressBar, StepResult, result, results};
pub use role::{Mark, role_chip, role_glyph, tally};
pub use stepper::{Stage, Stepper};
pub use table::SortHead;
pub use toast::{Toaster, Toasts};
pub use toolbar::{Chip, Chips, SearchBox};

/// How serious something is, by colour, icon and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Just so.
    #[default]
    Plain,
    /// Worth knowing.
    Info,
    /// Good.
    Ok,
    /// Needs care.
    Warn,
    /// Wrong.
    Danger,
}
