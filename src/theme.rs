//! Light, dark, or as the system has it.

use crate::browser::{
    page,
    storage::{self, Keep},
};

/// A colour scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Ink on white.
    Light,
    /// The other way round.
    Dark,
}

// The script in index.html reads the same, before the first paint.
const KEY: &str = "theme";

impl Theme {
    /// All, in the order of the switch.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The one that was chosen in this browser.
    pub fn chosen() -> Self {
        let kept: Option<String> = storage::read(Keep::ForGood, KEY);
        Self::ALL.into_iter().find(|t| t.name().is_some() && t.name() == kept.as_deref()).unwrap_or(Theme::System)
    }

    /// Chooses this one, from now on.
    pub fn choose(self) {
        match self.name() {
            Some(name) => _ = storage::write(Keep::ForGood, KEY, &name),
            None => storage::remove(Keep::ForGood, KEY),
        }
        self.apply();
    }

    /// Shows the page in it.
    pub fn apply(self) {
        page::set_theme(self.name());
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}
