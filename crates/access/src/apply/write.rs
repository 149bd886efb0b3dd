//! Sending steps, and what Matomo says to them.

use super::{Apply, Doing, Journal, Secrets, StepState, Then};
use crate::{
    AccountState, Change, Preference,
    plan::{dates, first_page},
    why,
};
use matomo_api::{
    Bulk, BulkReply, Error, Field, Login, Method, Password, SiteId,
    methods::{
        AddUser, CopyDashboardToUser, DeleteUser, InviteUser, SetLanguageForUser, SetSuperUserAccess, SetUserAccess,
    },
};
use std::collections::BTreeSet;

/// Steps that are sent together.
pub(super) struct Batch {
    /// Places in the plan, and the sites that are set there.
    steps: Vec<(usize, Vec<SiteId>)>,
    answers: Vec<ReadAnswer>,
    password: Option<Password>,
}

type ReadAnswer = Box<dyn Fn(&BulkReply) -> Result<(), Error>>;

/// What to send next.
pub(super) enum Choice {
    Batch(Batch),
    NeedsPassword,
    Nothing,
}

/// Steps that may share a request.
#[derive(PartialEq, Clone, Copy)]
enum Kind {
    /// Matomo hashes a password or sends a mail for each: 0.35 s (seen), so that 50 of them would
    /// come near PHP's time limit.
    Accounts,
    Access,
    /// One by one: each carries the caller's password, and a wrong one must count only once.
    SuperUser,
}

impl Kind {
    fn of(change: &Change) -> Self {
        match change {
            Change::Invite { .. } | Change::Create { .. } => Kind::Accounts,
            Change::SetAccess { .. } | Change::Prefer { .. } | Change::Delete { .. } => Kind::Access,
            Change::SetSuperUser { .. } => Kind::SuperUser,
        }
    }

    fn most(self) -> usize {
        match self {
            Kind::Accounts => 10,
            Kind::Access => Bulk::SIZE,
            Kind::SuperUser => 1,
        }
    }
}

/// A site takes up to 15 bytes of a request ("%252C" and its number); nginx takes 1 MB by default.
const SITES_AT_ONCE: usize = 20_000;

impl Apply {
    /// Chooses what to send next and marks it as sent.
    pub(super) fn choose(&mut self, secrets: &Secrets) -> Choice {
        let Some(kind) = self.next_kind() else { return Choice::Nothing };
        let mut steps: Vec<(usize, Vec<SiteId>)> = Vec::new();
        let mut sites = 0;
        for index in self.ready(kind) {
            if steps.len() == kind.most() {
                break;
            }
            let step = &self.journal.plan().steps[index];
            let to_set = self.sites_to_set(step.change.login(), step);
            if let Some(reason) = self.cannot_send(&step.change, &to_set, secrets) {
                self.fail(index, reason);
                continue;
            }
            if kind == Kind::SuperUser && usable_password(secrets, self.refused_password.as_ref()).is_none() {
                return Choice::NeedsPassword;
            }
            sites += to_set.len();
            if sites > SITES_AT_ONCE && !steps.is_empty() {
                break;
            }
            steps.push((index, to_set));
        }
        if steps.is_empty() {
            // All of them failed unsent; there may be others of another kind.
            return self.choose(secrets);
        }
        for (index, _) in &steps {
            self.journal.set(*index, StepState::Sent);
            if matches!(self.journal.plan().steps[*index].change, Change::Create { .. }) {
                self.made_here.insert(*index);
            }
        }
        Choice::Batch(Batch { steps, answers: Vec::new(), password: None })
    }

    /// New accounts come first wherever they stand in the plan, so that they share requests; all else
    /// goes in its order.
    fn next_kind(&self) -> Option<Kind> {
        if !self.ready(Kind::Accounts).is_empty() {
            return Some(Kind::Accounts);
        }
        let first = self.steps().iter().position(|state| *state == StepState::Pending)?;
        Some(Kind::of(&self.journal.plan().steps[first].change))
    }

