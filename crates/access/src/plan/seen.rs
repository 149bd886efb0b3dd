//! A plan as another directory sees it: made elsewhere or earlier, kept in a file, or a part of another one.

use super::build::{Wanted, risks};
use super::{AccountState, Before, Change, Course, Plan, Risk, Step};
use crate::{Directory, Grant, Person};
use matomo_api::{Login, SiteId};
use std::collections::{BTreeMap, BTreeSet};

impl Plan {
    /// The same changes with what was there before them, and what is risky about them, as this directory tells it.
    /// Nothing that the plan says of either is believed. A plan that was just made from this directory stays as it
    /// is.
    ///
    /// What cannot be done any more is not taken out: [`Plan::since`] does that.
    #[must_use]
    pub fn seen_from(&self, directory: &Directory) -> Plan {
        let super_users = self.super_users_after(directory);
        let mut plan = self.clone();
        for course in self.courses() {
            let eye = Eye::of(self, &course, directory, super_users);
            let mut built = false;
            for index in course.steps {
                let step = &mut plan.steps[index];
                let Step { before, risks, .. } = eye.see(&step.change, built);
                (step.before, step.risks) = (before, risks);
                built |= step.change.is_of_account();
            }
        }
        plan
    }

    /// How many super users there are when all is done.
    pub(super) fn super_users_after(&self, directory: &Directory) -> usize {
        let people = directory.people().iter().filter(|person| person.super_user);
        let mut found: BTreeSet<&Login> = people.map(|person| &person.login).collect();
        for step in &self.steps {
            match &step.change {
                Change::SetSuperUser { login, super_user: true } if directory.account(login).is_some() => {
                    found.insert(login);
                }
                Change::SetSuperUser { login, super_user: false } | Change::Delete { login } => {
                    found.remove(login);
                }
                _ => {}
            }
        }
        found.len()
    }
}

/// Where an account stands. Visitors have one even where they may see nothing.
pub(super) fn account_now(directory: &Directory, login: &Login) -> AccountState {
    if login.is_anonymous() { AccountState::Active } else { AccountState::of(directory.account(login)) }
}

/// One account's steps, looked at from a directory.
struct Eye<'a> {
    directory: &'a Directory,
    login: Login,
    person: Option<&'a Person>,
    account: AccountState,
    /// All the access that is set, each site once.
    changes: Wanted,
    super_users: usize,
}

impl<'a> Eye<'a> {
    fn of(plan: &Plan, course: &Course, directory: &'a Directory, super_users: usize) -> Self {
        let mut changes: BTreeMap<SiteId, Option<Grant>> = BTreeMap::new();
        for index in &course.steps {
            if let Change::SetAccess { access, sites, .. } = &plan.steps[*index].change {
                changes.extend(sites.iter().map(|site| (*site, access.grant())));
            }
        }
        Self {
            directory,
            login: course.login.clone(),
            person: directory.account(&course.login),
            account: account_now(directory, &course.login),
            changes: changes.into_iter().collect(),
            super_users,
        }
    }

    /// A change as a step. What builds on a change of the account finds no access of its own.
    fn see(&self, change: &Change, built: bool) -> Step {
        let is_own = self.directory.caller() == Some(&self.login);
        let mut told = if is_own { vec![Risk::OwnAccess] } else { Vec::new() };
        let mut grants = BTreeMap::new();
        match change {
            Change::Invite { .. } | Change::Create { .. } | Change::Prefer { .. } => told.clear(),
            Change::SetAccess { access, sites, .. } => {
                let now = |site: &SiteId| Some((*site, self.person?.grants.get(*site)?));
                if !built {
                    grants = sites.iter().filter_map(now).collect();
                }
                told = risks(self.directory, &self.login, access, sites, &grants, &self.changes);
            }
            Change::SetSuperUser { super_user, .. } => {
                grants = self.all(built);
                told.push(if *super_user { Risk::SuperUser } else { Risk::NoLongerSuperUser });
                told.extend(self.last_super_user().filter(|_| !super_user));
                told.extend((!grants.is_empty()).then_some(Risk::WipesSiteRoles(grants.len())));
            }
            Change::Delete { .. } => {
                grants = self.all(built);
                told.push(Risk::Deletes);
                told.extend(self.last_super_user());
            }
        }
        Step { change: change.clone(), before: Before { account: self.account, grants }, risks: told }
    }

