//! Undoing a plan.

use super::build::{Wanted, access_steps};
use super::{AccountState, Before, Change, Course, Plan, Risk, Step};
use crate::{Directory, Grant};
use matomo_api::SiteId;
use std::collections::BTreeMap;

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
            if !complete {
                let lost = |index: &&usize| {
                    matches!(self.steps[**index].change, Change::Delete { .. } | Change::SetSuperUser { .. })
                };
                not_undone.extend(course.steps.iter().filter(lost));
            }
        }
        not_undone.sort_unstable();
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
            steps.extend(access_steps(directory, login, last.account, &BTreeMap::new(), wanted));
            (steps, true)
        }
        _ => {
            let changed = |site: &&SiteId| first.grants.get(site) != last.grants.get(site);
            let wanted: Wanted =
                course.sites.iter().filter(changed).map(|site| (*site, first.grants.get(site).cloned())).collect();
            // For the count of administered sites: elsewhere things stand as in the directory.
            let mut now: BTreeMap<SiteId, Grant> = directory
                .account(login)
                .into_iter()
                .flat_map(|person| person.grants.iter())
                .map(|(site, grant)| (site, grant.clone()))
                .filter(|(site, _)| !course.sites.contains(site))
                .collect();
            now.extend(last.grants.iter().map(|(site, grant)| (*site, grant.clone())));
            (access_steps(directory, login, last.account, &now, wanted), true)
        }
    }
}
