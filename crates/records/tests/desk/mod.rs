//! A simulated Matomo in this process, and the engine on it.

#![allow(clippy::unwrap_used, dead_code)]

use access::{Apply, Decision, Difference, Directory, Journal, Next, Outcome, Plan, Secrets, read};
use matomo_api::{
    Answer, Client, Connection, LocalFuture, Login, MatomoUrl, Password, Request, Token, Transport, TransportError,
    connect,
};
use matomo_sim::{Config, Dataset, Sim};
use std::{
    cell::RefCell,
    future::{Future, ready},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// 2026-11-22, 10:00 UTC, in seconds.
pub const NOW: i64 = 1_795_341_600;

struct Wire(RefCell<Sim>);

impl Transport for Wire {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        let target = request.url.strip_prefix("https://m.example").unwrap();
        let post = matomo_sim::Request::post(target, request.body.clone());
        let reply = self.0.borrow_mut().handle(&post, u64::try_from(NOW).unwrap() * 1000).reply();
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

/// Somebody at the console.
pub struct Desk {
    wire: Rc<Wire>,
    client: Client,
    connection: Connection,
    pub url: MatomoUrl,
}

/// What became of a plan.
pub struct Done {
    pub journal: Journal,
    pub outcome: Outcome,
    pub conflicts: Vec<(Difference, Decision)>,
}

impl Desk {
    pub fn open() -> Self {
        let config = Config { data: Dataset::Demo, ..Config::default() };
        let sim = Sim::new(config, u64::try_from(NOW).unwrap() * 1000);
        let token = Token::parse(sim.admin_token()).unwrap().0;
        let wire = Rc::new(Wire(RefCell::new(sim)));
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let client = Client::new(url.clone(), token, wire.clone());
        let connection = now(connect(&client)).unwrap();
        Self { wire, client, connection, url }
    }

    pub fn read(&self) -> Directory {
        now(read(&self.client, &self.connection, &mut |_, _| {})).unwrap()
    }

    /// Asks as somebody outside of the console.
    pub fn outside(&self, method: &str, body: &str) {
        let token = self.wire.0.borrow().admin_token().to_owned();
        let target = format!("/index.php?module=API&format=json&method={method}");
        let post = matomo_sim::Request::post(&target, format!("token_auth={token}&{body}"));
        let reply = self.wire.0.borrow_mut().handle(&post, u64::try_from(NOW).unwrap() * 1000).reply().unwrap();
        assert!(String::from_utf8_lossy(&reply.body).contains("success"), "{}", String::from_utf8_lossy(&reply.body));
    }

    /// Applies a plan; what others changed in between is decided like this.
    pub fn apply(&self, plan: Plan, decision: Decision) -> Done {
        let passwords = [(Login::reported("eve"), Password::new("Correct-Horse-7"))].into();
        let secrets = Secrets { passwords, caller: Some(Password::new(matomo_sim::PASSWORD)) };
        let mut apply = Apply::start(plan, self.connection.caller);
        let mut conflicts = Vec::new();
        loop {
            match apply.next(&secrets) {
                Next::Send(bulk, _) => apply.feed(now(self.client.bulk(&bulk))),
                Next::Conflict(found) => {
                    conflicts.extend(found.into_iter().map(|one| (one, decision)));
                    apply.decide(decision);
                }
                Next::Finished(outcome) => return Done { journal: apply.journal().clone(), outcome, conflicts },
                Next::Interrupted { error, .. } => panic!("{error:?}"),
                Next::Paused | Next::NeedsCallerPassword { .. } => panic!("neither was asked for"),
            }
        }
    }
}