    fn all(&self, built: bool) -> BTreeMap<SiteId, Grant> {
        let person = self.person.filter(|_| !built).into_iter();
        person.flat_map(|person| person.grants.iter()).map(|(site, grant)| (site, grant.clone())).collect()
    }

    fn last_super_user(&self) -> Option<Risk> {
        (self.account == AccountState::SuperUser && self.super_users < 2).then_some(Risk::LastSuperUser)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Access, Scope, plan::any::any_case, testing::*};
    use matomo_api::Role;
    use proptest::prelude::*;

    /// As somebody could write it who wants it to look harmless, or as it was on another day.
    fn doctored(plan: &Plan) -> Plan {
        let mut plan = plan.clone();
        for step in &mut plan.steps {
            step.risks.clear();
            step.before.grants.clear();
            step.before.account = AccountState::SuperUser;
        }
        plan
    }

    proptest! {
        #[test]
        fn a_plan_that_was_just_made_is_seen_as_it_is((directory, plan) in any_case()) {
            prop_assert_eq!(plan.seen_from(&directory), plan);
        }

        #[test]
        fn nothing_that_a_file_says_of_risks_is_believed((directory, plan) in any_case()) {
            let seen = doctored(&plan).seen_from(&directory);
            prop_assert_eq!(seen.risks(), plan.risks());
            prop_assert_eq!(seen, plan);
        }
    }

    #[test]
    fn risks_follow_the_directory() {
        let small = Directory::new(crate::Contents {
            users: vec![user("bob"), user("ann")],
            sites: (1..=7).map(|id| site_row(id, "A")).collect(),
            ..empty()
        });
        let wish: Vec<_> = (1..=5).map(|id| (login("ann"), site(id), Some(Grant::plain(Role::Admin)))).collect();
        let plan = Plan::set_access(&small.unwrap(), &wish).unwrap();
        assert_eq!(plan.risks(), [Risk::Admin]);
        let seen = plan.seen_from(&company_seen_by(Scope::Everything, "ann"));
        assert_eq!(seen.steps[0].before.grants.len(), 2);
        assert_eq!(seen.risks(), [Risk::OwnAccess, Risk::ProductionAndStagingAdmin, Risk::Admin]);
    }

    #[test]
    fn the_last_super_user_is_told_of_all_steps_together() {
        let company = company();
        let mut plan = Plan::super_user(&company, &login("second"), false, false).unwrap();
        plan.steps.extend(Plan::delete(&company, &login("root")).unwrap().steps);
        let seen = plan.seen_from(&company);
        assert!(seen.steps.iter().all(|step| step.risks.contains(&Risk::LastSuperUser)));
        plan.steps.insert(0, Plan::super_user(&company, &login("ann"), true, false).unwrap().steps[0].clone());
        plan.steps.insert(0, Plan::super_user(&company, &login("bob"), true, false).unwrap().steps[0].clone());
        assert!(!plan.seen_from(&company).risks().contains(&Risk::LastSuperUser));
    }

    #[test]
    fn what_builds_on_an_account_finds_nothing() {
        let company = company();
        let back = Plan::super_user(&company, &login("bob"), true, false).unwrap().inverse(&company).plan;
        let seen = back.seen_from(&company);
        assert_eq!(seen.steps[0].before.grants.len(), 3);
        assert!(seen.steps[1..].iter().all(|step| step.before.grants.is_empty()));
        assert!(matches!(seen.steps[1].change, Change::SetAccess { access: Access::Role(..), .. }));
    }
}
