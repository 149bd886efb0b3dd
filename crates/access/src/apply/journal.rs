//! What was planned, decided, sent and answered: all that is needed to go on after a reload.

use super::{Decision, Difference};
use crate::plan::{Course, Plan};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The state of a plan on its way. Holds no secret.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Journal {
    /// Shared: a copy is taken before and after every request.
    plan: Arc<Plan>,
    steps: Vec<StepState>,
    /// How often each step was sent.
    sent: Vec<u32>,
    decided: Vec<Decided>,
    finished: bool,
}

/// What has become of a step.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub enum StepState {
    /// Not sent yet.
    Pending,
    /// Sent; the answer is awaited.
    Sent,
    /// It is in Matomo.
    Done {
        /// Known from looking, not from Matomo's answer.
        found: bool,
    },
    /// Matomo refused it, or it could not be sent. Holds the reason.
    Failed(String),
    /// Sent, and nobody knows yet whether it took effect.
    Unknown,
    /// Not sent: it depends on a step that failed, or was left to others.
    LeftOut,
}

/// The person's word on something that was not as planned.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct Decided {
    login: Login,
    site: Option<SiteId>,
    decision: Decision,
}

impl Journal {
    pub(super) fn new(plan: Plan) -> Self {
        let count = plan.steps.len();
        Self {
            plan: Arc::new(plan),
            steps: vec![StepState::Pending; count],
            sent: vec![0; count],
            decided: Vec::new(),
            finished: false,
        }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Every step's state, in the order of the plan.
    pub fn steps(&self) -> &[StepState] {
        &self.steps
    }

    /// Whether it was read back at the end. If not, a later page offers to resume it.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Whether anything was ever sent that changes Matomo.
    pub fn has_begun(&self) -> bool {
        self.sent.iter().any(|times| *times > 0)
    }

    pub(super) fn finish(&mut self) {
        self.finished = true;
    }

    pub(super) fn set(&mut self, index: usize, state: StepState) {
        self.sent[index] += u32::from(state == StepState::Sent);
        self.finished &= state != StepState::Sent;
        self.steps[index] = state;
    }

    /// How often a step was sent, by its place in the plan.
    pub fn times_sent(&self, index: usize) -> u32 {
        self.sent.get(index).copied().unwrap_or_default()
    }

    /// Whether every step is known to be done or not.
    pub(super) fn is_settled(&self) -> bool {
        !self.steps.iter().any(|state| matches!(state, StepState::Sent | StepState::Unknown))
    }

    /// Whoever waited for answers is gone. What a journal does not tell may have happened.
    pub(super) fn forget_answers(&mut self) {
        self.steps.resize(self.plan.steps.len(), StepState::Unknown);
        self.sent.resize(self.plan.steps.len(), 1);
        for state in &mut self.steps {
            if *state == StepState::Sent {
                *state = StepState::Unknown;
            }
        }
    }

    /// Makes failed steps, and those that waited for them, pending again. `false` if there are none.
    pub(super) fn reopen(&mut self, courses: &[Course]) -> bool {
        let mut any = false;
        for course in courses {
            let failed = course.steps.iter().any(|index| matches!(self.steps[*index], StepState::Failed(_)));
            for index in course.steps.iter().filter(|_| failed) {
                if matches!(self.steps[*index], StepState::Failed(_) | StepState::LeftOut) {
                    self.steps[*index] = StepState::Pending;
                    any = true;
                }
            }
        }
        self.finished &= !any;
        any
    }

    pub(super) fn decide(&mut self, differences: &[Difference], decision: Decision) {
        self.decided.extend(differences.iter().map(|difference| Decided {
            login: difference.login.clone(),
            site: difference.site,
            decision,
        }));
    }

    /// What was decided about an account (`None`) or its access to a site.
    pub(super) fn decision(&self, login: &Login, site: Option<SiteId>) -> Option<Decision> {
        let about = |decided: &&Decided| decided.login == *login && decided.site == site;
        self.decided.iter().rev().find(about).map(|decided| decided.decision)
    }

    /// Whether an account, or its access to a site, is left to others.
    pub(super) fn is_kept(&self, login: &Login, site: Option<SiteId>) -> bool {
        self.decision(login, site) == Some(Decision::KeepTheirs)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    fn journal() -> Journal {
        Journal::new(Plan::revoke_all(&company(), &login("bob")).unwrap())
    }

    #[test]
    fn what_a_journal_does_not_tell_may_have_happened() {
        let mut text = serde_json::to_value(journal()).unwrap();
        text["steps"] = serde_json::json!([]);
        text["sent"] = serde_json::json!([]);
        let mut short: Journal = serde_json::from_value(text).unwrap();
        short.forget_answers();
        assert_eq!((short.steps(), short.times_sent(0)), (&[StepState::Unknown][..], 1));
    }

    #[test]
    fn the_later_decision_counts() {
        let mut journal = journal();
        let about = Difference {
            login: login("bob"),
            site: Some(site(1)),
            expected: crate::State::NoAccess,
            found: crate::State::NoSite,
        };
        journal.decide(std::slice::from_ref(&about), Decision::Overwrite);
        journal.decide(&[about], Decision::KeepTheirs);
        assert!(journal.is_kept(&login("bob"), Some(site(1))));
        assert!(!journal.is_kept(&login("bob"), None) && !journal.is_kept(&login("ann"), Some(site(1))));
    }

    #[test]
    fn sending_is_counted_and_opens_a_finished_journal() {
        let mut journal = journal();
        assert!(!journal.has_begun() && journal.is_settled());
        journal.finish();
        journal.set(0, StepState::Sent);
        assert!(journal.has_begun() && !journal.is_settled() && !journal.is_finished());
        journal.set(0, StepState::Failed("no".into()));
        let courses = journal.plan().courses();
        assert!(journal.reopen(&courses) && !journal.reopen(&courses));
        assert_eq!((journal.steps(), journal.times_sent(0)), (&[StepState::Pending][..], 1));
    }
}
