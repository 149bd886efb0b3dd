//! The whole way, connecting included, against the simulator in both of its dialects: a Matomo that
//! was written by others from recordings.

#![allow(clippy::unwrap_used)]

#[path = "model/wire.rs"]
mod wire;

use access::{Apply, Directory, Entry, Grant, NewPerson, Next, Outcome, Plan, Preference, Scope, Secrets, StepState};
use matomo_api::{Email, Login, Password, Role, SiteId, methods::DefaultDate};
use matomo_sim::{Dataset, Dialect, Fault};
use wire::{Desk, now};

/// The demo company, as seen by this account or by its admin.
fn open(dialect: Dialect, login: Option<&str>) -> Desk {
    Desk::open(dialect, Dataset::Demo, login)
}

/// Applies, reopening the journal after every interruption. Says how often that was.
fn apply(desk: &Desk, plan: Plan) -> (Outcome, usize) {
    let caller = desk.connection.caller;
    let secrets = Secrets {
        passwords: [(Login::reported("eve"), Password::new("Correct-Horse-7"))].into(),
        caller: Some(Password::new(matomo_sim::PASSWORD)),
    };
    let mut interruptions = 0;
    let mut apply = Apply::start(plan, caller);
    loop {
        match apply.next(&secrets) {
            Next::Send(bulk, _) => apply.feed(now(desk.client.bulk(&bulk))),
            Next::Interrupted { .. } => {
                interruptions += 1;
                let kept = serde_json::to_string(apply.journal()).unwrap();
                apply = Apply::resume(serde_json::from_str(&kept).unwrap(), caller);
            }
            Next::Finished(outcome) => return (outcome, interruptions),
            Next::Conflict(differences) => panic!("{differences:?}"),
            Next::Paused | Next::NeedsCallerPassword { .. } => panic!("neither was asked for"),
        }
    }
}

fn eve(entry: Entry) -> NewPerson {
    NewPerson { login: Login::reported("eve"), email: Email::parse("eve@example.org").unwrap(), entry }
}

fn access(directory: &Directory) -> Vec<(SiteId, Grant)> {
    let roles = [Role::Write, Role::View, Role::Admin];
    directory.sites().iter().zip(roles).map(|(site, role)| (site.id, Grant::plain(role))).collect()
}

fn granted(directory: &Directory) -> Vec<(SiteId, Grant)> {
    let person = directory.person("eve").unwrap();
    person.grants.iter().map(|(site, grant)| (site, grant.clone())).collect()
}

const DIALECTS: [Dialect; 2] = [Dialect::V5_3, Dialect::V5_8];

#[test]
fn the_demo_is_read_whole() {
    for dialect in DIALECTS {
        let directory = open(dialect, None).read();
        assert_eq!((directory.scope(), directory.sites().len()), (Scope::Everything, 9));
        assert_eq!(directory.caller().unwrap().as_str(), "m.calder");
        assert!(directory.people().len() >= 35, "{}", directory.people().len());
    }
}

#[test]
fn every_fault_leads_to_the_same_end() {
    let faults =
        ["drop-before@w1", "drop-after@w1", "drop-after@w2", "error-after@w1", "error-before@w2", "truncate@w2"];
    let others = ["drop-midway@w1", "unauthorized@3", "maintenance@2", "drop-before@1", "truncate@4"];
    for dialect in DIALECTS {
        for fault in faults.into_iter().chain(others) {
            for entry in [Entry::Password, Entry::Invitation { days: 7 }] {
                let desk = open(dialect, None);
                let directory = desk.read();
                let plan = Plan::onboard(&directory, eve(entry), &access(&directory)).unwrap();
                desk.wire.sim.borrow_mut().faults().add(fault.parse::<Fault>().unwrap());
                let (outcome, interruptions) = apply(&desk, plan);
                assert_eq!((&outcome.differences[..], interruptions), (&[][..], 1), "{fault}");
                assert!(outcome.steps.iter().all(|step| matches!(step, StepState::Done { .. })), "{fault}");
                assert_eq!(desk.wrote("addUser") + desk.wrote("inviteUser"), 1, "{fault}");
                assert_eq!(granted(&desk.read()), access(&directory), "{fault}");
            }
        }
    }
}

/// The caller gets a dashboard to copy, as Matomo's own screens make one.
fn give_dashboard(desk: &Desk) -> u32 {
    let mut sim = desk.wire.sim.borrow_mut();
    let token = sim.create_token("m.calder").unwrap();
    let call = "/index.php?module=API&format=json&method=Dashboard.createNewDashboardForUser&login=m.calder&dashboardName=Start";
    let reply = sim.handle(&matomo_sim::Request::post(call, format!("token_auth={token}")), wire::NOW).reply().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    u32::try_from(answer["value"].as_u64().unwrap()).unwrap()
}

