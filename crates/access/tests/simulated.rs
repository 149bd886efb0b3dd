//! The whole way, connecting included, against the simulator in both of its dialects: a Matomo that
//! was written by others from recordings.

#![allow(clippy::unwrap_used)]

use access::{Apply, Directory, Entry, Grant, NewPerson, Next, Outcome, Plan, Scope, Secrets, StepState, read};
use matomo_api::{
    Answer, Client, Connection, Email, LocalFuture, Login, MatomoUrl, Password, Request, Role, SiteId, Token,
    Transport, TransportError, connect,
};
use matomo_sim::{Config, Dataset, Dialect, Fault, Sim};
use std::{
    cell::{Cell, RefCell},
    future::{Future, ready},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// 2026-11-21, 20:00 UTC, in milliseconds.
const NOW: u64 = 1_795_291_200_000;

struct Wire {
    sim: RefCell<Sim>,
    /// Whether what got no answer is sent once more, as browsers do (seen on Chromium and Firefox).
    repeats: Cell<bool>,
}

impl Transport for Wire {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        let target = request.url.strip_prefix("https://m.example").unwrap();
        let post = matomo_sim::Request::post(target, request.body.clone());
        let mut sim = self.sim.borrow_mut();
        let mut outcome = sim.handle(&post, NOW);
        if self.repeats.get() && matches!(outcome, matomo_sim::Outcome::Dropped) {
            outcome = sim.handle(&post, NOW);
        }
        let reply = outcome.reply();
        let answer = reply.map(|reply| Answer { status: reply.status, body: reply.body });
        Box::pin(ready(answer.ok_or(TransportError::Unreadable)))
    }
    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(ready(true))
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the simulator answers at once"),
    }
}

struct Desk {
    wire: Rc<Wire>,
    client: Client,
    connection: Connection,
}

impl Desk {
    /// The demo company, as seen by this account or by its admin.
    fn open(dialect: Dialect, login: Option<&str>) -> Self {
        let mut sim = Sim::new(Config { dialect, data: Dataset::Demo, ..Config::default() }, NOW);
        let login = login.unwrap_or(sim.admin_login()).to_owned();
        let token = sim.create_token(&login).unwrap();
        let wire = Rc::new(Wire { sim: RefCell::new(sim), repeats: Cell::new(false) });
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let client = Client::new(url, Token::parse(&token).unwrap().0, wire.clone());
        let connection = now(connect(&client)).unwrap();
        Self { wire, client, connection }
    }

    fn read(&self) -> Directory {
        now(read(&self.client, &self.connection, &mut |_, _| {})).unwrap()
    }

    /// Applies, reopening the journal after every interruption. Says how often that was.
    fn apply(&self, plan: Plan) -> (Outcome, usize) {
        let caller = self.connection.caller;
        let secrets = Secrets {
            passwords: [(Login::reported("eve"), Password::new("Correct-Horse-7"))].into(),
            caller: Some(Password::new(matomo_sim::PASSWORD)),
        };
        let mut interruptions = 0;
        let mut apply = Apply::start(plan, caller);
        loop {
            match apply.next(&secrets) {
                Next::Send(bulk, _) => apply.feed(now(self.client.bulk(&bulk))),
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

    /// How often a method changed something.
    fn wrote(&self, method: &str) -> usize {
        self.wire.sim.borrow().calls().iter().filter(|call| call.wrote && call.method.ends_with(method)).count()
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
        let directory = Desk::open(dialect, None).read();
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
                let desk = Desk::open(dialect, None);
                let directory = desk.read();
                let plan = Plan::onboard(&directory, eve(entry), &access(&directory)).unwrap();
                desk.wire.sim.borrow_mut().faults().add(fault.parse::<Fault>().unwrap());
                let (outcome, interruptions) = desk.apply(plan);
                assert_eq!((&outcome.differences[..], interruptions), (&[][..], 1), "{fault}");
                assert!(outcome.steps.iter().all(|step| matches!(step, StepState::Done { .. })), "{fault}");
                assert_eq!(desk.wrote("addUser") + desk.wrote("inviteUser"), 1, "{fault}");
                assert_eq!(granted(&desk.read()), access(&directory), "{fault}");
            }
        }
    }
}

#[test]
fn what_the_browser_sends_again_by_itself_is_done_once_and_needs_nobody() {
    for dialect in DIALECTS {
        for fault in ["drop-before@w1", "drop-after@w1", "drop-after@w2"] {
            for entry in [Entry::Password, Entry::Invitation { days: 7 }] {
                let desk = Desk::open(dialect, None);
                let directory = desk.read();
                let plan = Plan::onboard(&directory, eve(entry), &access(&directory)).unwrap();
                desk.wire.sim.borrow_mut().faults().add(fault.parse::<Fault>().unwrap());
                desk.wire.repeats.set(true);
                let (outcome, interruptions) = desk.apply(plan);
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
        let desk = Desk::open(dialect, None);
        let directory = desk.read();
        desk.apply(Plan::onboard(&directory, eve(Entry::Password), &access(&directory)).unwrap());
        let before = desk.read();
        let promote = Plan::super_user(&before, &Login::reported("eve"), true, false).unwrap();
        assert_eq!(desk.apply(promote.clone()).0.differences, []);
        assert!(desk.read().person("eve").unwrap().super_user && granted(&desk.read()).is_empty());
        assert_eq!(desk.apply(promote.inverse(&before).plan).0.differences, []);
        assert_eq!(granted(&desk.read()), access(&directory));
        assert_eq!(desk.wrote("setSuperUserAccess"), 2);
    }
}

#[test]
fn a_site_admin_onboards_to_their_own_sites() {
    for dialect in DIALECTS {
        let everything = Desk::open(dialect, None).read();
        let is_admin = |person: &&access::Person| !person.super_user && person.tally().admin > 0;
        let admin = everything.people().iter().find(is_admin).unwrap().login.clone();
        let desk = Desk::open(dialect, Some(admin.as_str()));
        let directory = desk.read();
        assert_eq!((directory.scope(), directory.caller()), (Scope::OwnSites, Some(&admin)));
        let wanted = access(&directory);
        assert!(!wanted.is_empty());
        let (outcome, _) = desk.apply(Plan::onboard(&directory, eve(Entry::Invitation { days: 7 }), &wanted).unwrap());
        assert_eq!(outcome.differences, []);
        assert_eq!(granted(&desk.read()), wanted);
    }
}
