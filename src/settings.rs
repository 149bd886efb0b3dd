//! What the company wants of its cases and papers. It is kept in this browser, is no secret, and can be handed to
//! others as a file.

use crate::browser::storage::{self, Keep};
use onboarding::{Policy, papers::House};
use records::Demands;
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
    /// How old tokens may get.
    pub tokens: tokens::Policy,
    /// What has to be there before anything is applied.
    pub demands: Demands,
}

/// As they are kept; as they come with Lanyard where nothing is kept, or nothing that can be read.
pub fn read() -> Settings {
    kept().unwrap_or_default()
}

/// As they are kept, if any are.
pub fn kept() -> Option<Settings> {
    storage::read(Keep::ForGood, KEY)
}

/// Keeps them; says whether the browser took them.
pub fn write(settings: &Settings) -> bool {
    storage::write(Keep::ForGood, KEY, settings)
}

/// As a file for other browsers.
pub fn to_file(settings: &Settings) -> String {
    serde_json::to_string_pretty(settings).unwrap_or_default()
}

/// From such a file, or why not.
pub fn of_file(text: &str) -> Result<Settings, String> {
    let file: serde_json::Value = serde_json::from_str(text).map_err(|_| "this is no file of settings".to_owned())?;
    if ["policy", "house", "tokens", "demands"].iter().all(|part| file.get(part).is_none()) {
        return Err("this is no file of settings".to_owned());
    }
    serde_json::from_value(file).map_err(|error| format!("the file was changed by hand: {error}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn settings_go_from_browser_to_browser() {
        let mut settings = Settings::default();
        settings.policy.ticket = true;
        settings.house.name = "Example Ltd".into();
        settings.demands.approval_for.insert(records::RiskKind::Admin);
        assert_eq!(of_file(&to_file(&settings)).unwrap(), settings);
        for older in ["{\"house\":{}}", "{\"policy\":{},\"tokens\":{}}", "{\"demands\":{}}"] {
            assert_eq!(of_file(older).unwrap(), Settings::default(), "{older}");
        }
        for bad in [
            "",
            "[]",
            "{\"people\":1}",
            "{\"policy\":7}",
            "{\"house\":{\"logo\":\"data:text/html,x\"}}",
            "{\"demands\":{\"approval_for\":[\"x\"]}}",
        ] {
            assert!(of_file(bad).is_err(), "{bad}");
        }
    }
}
