//! The case: what the person at the desk has typed so far.

use crate::{Arrangement, Engagement, Language, SignIn, Ticks, Who, naming, roster::Newcomer};
use access::{Directory, Environment, Grant, Person};
use matomo_api::{Role, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A draft, as typed and perhaps wrong; kept between visits. It has no place for a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Case {
    /// The name on the papers; Matomo keeps none.
    pub full_name: String,
    /// Where the invitation goes, and what tells people apart.
    pub email: String,
    /// The login of the account to be.
    pub login: String,
    /// The language of the papers.
    pub language: Language,
    /// How the person gets in for the first time.
    pub sign_in: SignIn,
    /// How many days the invitation works.
    pub invite_days: String,
    /// What the access is for, in one sentence.
    pub purpose: String,
    /// Who asked for it.
    pub asked_for_by: String,
    /// Ticket, contract or order.
    pub reference: String,
    /// The last day of access, `YYYY-MM-DD`, or nothing.
    pub ends: String,
    /// Whom to ask: name, address, telephone; one to a line.
    pub contact: String,
    /// The access wanted.
    pub access: BTreeMap<SiteId, Grant>,
    /// Why admin, by site.
    pub reasons: BTreeMap<SiteId, String>,
    /// What the access is for, in full.
    pub engagement: Engagement,
    /// What is arranged around the access.
    pub arrangement: Arrangement,
    /// What has been done of the checklist.
    pub ticks: Ticks,
    /// Whether the case is about the list of people below, and not about the one person above.
    pub many: bool,
    /// The people, if they are many; all else is shared.
    pub crowd: Vec<Newcomer>,
}

impl Default for Case {
    /// An empty case. An invitation works for 7 days, as Matomo's own do.
    fn default() -> Self {
        Self {
            full_name: String::new(),
            email: String::new(),
            login: String::new(),
            language: Language::default(),
            sign_in: SignIn::default(),
            invite_days: "7".to_owned(),
            purpose: String::new(),
            asked_for_by: String::new(),
            reference: String::new(),
            ends: String::new(),
            contact: String::new(),
            access: BTreeMap::new(),
            reasons: BTreeMap::new(),
            engagement: Engagement::default(),
            arrangement: Arrangement::default(),
            ticks: Ticks::default(),
            many: false,
            crowd: Vec::new(),
        }
    }
}

/// Whose account a case is about.
pub(crate) enum Account<'a> {
    /// One that is to be made.
    New,
    /// One that exists: the case extends its access.
    Existing(&'a Person),
    /// The login is this person's, the address is not.
    LoginOfAnother(&'a Person),
    /// The login is one person's and the address another's.
    TwoPeople { by_login: &'a Person, by_email: &'a Person },
}

impl Case {
    /// Whose account the case is about, if there is one already: then the case extends its access.
    ///
    /// An address tells who somebody is, a login does not: two people may both want `s.smith`. So a
    /// login that belongs to somebody with another address finds nobody; it is a problem. A case of many
    /// is about nobody in particular: [`Case::each`].
    pub fn existing<'a>(&self, directory: &'a Directory) -> Option<&'a Person> {
        match self.account(directory) {
            Account::Existing(person) => Some(person),
            _ => None,
        }
    }

    /// Another case like this one, for somebody else: engagement, access and papers stay; who it is,
    /// who agreed and what has been done do not.
    pub fn another(&self) -> Self {
        Self {
            full_name: String::new(),
            email: String::new(),
            login: String::new(),
            engagement: Engagement {
                approved_by: String::new(),
                approved_on: String::new(),
                ..self.engagement.clone()
            },
            ticks: Ticks::default(),
            crowd: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether the account is for a programme: said, or else told by the login.
    pub fn is_for_service(&self) -> bool {
        match self.engagement.who {
            Who::Service => true,
            Who::Unsaid => naming::is_service(&self.login),
            Who::Colleague | Who::Outside => false,
        }
    }

    /// The strongest role that the person will have anywhere, by the case or already.
    pub fn strongest(&self, directory: &Directory) -> Option<Role> {
        let now = self.existing(directory);
        let has = now.into_iter().flat_map(|person| person.grants.iter());
        let kept = has.filter(|(site, _)| !self.access.contains_key(site)).map(|(_, grant)| grant.role);
        self.access.values().map(|grant| grant.role).chain(kept).max()
    }

    /// Whether the person will be admin somewhere in an environment, by the case or already.
    pub(crate) fn administers(&self, directory: &Directory, now: Option<&Person>, environment: Environment) -> bool {
        directory.sites().iter().filter(|site| site.environment() == environment).any(|site| {
            let wanted = self.access.get(&site.id).map(|grant| grant.role);
            wanted.or_else(|| now?.grants.role(site.id)) == Some(Role::Admin)
        })
    }

    pub(crate) fn account<'a>(&self, directory: &'a Directory) -> Account<'a> {
        if self.many {
            return Account::New;
        }
        let (login, email) = (self.login.trim(), self.email.trim());
        let by_login = directory.same_account(login);
        let by_email = directory.by_email(email);
        match (by_login, by_email) {
            (Some(by_login), Some(by_email)) if by_login.login != by_email.login => {
                Account::TwoPeople { by_login, by_email }
            }
            (_, Some(person)) => Account::Existing(person),
            // Where Matomo does not tell the address, nothing speaks against it.
            (Some(person), None) if email.is_empty() || person.email.is_none() => Account::Existing(person),
            (Some(person), None) => Account::LoginOfAnother(person),
            (None, None) => Account::New,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company;
    use proptest::prelude::*;

    fn typed(login: &str, email: &str) -> Case {
        Case { login: login.into(), email: email.into(), ..Case::default() }
    }

    #[test]
    fn an_address_tells_who_somebody_is_and_a_login_alone_too() {
        let company = company::directory();
        let existing = |login: &str, email: &str| typed(login, email).existing(&company).map(|p| p.login.to_string());
        assert_eq!(existing("s.whitlock", "sana@example.net"), None);
        assert_eq!(existing("anything", " Ivan@Example.org "), Some("ivan".into()));
        assert_eq!(existing("IVAN", ""), Some("ivan".into()));
        assert_eq!(existing("ivan", "other@example.org"), None, "another person who wants the same login");
        assert_eq!(existing("ivan", "c.ferro@example.net"), None, "two people");
        assert_eq!(existing("", ""), None);
    }

    #[test]
    fn names_that_clash_are_told_apart() {
        let company = company::directory();
        let account = |login: &str, email: &str| match typed(login, email).account(&company) {
            Account::New => "new".to_owned(),
            Account::Existing(p) => format!("existing {}", p.login),
            Account::LoginOfAnother(p) => format!("login of {}", p.login),
            Account::TwoPeople { by_login, by_email } => format!("{} and {}", by_login.login, by_email.login),
        };
        assert_eq!(account("new", "new@example.net"), "new");
        assert_eq!(account("ivan", "x@example.net"), "login of ivan");
        assert_eq!(account("ivan", "c.ferro@example.net"), "ivan and c.ferro");
        assert_eq!(account("", "ivan@example.org"), "existing ivan");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_draft_is_read_back_as_it_was_typed(texts in proptest::array::uniform9("\\PC{0,12}"), sites in 0..4_u32) {
            let [full_name, email, login, invite_days, purpose, asked_for_by, ends, contact, text] = texts;
            let ids = (1..=sites).map(|id| SiteId::new(id).unwrap());
            let case = Case {
                full_name, email, login, invite_days, purpose, asked_for_by, ends, contact,
                sign_in: SignIn::Oidc,
                engagement: Engagement {
                    needs: [crate::advisor::Need::Goals].into(),
                    justification: text.clone(),
                    data: [crate::DataClass::Health].into(),
                    regulations: [crate::Regulation::PciDss].into(),
                    ..Engagement::default()
                },
                ticks: [("smtp".to_owned(), crate::Tick { by: text, ..Default::default() })].into(),
                access: ids.clone().map(|id| (id, Grant::plain(Role::Write))).collect(),
                reasons: ids.map(|id| (id, "because".into())).collect(),
                ..Case::default()
            };
            let text = serde_json::to_string(&case).unwrap();
            prop_assert_eq!(serde_json::from_str::<Case>(&text).unwrap(), case);
        }
    }

    #[test]
    fn a_draft_from_before_the_engagement_is_read() {
        // As the console kept it, with the way in under its name of then.
        let kept = r#"{"full_name":"Sana Whitlock","email":"sana@example.net","login":"s.whitlock","language":"en",
            "sign_in":"invitation","invite_days":"9","purpose":"Campaigns","asked_for_by":"Adaeze Lindqvist",
            "reference":"PO-4502","ends":"2027-05-31","contact":"Mira","access":{"1":{"role":"view","capabilities":[]}},
            "reasons":{}}"#;
        let case: Case = serde_json::from_str(kept).unwrap();
        assert_eq!((case.sign_in, case.purpose.as_str()), (SignIn::InvitationMail, "Campaigns"));
        assert_eq!((case.reference.as_str(), case.ends.as_str()), ("PO-4502", "2027-05-31"));
        assert_eq!(case.engagement, Engagement::default());
        assert!(case.ticks.is_empty() && case.access.len() == 1);
    }

    #[test]
    fn another_case_is_for_somebody_else() {
        let mut case = company::case();
        case.engagement = Engagement {
            needs: [crate::advisor::Need::Goals].into(),
            organisation: "Brightside".into(),
            approved_by: "Noor Haddad".into(),
            approved_on: "2026-11-20".into(),
            ..Engagement::default()
        };
        case.ticks.insert("approval".into(), crate::Tick::default());
        let another = case.another();
        assert_eq!((another.full_name.as_str(), another.email.as_str(), another.login.as_str()), ("", "", ""));
        assert_eq!((another.engagement.approved_by.as_str(), another.ticks.len()), ("", 0));
        assert_eq!((&another.access, &another.reasons, &another.ends), (&case.access, &case.reasons, &case.ends));
        assert_eq!(another.engagement.needs, case.engagement.needs);
        assert_eq!(another.another(), another);
    }

    #[test]
    fn the_strongest_role_counts_what_is_there_already() {
        let company = company::directory();
        let mut case = typed("ivan", "ivan@example.org");
        assert_eq!(case.strongest(&company), Some(Role::Admin));
        let lowered = [2, 6].map(|id| (company::site(id), Grant::plain(Role::View)));
        case.access = lowered.into();
        assert_eq!(case.strongest(&company), Some(Role::View), "the case lowers what was more");
        assert_eq!(typed("new.one", "new@example.net").strongest(&company), None);
    }

    #[test]
    fn a_draft_of_another_version_is_still_a_draft() {
        let case: Case = serde_json::from_str(r#"{"login":"x1","colour":"red"}"#).unwrap();
        assert_eq!(case, Case { login: "x1".into(), ..Case::default() });
    }
}
