//! The entry of a plan that was applied, from the plan and what became of it.

use crate::{Account, Applied, ChangeId, SiteChange, Touched, Why};
use access::{Access, AccountState, Change, Decision, Difference, Directory, Grant, Journal, Plan, Step, StepState};
use matomo_api::{Email, Login, Role, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A plan on its end, and what is needed to say what became of it.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Every step's state ([`access::Outcome::steps`], or [`access::Journal::steps`] of a plan that was left).
    pub steps: &'a [StepState],
    /// What was sent. Without it every step that is done counts as sent; what was found in place and was never sent
    /// is no change.
    pub journal: Option<&'a Journal>,
    /// What was read back and is not as wanted ([`access::Outcome::differences`]).
    pub differences: &'a [Difference],
    /// What was not as planned when it was looked at, and what the person decided about it
    /// ([`access::Next::Conflict`], [`access::Apply::decide`]).
    pub conflicts: &'a [(Difference, Decision)],
    /// The directory that the plan was made on: names and addresses.
    pub directory: &'a Directory,
    /// The directory as it was read afterwards, if it was: what people have now is taken from it.
    pub after: Option<&'a Directory>,
}

/// A step and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepResult {
    /// The call: `UsersManager.setUserAccess`.
    pub method: String,
    /// Its parameters in order; secrets are masked.
    pub args: Vec<(String, String)>,
    /// What became of it.
    pub result: Outcome,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Matomo did it.
    Done,
    /// It was seen to be done; the answer did not come.
    Found,
    /// Matomo refused it, or it could not be sent; holds the reason.
    Failed(String),
    /// It was not sent: it depends on a step that failed, or was left to others, or the plan was left.
    LeftOut,
    /// It was sent, and nobody knows whether it took effect.
    Unknown,
}

/// Something that was read back and is not as it was wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differs {
    /// Whose account.
    pub login: Login,
    /// Their access to this site; `None` is the account itself.
    pub site: Option<SiteId>,
    /// As it was wanted, in words.
    pub wanted: String,
    /// As it is, in words.
    pub found: String,
}

impl Applied {
    /// What became of a plan. `undoes` is the change that it takes back, if it was made for that.
    pub fn of(run: Run<'_>, why: Why, undoes: Option<ChangeId>) -> Self {
        let differs = |one: &Difference| Differs {
            login: one.login.clone(),
            site: one.site,
            wanted: one.expected.in_words(),
            found: one.found.in_words(),
        };
        Self {
            why,
            undoes,
            people: touched(run),
            steps: run.plan.calls().into_iter().zip(run.steps).map(|(call, state)| result(call, state)).collect(),
            differences: run.differences.iter().map(differs).collect(),
        }
    }

    /// Whether every step was done and everything was read back as wanted.
    pub fn is_whole(&self) -> bool {
        let done = |step: &StepResult| matches!(step.result, Outcome::Done | Outcome::Found);
        self.differences.is_empty() && self.steps.iter().all(done)
    }
}

fn result(call: access::CallShown, state: &StepState) -> StepResult {
    StepResult {
        method: call.method.to_owned(),
        args: call.args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        result: match state {
            StepState::Done { found: false } => Outcome::Done,
            StepState::Done { found: true } => Outcome::Found,
            StepState::Failed(why) => Outcome::Failed(why.clone()),
            StepState::LeftOut | StepState::Pending => Outcome::LeftOut,
            StepState::Sent | StepState::Unknown => Outcome::Unknown,
        },
    }
}

/// One account on its way.
struct Way {
    email: Option<Email>,
    before: AccountState,
    after: AccountState,
    /// Each site that is touched: before and after.
    sites: BTreeMap<SiteId, (Option<Grant>, Option<Grant>)>,
    /// Those of which nobody looked what they have there: the account was not the one that was planned on.
    unseen: BTreeSet<SiteId>,
}

fn touched(run: Run<'_>) -> Vec<Touched> {
    let mut ways: BTreeMap<&Login, Way> = BTreeMap::new();
    for (step, _) in run.plan.steps.iter().zip(run.steps) {
        let login = step.change.login();
        let email = || run.directory.person(login.as_str()).and_then(|person| person.email.clone());
        let state = step.before.account;
        let way = ways.entry(login).or_insert_with(|| Way::new(email(), state));
        way.see(step);
    }
    let done = || {
        let all = run.plan.steps.iter().zip(run.steps).enumerate();
        let done = all.filter(|(_, (_, state))| matches!(state, StepState::Done { .. }));
        done.map(|(place, (step, _))| (step, run.journal.is_none_or(|journal| journal.times_sent(place) > 0)))
    };
    // What others did was there before any step was: what needed no step, and what was not as planned.
    for (step, _) in done().filter(|(_, sent)| !sent) {
        if let (Some(way), Some(state)) = (ways.get_mut(step.change.login()), reached(step)) {
            way.begin(state);
        }
    }
    for (conflict, _) in run.conflicts {
        let Some(way) = ways.get_mut(&conflict.login) else { continue };
        way.correct(conflict, true);
    }
    for (step, sent) in done() {
        let Some(way) = ways.get_mut(step.change.login()) else { continue };
        let kept = |site: SiteId| {
            let about = |one: &Difference| one.login == *step.change.login() && one.site == Some(site);
            run.conflicts.iter().any(|(one, decision)| about(one) && *decision == Decision::KeepTheirs)
        };
        way.take(&step.change, sent, kept);
    }
    for difference in run.differences {
        let Some(way) = ways.get_mut(&difference.login) else { continue };
        way.correct(difference, false);
    }
    if let Some(directory) = run.after {
        ways.iter_mut().for_each(|(login, way)| way.read(login, directory));
    }
    let touched = ways.into_iter().map(|(login, way)| way.touched(login, run.directory));
    // Setting what somebody meets at the sign-in touches no access.
    touched.filter(|one| !one.is_same() || !one.sites.is_empty()).collect()
}

