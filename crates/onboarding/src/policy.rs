//! What a company makes mandatory. By default nothing is.

use crate::{
    Case, dates,
    naming::{self, BadTemplate, Parts, Preview, Template},
};
use access::Directory;
use matomo_api::{Email, Role};
use serde::{Deserialize, Serialize};
use time::Date;

/// A company's rules for cases.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Somebody agreed: name and day.
    pub approval: bool,
    /// There is a ticket, contract or order.
    pub ticket: bool,
    /// The company's reason is written down.
    pub justification: bool,
    /// Access has a last day.
    pub end: EndRule,
    /// Somebody said what data is seen.
    pub classification: bool,
    /// Somebody said which laws and standards apply.
    pub regulations: bool,
    /// Admin has a reason on each site.
    pub admin_reason: bool,
    /// Domains that a new account's address may have, without `@`; empty: any. Matomo's own setting
    /// “allowed e-mail domains” compares whole domains, and so does this.
    pub email_domains: Vec<String>,
    /// The rule for a person's login, as typed; empty: none.
    pub naming: String,
    /// The rule for a service account's login, as typed; empty: none.
    pub service_naming: String,
    /// After how many days somebody looks again, by the strongest role.
    pub review_after: ReviewAfter,
    /// How many days an invitation works, if nobody says otherwise.
    pub invite_days: Option<u16>,
    /// How many days it may work at most.
    pub longest_invite: Option<u16>,
}

/// Whose access has a last day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndRule {
    /// Nobody's need have.
    #[default]
    Nobody,
    /// That of people of other companies.
    Outside,
    /// Everybody's.
    Everybody,
}

/// Days until somebody looks again; `None`: no rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewAfter {
    /// Where View is the strongest role.
    pub view: Option<u16>,
    /// Where Write is.
    pub write: Option<u16>,
    /// Where Admin is.
    pub admin: Option<u16>,
}

/// A field of the rules that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyField {
    /// [`Policy::email_domains`]
    EmailDomains,
    /// [`Policy::naming`]
    Naming,
    /// [`Policy::service_naming`]
    ServiceNaming,
    /// [`Policy::invite_days`]
    InviteDays,
    /// [`Policy::longest_invite`]
    LongestInvite,
}

impl ReviewAfter {
    /// A review each quarter, as audits by SOC 2 and ISO 27001 expect.
    pub const QUARTERLY: ReviewAfter = ReviewAfter { view: Some(90), write: Some(90), admin: Some(90) };

    /// The days for a strongest role.
    pub fn of(&self, role: Role) -> Option<u16> {
        match role {
            Role::View => self.view,
            Role::Write => self.write,
            Role::Admin => self.admin,
        }
    }
}

impl Policy {
    /// The rule for this case's login: the service accounts' for those. `None` if there is none;
    /// an error if it cannot be read, and then nothing is asked of the login.
    pub fn template(&self, case: &Case) -> Option<Result<Template, BadTemplate>> {
        let typed = if case.is_for_service() { &self.service_naming } else { &self.naming };
        Some(typed.trim()).filter(|typed| !typed.is_empty()).map(str::parse)
    }

    /// The login to propose for a case, by the rule if there is one that can be read.
    pub fn preview(&self, case: &Case, directory: &Directory) -> Preview {
        match self.template(case) {
            Some(Ok(rule)) => rule.preview(&Parts::of(case), directory),
            None | Some(Err(_)) => {
                Preview { login: naming::propose(&case.full_name, &case.email, directory), notes: Vec::new() }
            }
        }
    }

    /// What is wrong with the rules themselves, and what to do, field by field.
    pub fn problems(&self) -> Vec<(PolicyField, String)> {
        let mut found = Vec::new();
        let bad = self.domains().find(|domain| Email::parse(&format!("somebody@{domain}")).is_err());
        found.extend(bad.map(|domain| {
            (PolicyField::EmailDomains, format!("“{domain}” is not a domain. Write one such as example.org."))
        }));
        for (field, typed) in [(PolicyField::Naming, &self.naming), (PolicyField::ServiceNaming, &self.service_naming)]
        {
            let why =
                Some(typed.trim()).filter(|typed| !typed.is_empty()).and_then(|typed| typed.parse::<Template>().err());
            found.extend(why.map(|why| (field, format!("Not a rule: {why}."))));
        }
        let days = [(PolicyField::InviteDays, self.invite_days), (PolicyField::LongestInvite, self.longest_invite)];
        let out_of_range = |days: &Option<u16>| days.is_some_and(|days| !(1..=3650).contains(&days));
        for (field, _) in days.iter().filter(|(_, days)| out_of_range(days)) {
            found.push((*field, "An invitation works for 1 to 3650 days.".to_owned()));
        }
        if let (Some(usual), Some(most)) = (self.invite_days, self.longest_invite)
            && usual > most
        {
            found.push((PolicyField::InviteDays, format!("More than the {most} days that are allowed at most.")));
        }
        found
    }

    /// The day by which somebody looks again, for access with this strongest role that starts then.
    pub fn review_by(&self, role: Role, starts: Date) -> Option<Date> {
        self.review_after.of(role).map(|days| dates::add_days(starts, days))
    }

