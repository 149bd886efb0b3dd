//! What is done, what is in the way, what came out differently.

use super::{Apply, Difference, StepState, look::Account};
use crate::{
    AccountState, Change, Grant, State,
    plan::{Course, Step},
};
use matomo_api::{Login, SiteId};
use std::collections::BTreeSet;

impl Apply {
    /// Brings every step's state in line with what was seen.
    pub(super) fn settle(&mut self) {
        for course in &self.courses {
            let Some(account) = self.seen.account(&course.login) else { continue };
            // If a later change to the account is in place, earlier steps were, too.
            let mut later_done = false;
            for index in course.steps.iter().rev() {
                let step = &self.journal.plan().steps[*index];
                let of_account = step.change.is_of_account();
                // An account that is there without having been sent is somebody else's.
                let may_be_ours = !step.change.makes_account() || self.journal.times_sent(*index) > 0;
                let done = later_done || (may_be_ours && self.is_in_place(step, account));
                later_done |= done && of_account;
                let state = match (&self.journal.steps()[*index], done) {
                    (StepState::Done { .. } | StepState::LeftOut, _) => continue,
                    (StepState::Failed(_), true) if step.change.makes_account() => continue,
                    (_, true) => StepState::Done { found: true },
                    (StepState::Failed(_), false) => continue,
                    (_, false) => StepState::Pending,
                };
                self.journal.set(*index, state);
            }
        }
    }

    fn is_in_place(&self, step: &Step, account: &Account) -> bool {
        match &step.change {
            Change::Invite { email, .. } | Change::Create { email, .. } => {
                account.state != AccountState::Missing
                    && account.email.as_ref().is_none_or(|found| found.is_same(email.as_str()))
            }
            Change::SetAccess { login, access, .. } => {
                let wanted = access.grant();
                account.state != AccountState::SuperUser
                    && (account.state != AccountState::Missing || wanted.is_none())
                    && self.sites_to_set(login, step).iter().all(|site| account.grants.get(site) == wanted.as_ref())
            }
            Change::SetSuperUser { super_user, .. } => {
                (account.state == AccountState::SuperUser) == *super_user && account.state != AccountState::Missing
            }
            Change::Delete { .. } => account.state == AccountState::Missing,
            // Of an account that does not exist Matomo tells its defaults (seen).
            Change::Prefer { login, preference } => {
                account.state != AccountState::Missing && self.seen.is_preferred(login, preference)
            }
        }
    }

    /// The sites of a step that are still there and not left to others.
    pub(super) fn sites_to_set(&self, login: &Login, step: &Step) -> Vec<SiteId> {
        let set = |site: &SiteId| !self.seen.is_gone(*site) && !self.journal.is_kept(login, Some(*site));
        step.change.sites().iter().copied().filter(set).collect()
    }

    /// What is neither as it was planned from, nor as the plan itself would have left it.
    pub(super) fn conflicts(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for course in &self.courses {
            let Some(account) = self.seen.account(&course.login) else { continue };
            let pending = |index: &&usize| self.journal.steps()[**index] == StepState::Pending;
            let pending: Vec<&Step> =
                course.steps.iter().filter(pending).map(|index| &self.journal.plan().steps[*index]).collect();
            if pending.is_empty() {
                continue;
            }
            let done = |index: &usize| matches!(self.journal.steps()[*index], StepState::Done { .. });
            let stage = course.steps.iter().rposition(done).map_or(0, |place| place + 1);
            let expected = course.stages[stage].account;
            if !account.state.is_like(expected) {
                differences.push(Difference {
                    login: course.login.clone(),
                    site: None,
                    expected: State::Account(expected),
                    found: State::Account(account.state),
                });
            } else if expected != AccountState::SuperUser {
                differences.extend(self.site_conflicts(course, account, &pending));
            }
        }
        differences.retain(|difference| self.journal.decision(&difference.login, difference.site).is_none());
        differences
    }

    fn site_conflicts(&self, course: &Course, account: &Account, pending: &[&Step]) -> Vec<Difference> {
        let mut sites: BTreeSet<SiteId> = BTreeSet::new();
        for step in pending {
            match step.change {
                // These take all access away, also what came since.
                Change::SetSuperUser { .. } | Change::Delete { .. } => {
                    sites.extend(account.grants.keys());
                    sites.extend(step.before.grants.keys());
                }
                _ => sites.extend(step.change.sites()),
            }
        }
        let difference = |site: SiteId| {
            let found = account.grants.get(&site);
            let explained = course.stages.iter().any(|stage| stage.grants.get(&site) == found);
            let gone = self.seen.is_gone(site);
            (gone || !explained).then(|| Difference {
                login: course.login.clone(),
                site: Some(site),
                expected: State::of(course.first().grants.get(&site)),
                found: if gone { State::NoSite } else { State::of(found) },
            })
        };
        sites.into_iter().filter_map(difference).collect()
    }

    /// Leaves out what the person left to others, and steps of which nothing is left.
    pub(super) fn leave_out_kept(&mut self) {
        for course in &self.courses {
            let mut leave = self.journal.is_kept(&course.login, None);
            for index in &course.steps {
                let step = &self.journal.plan().steps[*index];
                let takes_all = matches!(step.change, Change::SetSuperUser { .. } | Change::Delete { .. });
                let kept = |site: &SiteId| self.journal.is_kept(&course.login, Some(*site));
                leave |= takes_all && self.seen.account(&course.login).is_some_and(|a| a.grants.keys().any(kept));
                let empty = matches!(step.change, Change::SetAccess { .. })
                    && self.sites_to_set(&course.login, step).is_empty();
                if self.journal.steps()[*index] == StepState::Pending && (leave || empty) {
                    self.journal.set(*index, StepState::LeftOut);
                }
            }
        }
    }

    /// What was read back and is not as the plan wants it.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for course in &self.courses {
            let Some(account) = self.seen.account(&course.login) else { continue };
            if self.journal.is_kept(&course.login, None) {
                continue;
            }
            let wanted = course.last();
            differences.extend(self.preferred_otherwise(course));
            if !account.state.is_like(wanted.account) {
                differences.push(Difference {
                    login: course.login.clone(),
                    site: None,
                    expected: State::Account(wanted.account),
                    found: State::Account(account.state),
                });
            }
            if wanted.account == AccountState::SuperUser || wanted.account == AccountState::Missing {
                continue;
            }
            for site in &course.sites {
                let (expected, found) = (wanted.grants.get(site), account.grants.get(site));
                let gone = self.seen.is_gone(*site);
                if !same(expected, found, gone) && !self.journal.is_kept(&course.login, Some(*site)) {
                    differences.push(Difference {
                        login: course.login.clone(),
                        site: Some(*site),
                        expected: State::of(expected),
                        found: if gone { State::NoSite } else { State::of(found) },
                    });
                }
            }
        }
        differences
    }
}

impl Apply {
    /// What was set for the sign-in, and is not so.
    fn preferred_otherwise(&self, course: &Course) -> Vec<Difference> {
        let steps = course.steps.iter().filter(|index| matches!(self.journal.steps()[**index], StepState::Done { .. }));
        let differs = |index: &usize| match &self.journal.plan().steps[*index].change {
            Change::Prefer { login, preference } if !self.seen.is_preferred(login, preference) => Some(Difference {
                login: login.clone(),
                site: None,
                expected: State::Preference(Some(preference.clone())),
                found: State::Preference(None),
            }),
            _ => None,
        };
        steps.filter_map(differs).collect()
    }
}

fn same(expected: Option<&Grant>, found: Option<&Grant>, gone: bool) -> bool {
    if gone { expected.is_none() } else { expected == found }
}
