//! Carrying a plan out, without doing any input or output.
//!
//! [`Apply::next`] says what to do now; whoever owns the network does it and feeds the answer back.
//! The rules:
//!
//! * Look first: what the plan touches is read again, and what others changed since is shown, not
//!   overwritten.
//! * A write whose answer was lost is never sent again before somebody has looked whether it took
//!   effect, and never without the person's word ([`Apply::go_on`]).
//! * A browser may send a request twice unasked. So an account that Matomo calls taken, and that was
//!   not there before, is looked at before it counts as refused.
//! * Refused tokens and passwords are not tried again.
//! * At the end everything is read back and compared.
//!
//! The [`Journal`] is all that has to be kept to go on after a reload.

mod journal;
mod judge;
mod look;
mod write;

pub use journal::{Journal, StepState};

use crate::{
    State,
    plan::{Change, Course, Plan, Step},
};
use look::{Look, Seen};
use matomo_api::{Bulk, BulkReply, Caller, Error, Login, Password, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use write::Batch;

/// A plan on its way into Matomo.
pub struct Apply {
    journal: Journal,
    caller: Caller,
    courses: Vec<Course>,
    seen: Seen,
    doing: Doing,
    paused: bool,
    /// Whether anything was sent since `seen`.
    wrote: bool,
    refused_password: Option<Password>,
    /// Steps that made an account while this page was open: their passwords can still be shown.
    made_here: BTreeSet<usize>,
}

enum Doing {
    Looking(Box<Look>, Then),
    Writing(Option<Batch>),
    Interrupted(Error),
    Conflict(Vec<Difference>),
    Finished(Outcome),
}

/// What a look is for.
enum Then {
    /// To see what there is to do.
    Judge,
    /// To learn what became of writes whose answer was lost.
    Report(Error),
    /// To learn whether accounts that Matomo calls taken are the ones that were just made: places in
    /// the plan, each with what Matomo said.
    Verify(Vec<(usize, String)>),
    /// To compare with what was wanted.
    Compare,
}

/// What to do now.
pub enum Next {
    /// Keep [`Apply::journal`], run [`matomo_api::Client::bulk`], feed what comes.
    Send(Bulk, Purpose),
    /// Matomo wants the caller's own password for the next step. Ask for it, put it into
    /// [`Secrets::caller`] and call [`Apply::next`] again.
    NeedsCallerPassword {
        /// The last one was wrong. Wrong ones count towards the lock-out.
        wrong: bool,
    },
    /// [`Apply::pause`] was called. Nothing is under way.
    Paused,
    /// Something went wrong that concerns more than one step. [`Apply::go_on`] looks again and sends
    /// what is missing.
    Interrupted {
        /// What.
        error: Error,
        /// Whether every step is known to be done or not done. If not, Matomo could not be asked.
        looked: bool,
    },
    /// Matomo is not as it was when the plan was made. [`Apply::decide`] what counts.
    Conflict(Vec<Difference>),
    /// All is done that can be.
    Finished(Outcome),
}

/// What a request is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// Reading what is there.
    Look,
    /// Changing it.
    Write,
    /// Reading what has become of it.
    ReadBack,
}

/// What is needed to apply a plan and kept nowhere. Give the same passwords throughout.
#[derive(Clone, Default, Debug)]
pub struct Secrets {
    /// Of accounts that are to be created.
    pub passwords: BTreeMap<Login, Password>,
    /// The caller's own.
    pub caller: Option<Password>,
}

/// What counts where Matomo is not as planned.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Decision {
    /// The plan.
    Overwrite,
    /// What others made of it: the plan leaves these accounts and sites alone.
    KeepTheirs,
}

/// Something that is not as expected.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Whose account.
    pub login: Login,
    /// Its access to this site; `None` is the account itself.
    pub site: Option<SiteId>,
    /// As it should be.
    pub expected: State,
    /// As it is.
    pub found: State,
}

/// How it went.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// What was read back and is not as the plan wants it. What was left to others on purpose is
    /// not among it.
    pub differences: Vec<Difference>,
    /// Every step.
    pub steps: Vec<StepState>,
    /// Accounts that were made with a password nobody can show any more: the page that knew it was
    /// closed. They need a new one.
    pub passwords_lost: Vec<Login>,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps that Matomo refused.
    pub failed: usize,
    /// All steps but those left out.
    pub total: usize,
}

impl Apply {
    /// Begins with a plan that a person has agreed to.
    pub fn start(plan: Plan, caller: Caller) -> Self {
        Self::resume(Journal::new(plan), caller)
    }

    /// Goes on where a page was closed: looks first what has become of it.
    pub fn resume(journal: Journal, caller: Caller) -> Self {
        let courses = journal.plan().courses();
        let mut apply = Self {
            doing: Doing::Writing(None),
            caller,
            courses,
            seen: Seen::default(),
            paused: false,
            wrote: false,
            refused_password: None,
            made_here: BTreeSet::new(),
            journal,
        };
        apply.journal.forget_answers();
        apply.look(Then::Judge);
        apply
    }

