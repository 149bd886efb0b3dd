//! What people do in that month.

use std::collections::BTreeMap;

use access::{Decision, Directory, Entry, Grant, NewPerson, Plan, Status};
use matomo_api::methods::NewAccess;
use matomo_api::{Email, Login, Role, SiteId};
use records::Why;

use super::Month;

impl Month {
    pub(super) fn who(&self, directory: &Directory, super_user: bool) -> Vec<Login> {
        let is = |login: &&Login| directory.person(login.as_str()).is_some_and(|one| one.super_user == super_user);
        self.people.iter().filter(is).cloned().collect()
    }

    pub(super) fn plan_for<E>(
        &mut self,
        directory: &Directory,
        plan: impl Fn(&Directory, &Login) -> Result<Plan, E>,
    ) -> Option<Plan> {
        let people = self.who(directory, false);
        plan(directory, self.dice.pick(&people)?).ok()
    }

    pub(super) fn site(&mut self) -> SiteId {
        *self.dice.pick(&self.sites).unwrap()
    }

    pub(super) fn grant(&mut self, directory: &Directory) -> Grant {
        let role = *self.dice.pick(&Role::ALL).unwrap();
        let some = directory.capabilities().iter().filter(|_| self.dice.once_in(4));
        Grant::new(role, some.map(|capability| capability.id.clone()).collect())
    }

    /// Access of one to three people to a few sites.
    pub(super) fn grants(&mut self, directory: &Directory) -> Option<Plan> {
        let people = self.who(directory, false);
        let mut wanted = Vec::new();
        for _ in 0..=self.dice.below(2) {
            let login = self.dice.pick(&people)?.clone();
            for _ in 0..=self.dice.below(3) {
                let grant = (!self.dice.once_in(4)).then(|| self.grant(directory));
                wanted.push((login.clone(), self.site(), grant));
            }
        }
        Plan::set_access(directory, &wanted).ok()
    }

    pub(super) fn onboards(&mut self, directory: &Directory) -> Option<Plan> {
        let missing = |login: &&Login| directory.person(login.as_str()).is_none();
        let missing: Vec<_> = self.people.iter().filter(missing).cloned().collect();
        let login = self.dice.pick(&missing)?.clone();
        self.onboards_as(directory, login)
    }

    /// Now and then with another address than somebody else knows.
    fn onboards_as(&mut self, directory: &Directory, login: Login) -> Option<Plan> {
        let email = Email::parse(&format!("{login}+{}@example.org", self.dice.below(3))).unwrap();
        let entry = if self.dice.once_in(2) { Entry::Invitation { days: 7 } } else { Entry::Password };
        let mut wanted = BTreeMap::new();
        for _ in 0..=self.dice.below(3) {
            wanted.insert(self.site(), self.grant(directory));
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        Plan::onboard(directory, NewPerson { login, email, entry }, &wanted).ok()
    }

    /// The other admin changes the same while this plan is being read.
    pub(super) fn other_is_faster(&mut self, other: usize, plan: &Option<Plan>) {
        let Some(step) = plan.as_ref().and_then(|plan| plan.steps.first()) else { return };
        let login = step.change.login();
        let directory = self.reads(other);
        let theirs = match self.dice.below(6) {
            _ if step.change.makes_account() => self.onboards_as(&directory, login.clone()),
            0 => Plan::delete(&directory, login).ok(),
            1 => Plan::super_user(&directory, login, true, false).ok(),
            _ => {
                let grant = self.grant(&directory);
                let wanted: Vec<_> =
                    self.sites.iter().map(|site| (login.clone(), *site, Some(grant.clone()))).collect();
                Plan::set_access(&directory, &wanted).ok()
            }
        };
        if let Some(plan) = theirs {
            self.applies(other, directory, plan, Why::default(), None, Decision::Overwrite);
        }
    }

    /// Somebody uses Matomo itself.
    pub(super) fn somebody_works_outside(&mut self) {
        let directory = self.reads(0);
        let (ordinary, supers) = (self.who(&directory, false), self.who(&directory, true));
        let what = self.dice.below(8);
        let Some(login) = self.dice.pick(if what == 1 { &supers } else { &ordinary }).cloned() else { return };
        match what {
            0 | 1 => {
                // Matomo makes nobody a super user who has not taken up the invitation.
                let active = directory.person(login.as_str()).is_some_and(|one| one.status == Status::Active);
                if !active {
                    return;
                }
                self.visit.promote(&login, what == 0).unwrap();
            }
            2 => self.visit.delete(&login).unwrap(),
            3 => {
                let visitors = Login::reported("anonymous");
                let access = if self.dice.once_in(2) { NewAccess::None } else { NewAccess::Role(Role::View, vec![]) };
                let site = self.site();
                self.visit.set(&visitors, site, access).unwrap();
                self.outside.insert(visitors);
                return;
            }
            _ => {
                let grant = self.grant(&directory);
                let site = self.site();
                self.visit.set(&login, site, NewAccess::Role(grant.role, grant.capabilities)).unwrap();
            }
        }
        self.outside.insert(login);
        self.counts("outside");
    }
}
