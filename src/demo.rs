//! The demo: a Matomo inside the page, reached through the same seam as a real one.

use crate::browser::clock;
use matomo_api::{Answer, LocalFuture, MatomoUrl, Request, Token, Transport, TransportError};
use matomo_sim::{Config, Dataset, Outcome, Sim};
use std::{cell::RefCell, rc::Rc, time::Duration};

/// Where the demo says that it is. Reserved for examples, so that nothing real is named; nothing
/// is ever sent there.
const ADDRESS: &str = "https://analytics.example.org/";

/// As long as a Matomo near by takes, so that the demo feels like one.
const LATENCY_MS: u64 = 60;

/// A made-up company of its own, as it is on the first day. Changes live as long as the page.
pub struct Demo {
    /// Its address.
    pub url: MatomoUrl,
    /// Its super user's token; opens nothing but this demo.
    pub token: Token,
    /// The way to it.
    pub transport: Rc<dyn Transport>,
}

impl Demo {
    /// Opens a fresh one.
    pub fn open() -> Self {
        let config = Config {
            data: Dataset::Demo,
            trusted_base: ADDRESS.trim_end_matches('/').to_owned(),
            latency_ms: LATENCY_MS,
            ..Config::default()
        };
        let sim = Sim::new(config, clock::now_ms().unsigned_abs());
        let (url, _) = MatomoUrl::parse(ADDRESS).expect("the demo's address is one");
        let (token, _) = Token::parse(sim.admin_token()).expect("the demo's admin has a token");
        Self { url, token, transport: Rc::new(InPage(RefCell::new(sim))) }
    }
}

struct InPage(RefCell<Sim>);

impl Transport for InPage {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        Box::pin(async move {
            let target = request.url.strip_prefix(ADDRESS.trim_end_matches('/')).unwrap_or(&request.url);
            let posted = matomo_sim::Request::post(target, request.body.as_str());
            let outcome = self.0.borrow_mut().handle(&posted, clock::now_ms().unsigned_abs());
            match outcome {
                Outcome::Reply(reply) => {
                    clock::sleep(Duration::from_millis(reply.delay_ms)).await;
                    Ok(Answer { status: reply.status, body: reply.body })
                }
                Outcome::Dropped => Err(TransportError::Unreadable),
            }
        })
    }

    fn knock<'a>(&'a self, _: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(std::future::ready(true))
    }
}
