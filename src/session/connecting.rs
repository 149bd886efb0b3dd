//! Coming in: four checks, one request each, none repeated.

use super::{Desk, refusals::Refusals};
use crate::browser::{
    clock::{self, Stopwatch},
    page,
    storage::{self, Keep},
};
use access::Seconds;
use matomo_api::{Caller, Client, Error, MatomoUrl, Token, Transport, connect, reach};
use std::rc::Rc;

/// What is checked, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The address can be one, and this page may ask it.
    Address,
    /// Something answers there.
    Answers,
    /// It is a Matomo, and this page may read it.
    Readable,
    /// The token opens it.
    Token,
}

impl Check {
    /// All, in order.
    pub const ALL: [Check; 4] = [Check::Address, Check::Answers, Check::Readable, Check::Token];
}

/// Why somebody did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it ended.
    pub check: Check,
    /// Why.
    pub trouble: Trouble,
    /// Milliseconds that each request took, as far as there were any.
    pub took: Vec<(Check, u32)>,
}

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Plain http, which neither the browser nor this page's policy lets it ask there.
    PlainHttp,
    /// The demo's own module did not come.
    NoDemo,
    /// The token is good, but administers nothing.
    NothingToDo,
    /// Whatever Matomo or the network has to say.
    Told(Error),
}

impl Trouble {
    /// The error, if it is one that Matomo or the network told.
    pub fn told(&self) -> Option<&Error> {
        match self {
            Trouble::Told(error) => Some(error),
            Trouble::PlainHttp | Trouble::NoDemo | Trouble::NothingToDo => None,
        }
    }
}

/// Tries to come in. `at` is told each check that begins. The token goes out once, in the last one,
/// so that a wrong address or a forbidden origin costs no attempt. `since` is when the session began.
pub async fn come_in(
    transport: Rc<dyn Transport>,
    url: MatomoUrl,
    token: Token,
    demo: bool,
    since: Seconds,
    at: impl Fn(Check),
) -> Result<Desk, Failure> {
    let mut took = Vec::new();
    let fail = |check, trouble, took: &[(Check, u32)]| Failure { check, trouble, took: took.to_vec() };
    if !may_ask(&url, &page::origin(), option_env!("LANYARD_MATOMO").is_some()) {
        return Err(fail(Check::Address, Trouble::PlainHttp, &took));
    }
    at(Check::Answers);
    let watch = Stopwatch::start();
    let reached = reach(&*transport, &url).await;
    took.push((Check::Readable, watch.ms()));
    if let Err(error) = reached {
        let check = if matches!(error, Error::Unreachable(_)) { Check::Answers } else { Check::Readable };
        return Err(fail(check, Trouble::Told(error), &took));
    }
    at(Check::Token);
    let client = Client::new(url, token, transport);
    let watch = Stopwatch::start();
    let connection = connect(&client).await;
    let latency_ms = watch.ms();
    took.push((Check::Token, latency_ms));
    match connection {
        Ok(connection) if connection.caller == Caller::NoAdmin => Err(fail(Check::Token, Trouble::NothingToDo, &took)),
        Ok(connection) => Ok(Desk { client, connection, latency_ms, demo, since }),
        Err(error) => {
            if error.counts_towards_lockout() {
                count_refusal(client.url());
            }
            Err(fail(Check::Token, Trouble::Told(error), &took))
        }
    }
}

/// Whether a page of this origin may send anything there. Over plain http its policy lets it ask its
/// own origin, this machine, and the one Matomo that it may have been built for; a browser lets a
/// page that came over https ask only this machine.
fn may_ask(url: &MatomoUrl, page: &str, is_the_only: bool) -> bool {
    let host = url.origin().strip_prefix("http://").map(|host| host.split(':').next().unwrap_or_default());
    match host {
        None | Some("127.0.0.1" | "localhost") => true,
        Some(_) => url.origin() == page || (is_the_only && !page.starts_with("https:")),
    }
}

/// Where they are kept.
pub const REFUSALS: &str = "refusals";

/// Counts a refused token or password against this address.
pub fn count_refusal(url: &MatomoUrl) {
    let mut refusals = refusals();
    refusals.count(url, clock::now());
    storage::write(Keep::ForGood, REFUSALS, &refusals);
}

/// What was refused so far.
pub fn refusals() -> Refusals {
    storage::read(Keep::ForGood, REFUSALS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_and_for_the_pages_own_origin() {
        let may = |url: &str, page: &str| may_ask(&MatomoUrl::parse(url).unwrap().0, page, false);
        assert!(
            may("https://stats.example", "http://desk.example") && may("https://stats.example", "https://desk.example")
        );
        assert!(
            may("http://127.0.0.1:8053/", "https://desk.example") && may("http://localhost/m/", "http://a.example")
        );
        assert!(may("http://stats.example/m/", "http://stats.example"));
        assert!(
            !may("http://stats.example", "http://desk.example")
                && !may("http://stats.example", "https://stats.example")
        );
        assert!(!may("http://localhost.example", "http://desk.example"));
        let only = MatomoUrl::parse("http://stats.example").unwrap().0;
        assert!(may_ask(&only, "http://desk.example", true) && !may_ask(&only, "https://desk.example", true));
    }
}
