//! What an account goes through while a plan is carried out.
//!
//! Everything that looks at a plan as a whole follows from this: the lines on the screen are the
//! first stage against the last, undoing goes from the last to the first, and the engine takes any
//! value of any stage as a state that the plan itself explains.

use super::{AccountState, Change, Plan};
use crate::Grant;
use matomo_api::{Login, Role, SiteId};
use std::collections::{BTreeMap, BTreeSet};

/// One account's way through a plan.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) login: Login,
    /// Places of its steps in the plan.
    pub(crate) steps: Vec<usize>,
    /// Every site that a step touches.
    pub(crate) sites: BTreeSet<SiteId>,
    /// Before the first step, and after each.
    pub(crate) stages: Vec<Stage>,
}

/// One account at one moment, on the sites that its course touches.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Stage {
    pub(crate) account: AccountState,
    pub(crate) grants: BTreeMap<SiteId, Grant>,
}

impl Plan {
    /// Every account's course, in the order in which they first come up.
    pub(crate) fn courses(&self) -> Vec<Course> {
        let mut places: BTreeMap<&Login, usize> = BTreeMap::new();
        let mut courses: Vec<Course> = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let place = *places.entry(step.change.login()).or_insert_with(|| {
                courses.push(Course {
                    login: step.change.login().clone(),
                    steps: Vec::new(),
                    sites: BTreeSet::new(),
                    stages: vec![Stage { account: step.before.account, grants: BTreeMap::new() }],
                });
                courses.len() - 1
            });
            let course = &mut courses[place];
            course.steps.push(index);
            course.sites.extend(step.before.grants.keys());
            course.sites.extend(step.change.sites());
            for (site, grant) in &step.before.grants {
                course.stages[0].grants.entry(*site).or_insert_with(|| grant.clone());
            }
        }
        for course in &mut courses {
            for index in &course.steps {
                let mut next = course.stages[course.stages.len() - 1].clone();
                next.take(&self.steps[*index].change);
                course.stages.push(next);
            }
        }
        courses
    }
}

impl Course {
    /// Before anything is done.
    pub(crate) fn first(&self) -> &Stage {
        &self.stages[0]
    }

    /// When everything is done.
    pub(crate) fn last(&self) -> &Stage {
        &self.stages[self.stages.len() - 1]
    }
}

impl Stage {
    fn take(&mut self, change: &Change) {
        match change {
            Change::Invite { first_site, .. } => {
                self.account = AccountState::Invited;
                self.grants.insert(*first_site, Grant::plain(Role::View));
            }
            Change::Create { first_site, .. } => {
                self.account = AccountState::Active;
                self.grants.extend(first_site.map(|site| (site, Grant::plain(Role::View))));
            }
            Change::SetAccess { access, sites, .. } => {
                for site in sites {
                    match access.grant() {
                        Some(grant) => self.grants.insert(*site, grant),
                        None => self.grants.remove(site),
                    };
                }
            }
            Change::SetSuperUser { super_user, .. } => {
                self.account = if *super_user { AccountState::SuperUser } else { AccountState::Active };
                self.grants.clear();
            }
            Change::Delete { .. } => {
                self.account = AccountState::Missing;
                self.grants.clear();
            }
            Change::Prefer { .. } => {}
        }
    }
}

impl Change {
    /// The sites whose access it sets.
    pub(crate) fn sites(&self) -> &[SiteId] {
        match self {
            Change::Invite { first_site, .. } => std::slice::from_ref(first_site),
            Change::Create { first_site, .. } => first_site.as_slice(),
            Change::SetAccess { sites, .. } => sites,
            Change::SetSuperUser { .. } | Change::Delete { .. } | Change::Prefer { .. } => &[],
        }
    }
}
