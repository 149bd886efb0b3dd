//! The engine step by step: what it does when the network, a password or Matomo gets in the way.

#![allow(clippy::unwrap_used)]

#[path = "model/drive.rs"]
mod drive;
mod model;
#[path = "model/stepping.rs"]
mod stepping;

use access::{Apply, Entry, Next, Outcome, Plan, Progress, Purpose, Secrets, StepState};
use drive::{Run, keep, secrets};
use matomo_api::{Caller, Error, Password, Role};
use model::{Fault, Network, now};
use stepping::*;

#[test]
fn it_looks_writes_and_reads_back() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(two_steps(&network), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let first = send(&network, &mut apply, Purpose::Write);
    assert_eq!(apply.steps(), [StepState::Sent, StepState::Sent], "kept before it is sent");
    let again = apply.next(&secrets(&[]));
    assert!(matches!(again, Next::Send(bulk, Purpose::Write) if bulk.len() == 2), "says the same until fed");
    apply.feed(first);
    assert_eq!(apply.progress(), Progress { done: 2, failed: 0, total: 2 });
    assert!(!apply.journal().is_finished() && apply.journal().has_begun());
    step(&network, &mut apply, Purpose::ReadBack);
    let Next::Finished(outcome) = apply.next(&secrets(&[])) else { panic!() };
    assert_eq!(outcome, Outcome { differences: vec![], steps: vec![DONE, DONE], passwords_lost: vec![] });
    assert!(apply.journal().is_finished());
    apply.feed(Err(LOST));
    assert!(matches!(apply.next(&secrets(&[])), Next::Finished(_)), "nobody waits for a late answer");
}

#[test]
fn an_empty_plan_is_finished_at_once() {
    let network = Network::new(matomo());
    let outcome = Run::new(&network, Caller::SuperUser).plan(Plan::default());
    assert_eq!(outcome, Outcome { differences: vec![], steps: vec![], passwords_lost: vec![] });
    assert!(network.requests.take().is_empty());
}

#[test]
fn a_lost_answer_is_looked_after_once_and_nothing_is_sent_again_unasked() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(two_steps(&network), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let _arrived = send(&network, &mut apply, Purpose::Write);
    network.matomo.borrow_mut().access.remove(&("bob".into(), 1, "write".into()));
    network.matomo.borrow_mut().grant("bob", 1, "view");
    apply.feed(Err(LOST));
    assert_eq!(apply.steps(), [StepState::Unknown, StepState::Unknown]);
    step(&network, &mut apply, Purpose::Look);
    assert_eq!(interrupted(&mut apply), (LOST, true));
    assert_eq!(apply.steps(), [FOUND, StepState::Pending]);
    let requests = network.requests.borrow().len();
    assert_eq!(interrupted(&mut apply), (LOST, true), "until the person says so");
    assert_eq!(network.requests.borrow().len(), requests);
    apply.go_on();
    let outcome = finished(&network, apply);
    assert_eq!((outcome.steps, outcome.differences), (vec![FOUND, DONE], vec![]));
}

#[test]
fn if_looking_fails_too_it_says_that_nobody_knows() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(two_steps(&network), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let _arrived = send(&network, &mut apply, Purpose::Write);
    apply.feed(Err(Error::Server(502)));
    apply.next(&secrets(&[]));
    apply.feed(Err(LOST));
    assert_eq!(interrupted(&mut apply), (Error::Server(502), false));
    assert_eq!(apply.steps(), [StepState::Unknown, StepState::Unknown]);
    let mut later = Apply::resume(keep(apply.journal()), Caller::SuperUser);
    assert_eq!(later.steps(), [StepState::Unknown, StepState::Unknown]);
    step(&network, &mut later, Purpose::Look);
    assert_eq!(finished(&network, later).steps, [FOUND, FOUND]);
    assert_eq!(network.writes().len(), 2, "nothing was sent twice");
}

#[test]
fn a_refused_token_is_not_tried_again() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(two_steps(&network), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    apply.next(&secrets(&[]));
    apply.feed(Err(Error::RefusedToken));
    assert_eq!(interrupted(&mut apply), (Error::RefusedToken, true));
    assert_eq!(apply.steps(), [StepState::Pending, StepState::Pending], "Matomo refused before it ran anything");
}

