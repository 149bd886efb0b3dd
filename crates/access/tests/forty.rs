//! A plan of forty requests against the simulator, with a fault at each of them: what is resumed ends in exactly the
//! wanted state, each call changes Matomo once, and it is told which ones were sent again.

#![allow(clippy::unwrap_used)]

#[path = "model/wire.rs"]
mod wire;

use access::{Access, Apply, Change, Directory, Grant, Journal, Next, Person, Plan, Secrets, StatusKind, StepState};
use matomo_api::methods::{AccessId, GetAvailableCapabilities, GetUsersSitesFromAccess};
use matomo_api::{Bulk, Login, Role, SiteId};
use matomo_sim::{Dataset, Dialect, Fault, FaultKind};
use std::collections::{BTreeMap, BTreeSet};
use wire::{Desk, now};

const BULKS: usize = 40;
const CALLS: usize = BULKS * Bulk::SIZE;

/// Who has what where, in Matomo's own words.
type Rows = BTreeMap<(Login, SiteId), BTreeSet<String>>;

/// What happens to which of the forty.
type Struck = BTreeMap<usize, FaultKind>;

#[test]
fn a_connection_dropped_before_each_in_turn() {
    strike(|turn| [(turn, FaultKind::DropBefore)].into());
}

#[test]
fn a_connection_dropped_after_each_in_turn() {
    strike(|turn| [(turn, FaultKind::DropAfter)].into());
}

/// Three of them at a time, far from each other.
#[test]
fn an_error_500_before_and_after_each_and_an_answer_that_breaks_off() {
    strike(|turn| {
        let kinds = [FaultKind::ErrorBefore, FaultKind::ErrorAfter, FaultKind::DropMidway];
        kinds.into_iter().enumerate().map(|(at, kind)| ((turn + 13 * at) % BULKS, kind)).collect()
    });
}

#[test]
fn every_one_of_them_fails_before_and_after() {
    // Each comes to Matomo twice: it is lost, then done without an answer.
    let faults = (1..=BULKS).flat_map(|bulk| {
        [
            Fault::new(FaultKind::DropBefore).nth(number(2 * bulk - 1)),
            Fault::new(FaultKind::DropAfter).nth(number(2 * bulk)),
        ]
    });
    let (journal, interruptions) = Case::new(Dialect::V5_8).apply(faults);
    assert_eq!(interruptions, 2 * BULKS);
    assert!((0..CALLS).all(|at| journal.times_sent(at) == 2));
    assert!(journal.steps().iter().all(|state| *state == StepState::Done { found: true }));
}

/// Forty turns, each with a Matomo that is set up anew.
fn strike(of_turn: impl Fn(usize) -> Struck) {
    let cases = [Dialect::V5_3, Dialect::V5_8].map(Case::new);
    for turn in 0..BULKS {
        let struck = of_turn(turn);
        let mut again = 0;
        let faults = struck.iter().map(|(bulk, kind)| {
            let fault = Fault::new(*kind).nth(number(bulk + 1 + again));
            again += usize::from(is_before(*kind));
            fault
        });
        let (journal, interruptions) = cases[turn % 2].apply(faults.collect::<Vec<_>>());
        assert_eq!(interruptions, struck.len(), "{struck:?}");
        // Sent again is what never arrived; found by looking, not told by an answer, what nobody answered.
        for (at, state) in journal.steps().iter().enumerate() {
            let kind = struck.get(&(at / Bulk::SIZE));
            let lost = kind.is_some_and(|kind| is_before(*kind));
            assert_eq!(journal.times_sent(at), 1 + u32::from(lost), "{struck:?}: call {at}");
            assert_eq!(*state, StepState::Done { found: kind.is_some() && !lost }, "{struck:?}: call {at}");
        }
    }
}

/// Whether nothing is done of what it strikes.
fn is_before(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::DropBefore | FaultKind::ErrorBefore)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

/// What to make of a Matomo.
struct Case {
    dialect: Dialect,
    plan: Plan,
    wanted: Rows,
}

impl Case {
    fn new(dialect: Dialect) -> Self {
        let desk = open(dialect);
        let plan = plan(&desk.read());
        let wanted = wanted(rows(&desk), &plan);
        assert_ne!(rows(&desk), wanted);
        Self { dialect, plan, wanted }
    }

