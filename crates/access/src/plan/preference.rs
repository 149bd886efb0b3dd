//! What an account meets when it signs in, set along with its access.

use super::{Before, Change, Plan, Refusal, Step};
use crate::{Directory, Scope};
use matomo_api::{
    Login, SiteId,
    methods::{DefaultDate, DefaultReport, Preference as Stored, SetUserPreference},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an account meets when it signs in. Only super users can set it for others (seen).
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Preference {
    /// The language of Matomo's screens, as Matomo's code.
    Language(String),
    /// The first page: a site's dashboard, or the list of all sites.
    FirstPage(Option<SiteId>),
    /// The dates that reports open with.
    Dates(DefaultDate),
    /// A copy of one of the caller's own dashboards.
    Dashboard {
        /// Its number among the caller's.
        id: u32,
        /// What the copy is called. By this it is known afterwards.
        name: String,
    },
}

impl Plan {
    /// The plan with what the account meets when it signs in, set last.
    ///
    /// Fails for a caller who is no super user.
    pub fn with_preferences(
        mut self,
        directory: &Directory,
        login: &Login,
        preferences: &[Preference],
    ) -> Result<Plan, Refusal> {
        if !preferences.is_empty() && directory.scope() == Scope::OwnSites {
            return Err(Refusal::NeedsSuperUser);
        }
        let account = super::AccountState::of(directory.person(login.as_str()));
        let before = Before { account, grants: BTreeMap::new() };
        self.steps.extend(preferences.iter().map(|preference| Step {
            change: Change::Prefer { login: login.clone(), preference: preference.clone() },
            before: before.clone(),
            risks: Vec::new(),
        }));
        Ok(self)
    }
}

impl Preference {
    /// What it is, in a few words: "Matomo's language".
    pub fn name(&self) -> &'static str {
        match self {
            Preference::Language(_) => "Matomo’s language",
            Preference::FirstPage(_) => "First page",
            Preference::Dates(_) => "Dates of reports",
            Preference::Dashboard { .. } => "Dashboard",
        }
    }

    /// Its value in a few words: "de", "all websites", "last 30 days".
    pub fn value(&self) -> String {
        match self {
            Preference::Language(code) => code.clone(),
            Preference::FirstPage(None) => "all websites".to_owned(),
            Preference::FirstPage(Some(site)) => format!("site {site}"),
            Preference::Dates(date) => date.in_words().to_owned(),
            Preference::Dashboard { name, .. } => format!("a copy, “{name}”"),
        }
    }
}

/// The call that sets the first page.
pub(crate) fn first_page(login: Login, site: Option<SiteId>) -> SetUserPreference {
    let page = site.map_or(DefaultReport::AllWebsites, DefaultReport::Site);
    SetUserPreference { login, preference: Stored::DefaultReport(page) }
}

/// The call that sets the dates of reports.
pub(crate) fn dates(login: Login, date: DefaultDate) -> SetUserPreference {
    SetUserPreference { login, preference: Stored::DefaultDate(date) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{AccountState, Entry, NewPerson, Subject, testing::*};

    fn preferences() -> Vec<Preference> {
        vec![
            Preference::Language("de".into()),
            Preference::FirstPage(Some(site(1))),
            Preference::Dates(DefaultDate::Last30),
            Preference::Dashboard { id: 3, name: "Start".into() },
        ]
    }

    #[test]
    fn they_come_last_and_have_lines_and_calls() {
        let company = company();
        let eve =
            NewPerson { login: login("eve"), email: email("eve@example.org"), entry: Entry::Invitation { days: 7 } };
        let plan = Plan::onboard(&company, eve, &[(site(1), matomo_api::Role::View.into())]).unwrap();
        let plan = plan.with_preferences(&company, &login("eve"), &preferences()).unwrap();
        let lines: Vec<_> = plan
            .lines(&company)
            .iter()
            .map(|line| format!("{} → {}", line.before.in_words(), line.after.in_words()))
            .collect();
        assert_eq!(
            lines,
            [
                "no account → invited",
                "as Matomo sets it → de",
                "as Matomo sets it → site 1",
                "as Matomo sets it → last 30 days",
                "as Matomo sets it → a copy, “Start”",
                "no access → view",
            ]
        );
        let methods: Vec<_> = plan.calls().iter().map(|call| call.method).collect();
        assert_eq!(
            methods[1..],
            [
                "LanguagesManager.setLanguageForUser",
                "UsersManager.setUserPreference",
                "UsersManager.setUserPreference",
                "Dashboard.copyDashboardToUser",
            ]
        );
        assert_eq!(plan.inverse(&company).plan.steps.len(), 1, "they go with the account");
        let subject = Subject::Preference(login("eve"), preferences()[0].clone());
        assert_eq!(plan.without(&subject).steps.len(), plan.steps.len() - 1);
        let counts = plan.counts();
        assert_eq!((counts.grants, counts.people, counts.calls), (1, 1, 5));
    }

    #[test]
    fn those_of_an_account_that_stays_are_not_taken_back() {
        let company = company();
        let plan = Plan::default().with_preferences(&company, &login("bob"), &preferences()[..1]).unwrap();
        assert_eq!(plan.steps[0].before.account, AccountState::Active);
        let inverse = plan.inverse(&company);
        assert_eq!((inverse.plan.steps.len(), inverse.not_undone), (0, vec![0]));
    }
}
