//! A plan as the screen shows it: before → after, its risks, its size, the calls.

use super::{
    AccountState, Change, Course, Plan, Preference, Risk, Step, Weight,
    preference::{dates, first_page},
};
use crate::{Directory, Grant, order};
use matomo_api::{
    Login, Method, Params, Password, SiteId,
    methods::{
        AddUser, CopyDashboardToUser, DeleteUser, InviteUser, SetLanguageForUser, SetSuperUserAccess, SetUserAccess,
    },
};
use serde::{Deserialize, Serialize};

/// One difference that the plan makes.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The step that makes it, by place in the plan.
    pub step: usize,
    /// Of what.
    pub subject: Subject,
    /// As it is.
    pub before: State,
    /// As it will be.
    pub after: State,
    /// The heaviest of its risks.
    pub weight: Weight,
    /// The risks of its step.
    pub risks: Vec<Risk>,
}

/// What a line is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// An account.
    Account(Login),
    /// An account's access to a site.
    Site {
        /// Whose.
        login: Login,
        /// The site.
        id: SiteId,
        /// Its name; untrusted text.
        name: String,
    },
    /// Something that an account meets when it signs in.
    Preference(Login, Preference),
}

/// How something is or will be.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// An account stands like this.
    Account(AccountState),
    /// No access to the site.
    NoAccess,
    /// Access to the site.
    Grant(Grant),
    /// The site does not exist, or the caller does not administer it (any more).
    NoSite,
    /// Something that the account meets when it signs in; `None` is what Matomo sets by itself, or
    /// something else than was wanted.
    Preference(Option<Preference>),
}

/// A call as a person may read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallShown {
    /// `Plugin.method`.
    pub method: &'static str,
    /// Parameters in order; secrets are masked.
    pub args: Vec<(&'static str, String)>,
}

/// How large a plan is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Pairs of person and site that change.
    pub grants: usize,
    /// People.
    pub people: usize,
    /// Sites.
    pub sites: usize,
    /// Calls to Matomo.
    pub calls: usize,
}

impl Plan {
    /// Every difference, dangerous ones first, then by login and site name.
    pub fn lines(&self, directory: &Directory) -> Vec<Line> {
        let mut lines: Vec<Line> =
            self.courses().iter().flat_map(|course| self.course_lines(course, directory)).collect();
        order::sort_by_key(&mut lines, |line| {
            let (login, name) = match &line.subject {
                Subject::Account(login) | Subject::Preference(login, _) => (login, None),
                Subject::Site { login, id, name } => (login, Some((name.to_lowercase(), *id))),
            };
            (line.weight, login.as_str().to_lowercase(), name)
        });
        lines
    }

    /// All risks, heaviest first, each once.
    pub fn risks(&self) -> Vec<Risk> {
        let mut risks: Vec<Risk> = Vec::new();
        let grants = self.counts().grants;
        let many = (grants > Risk::GRANTS).then_some(Risk::ManyGrants(grants));
        for risk in self.steps.iter().flat_map(|step| step.risks.iter().cloned()).chain(many) {
            if !risks.contains(&risk) {
                risks.push(risk);
            }
        }
        order::sort_by_key(&mut risks, Risk::weight);
        risks
    }

    /// How large it is.
    pub fn counts(&self) -> Counts {
        let courses = self.courses();
        let mut sites: Vec<SiteId> = courses.iter().flat_map(changed_sites).collect();
        let grants = sites.len();
        order::sort(&mut sites);
        sites.dedup();
        Counts { grants, people: courses.len(), sites: sites.len(), calls: self.steps.len() }
    }

    /// The calls, in the order in which they are made.
    pub fn calls(&self) -> Vec<CallShown> {
        self.steps.iter().map(|step| step.change.shown()).collect()
    }

