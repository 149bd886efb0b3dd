//! The way to the simulator, in this process: a Matomo that was written by others from recordings.

#![allow(clippy::unwrap_used, dead_code)]

use access::{Directory, read};
use matomo_api::{
    Answer, Client, Connection, LocalFuture, MatomoUrl, Request, Token, Transport, TransportError, connect,
};
use matomo_sim::{Config, Dataset, Dialect, Sim};
use std::{
    cell::{Cell, RefCell},
    future::{Future, ready},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// 2026-11-21, 20:00 UTC, in milliseconds.
pub const NOW: u64 = 1_795_291_200_000;

pub struct Wire {
    pub sim: RefCell<Sim>,
    /// Whether what got no answer is sent once more, as browsers do (seen on Chromium and Firefox).
    pub repeats: Cell<bool>,
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

pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the simulator answers at once"),
    }
}

pub struct Desk {
    pub wire: Rc<Wire>,
    pub client: Client,
    pub connection: Connection,
}

impl Desk {
    /// This instance, as seen by this account or by its admin.
    pub fn open(dialect: Dialect, data: Dataset, login: Option<&str>) -> Self {
        let mut sim = Sim::new(Config { dialect, data, ..Config::default() }, NOW);
        let login = login.unwrap_or(sim.admin_login()).to_owned();
        let token = sim.create_token(&login).unwrap();
        let wire = Rc::new(Wire { sim: RefCell::new(sim), repeats: Cell::new(false) });
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let client = Client::new(url, Token::parse(&token).unwrap().0, wire.clone());
        let connection = now(connect(&client)).unwrap();
        Self { wire, client, connection }
    }

    pub fn read(&self) -> Directory {
        now(read(&self.client, &self.connection, &mut |_, _| {})).unwrap()
    }

    /// How often a method changed something.
    pub fn wrote(&self, method: &str) -> usize {
        self.wire.sim.borrow().calls().iter().filter(|call| call.wrote && call.method.ends_with(method)).count()
    }
}
