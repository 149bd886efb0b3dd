//! The engine one step at a time, against a small company.

#![allow(clippy::unwrap_used, dead_code)]

use super::{
    drive::{Run, secrets},
    model::{Matomo, Network, now},
};
use access::{Apply, Difference, Entry, Grant, NewPerson, Next, Outcome, Plan, Purpose, StepState};
use matomo_api::{BulkReply, Caller, Email, Error, Login, Role, SiteId, TransportError};
use std::rc::Rc;

pub fn login(text: &str) -> Login {
    Login::reported(text)
}

pub fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

/// Ann and Bob with view on site 1, a second super user, four sites.
pub fn matomo() -> Matomo {
    let mut matomo = Matomo::new("root", 1..=4);
    for person in ["ann", "bob", "other"] {
        matomo.add(person, person == "other");
    }
    matomo.grant("ann", 1, "view");
    matomo.grant("bob", 1, "view");
    matomo
}

pub fn wish(person: &str, id: u32, role: Role) -> (Login, SiteId, Option<Grant>) {
    (login(person), site(id), Some(Grant::plain(role)))
}

/// Write on site 1 for Ann and Bob.
pub fn two_steps(network: &Rc<Network>) -> Plan {
    let wishes = [wish("ann", 1, Role::Write), wish("bob", 1, Role::Write)];
    Plan::set_access(&network.directory(), &wishes).unwrap()
}

pub fn newcomer(network: &Rc<Network>, entry: Entry) -> Plan {
    let person = NewPerson { login: login("new"), email: Email::parse("new@example.org").unwrap(), entry };
    Plan::onboard(&network.directory(), person, &[(site(1), Role::View.into()), (site(2), Role::Admin.into())]).unwrap()
}

pub const LOST: Error = Error::Unreachable(TransportError::TimedOut);

/// Sends what the engine wants sent; the purpose tells whether it was as expected.
pub fn send(network: &Rc<Network>, apply: &mut Apply, expected: Purpose) -> Result<BulkReply, Error> {
    match apply.next(&secrets(&["new"])) {
        Next::Send(bulk, purpose) => {
            assert_eq!(purpose, expected);
            now(network.client().bulk(&bulk))
        }
        _ => panic!("nothing to send: {:?}", apply.steps()),
    }
}

pub fn step(network: &Rc<Network>, apply: &mut Apply, expected: Purpose) {
    let reply = send(network, apply, expected);
    apply.feed(reply);
}

pub fn interrupted(apply: &mut Apply) -> (Error, bool) {
    match apply.next(&secrets(&[])) {
        Next::Interrupted { error, looked } => (error, looked),
        _ => panic!("not interrupted: {:?}", apply.steps()),
    }
}

pub fn conflict(apply: &mut Apply) -> Vec<Difference> {
    match apply.next(&secrets(&["new"])) {
        Next::Conflict(differences) => differences,
        _ => panic!("no conflict: {:?}", apply.steps()),
    }
}

pub fn finished(network: &Rc<Network>, apply: Apply) -> Outcome {
    let mut run = Run::new(network, Caller::SuperUser);
    run.secrets = secrets(&["new"]);
    run.go(apply)
}

pub const DONE: StepState = StepState::Done { found: false };
pub const FOUND: StepState = StepState::Done { found: true };