    /// Pending steps of one kind that nothing else has to precede.
    fn ready(&self, kind: Kind) -> Vec<usize> {
        let steps = self.journal.plan().steps.iter().enumerate();
        let pending = steps.filter(|(index, _)| self.steps()[*index] == StepState::Pending);
        let place = |(index, _)| index;
        if kind != Kind::Accounts {
            return pending.take_while(|(_, step)| Kind::of(&step.change) == kind).map(place).collect();
        }
        let mut logins = BTreeSet::new();
        pending
            .filter(|(_, step)| logins.insert(step.change.login()) && step.change.makes_account())
            .map(place)
            .collect()
    }

    /// Why a step must not be sent, although Matomo might take it.
    fn cannot_send(&self, change: &Change, to_set: &[SiteId], secrets: &Secrets) -> Option<String> {
        let login = change.login();
        match change {
            Change::Create { .. } if !secrets.passwords.contains_key(login) => {
                Some(format!("There is no password for “{login}”."))
            }
            Change::Invite { .. } | Change::Create { .. } if to_set.len() != change.sites().len() => {
                Some("The first site does not exist any more, or you do not administer it.".to_owned())
            }
            // Matomo would store a language for nobody (seen).
            Change::SetAccess { .. } | Change::Prefer { .. } if !self.has_account(login) => {
                Some(format!("There is no account “{login}” any more."))
            }
            _ => None,
        }
    }

    /// Whether the account was seen, or made since.
    fn has_account(&self, login: &Login) -> bool {
        let seen = self.seen.account(login).is_some_and(|account| account.state != AccountState::Missing);
        seen || self.journal.plan().steps.iter().zip(self.steps()).any(|(step, state)| {
            step.change.makes_account() && step.change.login() == login && matches!(state, StepState::Done { .. })
        })
    }

    /// Marks a step as failed and leaves out what builds on it.
    pub(super) fn fail(&mut self, index: usize, reason: String) {
        self.journal.set(index, StepState::Failed(reason));
        let steps = &self.journal.plan().steps;
        if !steps[index].change.is_of_account() {
            return;
        }
        let dependent = |later: &usize| {
            steps[*later].change.login() == steps[index].change.login() && self.steps()[*later] == StepState::Pending
        };
        for later in (index + 1..steps.len()).filter(dependent).collect::<Vec<_>>() {
            self.journal.set(later, StepState::LeftOut);
        }
    }

    /// Whether Matomo refuses to make an account that was made by the same request after all: by an
    /// earlier try that arrived late, or because the browser sent it twice, which it does by itself
    /// where a connection that it had used before is closed without an answer (seen on Chromium and
    /// Firefox). Then the login was free when it was last looked at.
    fn may_be_made(&self, index: usize, error: &Error) -> bool {
        let change = &self.journal.plan().steps[index].change;
        let again = self.journal.times_sent(index) > 1;
        change.makes_account()
            && match error {
                Error::InvalidField { field: Field::Login, .. } => again || !self.has_account(change.login()),
                Error::InvalidField { field: Field::Email, .. } => again,
                _ => false,
            }
    }

