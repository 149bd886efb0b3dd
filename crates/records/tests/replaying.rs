//! Two admins' work on a simulated Matomo, some of it outside of the console: what is on record leads from the first
//! state to what Matomo reports.

#![allow(clippy::unwrap_used)]

mod desk;

use access::{Change, Decision, Directory, Entry as Way, Grant, NewPerson, Plan};
use desk::{Desk, NOW};
use matomo_api::{Email, Login, Role, SiteId};
use proptest::{collection::vec, prelude::*, sample::select};
use records::{Applied, Ledger, Run, Snapshot, Stamp, What, Why, drift, import, records, replay, verify};

/// What somebody does. People and sites are taken by turns from those that there are.
#[derive(Clone, Debug)]
enum Deed {
    Grant(Vec<(usize, usize, Option<Role>)>),
    Promote(usize),
    Demote(usize, bool),
    Delete(usize),
    RevokeAll(usize),
    Onboard(bool, Vec<(usize, Role)>),
    /// As [`Deed::Grant`], while somebody else changes the same; the decision says who wins.
    Contested(usize, usize, Role, Decision),
    /// Outside of the console, found and declared later.
    Outside(usize, usize, Role),
    /// Outside of the console: an account is deleted.
    DeletedOutside(usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let person = || 0usize..64;
    let place = || 0usize..16;
    let role = || select(Role::ALL.to_vec());
    prop_oneof![
        6 => vec((person(), place(), proptest::option::of(role())), 1..6).prop_map(Deed::Grant),
        1 => person().prop_map(Deed::Promote),
        1 => (person(), any::<bool>()).prop_map(|(person, restore)| Deed::Demote(person, restore)),
        1 => person().prop_map(Deed::Delete),
        1 => person().prop_map(Deed::RevokeAll),
        1 => (any::<bool>(), vec((place(), role()), 1..4)).prop_map(|(invite, sites)| Deed::Onboard(invite, sites)),
        2 => (person(), place(), role(), select(vec![Decision::Overwrite, Decision::KeepTheirs]))
            .prop_map(|(person, place, role, decision)| Deed::Contested(person, place, role, decision)),
        2 => (person(), place(), role()).prop_map(|(person, place, role)| Deed::Outside(person, place, role)),
        1 => person().prop_map(Deed::DeletedOutside),
    ]
}

fn person(directory: &Directory, nth: usize) -> Login {
    directory.people()[nth % directory.people().len()].login.clone()
}

fn ordinary(directory: &Directory, nth: usize) -> Login {
    let people: Vec<_> = directory.people().iter().filter(|one| !one.super_user).collect();
    people[nth % people.len()].login.clone()
}

fn site(directory: &Directory, nth: usize) -> SiteId {
    directory.sites()[nth % directory.sites().len()].id
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

struct Office {
    desk: Desk,
    /// Each admin's own ledger.
    ledgers: [Ledger; 2],
    known: Snapshot,
    now: i64,
}

impl Office {
    fn write(&mut self, admin: usize, what: What) {
        self.now += 60;
        let actor = Some(Login::reported(["m.calder", "j.verhoek"][admin]));
        let stamp = Stamp { actor, console: "0.1.0".into(), at: self.now, offset: 60 };
        for touched in what.people() {
            self.known.take(touched);
        }
        self.ledgers[admin].append(stamp, what);
    }

    fn plan(&mut self, admin: usize, plan: Plan, decision: Decision, reread: bool, before: &Directory) {
        let done = self.desk.apply(plan, decision);
        let after = reread.then(|| self.desk.read());
        let run = Run {
            plan: done.journal.plan(),
            steps: &done.outcome.steps,
            journal: Some(&done.journal),
            differences: &done.outcome.differences,
            conflicts: &done.conflicts,
            directory: before,
            after: after.as_ref(),
        };
        let applied = Applied::of(run, Why { reason: "Tests".into(), ..Why::default() }, None);
        self.write(admin, What::PlanApplied(applied));
    }

    /// What others did is found when somebody connects.
    fn connect(&mut self, admin: usize) {
        let directory = self.desk.read();
        let name = |id| directory.site(id).map(|site| site.name.clone());
        let email = |login: &Login| directory.person(login.as_str()).and_then(|person| person.email.clone());
        let found = drift(&self.known, &Snapshot::of(&directory), name, email);
        if let Some(what) = found.declare(Why::default()) {
            self.write(admin, what);
        }
    }

    fn does(&mut self, admin: usize, deed: &Deed, reread: bool) {
        let directory = self.desk.read();
        let mut decision = Decision::Overwrite;
        let plan = match deed {
            Deed::Grant(cells) => {
                let wanted: Vec<_> = cells
                    .iter()
                    .map(|(who, place, role)| {
                        (ordinary(&directory, *who), site(&directory, *place), role.map(Grant::plain))
                    })
                    .collect();
                Plan::set_access(&directory, &wanted)
            }
            Deed::Promote(who) => Plan::super_user(&directory, &person(&directory, *who), true, false),
            Deed::Demote(who, restore) => Plan::super_user(&directory, &person(&directory, *who), false, *restore),
            Deed::Delete(who) => Plan::delete(&directory, &ordinary(&directory, *who)),
            Deed::RevokeAll(who) => Plan::revoke_all(&directory, &ordinary(&directory, *who)),
            Deed::Onboard(invite, sites) => {
                let entry = if *invite { Way::Invitation { days: 7 } } else { Way::Password };
                let email = Email::parse("eve@example.org").unwrap();
                let access: Vec<_> =
                    sites.iter().map(|(place, role)| (site(&directory, *place), Grant::plain(*role))).collect();
                Plan::onboard(&directory, NewPerson { login: Login::reported("eve"), email, entry }, &access)
            }
            Deed::Contested(who, place, role, wins) => {
                decision = *wins;
                let (login, id) = (ordinary(&directory, *who), site(&directory, *place));
                let other = Some(site(&directory, place + 1));
                let sites = [Some(id), other].into_iter().flatten();
                let wanted: Vec<_> = sites.map(|id| (login.clone(), id, Some(Grant::plain(*role)))).collect();
                let plan = Plan::set_access(&directory, &wanted);
                let sets = |plan: &Plan| {
                    plan.steps
                        .iter()
                        .any(|s| matches!(&s.change, Change::SetAccess { sites, .. } if sites.contains(&id)))
                };
                if plan.as_ref().is_ok_and(sets) {
                    let theirs = if *role == Role::Write { "view" } else { "write" };
                    self.sets(&login, id, theirs);
                }
                plan
            }
            Deed::Outside(who, place, role) => {
                self.sets(&ordinary(&directory, *who), site(&directory, *place), role.as_str());
                return self.connect(admin);
            }
            Deed::DeletedOutside(who) => {
                let login = encoded(ordinary(&directory, *who).as_str());
                self.desk.outside(
                    "UsersManager.deleteUser",
                    &format!("userLogin={login}&passwordConfirmation={}", matomo_sim::PASSWORD),
                );
                return self.connect(admin);
            }
        };
        // What cannot be is not planned.
        let Ok(plan) = plan else { return };
        if !plan.is_empty() && !plan.steps.iter().any(|step| directory.caller() == Some(step.change.login())) {
            self.plan(admin, plan, decision, reread, &directory);
        }
    }

    fn sets(&self, login: &Login, id: SiteId, access: &str) {
        let body = format!("userLogin={}&access={access}&idSites={id}", encoded(login.as_str()));
        self.desk.outside("UsersManager.setUserAccess", &body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_record_leads_to_what_matomo_reports(deeds in vec((any_deed(), 0usize..2, any::<bool>()), 1..14)) {
        let desk = Desk::open();
        let first = Snapshot::of(&desk.read());
        let ledgers = [(); 2].map(|()| Ledger::new(desk.url.clone()));
        let mut office = Office { desk, ledgers, known: first.clone(), now: NOW };
        let baseline = What::Baseline(first.baseline());
        office.write(0, baseline);
        office.ledgers[1] = office.ledgers[0].clone();
        for (deed, admin, reread) in &deeds {
            office.does(*admin, deed, *reread);
        }
        let all = office.ledgers[0].merge(&office.ledgers[1]).unwrap().ledger;
        let text = all.export(NOW);
        prop_assert!(verify(&text).is_whole());
        let kept = import(&text).unwrap();
        prop_assert_eq!(&kept, &all);
        let last = Snapshot::of(&office.desk.read());
        let reached = replay(&first, &kept);
        let left = drift(&reached, &last, |_| None, |_| None).sentences();
        prop_assert!(reached.people == last.people && left.is_empty(), "{:?}", left);
        for entry in kept.entries() {
            for record in records(entry) {
                prop_assert_eq!(record.id, entry.id());
            }
        }
        prop_assert!(!text.contains(matomo_sim::PASSWORD) && !text.contains("Correct-Horse-7"));
    }
}