    /// Whether an address has a domain that is allowed. Texts without `@` are not addresses, which
    /// is another problem.
    pub fn allows_address(&self, email: &str) -> bool {
        let domain = email.trim().rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        self.domains().next().is_none() || domain.is_none_or(|domain| self.domains().any(|own| own == domain))
    }

    /// The domains that are allowed, in small letters and without `@`.
    pub fn domains(&self) -> impl Iterator<Item = String> {
        let plain = |typed: &String| typed.trim().trim_start_matches('@').to_lowercase();
        self.email_domains.iter().map(plain).filter(|domain| !domain.is_empty())
    }

    /// An empty case with what the company has chosen.
    pub fn new_case(&self) -> Case {
        let plain = Case::default();
        let invite_days = self.invite_days.map_or(plain.invite_days.clone(), |days| days.to_string());
        Case { invite_days, ..plain }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company;

    #[test]
    fn by_default_nothing_is_mandatory() {
        let read: Policy = serde_json::from_str("{}").unwrap();
        assert_eq!(read, Policy::default());
        assert_eq!(Policy::default().new_case(), Case::default());
        assert!(Policy::default().template(&company::case()).is_none());
        assert_eq!(Policy::default().review_by(Role::Admin, company::today()), None);
    }

    #[test]
    fn rules_are_kept_and_read_back() {
        let policy = Policy {
            approval: true,
            end: EndRule::Outside,
            email_domains: vec!["example.org".into()],
            naming: "{vendor}.{first}.{last}".into(),
            review_after: ReviewAfter::QUARTERLY,
            longest_invite: Some(14),
            ..Policy::default()
        };
        let text = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
        assert!(text.contains(r#""end":"outside""#), "{text}");
    }

    #[test]
    fn service_accounts_have_a_rule_of_their_own() {
        let policy = Policy { naming: "{f}.{last}".into(), service_naming: "svc-{system}".into(), ..Policy::default() };
        let mut case = company::case();
        let rule = |case: &Case| policy.template(case).unwrap().unwrap().to_string();
        assert_eq!(rule(&case), "{f}.{last}");
        case.login = "svc-shop".into();
        assert_eq!(rule(&case), "svc-{system}");
        let bad = Policy { naming: "{nobody}".into(), ..Policy::default() };
        assert_eq!(bad.template(&company::case()), Some(Err(BadTemplate::Unknown("nobody".into()))));
    }

    #[test]
    fn a_login_is_proposed_by_the_rule_or_as_usual() {
        let (case, company) = (company::case(), company::directory());
        let proposed = |naming: &str| {
            let policy = Policy { naming: naming.into(), ..Policy::default() };
            policy.preview(&case, &company).login.map(|login| login.to_string())
        };
        assert_eq!(proposed("").as_deref(), Some("s.whitlock"));
        assert_eq!(proposed("{last}-{first}").as_deref(), Some("whitlock-sana"));
        assert_eq!(proposed("{oops}").as_deref(), Some("s.whitlock"));
    }

    #[test]
    fn reviews_come_sooner_where_there_is_more_power() {
        let review_after = ReviewAfter { view: Some(365), write: None, admin: Some(90) };
        let policy = Policy { review_after, ..Policy::default() };
        let by = |role| policy.review_by(role, company::today()).map(dates::iso);
        assert_eq!(by(Role::Admin).as_deref(), Some("2027-02-19"));
        assert_eq!(by(Role::Write), None);
        assert_eq!(by(Role::View).as_deref(), Some("2027-11-21"));
    }

    #[test]
    fn domains_are_whole_and_compared_without_case() {
        let policy = Policy { email_domains: vec![" @Example.ORG ".into(), String::new()], ..Policy::default() };
        for (email, allowed) in [
            ("sana@example.org", true),
            (" SANA@EXAMPLE.ORG ", true),
            ("sana@mail.example.org", false),
            ("sana@example.org.evil.example", false),
            ("sana@notexample.org", false),
            ("sana", true),
            ("", true),
        ] {
            assert_eq!(policy.allows_address(email), allowed, "{email}");
        }
        assert!(Policy::default().allows_address("anybody@anywhere.example"));
    }

    #[test]
    fn rules_that_cannot_be_kept_are_told() {
        assert_eq!(Policy::default().problems(), []);
        let policy = Policy {
            email_domains: vec!["example.org".into(), "exa mple".into()],
            naming: "{first}.{surname}".into(),
            service_naming: "svc-{system}".into(),
            invite_days: Some(30),
            longest_invite: Some(14),
            ..Policy::default()
        };
        let found = policy.problems();
        let fields: Vec<_> = found.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [PolicyField::EmailDomains, PolicyField::Naming, PolicyField::InviteDays]);
        assert!(found[1].1.starts_with("Not a rule: there is no part {surname};"), "{}", found[1].1);
        assert!(found.iter().all(|(_, sentence)| sentence.ends_with('.')));
        let never = Policy { longest_invite: Some(0), service_naming: "robot".into(), ..Policy::default() };
        let fields: Vec<_> = never.problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [PolicyField::ServiceNaming, PolicyField::LongestInvite]);
    }

    #[test]
    fn a_new_case_starts_with_what_the_company_chose() {
        let policy = Policy { invite_days: Some(3), ..Policy::default() };
        assert_eq!(policy.new_case().invite_days, "3");
    }
}
