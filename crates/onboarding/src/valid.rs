//! A case that can be carried out.

use crate::{Case, Policy, Problem, SignIn, dates};
use access::{Directory, Entry, Grant, NewPerson, Plan, Preference, Refusal, Scope};
use matomo_api::{Email, Login, SiteId};
use time::Date;

/// A case that can be carried out. There is no other way to a plan.
#[derive(Debug, Clone)]
pub struct ValidCase {
    case: Case,
    target: Target,
    ends: Option<Date>,
    warnings: Vec<Problem>,
}

#[derive(Debug, Clone)]
enum Target {
    New(NewPerson),
    Existing(Login, Option<Email>),
}

impl Case {
    /// The case as one that can be carried out, or everything about it that needs attention.
    pub fn check(&self, directory: &Directory, today: Date) -> Result<ValidCase, Vec<Problem>> {
        self.check_under(&Policy::default(), directory, today)
    }

    /// The same, and the company's rules are kept.
    pub fn check_under(&self, policy: &Policy, directory: &Directory, today: Date) -> Result<ValidCase, Vec<Problem>> {
        let problems = self.problems(policy, directory, today);
        match self.target(directory) {
            Some(target) if !problems.iter().any(Problem::is_fatal) => {
                Ok(ValidCase { case: self.clone(), target, ends: dates::parse(&self.ends), warnings: problems })
            }
            _ => Err(problems),
        }
    }

    /// The access wanted, as access of an account that exists.
    pub(crate) fn wanted_by(&self, login: &Login) -> Vec<(Login, SiteId, Option<Grant>)> {
        self.access.iter().map(|(site, grant)| (login.clone(), *site, Some(grant.clone()))).collect()
    }

    fn target(&self, directory: &Directory) -> Option<Target> {
        if let Some(person) = self.existing(directory) {
            return Some(Target::Existing(person.login.clone(), person.email.clone()));
        }
        let entry = match self.sign_in {
            SignIn::InvitationMail | SignIn::InvitationLink => Entry::Invitation { days: self.days()? },
            // A directory's people have a password in Matomo that nobody uses.
            SignIn::TemporaryPassword | SignIn::Ldap | SignIn::Saml | SignIn::Oidc => Entry::Password,
        };
        let login = Login::parse(&self.login).ok()?;
        Some(Target::New(NewPerson { login, email: Email::parse(&self.email).ok()?, entry }))
    }
}

impl ValidCase {
    /// The change to Matomo: an account with its access, or the difference to the access of an
    /// account that exists. The directory may be newer than the one that the case was checked against.
    pub fn plan(&self, directory: &Directory) -> Result<Plan, Refusal> {
        match &self.target {
            Target::New(person) => {
                let wanted: Vec<_> = self.case.access.iter().map(|(site, grant)| (*site, grant.clone())).collect();
                let plan = Plan::onboard(directory, person.clone(), &wanted)?;
                plan.with_preferences(directory, &person.login, &self.preferences(directory))
            }
            Target::Existing(login, _) => Plan::set_access(directory, &self.case.wanted_by(login)),
        }
    }

    /// What is set for the sign-in: a super user can, for a new account and the sites it gets.
    fn preferences(&self, directory: &Directory) -> Vec<Preference> {
        let mut preferences = self.case.arrangement.preferences(self.case.language);
        let reached = |site: &SiteId| self.case.access.contains_key(site);
        preferences.retain(|one| !matches!(one, Preference::FirstPage(Some(site)) if !reached(site)));
        if directory.scope() == Scope::OwnSites { Vec::new() } else { preferences }
    }

    /// The case as typed.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The login, as Matomo spells it where the account exists.
    pub fn login(&self) -> &Login {
        match &self.target {
            Target::New(person) => &person.login,
            Target::Existing(login, _) => login,
        }
    }

    /// The address; `None` where the account exists and Matomo does not tell it.
    pub fn email(&self) -> Option<&Email> {
        match &self.target {
            Target::New(person) => Some(&person.email),
            Target::Existing(_, email) => email.as_ref(),
        }
    }

    /// Whether the account exists already, so that nothing is created.
    pub fn extends(&self) -> bool {
        matches!(self.target, Target::Existing(..))
    }

    /// How the person gets in for the first time; `None` where the account exists already.
    pub fn entry(&self) -> Option<&Entry> {
        match &self.target {
            Target::New(person) => Some(&person.entry),
            Target::Existing(..) => None,
        }
    }

    /// The last day of access.
    pub fn ends(&self) -> Option<Date> {
        self.ends
    }

    /// What was worth a look.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::company::{self, grant, site, today};
    use access::{Access, Change};
    use matomo_api::Role;

    fn changes(plan: &Plan) -> Vec<&Change> {
        plan.steps.iter().map(|step| &step.change).collect()
    }

