//! Undoing a plan.

use super::build::{Wanted, access_steps};
use super::{AccountState, Before, Change, Course, Plan, Risk, Step};
use crate::{Directory, Grant, order};
use matomo_api::SiteId;

/// A plan that takes another one back.
#[derive(Clone, PartialEq, Debug)]
pub struct Inverse {
    /// What to apply.
    pub plan: Plan,
    /// Steps of the plan, by place, that Matomo offers no way back from: a deleted account does not
    /// come back, and a super user cannot be given site roles.
    pub not_undone: Vec<usize>,
}

impl Plan {
    /// The plan that takes this one back, for the state that this one leads to. Where only a part
    /// was applied, the engine finds the rest already as wanted. An account that this plan makes is
    /// deleted. `directory` gives the words for risks; it may be the one this plan was made from.
    pub fn inverse(&self, directory: &Directory) -> Inverse {
        let mut plan = Plan::default();
        let mut not_undone = Vec::new();
        for course in self.courses().iter().rev() {
            let (steps, complete) = back(course, directory);
            plan.steps.extend(steps);
            // What an account meets at its sign-in goes with a new account, and was not read before.
            let stays = course.first().account != AccountState::Missing;
            let lost = |index: &&usize| match self.steps[**index].change {
                Change::Delete { .. } | Change::SetSuperUser { .. } => !complete,
                Change::Prefer { .. } => stays,
                _ => false,
            };
            not_undone.extend(course.steps.iter().filter(lost));
        }
        order::sort(&mut not_undone);
        Inverse { plan, not_undone }
    }
}

fn back(course: &Course, directory: &Directory) -> (Vec<Step>, bool) {
    let (first, last) = (course.first(), course.last());
    let login = &course.login;
    let own = || if directory.caller() == Some(login) { vec![Risk::OwnAccess] } else { Vec::new() };
    let step = |change, mut risks: Vec<Risk>, risk, wiped: usize| {
        risks.push(risk);
        if wiped > 0 {
            risks.push(Risk::WipesSiteRoles(wiped));
        }
        Step { change, before: Before { account: last.account, grants: last.grants.clone() }, risks }
    };
    let promote = |super_user| Change::SetSuperUser { login: login.clone(), super_user };
    match (first.account, last.account) {
        (AccountState::Missing, AccountState::Missing) => (Vec::new(), true),
        (_, AccountState::Missing) => (Vec::new(), false),
        (AccountState::Missing, _) => {
            (vec![step(Change::Delete { login: login.clone() }, own(), Risk::Deletes, 0)], true)
        }
        (AccountState::SuperUser, AccountState::SuperUser) => (Vec::new(), first.grants == last.grants),
        (AccountState::SuperUser, _) => {
            (vec![step(promote(true), own(), Risk::SuperUser, last.grants.len())], first.grants.is_empty())
        }
        (_, AccountState::SuperUser) => {
            let mut steps = vec![step(promote(false), own(), Risk::NoLongerSuperUser, 0)];
            let wanted = first.grants.iter().map(|(site, grant)| (*site, Some(grant.clone()))).collect();
            steps.extend(access_steps(directory, login, last.account, &[], wanted));
            (steps, true)
        }
        _ => {
            let changed = |site: &&SiteId| first.grants.get(site) != last.grants.get(site);
            let wanted: Wanted =
                course.sites.iter().filter(changed).map(|site| (*site, first.grants.get(site).cloned())).collect();
            let before: Vec<(SiteId, Grant)> = last.grants.iter().map(|(site, grant)| (*site, grant.clone())).collect();
            (access_steps(directory, login, last.account, &before, wanted), true)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Access, Entry, NewPerson, testing::*};
    use matomo_api::Role;

    #[test]
    fn access_goes_back_to_what_it_was() {
        let company = company();
        let wishes = [
            (login("bob"), site(1), Some(Grant::plain(Role::Admin))),
            (login("bob"), site(2), None),
            (login("bob"), site(5), Some(Grant::plain(Role::View))),
        ];
        let inverse = Plan::set_access(&company, &wishes).unwrap().inverse(&company);
        let back: Vec<_> = inverse
            .plan
            .steps
            .iter()
            .map(|step| match &step.change {
                Change::SetAccess { access, sites, .. } => (access.clone(), sites.clone()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            back,
            [
                (Access::None, vec![site(5)]),
                (Access::Role(Role::View, vec![capability("tags")]), vec![site(2)]),
                (Access::Role(Role::Write, vec![]), vec![site(1)]),
            ]
        );
        let first = &inverse.plan.steps[0];
        assert_eq!(first.before.grants, [(site(5), Grant::plain(Role::View))].into(), "as this plan leaves it");
        assert!(inverse.not_undone.is_empty());
    }

    #[test]
    fn a_new_account_is_deleted_and_a_deleted_one_stays_away() {
        let company = company();
        let person =
            NewPerson { login: login("eve"), email: email("eve@example.org"), entry: Entry::Invitation { days: 7 } };
        let plan = Plan::onboard(&company, person, &[(site(1), Grant::plain(Role::Write))]).unwrap();
        let inverse = plan.inverse(&company);
        assert!(matches!(inverse.plan.steps[..], [Step { change: Change::Delete { .. }, .. }]));
        assert_eq!(inverse.plan.steps[0].before.account, AccountState::Invited);
        assert_eq!(inverse.plan.risks(), [Risk::Deletes]);
        let inverse = Plan::delete(&company, &login("bob")).unwrap().inverse(&company);
        assert_eq!((inverse.plan.steps, inverse.not_undone), (vec![], vec![0]));
    }

    #[test]
    fn a_super_user_becomes_what_they_were() {
        let company = company();
        let promote = Plan::super_user(&company, &login("bob"), true, false).unwrap();
        let inverse = promote.inverse(&company);
        assert!(matches!(inverse.plan.steps[0].change, Change::SetSuperUser { super_user: false, .. }));
        assert_eq!(inverse.plan.steps.len(), 4, "write, view, and view with a capability are given back");
        assert!(inverse.not_undone.is_empty());
        let demote = Plan::super_user(&company, &login("second"), false, false).unwrap();
        let inverse = demote.inverse(&company);
        assert_eq!(inverse.plan.risks(), [Risk::SuperUser]);
        assert!(inverse.not_undone.is_empty());
    }
}
