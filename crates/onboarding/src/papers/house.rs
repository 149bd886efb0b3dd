//! The company, for the head and the rules of the papers.

use super::Logo;
use crate::sheet::one_line;
use serde::{Deserialize, Serialize};

/// What the company wants on its papers: settings, kept between visits. Nothing in it is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct House {
    /// The company's name, at the head of the sheet.
    pub name: String,
    /// Whom to ask where a case names nobody: name, address, telephone; one to a line.
    pub contact: String,
    /// Whom to tell of an incident; the contact if empty.
    pub incidents: String,
    /// Rules of the house, each to be ticked as read.
    pub rules: Vec<String>,
    /// How many days a token lasts at the most.
    pub token_days: u16,
    /// The logo.
    pub logo: Option<Logo>,
}

impl Default for House {
    /// Nothing but tokens that last 90 days.
    fn default() -> Self {
        Self {
            name: String::new(),
            contact: String::new(),
            incidents: String::new(),
            rules: Vec::new(),
            token_days: 90,
            logo: None,
        }
    }
}

impl House {
    /// The name on one line; `None` if there is none.
    pub fn name(&self) -> Option<String> {
        Some(one_line(&self.name)).filter(|name| !name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_survive_being_kept_and_older_ones_are_read() {
        let house = House {
            name: " Example\nLtd ".into(),
            rules: vec!["No exports".into()],
            logo: Some(Logo::parse("data:image/png;base64,iVBORw0KGgo=").unwrap()),
            ..House::default()
        };
        let kept = serde_json::to_string(&house).unwrap();
        assert_eq!(serde_json::from_str::<House>(&kept).unwrap(), house);
        assert_eq!(house.name().as_deref(), Some("Example Ltd"));
        let older: House = serde_json::from_str(r#"{"name":"X"}"#).unwrap();
        assert_eq!((older.token_days, older.logo, older.contact.as_str()), (90, None, ""));
        assert_eq!(House::default().name(), None);
    }

    #[test]
    fn a_logo_that_was_tampered_with_is_not_read() {
        let svg = r#"{"name":"X","logo":"data:text/html;base64,PHNjcmlwdD4="}"#;
        assert!(serde_json::from_str::<House>(svg).is_err());
    }
}
