//! A Matomo in memory, with the HTTP behaviour of 5.3.1 and 5.8.0 as far as managing people goes.
//!
//! The demo inside the page and the fast tests talk to it instead of a real Matomo, so it is as awkward as the real
//! one: errors under HTTP 200, lists cut to 100 without a word, roles that wipe capabilities, tokens refused without
//! CORS headers. What it does was taken from answers recorded on both versions. It shares no code with the client that
//! it tests.
//!
//! [`Sim`] is a state machine: a [`Request`] and the time go in, an [`Outcome`] comes out. It has no clock, no source
//! of chance and no socket of its own; the feature `server` adds the last ([`server`]).
//!
//! ```
//! use matomo_sim::{Config, Request, Sim};
//!
//! let mut sim = Sim::new(Config::default(), 1_795_298_400_000);
//! let body = format!("token_auth={}", sim.admin_token());
//! let version = Request::post("/index.php?module=API&method=API.getMatomoVersion&format=json", body);
//! let reply = sim.handle(&version, 1_795_298_400_000).reply().expect("no fault was set");
//! assert_eq!(reply.body, br#"{"value":"5.8.0"}"#);
//! ```
//!
//! Not simulated: the measuring side of Matomo and every method that has nothing to do with managing people (they are
//! answered as if there were no such method), pages other than the sign-in page and the invitation, sessions, answers
//! in formats other than JSON and XML, languages other than English and German, callers from more than one address,
//! bearer tokens (a page from another origin cannot send them), and time-based codes (an account with two-factor
//! authentication has one fixed code).

mod collate;
mod context;
mod data;
mod error;
mod exchange;
mod faults;
mod front;
mod language;
mod message;
mod methods;
mod moment;
mod pages;
mod php;
mod random;
mod render;
mod rights;
#[cfg(feature = "server")]
pub mod server;
mod sim;
mod store;
#[cfg(test)]
mod testing;
mod validate;

pub use faults::{Fault, FaultKind, Faults, ParseFaultError, When};
pub use sim::Sim;

/// Password of every account that the simulator makes by itself, in all data sets.
pub const PASSWORD: &str = "lanyard-demo";

/// An HTTP request. Header fields that Matomo does not look at are left out.
#[derive(Clone)]
pub struct Request {
    /// `GET`, `POST` or `OPTIONS`.
    pub method: String,
    /// Path and query as they were sent, such as `/index.php?module=API&method=…`.
    pub target: String,
    /// The `Origin` header, which a browser sends across origins.
    pub origin: Option<String>,
    /// The `Accept-Language` header. Messages follow it.
    pub accept_language: Option<String>,
    /// The body: a URL-encoded form. Only a POST's is read, as in PHP.
    pub body: Vec<u8>,
}

impl Request {
    /// A POST from the same origin.
    pub fn post(target: &str, body: impl Into<Vec<u8>>) -> Self {
        Request {
            method: "POST".to_owned(),
            target: target.to_owned(),
            origin: None,
            accept_language: None,
            body: body.into(),
        }
    }

    /// A GET from the same origin.
    pub fn get(target: &str) -> Self {
        Request { method: "GET".to_owned(), ..Request::post(target, Vec::new()) }
    }
}

/// An HTTP response.
#[derive(Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Header fields in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long the answer takes, in milliseconds. Whatever was asked has been done already; the caller waits.
    pub delay_ms: u64,
}

impl Reply {
    /// The first header field of this name, whose case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What becomes of a request.
#[derive(Clone)]
pub enum Outcome {
    /// It is answered.
    Reply(Reply),
    /// The connection is closed without an answer.
    Dropped,
    /// The connection is closed in the middle of this answer.
    DroppedMidway(Reply),
}

impl Outcome {
    /// The reply, if there is one.
    pub fn reply(self) -> Option<Reply> {
        match self {
            Outcome::Reply(reply) => Some(reply),
            Outcome::Dropped | Outcome::DroppedMidway(_) => None,
        }
    }
}

/// Which Matomo to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// 5.3.1: nearly every error under HTTP 200.
    V5_3,
    /// 5.8.0: errors mapped to 400, 403 and 404; strict site ids.
    V5_8,
}

impl Dialect {
    /// The version that `API.getMatomoVersion` tells.
    pub fn version(self) -> &'static str {
        self.pick("5.3.1", "5.8.0")
    }

    pub(crate) fn pick<T>(self, v5_3: T, v5_8: T) -> T {
        match self {
            Dialect::V5_3 => v5_3,
            Dialect::V5_8 => v5_8,
        }
    }
}

/// What the instance holds at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dataset {
    /// A company of 40 people and 9 sites; the admin is `m.calder`.
    Demo,
    /// As many accounts and sites as wanted, decided by the seed; the admin is `admin`.
    Large {
        /// Accounts in all, the admin and `anonymous` among them.
        users: u32,
        /// Sites.
        sites: u32,
    },
    /// A fresh installation: `admin` and `anonymous`, no site.
    Empty,
}

/// How an instance is set up.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The version to be.
    pub dialect: Dialect,
    /// What it holds at the start.
    pub data: Dataset,
    /// `[General] cors_domains[]`: origins that may read answers, or `*`.
    pub cors_domains: Vec<String>,
    /// Decides tokens, and the large data set.
    pub seed: u64,
    /// The instance's own address without a closing slash, for links: `http://127.0.0.1:9100`.
    pub trusted_base: String,
    /// How long every answer takes at least, in milliseconds.
    pub latency_ms: u64,
    /// The system setting *Restrict login email domains*. Empty allows all.
    pub allowed_email_domains: Vec<String>,
    /// The system setting *Require two-factor authentication for everyone*.
    pub two_factor_required: bool,
}

impl Default for Config {
    /// A fresh 5.8.0 on 127.0.0.1 that no other origin may read.
    fn default() -> Self {
        Config {
            dialect: Dialect::V5_8,
            data: Dataset::Empty,
            cors_domains: Vec::new(),
            seed: 0,
            trusted_base: "http://127.0.0.1".to_owned(),
            latency_ms: 0,
            allowed_email_domains: Vec::new(),
            two_factor_required: false,
        }
    }
}

/// An invitation that was sent by mail.
#[derive(Clone)]
pub struct Mail {
    /// The address it went to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The link that accepts the invitation.
    pub accept_link: String,
}

/// A token as its owner sees it in Matomo's own pages, with the secret that nobody sees again.
#[derive(Clone)]
pub struct KnownToken {
    /// Whose it is.
    pub login: String,
    /// What it is for.
    pub description: String,
    /// The token.
    pub secret: String,
    /// When it ends, in seconds since 1970.
    pub expires: Option<i64>,
    /// Accepted in a body only.
    pub secure_only: bool,
}

/// A method that was called, alone or in a bulk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Number of the HTTP request, counted from 1. The elements of a bulk share it.
    pub request: u64,
    /// The method, such as `UsersManager.setUserAccess`.
    pub method: String,
    /// Who called; `anonymous` without a token.
    pub caller: String,
    /// Whom it was about: the parameter `userLogin` or `login`.
    pub subject: Option<String>,
    /// Whether it changed anything.
    pub wrote: bool,
    /// Whether it ended without an error.
    pub ok: bool,
}
