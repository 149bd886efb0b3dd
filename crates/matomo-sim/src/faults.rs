//! Faults: what a network, a proxy or a tired PHP does to a request.
//!
//! A connection that is closed without an answer is no end of the matter for a browser: Chromium and Firefox send the
//! request again by themselves, a POST as well, if they had used that connection before. They do so on one kept
//! connection after the other, at most 6 to a host, and last on a new one: a fault that strikes every time sees the
//! same request up to 7 times (seen on Chromium and Firefox, 2026; the page is told of the last failure only). As soon
//! as the first bytes of an answer have come, they send nothing again. So there are both kinds of dropped connections.

use std::fmt;
use std::str::FromStr;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The answer takes this many milliseconds longer. What was asked is done at once.
    Delay(u64),
    /// The connection is closed before anything was done. A browser may send the request again.
    DropBefore,
    /// What was asked is done, then the connection is closed without an answer. A browser may send the request again.
    DropAfter,
    /// What was asked is done, then the connection is closed in the middle of the answer. No browser sends it again.
    DropMidway,
    /// Nothing is done; status 500 with a page in HTML.
    ErrorBefore,
    /// What was asked is done; status 500 with a page in HTML.
    ErrorAfter,
    /// What was asked is done; the second half of the answer is missing.
    Truncate,
    /// Nothing is done; the token is refused with 401, without CORS header fields.
    Unauthorized,
    /// Nothing is done; status 503 with a page in HTML, without CORS header fields.
    Maintenance,
}

/// Which of the matching requests, counted from when the fault was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every one, until the faults are cleared.
    Always,
    /// The n-th only; 1 is the next.
    Nth(u32),
    /// The n-th and every one after it, until the faults are cleared.
    From(u32),
}

/// A fault and whom it meets. A bulk is one request; it matches if one of its elements does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// To which of the matching requests.
    pub when: When,
    /// Only requests that call a method which can change something match.
    pub writes_only: bool,
    /// Only requests that call this method match.
    pub method: Option<String>,
}

impl Fault {
    /// A fault that meets every request.
    pub fn new(kind: FaultKind) -> Self {
        Fault { kind, when: When::Always, writes_only: false, method: None }
    }

    /// Meets only the n-th matching request; 1 is the next.
    #[must_use]
    pub fn nth(self, n: u32) -> Self {
        Fault { when: When::Nth(n), ..self }
    }

    /// Meets the n-th matching request and all after it; 1 is the next.
    #[must_use]
    pub fn onwards(self, n: u32) -> Self {
        Fault { when: When::From(n), ..self }
    }

    /// Meets only requests that can change something.
    #[must_use]
    pub fn writes(self) -> Self {
        Fault { writes_only: true, ..self }
    }

    /// Meets only requests that call this method.
    #[must_use]
    pub fn on(self, method: &str) -> Self {
        Fault { method: Some(method.to_owned()), ..self }
    }

    fn matches(&self, methods: &[String], writes: bool) -> bool {
        (writes || !self.writes_only) && self.method.as_ref().is_none_or(|method| methods.contains(method))
    }
}

/// Reads `KIND[:ARG][@WHEN][#METHOD]`: kinds `delay:MILLISECONDS`, `drop-before`, `drop-after`, `drop-midway`,
/// `error-before`, `error-after`, `truncate`, `unauthorized`, `maintenance`; `@3` the third request, `@3+` from the third on, `@w3` and
/// `@w3+` the same among requests that can change something, `@w` all of those.
impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, ParseFaultError> {
        let wrong = || ParseFaultError(text.to_owned());
        let (rest, method) = match text.split_once('#') {
            Some((rest, method)) => (rest, Some(method.to_owned())),
            None => (text, None),
        };
        let (kind, when) = rest.split_once('@').unwrap_or((rest, ""));
        let kind = match kind.split_once(':') {
            Some(("delay", milliseconds)) => FaultKind::Delay(milliseconds.parse().map_err(|_| wrong())?),
            Some(_) => return Err(wrong()),
            None => match kind {
                "drop-before" => FaultKind::DropBefore,
                "drop-after" => FaultKind::DropAfter,
                "drop-midway" => FaultKind::DropMidway,
                "error-before" => FaultKind::ErrorBefore,
                "error-after" => FaultKind::ErrorAfter,
                "truncate" => FaultKind::Truncate,
                "unauthorized" => FaultKind::Unauthorized,
                "maintenance" => FaultKind::Maintenance,
                _ => return Err(wrong()),
            },
        };
        let (writes_only, when) = match when.strip_prefix('w') {
            Some(when) => (true, when),
            None => (false, when),
        };
        let (open, count) = match when.strip_suffix('+') {
            Some(count) => (true, count),
            None => (false, when),
        };
        let when = match (count, open) {
            ("", false) => When::Always,
            _ => match (count.parse().ok().filter(|count| *count > 0), open) {
                (Some(count), true) => When::From(count),
                (Some(count), false) => When::Nth(count),
                (None, _) => return Err(wrong()),
            },
        };
        Ok(Fault { kind, when, writes_only, method })
    }
}

/// A text that names no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError(String);

impl fmt::Display for ParseFaultError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "“{}” names no fault; write KIND[:ARG][@WHEN][#METHOD], such as drop-after@w1", self.0)
    }
}

impl std::error::Error for ParseFaultError {}

/// The faults that are set.
#[derive(Debug, Default)]
pub struct Faults {
    set: Vec<(Fault, u32)>,
}