    fn course_lines(&self, course: &Course, directory: &Directory) -> Vec<Line> {
        let (first, last) = (course.first(), course.last());
        let line = |step: usize, subject, before, after| {
            let risks = self.steps[step].risks.clone();
            let weight = risks.iter().map(Risk::weight).min().unwrap_or(Weight::Low);
            Line { step, subject, before, after, weight, risks }
        };
        let mut lines = Vec::new();
        if first.account != last.account {
            let step = course.steps.iter().find(|index| self.steps[**index].change.is_of_account());
            let (before, after) = (State::Account(first.account), State::Account(last.account));
            lines.extend(step.map(|step| line(*step, Subject::Account(course.login.clone()), before, after)));
        }
        for index in &course.steps {
            if let Change::Prefer { login, preference } = &self.steps[*index].change {
                let subject = Subject::Preference(login.clone(), preference.clone());
                lines.push(line(*index, subject, State::Preference(None), State::Preference(Some(preference.clone()))));
            }
        }
        for id in changed_sites(course) {
            let Some(step) = course.steps.iter().rev().find(|index| self.steps[**index].concerns(id)) else { continue };
            let name = directory.site(id).map(|site| site.name.clone()).unwrap_or_default();
            let subject = Subject::Site { login: course.login.clone(), id, name };
            let before = match first.account {
                AccountState::SuperUser => State::Account(AccountState::SuperUser),
                _ => State::of(first.grants.get(&id)),
            };
            lines.push(line(*step, subject, before, State::of(last.grants.get(&id))));
        }
        lines
    }
}

/// The sites where a course ends otherwise than it began. What becomes of a super user's roles is
/// told by [`Risk::WipesSiteRoles`]: as long as they are one, the roles say nothing.
pub(super) fn changed_sites(course: &Course) -> Vec<SiteId> {
    let (first, last) = (course.first(), course.last());
    let changed = |site: &&SiteId| match (first.account, last.account) {
        (_, AccountState::SuperUser) => false,
        (AccountState::SuperUser, _) => last.grants.contains_key(site),
        _ => first.grants.get(site) != last.grants.get(site),
    };
    course.sites.iter().filter(changed).copied().collect()
}

impl Step {
    fn concerns(&self, site: SiteId) -> bool {
        self.change.sites().contains(&site)
            || (matches!(self.change, Change::Delete { .. }) && self.before.grants.contains_key(&site))
    }
}

impl Subject {
    /// Whose account, or whose access.
    pub fn login(&self) -> &Login {
        match self {
            Subject::Account(login) | Subject::Site { login, .. } | Subject::Preference(login, _) => login,
        }
    }
}

impl State {
    /// Access to a site, or none.
    pub fn of(grant: Option<&Grant>) -> Self {
        grant.map_or(State::NoAccess, |grant| State::Grant(grant.clone()))
    }

    /// In a few words: "super user", "view + tagmanager_write", "no access".
    pub fn in_words(&self) -> String {
        match self {
            State::Account(AccountState::Missing) => "no account".to_owned(),
            State::Account(AccountState::Invited) => "invited".to_owned(),
            State::Account(AccountState::InviteExpired) => "invitation ended".to_owned(),
            State::Account(AccountState::Active) => "account".to_owned(),
            State::Account(AccountState::SuperUser) => "super user".to_owned(),
            State::NoAccess => "no access".to_owned(),
            State::Grant(grant) => grant.in_words(),
            State::NoSite => "no such site".to_owned(),
            State::Preference(None) => "as Matomo sets it".to_owned(),
            State::Preference(Some(preference)) => preference.value(),
        }
    }
}