#[test]
fn what_a_new_account_meets_is_set_once_under_every_fault() {
    for dialect in DIALECTS {
        for fault in ["none", "drop-before@w2", "drop-after@w2", "drop-midway@w2", "error-after@w2"] {
            let desk = open(dialect, None);
            let id = give_dashboard(&desk);
            let directory = desk.read();
            // The first one is Matomo's own choice.
            let second = directory.sites()[1].id;
            let preferences = [
                Preference::Language("de".into()),
                Preference::FirstPage(Some(second)),
                Preference::Dates(DefaultDate::Last30),
                Preference::Dashboard { id, name: "Welcome".into() },
            ];
            let plan = Plan::onboard(&directory, eve(Entry::Invitation { days: 7 }), &access(&directory)).unwrap();
            let plan = plan.with_preferences(&directory, &Login::reported("eve"), &preferences).unwrap();
            if fault != "none" {
                desk.wire.sim.borrow_mut().faults().add(fault.parse::<Fault>().unwrap());
            }
            let (outcome, interruptions) = apply(&desk, plan);
            assert_eq!((&outcome.differences[..], interruptions), (&[][..], usize::from(fault != "none")), "{fault}");
            assert!(outcome.steps.iter().all(|step| matches!(step, StepState::Done { .. })), "{fault}: {outcome:?}");
            for (method, times) in [("setLanguageForUser", 1), ("setUserPreference", 2), ("copyDashboardToUser", 1)] {
                assert_eq!(desk.wrote(method), times, "{fault}: {method}");
            }
        }
    }
}

#[test]
fn a_language_that_matomo_does_not_have_is_told_and_the_rest_is_done() {
    let desk = open(Dialect::V5_8, None);
    let directory = desk.read();
    let plan = Plan::onboard(&directory, eve(Entry::Password), &access(&directory)).unwrap();
    let (login, steps) = (Login::reported("eve"), plan.steps.len());
    let preferences = [Preference::Language("tlh".into()), Preference::FirstPage(None)];
    let (outcome, _) = apply(&desk, plan.with_preferences(&directory, &login, &preferences).unwrap());
    assert!(matches!(&outcome.steps[steps], StepState::Failed(why) if why.contains("tlh")), "{outcome:?}");
    assert!(matches!(outcome.steps[steps + 1], StepState::Done { .. }));
    assert_eq!(granted(&desk.read()), access(&directory));
}

#[test]
fn what_the_browser_sends_again_by_itself_is_done_once_and_needs_nobody() {
    for dialect in DIALECTS {
        for fault in ["drop-before@w1", "drop-after@w1", "drop-after@w2"] {
            for entry in [Entry::Password, Entry::Invitation { days: 7 }] {
                let desk = open(dialect, None);
                let directory = desk.read();
                let plan = Plan::onboard(&directory, eve(entry), &access(&directory)).unwrap();
                desk.wire.sim.borrow_mut().faults().add(fault.parse::<Fault>().unwrap());
                desk.wire.repeats.set(true);
                let (outcome, interruptions) = apply(&desk, plan);
                assert_eq!((&outcome.differences[..], interruptions), (&[][..], 0), "{fault}");
                assert!(outcome.steps.iter().all(|step| matches!(step, StepState::Done { .. })), "{outcome:?}");
                assert_eq!(desk.wrote("addUser") + desk.wrote("inviteUser"), 1, "{fault}");
                assert_eq!(granted(&desk.read()), access(&directory), "{fault}");
            }
        }
    }
}

#[test]
fn a_super_user_comes_and_goes_and_the_roles_come_back() {
    for dialect in DIALECTS {
        let desk = open(dialect, None);
        let directory = desk.read();
        apply(&desk, Plan::onboard(&directory, eve(Entry::Password), &access(&directory)).unwrap());
        let before = desk.read();
        let promote = Plan::super_user(&before, &Login::reported("eve"), true, false).unwrap();
        assert_eq!(apply(&desk, promote.clone()).0.differences, []);
        assert!(desk.read().person("eve").unwrap().super_user && granted(&desk.read()).is_empty());
        assert_eq!(apply(&desk, promote.inverse(&before).plan).0.differences, []);
        assert_eq!(granted(&desk.read()), access(&directory));
        assert_eq!(desk.wrote("setSuperUserAccess"), 2);
    }
}

#[test]
fn a_site_admin_onboards_to_their_own_sites() {
    for dialect in DIALECTS {
        let everything = open(dialect, None).read();
        let is_admin = |person: &&access::Person| !person.super_user && person.tally().admin > 0;
        let admin = everything.people().iter().find(is_admin).unwrap().login.clone();
        let desk = open(dialect, Some(admin.as_str()));
        let directory = desk.read();
        assert_eq!((directory.scope(), directory.caller()), (Scope::OwnSites, Some(&admin)));
        let wanted = access(&directory);
        assert!(!wanted.is_empty());
        let (outcome, _) =
            apply(&desk, Plan::onboard(&directory, eve(Entry::Invitation { days: 7 }), &wanted).unwrap());
        assert_eq!(outcome.differences, []);
        assert_eq!(granted(&desk.read()), wanted);
    }
}