/// Where a step of the account leads that was in place already.
fn reached(step: &Step) -> Option<AccountState> {
    match step.change {
        Change::Delete { .. } => Some(AccountState::Missing),
        Change::SetSuperUser { super_user: true, .. } => Some(AccountState::SuperUser),
        Change::SetSuperUser { super_user: false, .. } => Some(AccountState::Active),
        Change::Invite { .. } | Change::Create { .. } | Change::SetAccess { .. } | Change::Prefer { .. } => None,
    }
}

impl Way {
    fn new(email: Option<Email>, state: AccountState) -> Self {
        Self { email, before: state, after: state, sites: BTreeMap::new(), unseen: BTreeSet::new() }
    }

    fn see(&mut self, step: &Step) {
        for (site, grant) in &step.before.grants {
            self.sites.entry(*site).or_insert_with(|| (Some(grant.clone()), Some(grant.clone())));
        }
        let set: &[SiteId] = match &step.change {
            Change::Invite { first_site, .. } => std::slice::from_ref(first_site),
            Change::Create { first_site, .. } => first_site.as_slice(),
            Change::SetAccess { sites, .. } => sites,
            Change::SetSuperUser { .. } | Change::Delete { .. } | Change::Prefer { .. } => &[],
        };
        for site in set {
            self.sites.entry(*site).or_default();
        }
    }

    /// The account was not the one that was planned on.
    fn begin(&mut self, state: AccountState) {
        (self.before, self.after) = (state, state);
        self.sites.values_mut().for_each(|site| *site = (None, None));
        let none = matches!(state, AccountState::Missing | AccountState::SuperUser);
        self.unseen = self.sites.keys().copied().filter(|_| !none).collect();
    }

    /// A step was done; if it was not sent, all was so before.
    fn take(&mut self, change: &Change, sent: bool, kept: impl Fn(SiteId) -> bool) {
        let mut set = |sites: &[SiteId], access: &Access| {
            for site in sites.iter().filter(|site| !kept(**site)) {
                self.unseen.remove(site);
                let way = self.sites.entry(*site).or_default();
                way.1 = access.grant();
                if !sent {
                    way.0 = access.grant();
                }
            }
        };
        let view = Access::Role(Role::View, Vec::new());
        match change {
            _ if !sent && !matches!(change, Change::SetAccess { .. }) => {}
            Change::Invite { email, first_site, .. } => {
                set(&[*first_site], &view);
                (self.email, self.after) = (Some(email.clone()), AccountState::Invited);
            }
            Change::Create { email, first_site, .. } => {
                set(first_site.as_slice(), &view);
                (self.email, self.after) = (Some(email.clone()), AccountState::Active);
            }
            Change::SetAccess { access, sites, .. } => set(sites, access),
            Change::SetSuperUser { super_user, .. } => {
                self.unseen.clear();
                self.sites.values_mut().for_each(|(_, after)| *after = None);
                self.after = if *super_user { AccountState::SuperUser } else { AccountState::Active };
            }
            Change::Delete { .. } => {
                self.unseen.clear();
                self.sites.values_mut().for_each(|(_, after)| *after = None);
                self.after = AccountState::Missing;
            }
            Change::Prefer { .. } => {}
        }
    }

    /// Something was found to be otherwise than the plan says: at the start, or afterwards.
    fn correct(&mut self, difference: &Difference, at_start: bool) {
        let grant = match &difference.found {
            access::State::Account(state) => {
                if at_start {
                    self.begin(*state);
                }
                self.after = *state;
                return;
            }
            access::State::Preference(_) => return,
            access::State::Grant(grant) => Some(grant.clone()),
            access::State::NoAccess | access::State::NoSite => None,
        };
        let Some(id) = difference.site else { return };
        self.unseen.remove(&id);
        if let Some(site) = self.sites.get_mut(&id) {
            if at_start {
                site.0.clone_from(&grant);
            }
            site.1 = grant;
        }
    }

    /// What they have now is known.
    fn read(&mut self, login: &Login, directory: &Directory) {
        let person = directory.person(login.as_str());
        let anonymous = directory.anonymous().filter(|_| login.is_anonymous());
        if !login.is_anonymous() {
            self.after = AccountState::of(person);
        }
        self.unseen.clear();
        let grants = person.or(anonymous).filter(|person| !person.super_user).map(|person| &person.grants);
        for (site, (_, after)) in &mut self.sites {
            *after = grants.and_then(|grants| grants.get(*site));
        }
    }

    fn touched(self, login: &Login, directory: &Directory) -> Touched {
        let name = |id| directory.site(id).map(|site| site.name.clone()).unwrap_or_default();
        let site = |(id, (before, after))| SiteChange { id, name: name(id), before, after };
        Touched {
            login: login.clone(),
            email: self.email,
            before: Account::from(self.before),
            after: Account::from(self.after),
            sites: self.sites.into_iter().filter(|(id, _)| !self.unseen.contains(id)).map(site).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