impl Change {
    fn shown(&self) -> CallShown {
        fn of<M: Method>(method: M) -> CallShown {
            let mut params = Params::default();
            method.params(&mut params);
            CallShown { method: M::NAME, args: params.shown() }
        }
        // Only its mask is ever seen.
        let password = Password::new("");
        match self.clone() {
            Change::Invite { login, email, first_site, days } => {
                of(InviteUser { login, email, initial_site: first_site, expiry_days: days })
            }
            Change::Create { login, email, first_site } => {
                of(AddUser { login, password, email, initial_site: first_site })
            }
            Change::SetAccess { login, access, sites } => of(SetUserAccess { login, access: access.to_send(), sites }),
            Change::SetSuperUser { login, super_user } => of(SetSuperUserAccess { login, super_user, password }),
            Change::Delete { login } => of(DeleteUser { login }),
            Change::Prefer { login, preference } => match preference {
                Preference::Language(code) => of(SetLanguageForUser { login, code }),
                Preference::FirstPage(site) => of(first_page(login, site)),
                Preference::Dates(date) => of(dates(login, date)),
                Preference::Dashboard { id, name } => {
                    of(CopyDashboardToUser { dashboard: id, to: login, name: Some(name) })
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Entry, NewPerson, testing::*};
    use matomo_api::Role;

    fn told(plan: &Plan, directory: &Directory) -> Vec<String> {
        let line = |line: Line| {
            let subject = match &line.subject {
                Subject::Account(_) => line.subject.login().to_string(),
                Subject::Preference(login, preference) => format!("{login} {}", preference.name()),
                Subject::Site { id, name, .. } => format!("{} {id} {name}", line.subject.login()),
            };
            format!("{}: {subject}: {} → {}", line.step, line.before.in_words(), line.after.in_words())
        };
        plan.lines(directory).into_iter().map(line).collect()
    }

    fn onboarding(entry: Entry) -> Plan {
        let person = NewPerson { login: login("eve"), email: email("eve@example.org"), entry };
        let access = [(site(1), Role::Admin.into()), (site(2), grant(Role::View, &[])), (site(4), Role::View.into())];
        Plan::onboard(&company(), person, &access).unwrap()
    }

    #[test]
    fn dangerous_lines_come_first() {
        let plan = onboarding(Entry::Invitation { days: 7 });
        assert_eq!(
            told(&plan, &company()),
            [
                "2: eve 1 Shop: no access → admin",
                "0: eve: no account → invited",
                "0: eve 2 Blog: no access → view",
                "1: eve 4 Intranet: no access → view",
            ]
        );
        assert_eq!(plan.lines(&company())[0].weight, Weight::Care);
        assert_eq!(plan.counts(), Counts { grants: 3, people: 1, sites: 3, calls: 3 });
    }

    #[test]
    fn super_users_and_ends_are_told() {
        let company = company();
        let promote = Plan::super_user(&company, &login("bob"), true, false).unwrap();
        assert_eq!(told(&promote, &company), ["0: bob: account → super user"]);
        assert_eq!(promote.lines(&company)[0].weight, Weight::High);
        assert_eq!(promote.counts(), Counts { grants: 0, people: 1, sites: 0, calls: 1 });
        let demote = promote.inverse(&company).plan;
        assert_eq!(
            told(&demote, &company),
            [
                "0: bob: super user → account",
                "2: bob 2 Blog: super user → view + tags",
                "1: bob 4 Intranet: super user → view",
                "3: bob 1 Shop: super user → write",
            ]
        );
        let delete = Plan::delete(&company, &login("ivy")).unwrap();
        assert_eq!(told(&delete, &company), ["0: ivy: invited → no account", "0: ivy 1 Shop: view → no access"]);
    }

    #[test]
    fn calls_are_shown_without_secrets() {
        let shown = |plan: &Plan| {
            let call = |call: CallShown| {
                let args: Vec<_> = call.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {}", call.method, args.join("&"))
            };
            plan.calls().into_iter().map(call).collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&onboarding(Entry::Password)),
            [
                "UsersManager.addUser userLogin=eve&email=eve@example.org&password=•••&initialIdSite=2",
                "UsersManager.setUserAccess userLogin=eve&access=view&idSites=4",
                "UsersManager.setUserAccess userLogin=eve&access=admin&idSites=1",
            ]
        );
        let company = company();
        let promote = Plan::super_user(&company, &login("bob"), true, false).unwrap();
        assert_eq!(
            shown(&promote),
            ["UsersManager.setSuperUserAccess userLogin=bob&hasSuperUserAccess=1&passwordConfirmation=•••"]
        );
        assert_eq!(shown(&Plan::delete(&company, &login("bob")).unwrap()), ["UsersManager.deleteUser userLogin=bob"]);
        assert!(shown(&onboarding(Entry::Invitation { days: 9 }))[0].ends_with("initialIdSite=2&expiryInDays=9"));
    }

    #[test]
    fn states_have_words() {
        assert_eq!(State::of(None).in_words(), "no access");
        assert_eq!(State::NoSite.in_words(), "no such site");
        assert_eq!(State::Account(AccountState::InviteExpired).in_words(), "invitation ended");
    }
}