    /// Takes the answer to a batch.
    pub(super) fn written(&mut self, batch: Batch, reply: Result<BulkReply, Error>) {
        let reply = match reply {
            Ok(reply) => reply,
            Err(error) => {
                let refused = was_not_run(&error);
                let state = if refused { StepState::Pending } else { StepState::Unknown };
                batch.steps.iter().for_each(|(index, _)| self.journal.set(*index, state.clone()));
                return if refused { self.doing = Doing::Interrupted(error) } else { self.look(Then::Report(error)) };
            }
        };
        let (mut lost, mut stop, mut taken) = (None, None, Vec::new());
        for ((index, _), answer) in batch.steps.iter().zip(&batch.answers) {
            match answer(&reply) {
                Ok(()) => self.journal.set(*index, StepState::Done { found: false }),
                Err(Error::WrongPassword | Error::NeedsPassword) if batch.password.is_some() => {
                    self.refused_password = batch.password.clone();
                    self.journal.set(*index, StepState::Pending);
                }
                Err(error) if was_not_run(&error) => {
                    self.journal.set(*index, StepState::Pending);
                    stop = Some(error);
                }
                Err(error) if error.leaves_effect_unknown() => {
                    self.journal.set(*index, StepState::Unknown);
                    lost = Some(error);
                }
                Err(error) if self.may_be_made(*index, &error) => {
                    self.journal.set(*index, StepState::Unknown);
                    taken.push((*index, why(&error)));
                }
                Err(error) => self.fail(*index, why(&error)),
            }
        }
        match (lost, stop) {
            (Some(error), _) => self.look(Then::Report(error)),
            (None, Some(error)) => self.doing = Doing::Interrupted(error),
            (None, None) if !taken.is_empty() => self.look(Then::Verify(taken)),
            (None, None) => self.doing = Doing::Writing(None),
        }
    }
}

/// Whether Matomo refused before anything was run. Trying again on one's own would only bring the
/// lock-out nearer.
fn was_not_run(error: &Error) -> bool {
    matches!(error, Error::RefusedToken | Error::LockedOut | Error::AddressNotAllowed(_) | Error::BulkTooLarge(_))
}

fn usable_password<'a>(secrets: &'a Secrets, refused: Option<&Password>) -> Option<&'a Password> {
    secrets.caller.as_ref().filter(|password| Some(*password) != refused)
}

impl Batch {
    /// The request; built anew each time it is asked for.
    pub(super) fn bulk(&mut self, journal: &Journal, secrets: &Secrets) -> Bulk {
        let mut bulk = Bulk::default();
        self.answers.clear();
        for (index, sites) in &self.steps {
            let answer = match journal.plan().steps[*index].change.clone() {
                Change::Invite { login, email, first_site, days } => {
                    add(&mut bulk, InviteUser { login, email, initial_site: first_site, expiry_days: days })
                }
                Change::Create { login, email, first_site } => {
                    let password = secrets.passwords.get(&login).cloned().unwrap_or_else(|| Password::new(""));
                    add(&mut bulk, AddUser { login, password, email, initial_site: first_site })
                }
                Change::SetAccess { login, access, .. } => {
                    add(&mut bulk, SetUserAccess { login, access: access.to_send(), sites: sites.clone() })
                }
                Change::SetSuperUser { login, super_user } => {
                    let password = secrets.caller.clone().unwrap_or_else(|| Password::new(""));
                    self.password = Some(password.clone());
                    add(&mut bulk, SetSuperUserAccess { login, super_user, password })
                }
                Change::Delete { login } => add(&mut bulk, DeleteUser { login }),
                Change::Prefer { login, preference } => match preference {
                    Preference::Language(code) => {
                        let unknown = format!("This Matomo does not have the language “{code}”.");
                        let slot = bulk.add(SetLanguageForUser { login, code });
                        let refused = move || Error::Refused(unknown.clone());
                        Box::new(move |reply: &BulkReply| reply.get(&slot)?.then_some(()).ok_or_else(&refused))
                    }
                    Preference::FirstPage(site) => add(&mut bulk, first_page(login, site)),
                    Preference::Dates(date) => add(&mut bulk, dates(login, date)),
                    Preference::Dashboard { id, name } => {
                        let slot = bulk.add(CopyDashboardToUser { dashboard: id, to: login, name: Some(name) });
                        Box::new(move |reply: &BulkReply| reply.get(&slot).map(drop))
                    }
                },
            };
            self.answers.push(answer);
        }
        bulk
    }
}

fn add<M: Method<Response = ()> + 'static>(bulk: &mut Bulk, method: M) -> ReadAnswer {
    let slot = bulk.add(method);
    Box::new(move |reply| reply.get(&slot))
}