#[test]
fn a_wrong_password_is_tried_once() {
    let network = Network::new(matomo());
    let plan = Plan::super_user(&network.directory(), &login("ann"), true, false).unwrap();
    let mut apply = Apply::start(plan, Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let nothing = Secrets::default();
    assert!(matches!(apply.next(&nothing), Next::NeedsCallerPassword { wrong: false }));
    let wrong = Secrets { caller: Some(Password::new("wrong")), ..Secrets::default() };
    let Next::Send(bulk, Purpose::Write) = apply.next(&wrong) else { panic!() };
    apply.feed(now(network.client().bulk(&bulk)));
    assert!(matches!(apply.next(&wrong), Next::NeedsCallerPassword { wrong: true }));
    assert!(matches!(apply.next(&wrong), Next::NeedsCallerPassword { wrong: true }));
    assert_eq!(network.matomo.borrow().wrong_passwords, 1);
    let outcome = finished(&network, apply);
    assert_eq!((outcome.steps, outcome.differences), (vec![DONE], vec![]));
    assert_eq!(network.matomo.borrow().wrong_passwords, 1);
}

#[test]
fn two_super_users_never_cost_two_wrong_passwords() {
    let network = Network::new(matomo());
    let directory = network.directory();
    let mut plan = Plan::super_user(&directory, &login("ann"), true, false).unwrap();
    plan.steps.extend(Plan::super_user(&directory, &login("bob"), true, false).unwrap().steps);
    let mut apply = Apply::start(plan, Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let wrong = Secrets { caller: Some(Password::new("wrong")), ..Secrets::default() };
    let Next::Send(bulk, Purpose::Write) = apply.next(&wrong) else { panic!() };
    apply.feed(now(network.client().bulk(&bulk)));
    assert!(matches!(apply.next(&wrong), Next::NeedsCallerPassword { wrong: true }));
    assert_eq!(network.matomo.borrow().wrong_passwords, 1);
    assert_eq!(finished(&network, apply).steps, [DONE, DONE]);
}

#[test]
fn what_a_later_step_implies_is_not_done_again() {
    let network = Network::new(matomo());
    let directory = network.directory();
    let mut plan = Plan::revoke_all(&directory, &login("other")).unwrap();
    plan.steps.extend(Plan::delete(&directory, &login("other")).unwrap().steps);
    let mut apply = Apply::start(plan, Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let _arrived = send(&network, &mut apply, Purpose::Write);
    network.matomo.borrow_mut().users.remove("other");
    let apply = Apply::resume(keep(apply.journal()), Caller::SuperUser);
    let outcome = finished(&network, apply);
    assert_eq!((outcome.steps, outcome.differences), (vec![FOUND, FOUND], vec![]));
}

#[test]
fn site_roles_come_back_after_a_super_user_steps_down() {
    let network = Network::new(matomo());
    network.matomo.borrow_mut().grant("other", 1, "write");
    network.matomo.borrow_mut().grant("other", 2, "view");
    network.matomo.borrow_mut().grant("other", 2, "tags");
    let before = network.matomo.borrow().access.clone();
    let plan = Plan::super_user(&network.directory(), &login("other"), false, true).unwrap();
    let outcome = Run::new(&network, Caller::SuperUser).plan(plan);
    assert_eq!(outcome.differences, []);
    assert!(!network.matomo.borrow().users["other"].super_user);
    assert_eq!(network.matomo.borrow().access, before);
}

#[test]
fn a_password_that_nobody_can_show_any_more_is_told() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(newcomer(&network, Entry::Password), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    step(&network, &mut apply, Purpose::Write);
    assert_eq!(apply.steps(), [DONE, StepState::Pending]);
    let closed = Apply::resume(keep(apply.journal()), Caller::SuperUser);
    assert_eq!(finished(&network, apply).passwords_lost, [], "this page knows it");
    assert_eq!(finished(&network, closed).passwords_lost, [login("new")]);
    assert_eq!(network.matomo.borrow().made["new"], 1);
}

#[test]
fn a_missing_password_fails_the_account_and_what_builds_on_it_until_it_is_there() {
    let network = Network::new(matomo());
    let mut run = Run::new(&network, Caller::SuperUser);
    let mut apply = Apply::start(newcomer(&network, Entry::Password), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let Next::Finished(outcome) = apply.next(&run.secrets) else { panic!() };
    assert_eq!(outcome.steps, [StepState::Failed("There is no password for “new”.".into()), StepState::LeftOut]);
    assert_eq!(apply.progress(), Progress { done: 0, failed: 1, total: 1 });
    run.secrets = secrets(&["new"]);
    apply.retry_failed();
    let outcome = run.go(apply);
    assert_eq!((outcome.steps, outcome.differences), (vec![DONE, DONE], vec![]));
}

#[test]
fn a_refused_step_does_not_stop_the_others_and_can_be_tried_again() {
    let network = Network::new(matomo());
    let mut plan = newcomer(&network, Entry::Invitation { days: 7 });
    plan.steps.extend(two_steps(&network).steps);
    let mut apply = Apply::start(plan, Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    network.matomo.borrow_mut().users.get_mut("bob").unwrap().email = "new@example.org".into();
    step(&network, &mut apply, Purpose::Write);
    step(&network, &mut apply, Purpose::Write);
    step(&network, &mut apply, Purpose::ReadBack);
    assert!(matches!(&apply.steps()[0], StepState::Failed(why) if why.contains("already exists")));
    assert_eq!(apply.steps()[1..], [StepState::LeftOut, DONE, DONE]);
    network.matomo.borrow_mut().users.get_mut("bob").unwrap().email = "bob@example.org".into();
    apply.retry_failed();
    assert!(!apply.journal().is_finished());
    let outcome = finished(&network, apply);
    assert_eq!((outcome.steps, outcome.differences), (vec![DONE; 4], vec![]));
    assert_eq!(network.writes().len(), 5, "only what had failed was sent again");
}

#[test]
fn a_pause_waits_for_what_is_under_way_and_looks_again() {
    let network = Network::new(matomo());
    let mut plan = two_steps(&network);
    plan.steps.extend(newcomer(&network, Entry::Invitation { days: 7 }).steps);
    let mut apply = Apply::start(plan, Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let reply = send(&network, &mut apply, Purpose::Write);
    apply.pause();
    assert!(matches!(apply.next(&secrets(&[])), Next::Send(_, Purpose::Write)));
    apply.feed(reply);
    assert!(matches!(apply.next(&secrets(&[])), Next::Paused));
    apply.go_on();
    step(&network, &mut apply, Purpose::Look);
    assert_eq!(finished(&network, apply).differences, []);
}

#[test]
fn an_invitation_that_reached_matomo_late_is_not_an_error() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(newcomer(&network, Entry::Invitation { days: 7 }), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    let Next::Send(slow, Purpose::Write) = apply.next(&secrets(&[])) else { panic!() };
    apply.feed(Err(LOST));
    step(&network, &mut apply, Purpose::Look);
    assert_eq!(apply.steps()[0], StepState::Pending, "not there yet");
    apply.go_on();
    step(&network, &mut apply, Purpose::Look);
    now(network.client().bulk(&slow)).unwrap();
    step(&network, &mut apply, Purpose::Write);
    assert_eq!(apply.steps()[0], StepState::Unknown, "taken, perhaps by ourselves");
    step(&network, &mut apply, Purpose::Look);
    assert_eq!(apply.steps()[0], FOUND);
    assert_eq!(finished(&network, apply).differences, []);
    assert_eq!(network.matomo.borrow().made["new"], 1);
}

#[test]
fn an_account_is_ours_if_the_browser_sent_the_same_request_twice() {
    for entry in [Entry::Invitation { days: 7 }, Entry::Password] {
        let network = Network::new(matomo());
        let mut apply = Apply::start(newcomer(&network, entry), Caller::SuperUser);
        step(&network, &mut apply, Purpose::Look);
        network.faults.replace([Some(Fault::Repeated)].into());
        step(&network, &mut apply, Purpose::Write);
        assert_eq!(apply.steps()[0], StepState::Unknown, "it was not there before");
        step(&network, &mut apply, Purpose::Look);
        assert_eq!(apply.steps()[0], FOUND);
        let outcome = finished(&network, apply);
        assert_eq!((outcome.steps, outcome.differences), (vec![FOUND, DONE], vec![]));
        assert_eq!(network.matomo.borrow().made["new"], 1);
    }
}

#[test]
fn a_login_that_somebody_else_took_in_between_is_refused_and_gets_no_access() {
    let network = Network::new(matomo());
    let mut apply = Apply::start(newcomer(&network, Entry::Invitation { days: 7 }), Caller::SuperUser);
    step(&network, &mut apply, Purpose::Look);
    network.matomo.borrow_mut().add("new", false);
    network.matomo.borrow_mut().users.get_mut("new").unwrap().email = "other@example.net".into();
    step(&network, &mut apply, Purpose::Write);
    step(&network, &mut apply, Purpose::Look);
    assert!(matches!(&apply.steps()[0], StepState::Failed(why) if why.contains("already exists")));
    assert_eq!(apply.steps()[1], StepState::LeftOut);
    assert!(matches!(apply.next(&secrets(&["new"])), Next::Finished(_)), "nothing to resume");
}

#[test]
fn many_accounts_are_looked_at_in_several_requests() {
    let mut matomo = matomo();
    let people: Vec<String> = (0..100).map(|n| format!("p{n}")).collect();
    people.iter().for_each(|person| matomo.add(person, false));
    let network = Network::new(matomo);
    let wishes: Vec<_> = people.iter().map(|person| wish(person, 1, Role::View)).collect();
    let plan = Plan::set_access(&network.directory(), &wishes).unwrap();
    network.requests.take();
    let outcome = Run::new(&network, Caller::SuperUser).plan(plan);
    assert_eq!(outcome.differences, []);
    let sizes: Vec<usize> = network.requests.take().iter().map(Vec::len).collect();
    assert_eq!(sizes, [50, 49, 5, 50, 50, 49, 49, 5], "look, write, read back");
}
