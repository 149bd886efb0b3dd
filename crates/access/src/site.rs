//! Sites, and what kind of place they are.

use crate::{Seconds, person::seconds};
use matomo_api::{SiteId, methods::SiteRow};

/// A site. Every text is as its owners wrote it: untrusted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// Its number.
    pub id: SiteId,
    /// Its name; may be empty or anything.
    pub name: String,
    /// Its main address.
    pub url: Option<String>,
    /// The group it was put into.
    pub group: Option<String>,
    /// `website`, `mobileapp`, `rollup` …
    pub kind: Option<String>,
    /// Time zone, such as `Europe/Berlin`.
    pub timezone: Option<String>,
    /// Currency, such as `EUR`.
    pub currency: Option<String>,
    /// When it was created.
    pub created: Option<Seconds>,
}

/// What a site is for, as far as its words tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// The real thing. Also where nothing says otherwise.
    Production,
    /// A copy for testing.
    Staging,
    /// For the house only.
    Internal,
}

const STAGING: [&str; 20] = [
    "staging",
    "stage",
    "stg",
    "test",
    "testing",
    "tests",
    "dev",
    "develop",
    "development",
    "qa",
    "uat",
    "preprod",
    "preproduction",
    "sandbox",
    "demo",
    "beta",
    "integration",
    "localhost",
    "acceptance",
    "preview",
];
const INTERNAL: [&str; 6] = ["intranet", "internal", "intern", "backoffice", "extranet", "wiki"];

impl Site {
    pub(crate) fn of(row: SiteRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            url: row.main_url,
            group: row.group,
            kind: row.kind,
            timezone: row.timezone,
            currency: row.currency,
            created: row.created.as_deref().and_then(seconds),
        }
    }

    /// A guess from the words in name, group and address. A guess only warns, it never decides.
    pub fn environment(&self) -> Environment {
        let has = |words: &[&str]| {
            [Some(&self.name), self.group.as_ref(), self.url.as_ref()].into_iter().flatten().any(|text| {
                let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
                // "stage2" and "dev01" count as well.
                parts.any(|p| words.contains(&p.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase().as_str()))
            })
        };
        if has(&STAGING) {
            Environment::Staging
        } else if has(&INTERNAL) {
            Environment::Internal
        } else {
            Environment::Production
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn site(name: &str, group: Option<&str>, url: Option<&str>) -> Site {
        Site {
            id: SiteId::new(1).unwrap(),
            name: name.into(),
            url: url.map(Into::into),
            group: group.map(Into::into),
            kind: None,
            timezone: None,
            currency: None,
            created: None,
        }
    }

    #[test]
    fn words_tell_the_environment() {
        for (name, group, url, expected) in [
            ("Shop", None, Some("https://shop.example.org"), Environment::Production),
            ("Shop (Staging)", None, None, Environment::Staging),
            ("Shop", None, Some("https://stage2.shop.example.org"), Environment::Staging),
            ("Shop", Some("QA"), None, Environment::Staging),
            ("Intranet", None, None, Environment::Internal),
            ("Intranet test", None, None, Environment::Staging),
            ("Contest", Some("Devices"), Some("https://latest.example.org"), Environment::Production),
            ("", None, None, Environment::Production),
        ] {
            assert_eq!(site(name, group, url).environment(), expected, "{name} {group:?} {url:?}");
        }
    }
}