    /// What to do now. Says the same again until an answer is fed.
    pub fn next(&mut self, secrets: &Secrets) -> Next {
        loop {
            match &mut self.doing {
                Doing::Looking(look, then) => {
                    if self.paused && !look.is_asked() {
                        return Next::Paused;
                    }
                    let purpose = if matches!(then, Then::Compare) { Purpose::ReadBack } else { Purpose::Look };
                    match look.ask(self.caller) {
                        Some(bulk) => return Next::Send(bulk, purpose),
                        None => self.looked(),
                    }
                }
                Doing::Writing(Some(batch)) => {
                    return Next::Send(batch.bulk(&self.journal, secrets), Purpose::Write);
                }
                Doing::Writing(None) if self.paused => return Next::Paused,
                Doing::Writing(None) => match self.choose(secrets) {
                    write::Choice::Batch(batch) => {
                        self.wrote = true;
                        self.doing = Doing::Writing(Some(batch));
                    }
                    write::Choice::NeedsPassword => {
                        return Next::NeedsCallerPassword { wrong: self.refused_password.is_some() };
                    }
                    write::Choice::Nothing if self.wrote => self.look(Then::Compare),
                    write::Choice::Nothing => self.finish(),
                },
                Doing::Interrupted(error) => {
                    return Next::Interrupted { error: error.clone(), looked: self.journal.is_settled() };
                }
                Doing::Conflict(differences) => return Next::Conflict(differences.clone()),
                Doing::Finished(outcome) => return Next::Finished(outcome.clone()),
            }
        }
    }

    /// Takes the answer to the last [`Next::Send`]. An answer that nobody waits for is ignored.
    pub fn feed(&mut self, reply: Result<BulkReply, Error>) {
        match &mut self.doing {
            Doing::Looking(look, then) if look.is_asked() => {
                if let Err(error) = reply.and_then(|reply| look.take(&reply)) {
                    // Of a lost write its own error is told, not that of the attempt to look.
                    self.doing = Doing::Interrupted(match then {
                        Then::Report(lost) => lost.clone(),
                        Then::Judge | Then::Verify(_) | Then::Compare => error,
                    });
                } else if look.is_complete() {
                    self.looked();
                }
            }
            Doing::Writing(batch @ Some(_)) => {
                if let Some(batch) = batch.take() {
                    self.written(batch, reply);
                }
            }
            _ => {}
        }
    }

    /// Stops before the next request. What is under way is still waited for.
    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// Goes on after a pause or an interruption: looks again, then sends what is not there.
    pub fn go_on(&mut self) {
        let was_paused = std::mem::replace(&mut self.paused, false);
        match self.doing {
            Doing::Interrupted(_) => self.look(Then::Judge),
            Doing::Writing(None) if was_paused => self.look(Then::Judge),
            _ => {}
        }
    }

    /// Tries the steps that Matomo refused once more, and those that depend on them.
    pub fn retry_failed(&mut self) {
        if matches!(self.doing, Doing::Finished(_) | Doing::Interrupted(_)) && self.journal.reopen(&self.courses) {
            self.leave_out_kept();
            self.look(Then::Judge);
        }
    }

    /// Answers a [`Next::Conflict`].
    pub fn decide(&mut self, decision: Decision) {
        let Doing::Conflict(differences) = &self.doing else { return };
        self.journal.decide(differences, decision);
        self.leave_out_kept();
        self.doing = Doing::Writing(None);
    }

    /// What has to be kept to go on after a reload: before every send and after every feed.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Every step's state, in the order of the plan.
    pub fn steps(&self) -> &[StepState] {
        self.journal.steps()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let count = |wanted: fn(&StepState) -> bool| self.steps().iter().filter(|state| wanted(state)).count();
        Progress {
            done: count(|state| matches!(state, StepState::Done { .. })),
            failed: count(|state| matches!(state, StepState::Failed(_))),
            total: count(|state| *state != StepState::LeftOut),
        }
    }

    fn look(&mut self, then: Then) {
        let logins = self.courses.iter().map(|course| course.login.clone()).collect();
        // That sites still exist has to be known before writing only.
        let with_sites = matches!(then, Then::Judge) && self.courses.iter().any(|course| !course.sites.is_empty());
        let preferred = |step: &Step| match &step.change {
            Change::Prefer { login, preference } => Some((login.clone(), preference.clone())),
            _ => None,
        };
        let preferences = self.journal.plan().steps.iter().filter_map(preferred).collect();
        self.doing = Doing::Looking(Box::new(Look::new(logins, with_sites, preferences)), then);
    }

    /// A look is complete.
    fn looked(&mut self) {
        let Doing::Looking(look, then) = std::mem::replace(&mut self.doing, Doing::Writing(None)) else { return };
        self.seen.take(look.seen());
        self.wrote = false;
        match then {
            Then::Judge => {
                self.settle();
                let differences = self.conflicts();
                if !differences.is_empty() {
                    self.doing = Doing::Conflict(differences);
                }
            }
            Then::Report(error) => {
                self.settle();
                self.doing = Doing::Interrupted(error);
            }
            Then::Verify(taken) => {
                self.settle();
                for (index, reason) in taken {
                    if self.steps()[index] == StepState::Pending {
                        self.fail(index, reason);
                    }
                }
            }
            Then::Compare => {
                self.settle();
                self.finish();
            }
        }
    }

    fn finish(&mut self) {
        self.journal.finish();
        let lost = self.journal.plan().steps.iter().enumerate().filter(|(index, step)| {
            matches!(step.change, Change::Create { .. })
                && matches!(self.steps()[*index], StepState::Done { .. })
                && !self.made_here.contains(index)
        });
        let outcome = Outcome {
            passwords_lost: lost.map(|(_, step)| step.change.login().clone()).collect(),
            differences: self.differences(),
            steps: self.steps().to_vec(),
        };
        self.doing = Doing::Finished(outcome);
    }
}
