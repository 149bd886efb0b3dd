//! The engine when Matomo is no longer as it was when the plan was made.

#![allow(clippy::unwrap_used)]

#[path = "model/drive.rs"]
mod drive;
mod model;
#[path = "model/stepping.rs"]
mod stepping;

use access::{AccountState, Apply, Decision, Difference, Entry, Plan, Purpose, State, StepState};
use drive::keep;
use matomo_api::{Caller, Role};
use model::Network;
use stepping::*;

#[test]
fn what_others_changed_is_shown_and_overwritten_only_on_demand() {
    for (decision, role, differences) in [(Decision::Overwrite, "write", 0), (Decision::KeepTheirs, "admin", 0)] {
        let network = Network::new(matomo());
        let mut apply = Apply::start(two_steps(&network), Caller::SuperUser);
        network.matomo.borrow_mut().access.remove(&("ann".into(), 1, "view".into()));
        network.matomo.borrow_mut().grant("ann", 1, "admin");
        step(&network, &mut apply, Purpose::Look);
        let expected = Difference {
            login: login("ann"),
            site: Some(site(1)),
            expected: State::Grant(Role::View.into()),
            found: State::Grant(Role::Admin.into()),
        };
        assert_eq!(conflict(&mut apply), [expected]);
        assert!(network.writes().is_empty());
        apply.decide(decision);
        let apply = Apply::resume(keep(apply.journal()), Caller::SuperUser);
        let outcome = finished(&network, apply);
        assert_eq!(outcome.differences.len(), differences);
        assert!(network.matomo.borrow().access.contains(&("ann".into(), 1, role.into())), "{decision:?}");
        assert!(network.matomo.borrow().access.contains(&("bob".into(), 1, "write".into())));
    }
}

#[test]
fn what_is_already_as_wanted_is_not_sent() {
    let network = Network::new(matomo());
    let apply = Apply::start(two_steps(&network), Caller::SuperUser);
    network.matomo.borrow_mut().access.remove(&("ann".into(), 1, "view".into()));
    network.matomo.borrow_mut().grant("ann", 1, "write");
    assert_eq!(finished(&network, apply).steps, [FOUND, DONE]);
    assert_eq!(network.writes().len(), 1);
}

#[test]
fn an_account_that_appeared_meanwhile_is_not_taken_for_ours() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(newcomer(&network, Entry::Password), Caller::SuperUser);
    network.matomo.borrow_mut().add("new", false);
    step(&network, &mut apply, Purpose::Look);
    let differences = conflict(&mut apply);
    assert_eq!(differences[0].expected, State::Account(AccountState::Missing));
    assert_eq!(differences[0].found, State::Account(AccountState::Active));
    apply.decide(Decision::Overwrite);
    let outcome = finished(&network, apply);
    assert!(matches!(&outcome.steps[0], StepState::Failed(why) if why.contains("already exists")));
    assert_eq!(outcome.steps[1], StepState::LeftOut, "never access for somebody else's account");
    assert!(network.matomo.borrow().access.iter().all(|(login, _, _)| login != "new"));
    assert_eq!(outcome.differences.len(), 2, "and it says what is missing");
}

#[test]
fn an_account_left_to_others_is_left_alone() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(newcomer(&network, Entry::Password), Caller::SuperUser);
    network.matomo.borrow_mut().add("new", false);
    step(&network, &mut apply, Purpose::Look);
    conflict(&mut apply);
    apply.decide(Decision::KeepTheirs);
    let outcome = finished(&network, apply);
    assert_eq!(outcome.steps, [StepState::LeftOut, StepState::LeftOut]);
    assert_eq!(outcome.differences, []);
    assert!(network.writes().is_empty());
}

#[test]
fn a_site_that_is_gone_gets_no_rows() {
    let network = Network::new(matomo());
    let wishes = [wish("ann", 2, Role::View), wish("ann", 3, Role::View)];
    let mut apply = Apply::start(Plan::set_access(&network.directory(), &wishes).unwrap(), Caller::SuperUser);
    network.matomo.borrow_mut().sites.remove(&3);
    step(&network, &mut apply, Purpose::Look);
    assert_eq!(conflict(&mut apply)[0].found, State::NoSite);
    apply.decide(Decision::Overwrite);
    let outcome = finished(&network, apply);
    assert_eq!(outcome.steps, [DONE]);
    assert_eq!(
        outcome.differences.iter().map(|d| (d.site, &d.found)).collect::<Vec<_>>(),
        [(Some(site(3)), &State::NoSite)]
    );
    assert!(network.matomo.borrow().access.iter().all(|(_, id, _)| *id != 3));
}

#[test]
fn an_account_that_is_gone_or_spelled_differently_gets_no_rows() {
    let cases = [(Caller::SuperUser, None), (Caller::SuperUser, Some("ANN")), (Caller::SiteAdmin, Some("ANN"))];
    for (caller, other) in cases {
        let network = Network::new(matomo());
        let wishes = [wish("ann", 2, Role::View)];
        let mut apply = Apply::start(Plan::set_access(&network.directory(), &wishes).unwrap(), caller);
        network.matomo.borrow_mut().users.remove("ann");
        network.matomo.borrow_mut().access.clear();
        if let Some(other) = other {
            network.matomo.borrow_mut().add(other, false);
        }
        step(&network, &mut apply, Purpose::Look);
        assert_eq!(conflict(&mut apply)[0].found, State::Account(AccountState::Missing));
        apply.decide(Decision::Overwrite);
        let outcome = finished(&network, apply);
        assert_eq!(outcome.steps, [StepState::Failed("There is no account “ann” any more.".into())]);
        assert!(network.writes().is_empty() && network.matomo.borrow().access.is_empty());
    }
}

#[test]
fn roles_that_came_since_are_shown_before_they_are_wiped() {
    let network = Network::new(matomo());
    let plan = Plan::super_user(&network.directory(), &login("ann"), true, false).unwrap();
    let mut apply = Apply::start(plan, Caller::SuperUser);
    network.matomo.borrow_mut().grant("ann", 4, "admin");
    step(&network, &mut apply, Purpose::Look);
    let found: Vec<_> = conflict(&mut apply).into_iter().map(|d| (d.site, d.expected, d.found)).collect();
    assert_eq!(found, [(Some(site(4)), State::NoAccess, State::Grant(Role::Admin.into()))]);
    apply.decide(Decision::KeepTheirs);
    assert_eq!(finished(&network, apply).steps, [StepState::LeftOut]);
    assert!(!network.matomo.borrow().users["ann"].super_user);
}
