//! Coming in: a few checks, one request each, none repeated.

use super::{Desk, refusals::Refusals};
use crate::browser::{
    clock::{self, Stopwatch},
    page,
    storage::{self, Keep},
};
use access::Seconds;
use matomo_api::{
    Caller, Client, Error, Login, MatomoUrl, Password, Token, Transport, call_without_token, connect,
    methods::{CreateAppSpecificTokenAuth, TokenDescription, TokenEnd},
    reach,
};
use std::rc::Rc;

/// How long a token works that is made for a session: as long as a session may last.
pub const HOURS: u32 = 8;

/// What is checked, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The address can be one, and this page may ask it.
    Address,
    /// Something answers there.
    Answers,
    /// It is a Matomo, and this page may read it.
    Readable,
    /// Login and password make a token.
    Password,
    /// The token opens it.
    Token,
}

impl Check {
    /// Those of somebody who comes in like this, in order.
    pub fn of(by: By) -> &'static [Check] {
        match by {
            By::Token => &[Check::Address, Check::Answers, Check::Readable, Check::Token],
            By::Password { .. } => &[Check::Address, Check::Answers, Check::Readable, Check::Password, Check::Token],
        }
    }
}

/// What somebody comes in with.
pub enum Key {
    /// A token.
    Token(Token),
    /// Login and password, of which a token is made for this session.
    Password(SignIn),
}

/// A login with its secrets.
pub struct SignIn {
    /// The login, or the account's address: Matomo takes both.
    pub login: Login,
    /// Its password.
    pub password: Password,
    /// The code of its second factor, if it uses one.
    pub code: Option<Password>,
}

/// What somebody comes in with, without the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A token.
    Token,
    /// Login and password.
    Password {
        /// Whether a two-factor code came along.
        code: bool,
    },
}

impl Key {
    /// The same without the secret.
    pub fn by(&self) -> By {
        match self {
            Key::Token(_) => By::Token,
            Key::Password(sign_in) => By::Password { code: sign_in.code.is_some() },
        }
    }
}

/// What the token of a session that began then is called in Matomo.
fn session_name(at: Seconds) -> String {
    format!("Lanyard, session of {}", clock::date_and_time(at))
}

/// The same for a token that was made for a session and ends then.
pub fn name_by_end(ends: Seconds) -> String {
    session_name(ends - Seconds::from(HOURS) * 3600)
}

impl SignIn {
    fn token_from(self, at: Seconds) -> CreateAppSpecificTokenAuth {
        let description = session_name(at);
        CreateAppSpecificTokenAuth {
            owner: self.login,
            password: self.password,
            description: TokenDescription::parse(&description).expect("it is short"),
            end: TokenEnd::InHours(HOURS),
            secure_only: true,
            two_factor_code: self.code,
        }
    }
}

/// Why somebody did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was tried.
    pub by: By,
    /// Where it ended.
    pub check: Check,
    /// Why.
    pub trouble: Trouble,
    /// Milliseconds that each request took, as far as there were any.
    pub took: Vec<(Check, u32)>,
}

/// What a try that failed leaves in Matomo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// Perhaps a token that nobody knows.
    Perhaps,
    /// A token that nobody knows.
    Token,
}

impl Failure {
    /// Whether the secret went out: the key has been turned, whatever came of it.
    pub fn was_sent(&self) -> bool {
        self.check >= Check::Password
    }

    /// What it leaves in Matomo.
    pub fn leaves(&self) -> Left {
        match (self.by, self.check, self.trouble.told()) {
            (By::Password { .. }, Check::Token, _) => Left::Token,
            (By::Password { .. }, Check::Password, Some(error)) => match error {
                // Matomo looks at the second factor when it has made the token (seen).
                Error::NeedsTwoFactorCode | Error::TwoFactorNotSetUp => Left::Token,
                error if error.leaves_effect_unknown() => Left::Perhaps,
                _ => Left::Nothing,
            },
            _ => Left::Nothing,
        }
    }
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

/// Tries to come in. `at` is told each check that begins. The secret goes out once, after address and
/// origin have turned out right, so that those cost no attempt. `since` is when the session began.
pub async fn come_in(
    transport: Rc<dyn Transport>,
    url: MatomoUrl,
    key: Key,
    demo: bool,
    since: Seconds,
    at: impl Fn(Check),
) -> Result<Desk, Failure> {
    let by = key.by();
    let mut took = Vec::new();
    let fail = |check, trouble, took| Failure { by, check, trouble, took };
    if !may_ask(&url, &page::origin(), option_env!("LANYARD_MATOMO").is_some()) {
        return Err(fail(Check::Address, Trouble::PlainHttp, took));
    }
    at(Check::Answers);
    let watch = Stopwatch::start();
    let reached = reach(&*transport, &url).await;
    took.push((Check::Readable, watch.ms()));
    if let Err(error) = reached {
        let check = if matches!(error, Error::Unreachable(_)) { Check::Answers } else { Check::Readable };
        return Err(fail(check, Trouble::Told(error), took));
    }
    let (token, ends) = match key {
        Key::Token(token) => (token, None),
        Key::Password(sign_in) => {
            at(Check::Password);
            let (now, watch) = (clock::now(), Stopwatch::start());
            let made = call_without_token(&*transport, &url, &sign_in.token_from(now)).await;
            took.push((Check::Password, watch.ms()));
            match made {
                Ok(token) => (token, Some(now + Seconds::from(HOURS) * 3600)),
                Err(error) => return Err(fail(Check::Password, counted(error, &url), took)),
            }
        }
    };
    at(Check::Token);
    let client = Client::new(url, token, transport);
    let watch = Stopwatch::start();
    let connection = connect(&client).await;
    let latency_ms = watch.ms();
    took.push((Check::Token, latency_ms));
    match connection {
        Ok(connection) if connection.caller == Caller::NoAdmin => Err(fail(Check::Token, Trouble::NothingToDo, took)),
        Ok(connection) => Ok(Desk { client, connection, latency_ms, demo, since, ends }),
        Err(error) => Err(fail(Check::Token, counted(error, client.url()), took)),
    }
}

fn counted(error: Error, url: &MatomoUrl) -> Trouble {
    if error.counts_towards_lockout() {
        count_refusal(url);
    }
    Trouble::Told(error)
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
    fn a_token_that_nobody_knows_is_left_where_the_second_factor_fails() {
        let left = |by, check, trouble| Failure { by, check, trouble, took: Vec::new() }.leaves();
        let told = |error| left(By::Password { code: true }, Check::Password, Trouble::Told(error));
        for error in [Error::NeedsTwoFactorCode, Error::TwoFactorNotSetUp] {
            assert_eq!(told(error), Left::Token);
        }
        let silence = Error::Unreachable(matomo_api::TransportError::TimedOut);
        for error in [silence, Error::Server(502), Error::NotUnderstood { why: "JSON".into(), excerpt: String::new() }]
        {
            assert_eq!(told(error), Left::Perhaps);
        }
        for error in [Error::WrongPassword, Error::LockedOut, Error::AddressNotAllowed(String::new())] {
            assert_eq!(told(error), Left::Nothing);
        }
        let without_code = By::Password { code: false };
        assert_eq!(left(without_code, Check::Token, Trouble::NothingToDo), Left::Token, "made, and then of no use");
        assert_eq!(left(without_code, Check::Readable, Trouble::Told(Error::Server(503))), Left::Nothing);
        assert_eq!(left(By::Token, Check::Token, Trouble::NothingToDo), Left::Nothing);
    }

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