impl Faults {
    /// Sets a fault; its count begins with the next request.
    pub fn add(&mut self, fault: Fault) {
        self.set.push((fault, 0));
    }

    /// Forgets all faults.
    pub fn clear(&mut self) {
        self.set.clear();
    }

    /// Counts a request and says what meets it. A fault for one request is forgotten once it has struck.
    pub(crate) fn strike(&mut self, methods: &[String], writes: bool) -> Strike {
        let mut strike = Strike::default();
        self.set.retain_mut(|(fault, count)| {
            if !fault.matches(methods, writes) {
                return true;
            }
            *count = count.saturating_add(1);
            let (strikes, stays) = match fault.when {
                When::Always => (true, true),
                When::Nth(n) => (*count == n, *count < n),
                When::From(n) => (*count >= n, true),
            };
            if strikes {
                strike.add(fault.kind);
            }
            stays
        });
        strike
    }
}

/// What meets one request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Strike {
    pub(crate) delay_ms: u64,
    pub(crate) drop_before: bool,
    pub(crate) drop_after: bool,
    pub(crate) drop_midway: bool,
    pub(crate) error_before: bool,
    pub(crate) error_after: bool,
    pub(crate) truncate: bool,
    pub(crate) unauthorized: bool,
    pub(crate) maintenance: bool,
}

impl Strike {
    fn add(&mut self, kind: FaultKind) {
        match kind {
            FaultKind::Delay(milliseconds) => self.delay_ms = self.delay_ms.saturating_add(milliseconds),
            FaultKind::DropBefore => self.drop_before = true,
            FaultKind::DropAfter => self.drop_after = true,
            FaultKind::DropMidway => self.drop_midway = true,
            FaultKind::ErrorBefore => self.error_before = true,
            FaultKind::ErrorAfter => self.error_after = true,
            FaultKind::Truncate => self.truncate = true,
            FaultKind::Unauthorized => self.unauthorized = true,
            FaultKind::Maintenance => self.maintenance = true,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn struck(fault: Fault, requests: &[(&str, bool)]) -> Vec<bool> {
        let mut faults = Faults::default();
        faults.add(fault);
        requests
            .iter()
            .map(|(method, writes)| faults.strike(&[(*method).to_owned()], *writes) != Strike::default())
            .collect()
    }

    #[test]
    fn which_requests_are_met() {
        let requests = [("a", false), ("b", true), ("a", true), ("b", true)];
        let drop = || Fault::new(FaultKind::DropAfter);
        assert_eq!(struck(drop(), &requests), [true, true, true, true]);
        assert_eq!(struck(drop().nth(2), &requests), [false, true, false, false]);
        assert_eq!(struck(drop().onwards(3), &requests), [false, false, true, true]);
        assert_eq!(struck(drop().writes().nth(2), &requests), [false, false, true, false]);
        assert_eq!(struck(drop().on("b").nth(2), &requests), [false, false, false, true]);
        assert_eq!(struck(drop().on("a").writes(), &requests), [false, false, true, false]);
    }

    #[test]
    fn a_bulk_matches_if_an_element_does() {
        let mut faults = Faults::default();
        faults.add(Fault::new(FaultKind::Truncate).on("b").nth(1));
        assert!(faults.strike(&["a".into(), "b".into()], false).truncate);
        assert!(!faults.strike(&["b".into()], false).truncate, "struck once, forgotten");
    }

    #[test]
    fn faults_add_up_until_they_are_cleared() {
        let mut faults = Faults::default();
        faults.add(Fault::new(FaultKind::Delay(20)));
        faults.add(Fault::new(FaultKind::Delay(30)).nth(1));
        assert_eq!(faults.strike(&[], false).delay_ms, 50);
        assert_eq!(faults.strike(&[], false).delay_ms, 20);
        faults.clear();
        assert_eq!(faults.strike(&[], false), Strike::default());
    }

    #[test]
    fn read_from_text() {
        let read = |text: &str| text.parse::<Fault>();
        assert_eq!(read("maintenance"), Ok(Fault::new(FaultKind::Maintenance)));
        assert_eq!(read("delay:250@2"), Ok(Fault::new(FaultKind::Delay(250)).nth(2)));
        assert_eq!(read("unauthorized@5+"), Ok(Fault::new(FaultKind::Unauthorized).onwards(5)));
        assert_eq!(
            read("drop-after@w1#UsersManager.inviteUser"),
            Ok(Fault::new(FaultKind::DropAfter).writes().nth(1).on("UsersManager.inviteUser"))
        );
        assert_eq!(read("drop-midway@2"), Ok(Fault::new(FaultKind::DropMidway).nth(2)));
        assert_eq!(read("error-after@w"), Ok(Fault::new(FaultKind::ErrorAfter).writes()));
        for wrong in ["", "delay", "delay:x", "drop", "truncate:1", "truncate@0", "truncate@x", "truncate@+"] {
            assert_eq!(read(wrong), Err(ParseFaultError(wrong.to_owned())));
            assert!(read(wrong).unwrap_err().to_string().contains("drop-after@w1"));
        }
    }

    proptest! {
        #[test]
        fn the_nth_is_met_once(n in 1..20_u32, requests in 0..40_u32) {
            let met = struck(Fault::new(FaultKind::DropBefore).nth(n), &vec![("a", true); requests as usize]);
            prop_assert_eq!(met.iter().filter(|met| **met).count(), usize::from(n <= requests));
        }
    }
}
