//! What became of the ground that a plan was made on, while it lay in a file or on somebody's desk.

mod judge;

use super::{Access, Change, Plan, Preference, Refusal, Step, Subject};
use crate::Directory;
use judge::Judge;
use matomo_api::{Login, Role, SiteId};
use std::collections::{BTreeMap, BTreeSet};

/// A plan that was made earlier, looked at again.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Since {
    /// All that can be done, also what was [`Changed`] and may be taken anyway. As [`Plan::seen_from`] sees it; the
    /// caller's own access comes last.
    pub plan: Plan,
    /// What is not as it was when the plan was made, or cannot be done any more.
    pub changed: Vec<Changed>,
    /// How many differences are already as wanted. They are in none of the other two.
    pub done: usize,
}

/// Something that is not as it was when a plan was made.
#[derive(Clone, PartialEq, Debug)]
pub struct Changed {
    /// What. It stays as it is with [`Plan::without`] this.
    pub subject: Subject,
    /// As it was when the plan was made, in words.
    pub was: String,
    /// As it is.
    pub is: String,
    /// As it would be.
    pub would: String,
    /// Why it cannot be done any more; then it is not in the plan. `None` if it may be taken anyway.
    pub refusal: Option<Refusal>,
}

impl Plan {
    /// What of this plan can be applied to a Matomo as it is now.
    ///
    /// What is already as wanted is dropped. What somebody else changed since is told; so is what cannot be done
    /// any more, as where a site or a person is gone. What a person meets at the sign-in was never read: it counts
    /// as unchanged.
    pub fn since(&self, directory: &Directory) -> Since {
        let mut found = Found::default();
        for course in self.courses() {
            Judge::new(self, &course, directory).judge(&mut found);
        }
        let mut plan =
            Plan { steps: self.steps.iter().enumerate().filter_map(|(at, step)| found.left(at, step)).collect() };
        // Afterwards the caller's rights may not suffice.
        plan.steps.sort_by_key(|step| directory.caller() == Some(step.change.login()));
        Since { plan: plan.seen_from(directory), changed: found.changed, done: found.done }
    }
}

/// What was found of all courses.
#[derive(Default)]
struct Found {
    changed: Vec<Changed>,
    done: usize,
    /// People of whom nothing is done.
    people: BTreeSet<Login>,
    /// Steps that are done, by place.
    steps: BTreeSet<usize>,
    sites: BTreeSet<(Login, SiteId)>,
    preferences: Vec<(Login, Preference)>,
    /// The first sites of accounts that are there already, by place of the step.
    first_sites: BTreeMap<usize, SiteId>,
    /// Access that Matomo keeps in another form, by place of the step.
    kept_as: BTreeMap<usize, Access>,
}

impl Found {
    fn left(&self, at: usize, step: &Step) -> Option<Step> {
        let mut step = step.clone();
        if let Some(site) = self.first_sites.get(&at) {
            let (login, access) = (step.change.login().clone(), Access::Role(Role::View, Vec::new()));
            step.change = Change::SetAccess { login, access, sites: vec![*site] };
        } else if self.steps.contains(&at) {
            return None;
        }
        if self.people.contains(step.change.login()) {
            return None;
        }
        match &mut step.change {
            Change::SetAccess { login, sites, access } => {
                sites.sort_unstable();
                sites.dedup();
                sites.retain(|site| !self.sites.contains(&(login.clone(), *site)));
                if let Some(kept) = self.kept_as.get(&at) {
                    access.clone_from(kept);
                }
                (!sites.is_empty()).then_some(step)
            }
            Change::Prefer { login, preference } => {
                let is_it = |(of, what): &(Login, Preference)| of == login && what == preference;
                (!self.preferences.iter().any(is_it)).then_some(step)
            }
            _ => Some(step),
        }
    }
}

#[cfg(test)]
mod tests;
