//! Languages that the papers exist in.

use serde::{Deserialize, Serialize};

/// A language that sheet and message can be written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
}

impl Language {
    /// Every language there is, for a choice on the screen.
    pub const ALL: [Language; 1] = [Language::En];

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::En => "English",
        }
    }

    /// Its tag (BCP 47), for `lang="…"` and for Matomo's own language codes.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_draft_names_its_language_by_tag() {
        for language in Language::ALL {
            assert_eq!(serde_json::to_value(language).unwrap(), language.tag());
            assert!(!language.name().is_empty());
        }
    }
}