    /// Applies it to a new Matomo while these strike the requests that write. After every interruption another page
    /// goes on with what was kept. Says what is kept at the end, and how many interruptions there were.
    fn apply(&self, faults: impl IntoIterator<Item = Fault>) -> (Journal, usize) {
        let desk = open(self.dialect);
        faults.into_iter().for_each(|fault| desk.wire.sim.borrow_mut().faults().add(fault.writes()));
        let (mut apply, mut interruptions) = (Apply::start(self.plan.clone(), desk.connection.caller), 0);
        let outcome = loop {
            match apply.next(&Secrets::default()) {
                Next::Send(bulk, _) => apply.feed(now(desk.client.bulk(&bulk))),
                Next::Interrupted { looked, .. } => {
                    assert!(looked, "nothing stands in the way of looking");
                    interruptions += 1;
                    let kept = serde_json::to_string(apply.journal()).unwrap();
                    apply = Apply::resume(serde_json::from_str(&kept).unwrap(), desk.connection.caller);
                }
                Next::Finished(outcome) => break outcome,
                Next::Conflict(differences) => panic!("nobody else is at work: {differences:?}"),
                Next::Paused | Next::NeedsCallerPassword { .. } => panic!("neither was asked for"),
            }
        };
        assert_eq!(outcome.differences, []);
        assert_eq!(rows(&desk), self.wanted);
        assert_eq!(desk.wrote("setUserAccess"), CALLS, "once each");
        (apply.journal().clone(), interruptions)
    }
}

fn open(dialect: Dialect) -> Desk {
    Desk::open(dialect, Dataset::Large { users: 56, sites: 3 * 14 }, None)
}

/// Every access that there is for everybody, once on each third of the sites: a call for each.
fn plan(directory: &Directory) -> Plan {
    let mut kinds = vec![None];
    for role in Role::ALL {
        let free: Vec<_> = directory.capabilities().iter().filter(|known| !known.included_in.contains(&role)).collect();
        for some in 0..1_usize << free.len() {
            let chosen =
                free.iter().enumerate().filter(|(at, _)| some >> at & 1 == 1).map(|(_, known)| known.id.clone());
            kinds.push(Some(Grant::new(role, chosen.collect())));
        }
    }
    let active = |person: &&Person| !person.super_user && person.status.kind() == StatusKind::Active;
    let mut plan = Plan::default();
    for sites in directory.sites().chunks(kinds.len()) {
        let of = |person: &Person| {
            let login = person.login.clone();
            sites.iter().zip(&kinds).map(move |(site, kind)| (login.clone(), site.id, kind.clone()))
        };
        let wishes: Vec<_> = directory.people().iter().filter(active).flat_map(of).collect();
        plan.steps.extend(Plan::set_access(directory, &wishes).unwrap().steps);
    }
    assert!(plan.steps.len() >= CALLS, "{} calls are too few", plan.steps.len());
    plan.steps.truncate(CALLS);
    plan
}

/// All that Matomo itself tells.
fn rows(desk: &Desk) -> Rows {
    let known = now(desk.client.call(&GetAvailableCapabilities)).unwrap();
    let mut kinds: Vec<_> = Role::ALL.into_iter().map(AccessId::Role).collect();
    kinds.extend(known.into_iter().map(|known| AccessId::Capability(known.id)));
    let mut rows = Rows::new();
    for kind in kinds {
        let name = match &kind {
            AccessId::Role(role) => role.as_str().to_owned(),
            AccessId::Capability(capability) => capability.as_str().to_owned(),
        };
        for user in now(desk.client.call(&GetUsersSitesFromAccess(kind))).unwrap() {
            for site in user.sites {
                rows.entry((user.login.clone(), site)).or_default().insert(name.clone());
            }
        }
    }
    rows
}

/// What the rows shall be after a plan.
fn wanted(mut rows: Rows, plan: &Plan) -> Rows {
    for step in &plan.steps {
        let Change::SetAccess { login, access, sites } = &step.change else { panic!("{step:?}") };
        let names = match access {
            Access::None => BTreeSet::new(),
            Access::Role(role, more) => [role.as_str()].into_iter().chain(more.iter().map(|id| id.as_str())).collect(),
        };
        let names: BTreeSet<String> = names.into_iter().map(str::to_owned).collect();
        for site in sites {
            rows.remove(&(login.clone(), *site));
            if !names.is_empty() {
                rows.insert((login.clone(), *site), names.clone());
            }
        }
    }
    rows
}
