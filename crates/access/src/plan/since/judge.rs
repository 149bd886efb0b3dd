//! One account's steps against what there is now.

use super::{Changed, Found};
use crate::plan::{
    Access, AccountState, Change, Course, Entry, NewPerson, Plan, Preference, Refusal, State, Subject,
    build::{alike, checked, existing},
    course::Stage,
    lines::changed_sites,
    seen::account_now,
};
use crate::{Directory, Grant, Person, Scope, StatusKind};
use matomo_api::{Email, Login, Role, SiteId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Judge<'a> {
    plan: &'a Plan,
    course: &'a Course,
    directory: &'a Directory,
    login: &'a Login,
    person: Option<&'a Person>,
    /// As the account and its access are, on every site.
    now: Stage,
}

/// What becomes of the changes of the account itself.
enum Ground {
    /// They stand: what follows builds on them.
    Stands,
    /// The account is already as they leave it after the step at this place of the course.
    Done(usize),
}

impl<'a> Judge<'a> {
    pub(super) fn new(plan: &'a Plan, course: &'a Course, directory: &'a Directory) -> Self {
        let person = directory.account(&course.login);
        let grants = person.into_iter().flat_map(|person| person.grants.iter());
        let grants = grants.map(|(site, grant)| (site, grant.clone())).collect();
        let now = Stage { account: account_now(directory, &course.login), grants };
        Self { plan, course, directory, login: &course.login, person, now }
    }

    pub(super) fn judge(&self, found: &mut Found) {
        let last_of_account = self.course.steps.iter().rposition(|at| self.change(*at).is_of_account());
        let ground = match last_of_account {
            Some(place) => self.account(place),
            None => self.reachable().map(|()| Ground::Done(0)),
        };
        match ground {
            Err(refusal) => self.refuse(found, refusal),
            Ok(Ground::Stands) => {
                self.compare_account(found);
                self.sites(found, None);
            }
            Ok(Ground::Done(stage)) => {
                if stage > 0 {
                    self.is_done(found, stage);
                }
                match self.reachable() {
                    // An account that is gone as wanted has no access to look at.
                    Err(_) if self.course.last().account == AccountState::Missing => {}
                    Err(refusal) => return self.refuse(found, refusal),
                    Ok(()) => self.sites(found, Some(&self.course.stages[stage])),
                }
            }
        }
        self.preferences(found);
    }

    /// The changes of the account, up to this stage of the course, are in place. Of a new account the view that came
    /// along may have been taken away again.
    fn is_done(&self, found: &mut Found, stage: usize) {
        let (done, rest) = self.course.steps.split_at(stage);
        found.steps.extend(done);
        found.done += 1;
        if self.course.last().account == AccountState::Missing {
            found.done += changed_sites(self.course).len();
        }
        let first = done.iter().find(|at| self.change(**at).makes_account());
        let later = |site: &SiteId| rest.iter().any(|at| self.change(*at).sites().contains(site));
        let site = first.and_then(|at| Some((*at, *self.change(*at).sites().first()?)));
        found.first_sites.extend(site.filter(|(_, site)| !later(site)));
    }