    #[test]
    fn a_new_person_is_invited_and_then_given_access() {
        let company = company::directory();
        let valid = company::case().check(&company, today()).unwrap();
        assert_eq!((valid.login().as_str(), valid.email().unwrap().as_str()), ("s.whitlock", "sana@example.net"));
        assert!(!valid.extends() && valid.warnings().is_empty());
        assert_eq!(valid.entry(), Some(&Entry::Invitation { days: 9 }));
        assert_eq!(valid.ends(), dates::parse("2027-05-31"));
        let plan = valid.plan(&company).unwrap();
        let Change::Invite { login, first_site, days, .. } = changes(&plan)[0] else { panic!("{plan:?}") };
        assert_eq!((login.as_str(), *first_site, *days), ("s.whitlock", site(1), 9));
        let given: usize = plan.steps[1..]
            .iter()
            .map(|step| match &step.change {
                Change::SetAccess { login, access: Access::Role(..), sites } if login.as_str() == "s.whitlock" => {
                    sites.len()
                }
                other => panic!("{other:?}"),
            })
            .sum();
        assert!(given >= 4, "write on two, admin on one, view beyond the first");
    }

    #[test]
    fn what_the_person_meets_is_set_by_super_users_on_sites_that_are_reached() {
        let company = company::directory();
        let mut case = company::case();
        case.arrangement.screens_in_language = true;
        case.arrangement.first_page = crate::FirstPage::Site(site(2));
        let set = |case: &Case, directory: &Directory| {
            let plan = case.check(directory, today()).unwrap().plan(directory).unwrap();
            changes(&plan).into_iter().filter(|change| matches!(change, Change::Prefer { .. })).count()
        };
        assert_eq!(set(&case, &company), 2);
        case.arrangement.first_page = crate::FirstPage::Site(site(9));
        assert_eq!(set(&case, &company), 1, "nine is not reached");
        let own = Directory::new(access::Contents { scope: Scope::OwnSites, ..company::contents() }).unwrap();
        assert_eq!(set(&case, &own), 0);
    }

    #[test]
    fn a_password_makes_the_account_at_once() {
        let company = company::directory();
        let case = Case { sign_in: SignIn::TemporaryPassword, invite_days: "soon".into(), ..company::case() };
        let valid = case.check(&company, today()).unwrap();
        assert_eq!(valid.entry(), Some(&Entry::Password));
        assert!(matches!(changes(&valid.plan(&company).unwrap())[0], Change::Create { .. }));
    }

    #[test]
    fn each_way_in_makes_the_account_that_it_needs() {
        let company = company::directory();
        for sign_in in SignIn::ALL {
            let valid = Case { sign_in, ..company::case() }.check(&company, today()).unwrap();
            let expected = if sign_in.is_invitation() { Entry::Invitation { days: 9 } } else { Entry::Password };
            assert_eq!(valid.entry(), Some(&expected), "{sign_in:?}");
        }
    }

    #[test]
    fn rules_of_the_company_can_stop_a_case() {
        let company = company::directory();
        let policy = Policy { approval: true, ..Policy::default() };
        let mut case = company::case();
        assert_eq!(case.check_under(&policy, &company, today()).unwrap_err().len(), 2);
        case.engagement.approved_by = "Noor Haddad".into();
        case.engagement.approved_on = "2026-11-20".into();
        assert!(case.check_under(&policy, &company, today()).is_ok());
    }

    #[test]
    fn an_account_that_exists_gets_the_difference_only() {
        let company = company::directory();
        let mut case = Case { login: String::new(), email: "IVAN@example.org".into(), ..company::case() };
        case.access = [(site(2), grant(Role::Write)), (site(3), grant(Role::View))].into();
        let valid = case.check(&company, today()).unwrap();
        assert!(valid.extends() && valid.entry().is_none());
        assert_eq!(valid.login().as_str(), "ivan");
        let plan = valid.plan(&company).unwrap();
        let expected = Change::SetAccess {
            login: valid.login().clone(),
            access: Access::Role(Role::View, Vec::new()),
            sites: vec![site(3)],
        };
        assert_eq!(changes(&plan), [&expected], "write on 2 is there already");
    }

    #[test]
    fn what_is_fatal_leaves_no_plan_and_what_is_not_is_kept() {
        let company = company::directory();
        let broken = Case { login: "x".into(), contact: String::new(), ..company::case() };
        let problems = broken.check(&company, today()).unwrap_err();
        assert_eq!(problems.iter().filter(|p| p.is_fatal()).count(), 1);
        assert_eq!(problems.len(), 2);
        let odd = Case { contact: String::new(), ..company::case() };
        assert_eq!(odd.check(&company, today()).unwrap().warnings().len(), 1);
        assert_eq!(odd.check(&company, today()).unwrap().case(), &odd);
    }
}
