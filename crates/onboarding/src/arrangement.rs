//! What is arranged around the access: the token, the network, and what the person meets in Matomo.

use crate::{Case, Language, Need, SignIn, Who};
use access::Preference;
use matomo_api::{SiteId, methods::DefaultDate};
use serde::{Deserialize, Serialize};

/// What is arranged around the access. Everything can be left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// What a token is for; empty: none was talked about.
    pub token_purpose: String,
    /// How many days it shall work.
    pub token_days: String,
    /// A second factor is expected of the person.
    pub two_factor: bool,
    /// The way to Matomo: VPN, addresses that are let in.
    pub network: String,
    /// Matomo's screens are set to the language of the papers.
    pub screens_in_language: bool,
    /// The first page after sign-in.
    pub first_page: FirstPage,
    /// The dates that reports open with; `None` leaves Matomo's own.
    pub dates: Option<DefaultDate>,
    /// One of the caller's dashboards, by number and name, to be copied to the person.
    pub dashboard: Option<(u32, String)>,
}

/// The first page after sign-in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstPage {
    /// As Matomo has it.
    #[default]
    AsItIs,
    /// The list of all sites.
    AllWebsites,
    /// One site's dashboard.
    Site(SiteId),
}

impl Default for Arrangement {
    /// Nothing is arranged. A token works for 90 days, as the guides have it.
    fn default() -> Self {
        Self {
            token_purpose: String::new(),
            token_days: "90".to_owned(),
            two_factor: false,
            network: String::new(),
            screens_in_language: false,
            first_page: FirstPage::default(),
            dates: None,
            dashboard: None,
        }
    }
}

impl Arrangement {
    /// What is set in Matomo for a person with papers in this language.
    pub fn preferences(&self, language: Language) -> Vec<Preference> {
        let first_page = match self.first_page {
            FirstPage::AsItIs => None,
            FirstPage::AllWebsites => Some(Preference::FirstPage(None)),
            FirstPage::Site(site) => Some(Preference::FirstPage(Some(site))),
        };
        let dashboard = self.dashboard.clone().map(|(id, name)| Preference::Dashboard { id, name });
        let screens = self.screens_in_language.then(|| Preference::Language(language.tag().to_owned()));
        [screens, first_page, self.dates.map(Preference::Dates), dashboard].into_iter().flatten().collect()
    }

    /// How many days the token shall work: 1 to 3650.
    pub fn token_days(&self) -> Option<u16> {
        let typed = self.token_days.trim();
        let whole = typed.bytes().all(|b| b.is_ascii_digit());
        typed.parse().ok().filter(|days| whole && (1..=3650).contains(days))
    }
}

impl Case {
    /// Whether security has to be talked about: a programme, a token, or a sign-in that others arrange.
    pub fn asks_for_security(&self) -> bool {
        self.engagement.needs.contains(&Need::ApiExport)
            || self.engagement.who == Who::Service
            || !matches!(self.sign_in, SignIn::InvitationMail | SignIn::InvitationLink)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company::site;

    #[test]
    fn only_what_was_arranged_is_set() {
        assert!(Arrangement::default().preferences(Language::De).is_empty());
        let all = Arrangement {
            screens_in_language: true,
            first_page: FirstPage::Site(site(3)),
            dates: Some(DefaultDate::Last30),
            dashboard: Some((2, "Start".into())),
            ..Arrangement::default()
        };
        assert_eq!(
            all.preferences(Language::De),
            [
                Preference::Language("de".into()),
                Preference::FirstPage(Some(site(3))),
                Preference::Dates(DefaultDate::Last30),
                Preference::Dashboard { id: 2, name: "Start".into() },
            ]
        );
        let websites = Arrangement { first_page: FirstPage::AllWebsites, ..Arrangement::default() };
        assert_eq!(websites.preferences(Language::En), [Preference::FirstPage(None)]);
        let kept = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Arrangement>(&kept).unwrap(), all);
    }

    #[test]
    fn tokens_work_for_whole_days() {
        let days = |typed: &str| Arrangement { token_days: typed.into(), ..Arrangement::default() }.token_days();
        assert_eq!(
            (days(" 30 "), days("0"), days("4000"), days("+3"), days("soon")),
            (Some(30), None, None, None, None)
        );
    }

    #[test]
    fn security_is_a_step_where_it_matters() {
        let plain = Case::default();
        assert!(!plain.asks_for_security());
        let mut case = plain.clone();
        case.engagement.needs.insert(Need::ApiExport);
        assert!(case.asks_for_security());
        assert!(Case { sign_in: SignIn::Ldap, ..plain }.asks_for_security());
    }
}
