//! The demo's Matomo as a WebAssembly module of its own.
//!
//! It would be a tenth of what everybody loads first, so the console fetches it when somebody tries
//! the demo. Numbers and bytes are all that cross the border: the console writes a request to where
//! [`input`] says, calls [`handle`], and reads the answer from where [`output`] says. The module
//! imports nothing: no clock, no randomness, no network.

// Exported names are all the unsafety there is: two of one name could clash.
#![allow(unsafe_code)]

use matomo_sim::{Config, Dataset, Outcome, Request, Sim};
use std::cell::RefCell;

/// Where the demo says that it is. Reserved for examples, so that nothing real is named; nothing is
/// ever sent there.
const BASE: &str = "https://analytics.example.org";

/// As long as a Matomo near by takes, so that the demo feels like one.
const LATENCY_MS: u64 = 60;

#[derive(Default)]
struct Demo {
    sim: Option<Sim>,
    input: Vec<u8>,
    output: Vec<u8>,
    status: u32,
    delay_ms: u32,
}

thread_local! {
    static DEMO: RefCell<Demo> = RefCell::default();
}

fn with<T>(work: impl FnOnce(&mut Demo) -> T) -> T {
    DEMO.with_borrow_mut(work)
}

/// Opens the made-up company as it is on the first day. Its super user's token is put out; returns
/// the token's length.
#[unsafe(no_mangle)]
pub extern "C" fn open(now_ms: f64) -> usize {
    with(|demo| {
        let config =
            Config { data: Dataset::Demo, trusted_base: BASE.to_owned(), latency_ms: LATENCY_MS, ..Config::default() };
        let sim = Sim::new(config, now_ms as u64);
        demo.output = sim.admin_token().as_bytes().to_vec();
        demo.sim = Some(sim);
        demo.output.len()
    })
}

/// Makes room for `len` bytes of request, path and query first, then the body. Returns where.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *const u8 {
    with(|demo| {
        demo.input = vec![0; len];
        demo.input.as_ptr()
    })
}

/// Answers the request that was put in, whose first `target` bytes are path and query. Returns the
/// length of the body that is put out. See [`status`] and [`delay_ms`] for the rest of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn handle(target: usize, now_ms: f64) -> usize {
    with(|demo| {
        let (target, body) = demo.input.split_at(target.min(demo.input.len()));
        let request = Request::post(&String::from_utf8_lossy(target), body);
        let outcome = demo.sim.as_mut().map(|sim| sim.handle(&request, now_ms as u64));
        (demo.status, demo.delay_ms, demo.output) = match outcome {
            Some(Outcome::Reply(reply)) => (u32::from(reply.status), reply.delay_ms as u32, reply.body),
            Some(Outcome::Dropped | Outcome::DroppedMidway(_)) | None => (0, 0, Vec::new()),
        };
        demo.output.len()
    })
}

/// Where the last output lies. Holds until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    with(|demo| demo.output.as_ptr())
}

/// The HTTP status of the last answer; 0 where there was none.
#[unsafe(no_mangle)]
pub extern "C" fn status() -> u32 {
    with(|demo| demo.status)
}

/// How long the last answer takes, in milliseconds: the caller waits.
#[unsafe(no_mangle)]
pub extern "C" fn delay_ms() -> u32 {
    with(|demo| demo.delay_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_795_298_400_000.0;

    fn ask(target: &str, body: &str) -> String {
        assert!(!input(target.len() + body.len()).is_null());
        with(|demo| demo.input.copy_from_slice(format!("{target}{body}").as_bytes()));
        let len = handle(target.len(), NOW);
        let answer = with(|demo| String::from_utf8_lossy(&demo.output).into_owned());
        assert_eq!(answer.len(), len);
        assert!(!output().is_null());
        answer
    }

    #[test]
    fn a_request_goes_in_and_an_answer_comes_out() {
        let version = "/index.php?module=API&method=API.getMatomoVersion&format=json";
        assert_eq!((ask(version, ""), status(), delay_ms()), (String::new(), 0, 0), "not open yet");
        assert_eq!(open(NOW), 32);
        let token = with(|demo| String::from_utf8_lossy(&demo.output).into_owned());
        assert_eq!(ask(version, &format!("token_auth={token}")), r#"{"value":"5.8.0"}"#);
        assert_eq!((status(), u64::from(delay_ms())), (200, LATENCY_MS));
        let users = "/index.php?module=API&method=UsersManager.getUsers&format=json";
        assert!(ask(users, &format!("token_auth={token}")).contains("m.calder"));
        assert!(ask(users, "").contains("error"));
    }
}