    fn change(&self, at: usize) -> &'a Change {
        &self.plan.steps[at].change
    }

    /// Whether access of the account, as it is now, can be set.
    fn reachable(&self) -> Result<(), Refusal> {
        let person = existing(self.directory, self.login)?;
        let set = |at: &usize| match self.change(*at) {
            Change::SetAccess { access, .. } => Some(*access != Access::None),
            _ => None,
        };
        let sets: Vec<bool> = self.course.steps.iter().filter_map(set).collect();
        match person {
            Some(person) if person.super_user && !sets.is_empty() => Err(Refusal::IsSuperUser(self.login.clone())),
            Some(person) if person.status.kind() == StatusKind::InviteExpired && sets.contains(&true) => {
                Err(Refusal::InviteExpired(self.login.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Judges the changes of the account itself; the last of them is at this place of the course.
    fn account(&self, last: usize) -> Result<Ground, Refusal> {
        let at = self.course.steps[last];
        let outcome = match self.change(at) {
            Change::Invite { login, email, first_site, days } => {
                self.makes(login, email, Some(*first_site), Entry::Invitation { days: *days })
            }
            Change::Create { login, email, first_site } => self.makes(login, email, *first_site, Entry::Password),
            Change::SetSuperUser { login, super_user } => {
                let first = self.course.steps.iter().position(|at| self.change(*at).is_of_account());
                // After another change of the account only Matomo can say.
                if first != Some(last) {
                    return existing(self.directory, login).map(|_| Ground::Stands);
                }
                self.promotes(login, *super_user)
            }
            Change::Delete { login } => match existing(self.directory, login) {
                Err(Refusal::UnknownLogin(_)) => Ok(true),
                Err(refusal) => Err(refusal),
                Ok(_) => self.unless_last(Plan::delete(self.directory, login)),
            },
            Change::SetAccess { .. } | Change::Prefer { .. } => Ok(true),
        };
        Ok(if outcome? { Ground::Done(last + 1) } else { Ground::Stands })
    }

    /// Whether the account is there already; else it can be made.
    fn makes(&self, login: &Login, email: &Email, first: Option<SiteId>, entry: Entry) -> Result<bool, Refusal> {
        let same = |person: &Person| person.email.as_ref().is_none_or(|found| found.is_same(email.as_str()));
        if self.person.is_some_and(same) {
            return Ok(true);
        }
        let person = NewPerson { login: login.clone(), email: email.clone(), entry };
        let wanted: Vec<_> = first.into_iter().map(|site| (site, Grant::plain(Role::View))).collect();
        Plan::onboard(self.directory, person, &wanted).map(|_| false)
    }

    fn promotes(&self, login: &Login, super_user: bool) -> Result<bool, Refusal> {
        let gives = self.course.steps.iter().any(|at| matches!(self.change(*at), Change::SetAccess { .. }));
        let done = self.unless_last(Plan::super_user(self.directory, login, super_user, false))?;
        if !done && !super_user && gives && self.directory.caller() == Some(login) {
            return Err(Refusal::CannotRestoreOwn);
        }
        Ok(done)
    }

    /// Whether nothing is to be done. The last super user may go where the plan makes another one.
    fn unless_last(&self, planned: Result<Plan, Refusal>) -> Result<bool, Refusal> {
        match planned {
            Err(Refusal::LastSuperUser(_)) if self.plan.super_users_after(self.directory) > 0 => Ok(false),
            planned => planned.map(|plan| plan.is_empty()),
        }
    }

    /// Tells an account that stands otherwise than it did, or has other access that goes with the change.
    fn compare_account(&self, found: &mut Found) {
        let first = self.course.first();
        let takes_all = |at: &usize| matches!(self.change(*at), Change::SetSuperUser { .. } | Change::Delete { .. });
        let wipes = self.course.steps.iter().any(takes_all);
        let same = first.account.is_like(self.now.account) && (!wipes || first.grants == self.now.grants);
        if !same {
            found.changed.push(self.changed_account(None));
        }
    }

    fn refuse(&self, found: &mut Found, refusal: Refusal) {
        found.people.insert(self.login.clone());
        found.changed.push(self.changed_account(Some(refusal)));
    }

    fn changed_account(&self, refusal: Option<Refusal>) -> Changed {
        let (first, last) = (self.course.first(), self.course.last());
        let differs = |site: &SiteId| first.grants.get(site) != self.now.grants.get(site);
        let touched: BTreeSet<SiteId> = first.grants.keys().chain(self.now.grants.keys()).copied().collect();
        let stays = first.account == last.account;
        let sites: Vec<SiteId> = match stays {
            true => self.course.sites.iter().copied().collect(),
            false => touched.into_iter().filter(differs).collect(),
        };
        Changed {
            subject: Subject::Account(self.login.clone()),
            was: self.in_words(first.account, &first.grants, &sites),
            is: self.in_words(self.now.account, &self.now.grants, &sites),
            would: match stays {
                true => self.in_words(last.account, &last.grants, &sites),
                false => State::Account(last.account).in_words(),
            },
            refusal,
        }
    }

    /// An account with its access to some sites: "account, view on Shop".
    fn in_words(&self, account: AccountState, grants: &BTreeMap<SiteId, Grant>, sites: &[SiteId]) -> String {
        const SITES: usize = 3;
        let name = |id: &SiteId| self.directory.site(*id).map(|site| site.name.clone()).filter(|name| !name.is_empty());
        let on = |id: &SiteId| {
            let name = name(id).unwrap_or_else(|| format!("site {id}"));
            match grants.get(id) {
                Some(grant) => format!("{} on {name}", grant.in_words()),
                None => format!("no access to {name}"),
            }
        };
        let mut words = vec![State::Account(account).in_words()];
        if account != AccountState::SuperUser && account != AccountState::Missing {
            words.extend(sites.iter().take(SITES).map(on));
            words.extend((sites.len() > SITES).then(|| format!("and {} more sites", sites.len() - SITES)));
        }
        words.join(", ")
    }

    /// Judges access, site by site. `was` is what it was planned on; `None` where it builds on a change of the
    /// account, so that what is there now does not matter.
    fn sites(&self, found: &mut Found, was: Option<&Stage>) {
        for at in &self.course.steps {
            match (self.change(*at), found.first_sites.get(at)) {
                (_, Some(site)) => self.site(found, *at, *site, &Access::Role(Role::View, Vec::new()), was),
                (Change::SetAccess { access, sites, .. }, None) if !found.steps.contains(at) => {
                    sites.iter().for_each(|site| self.site(found, *at, *site, access, was));
                }
                _ => {}
            }
        }
    }

    fn site(&self, found: &mut Found, at: usize, site: SiteId, access: &Access, was: Option<&Stage>) {
        let (wanted, now) = (access.grant(), self.now.grants.get(&site));
        let before = was.and_then(|stage| stage.grants.get(&site));
        let same = |a: Option<&Grant>, b: Option<&Grant>| alike(self.directory, a, b);
        let drops = was.is_none() && self.course.last().account == AccountState::SuperUser;
        let checked = match drops {
            true => Err(Refusal::BecomesSuperUser(self.login.clone())),
            false => checked(self.directory, self.login, site, wanted.clone()),
        };
        let kept = match checked {
            Ok(kept) => kept,
            Err(refusal) => {
                found.sites.insert((self.login.clone(), site));
                return found.changed.push(self.changed_site(site, before, wanted.as_ref(), Some(refusal)));
            }
        };
        found.kept_as.insert(at, Access::of(kept.as_ref()));
        if was.is_some() && same(wanted.as_ref(), now) {
            found.done += 1;
            found.sites.insert((self.login.clone(), site));
        } else if was.is_some() && !same(before, now) {
            found.changed.push(self.changed_site(site, before, wanted.as_ref(), None));
        }
    }

    fn changed_site(
        &self,
        id: SiteId,
        was: Option<&Grant>,
        would: Option<&Grant>,
        refusal: Option<Refusal>,
    ) -> Changed {
        let site = self.directory.site(id);
        let name = site.map(|site| site.name.clone()).unwrap_or_default();
        let is = if site.is_none() { State::NoSite } else { State::of(self.now.grants.get(&id)) };
        Changed {
            subject: Subject::Site { login: self.login.clone(), id, name },
            was: State::of(was).in_words(),
            is: is.in_words(),
            would: State::of(would).in_words(),
            refusal,
        }
    }

    fn preferences(&self, found: &mut Found) {
        for at in &self.course.steps {
            let Change::Prefer { login, preference } = self.change(*at) else { continue };
            let refusal = match preference {
                _ if self.directory.scope() == Scope::OwnSites => Refusal::NeedsSuperUser,
                Preference::FirstPage(Some(site)) if self.directory.site(*site).is_none() => {
                    Refusal::UnknownSite(*site)
                }
                _ => continue,
            };
            found.preferences.push((login.clone(), preference.clone()));
            let unknown = State::Preference(None).in_words();
            found.changed.push(Changed {
                subject: Subject::Preference(login.clone(), preference.clone()),
                was: unknown.clone(),
                is: unknown,
                would: preference.value(),
                refusal: Some(refusal),
            });
        }
    }
}
