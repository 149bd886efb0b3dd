//! What the company wants of its cases and papers. It is kept in this browser, is no secret, and can be handed to
//! others as a file.

use crate::browser::storage::{self, Keep};
use onboarding::{Policy, papers::House};
use serde::{Deserialize, Serialize};

const KEY: &str = "settings";

/// The settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What is mandatory in a case.
    pub policy: Policy,
    /// The company, on its papers.
    pub house: House,
}

/// As they are kept; as they come with Lanyard where nothing is kept, or nothing that can be read.
pub fn read() -> Settings {
    storage::read(Keep::ForGood, KEY).unwrap_or_default()
}
