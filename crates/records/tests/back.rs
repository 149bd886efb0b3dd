//! What was just applied to a simulated Matomo is taken back from its entry: then everything is as it was. What somebody
//! changed in between is left.

#![allow(clippy::unwrap_used)]

mod desk;

use access::{Decision, Directory, Grant, Plan, Refusal, Status};
use desk::{Desk, NOW};
use matomo_api::{Login, Role, SiteId};
use proptest::{collection::vec, prelude::*, sample::select};
use records::{Applied, Hash, Ledger, Run, Snapshot, Stamp, WayBack, What, Why};

/// What somebody does. People and sites are taken by turns from those that there are.
#[derive(Clone, Debug)]
enum Deed {
    Grant(Vec<(usize, usize, Option<Role>)>),
    Promote(usize),
    Demote(usize),
    RevokeAll(usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let grants = vec((0usize..64, 0usize..16, proptest::option::of(select(Role::ALL.to_vec()))), 1..6);
    prop_oneof![
        4 => grants.prop_map(Deed::Grant),
        1 => (0usize..64).prop_map(Deed::Promote),
        1 => (0usize..64).prop_map(Deed::Demote),
        1 => (0usize..64).prop_map(Deed::RevokeAll),
    ]
}

/// Not one whose invitation has ended: to them nothing can be given (see below).
fn person(directory: &Directory, nth: usize, super_user: bool) -> Login {
    let fits = |one: &&access::Person| {
        let over = one.status == Status::InviteExpired;
        one.super_user == super_user && directory.caller() != Some(&one.login) && !over
    };
    let people: Vec<_> = directory.people().iter().filter(fits).collect();
    people[nth % people.len()].login.clone()
}

fn site(directory: &Directory, nth: usize) -> SiteId {
    directory.sites()[nth % directory.sites().len()].id
}

fn plan(directory: &Directory, deed: &Deed) -> Plan {
    let planned = match deed {
        Deed::Grant(cells) => {
            let cell = |(who, place, role): &(usize, usize, Option<Role>)| {
                (person(directory, *who, false), site(directory, *place), role.map(Grant::plain))
            };
            Plan::set_access(directory, &cells.iter().map(cell).collect::<Vec<_>>())
        }
        Deed::Promote(who) => Plan::super_user(directory, &person(directory, *who, false), true, false),
        Deed::Demote(who) => Plan::super_user(directory, &person(directory, *who, true), false, false),
        Deed::RevokeAll(who) => Plan::revoke_all(directory, &person(directory, *who, false)),
    };
    planned.unwrap_or_default()
}

/// Applies a plan, and puts it on record.
fn applied(desk: &Desk, ledger: &mut Ledger, plan: Plan) -> Hash {
    let before = desk.read();
    let done = desk.apply(plan, Decision::Overwrite);
    let run = Run {
        plan: done.journal.plan(),
        steps: &done.outcome.steps,
        journal: Some(&done.journal),
        differences: &done.outcome.differences,
        conflicts: &done.conflicts,
        directory: &before,
        after: None,
    };
    let stamp = Stamp { actor: None, console: "0.1.0".into(), at: NOW, offset: 0 };
    ledger.append(stamp, What::PlanApplied(Applied::of(run, Why::default(), None))).hash()
}

#[test]
fn what_was_taken_from_somebody_whose_invitation_ended_cannot_be_given_back() {
    let desk = Desk::open();
    let mut ledger = Ledger::new(desk.url.clone());
    let before = desk.read();
    let over =
        before.people().iter().find(|one| one.status == Status::InviteExpired && !one.grants.is_empty()).unwrap();
    let hash = applied(&desk, &mut ledger, Plan::revoke_all(&before, &over.login).unwrap());
    let way = WayBack::of_entries(&ledger, &[hash], &desk.read());
    assert!(way.plan.is_empty());
    let refused: Vec<_> = way.left.iter().map(|left| left.refusal.clone()).collect();
    assert_eq!(refused, [Some(Refusal::InviteExpired(over.login.clone()))]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_was_just_done_is_undone(deeds in vec(any_deed(), 1..4)) {
        let desk = Desk::open();
        let mut ledger = Ledger::new(desk.url.clone());
        let first = Snapshot::of(&desk.read());
        let mut entries = Vec::new();
        for deed in &deeds {
            let plan = plan(&desk.read(), deed);
            entries.push(applied(&desk, &mut ledger, plan));
        }
        let way = WayBack::of_entries(&ledger, &entries, &desk.read());
        prop_assert!(way.left.is_empty(), "{:?}", way.left);
        applied(&desk, &mut ledger, way.plan);
        prop_assert_eq!(Snapshot::of(&desk.read()).people, first.people);
        let again = WayBack::of_entries(&ledger, &entries, &desk.read());
        prop_assert!(again.plan.is_empty(), "{:?}", again.plan);
    }

    #[test]
    fn what_somebody_changed_is_left(cells in vec((0usize..64, 0usize..16, select(Role::ALL.to_vec())), 2..6)) {
        let desk = Desk::open();
        let mut ledger = Ledger::new(desk.url.clone());
        let before = desk.read();
        let cells = cells.iter().map(|(who, place, role)| (*who, *place, Some(*role))).collect();
        let hash = applied(&desk, &mut ledger, plan(&before, &Deed::Grant(cells)));
        let entry = ledger.get(hash).unwrap();
        let Some(one) = entry.what().people().iter().find(|one| !one.login.is_anonymous()) else { return Ok(()) };
        let changed = &one.sites[0];
        let granted = changed.after.as_ref().unwrap().role;
        let was = changed.before.as_ref().map(|grant| grant.role);
        let theirs = Role::ALL.into_iter().find(|role| *role != granted && Some(*role) != was).unwrap();
        let encoded: String = one.login.as_str().bytes().map(|b| format!("%{b:02X}")).collect();
        let body = format!("userLogin={encoded}&access={}&idSites={}", theirs.as_str(), changed.id);
        desk.outside("UsersManager.setUserAccess", &body);
        let now = desk.read();
        let way = WayBack::of_entries(&ledger, &[hash], &now);
        prop_assert_eq!(way.left.len(), 1);
        let touches = way.plan.lines(&now).iter().any(|line| matches!(&line.subject,
            access::Subject::Site { login, id, .. } if *login == one.login && *id == changed.id));
        prop_assert!(!touches, "{:?}", way.plan);
    }
}
