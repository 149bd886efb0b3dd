//! Everything that can go wrong between a call and its answer, told apart.

use crate::{Mismatch, TransportError};
use serde_json::Value;

/// Why a call brought no good answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No readable answer. Whether a write took effect is unknown.
    #[error("no readable answer came")]
    Unreachable(TransportError),
    /// Something answers there, but does not let this page read it, even without a token: the
    /// origin is not allowed, or maintenance or a redirect to https is in the way.
    #[error("the answer cannot be read from this origin")]
    OriginNotAllowed,
    /// Without a token Matomo's answers can be read, with it they cannot: the token is wrong or
    /// expired, or this address is locked out. Another origin cannot see which.
    #[error("Matomo gives no readable answer to this token")]
    TokenRefusedSilently,
    /// The answer is not Matomo's.
    #[error("this is not a Matomo")]
    NotMatomo,
    /// Older than [`crate::Version::OLDEST`]. Holds the version as Matomo writes it.
    #[error("Matomo {0} is too old")]
    TooOld(String),
    /// The token is wrong, expired, or may not be used like this.
    #[error("the token was refused")]
    RefusedToken,
    /// Too many failures from this address; every call with a token is refused for an hour.
    #[error("locked out after too many failures")]
    LockedOut,
    /// Matomo's own list of allowed addresses leaves this one out. Holds its message.
    #[error("{0}")]
    AddressNotAllowed(String),
    /// The caller's own password has to come along.
    #[error("the caller's password is needed")]
    NeedsPassword,
    /// The password that came along is wrong. Counts towards the lock-out.
    #[error("the password is wrong")]
    WrongPassword,
    /// A two-factor code is needed, or the one sent is wrong. See
    /// [`crate::methods::CreateAppSpecificTokenAuth`] for what it leaves behind.
    #[error("a two-factor code is needed")]
    NeedsTwoFactorCode,
    /// The instance demands a second factor of everybody, and this account has not set one up.
    #[error("the account has to set up two-factor authentication first")]
    TwoFactorNotSetUp,
    /// The caller may not do this. Holds Matomo's sentence.
    #[error("{0}")]
    NoPermission(String),
    /// The plugin that owns the method is missing or switched off. Holds its name.
    #[error("the plugin {0} is not active")]
    MissingPlugin(String),
    /// This version does not have the method.
    #[error("this version of Matomo does not have the method {0}")]
    MissingMethod(String),
    /// A value was refused.
    #[error("{message}")]
    InvalidField {
        /// Which one.
        field: Field,
        /// Matomo's sentence.
        message: String,
    },
    /// No such account. In a bulk, where statuses are lost, also one that the caller may not touch.
    #[error("there is no account “{0}”")]
    UnknownUser(String),
    /// Site roles cannot be set for a super user, who has them all.
    #[error("{0} is a super user")]
    IsSuperUser(String),
    /// The last super user cannot be removed or demoted.
    #[error("{0} is the last super user")]
    LastSuperUser(String),
    /// The instance allows fewer calls in one request; none of them was run. [`crate::Client::bulk`]
    /// then sends them in parts by itself.
    #[error("Matomo allows at most {0} calls in one request")]
    BulkTooLarge(usize),
    /// Maintenance, or the server itself failed. Whether a write took effect is unknown.
    #[error("the server answered with status {0}")]
    Server(u16),
    /// A refusal with no kind of its own here. Holds Matomo's sentence.
    #[error("{0}")]
    Refused(String),
    /// The answer could be read but not understood. Whether a write took effect is unknown.
    #[error("the answer was not understood: {why}")]
    NotUnderstood {
        /// What was expected.
        why: String,
        /// The first 2,000 bytes, secrets removed.
        excerpt: String,
    },
    /// Fewer answers than calls in a bulk.
    #[error("{answered} of {sent} calls were answered")]
    PartialBulk {
        /// Calls sent.
        sent: usize,
        /// Answers that came.
        answered: usize,
    },
}

/// A parameter that Matomo found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// `userLogin`.
    Login,
    /// `email`.
    Email,
    /// `password`.
    Password,
    /// `idSite`, `idSites`, `initialIdSite`.
    Site,
    /// `access`: a role or capability.
    Access,
    /// Any other, by Matomo's name.
    Other(String),
}

impl Error {
    /// Whether a write may have taken effect although no good answer came.
    pub fn leaves_effect_unknown(&self) -> bool {
        matches!(
            self,
            Error::Unreachable(_)
                | Error::Server(_)
                | Error::NotUnderstood { .. }
                | Error::PartialBulk { .. }
                | Error::TokenRefusedSilently
                | Error::OriginNotAllowed
        )
    }

    /// Whether it counts as a failed login in Matomo, which locks the address after 20 in an hour. A
    /// missing or wrong two-factor code does not (seen).
    pub fn counts_towards_lockout(&self) -> bool {
        matches!(self, Error::RefusedToken | Error::TokenRefusedSilently | Error::WrongPassword)
    }

    pub(crate) fn not_understood(why: impl Into<String>, body: &[u8]) -> Error {
        Error::NotUnderstood { why: why.into(), excerpt: excerpt(body) }
    }

    pub(crate) fn of_mismatch(mismatch: Mismatch, value: &Value) -> Error {
        Error::not_understood(mismatch.to_string(), value.to_string().as_bytes())
    }
}

/// The start of a body without what could be a token: long runs of hexadecimal digits, and a run
/// that was cut, which could be the start of one.
fn excerpt(body: &[u8]) -> String {
    const LONGEST: usize = 2000;
    let text = String::from_utf8_lossy(&body[..body.len().min(LONGEST)]);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while !rest.is_empty() {
        let (run, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len()));
        let cut = after.is_empty() && body.len() > LONGEST;
        out.push_str(if run.len() >= 24 || (cut && !run.is_empty()) { "•••" } else { run });
        let (plain, next) = after.split_at(after.find(|c: char| c.is_ascii_hexdigit()).unwrap_or(after.len()));
        out.push_str(plain);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_half_answers_leave_the_effect_unknown() {
        for unknown in [
            Error::Unreachable(TransportError::TimedOut),
            Error::Server(502),
            Error::not_understood("x", b""),
            Error::PartialBulk { sent: 2, answered: 1 },
            Error::TokenRefusedSilently,
            Error::OriginNotAllowed,
        ] {
            assert!(unknown.leaves_effect_unknown(), "{unknown:?}");
        }
        for known in [Error::RefusedToken, Error::LockedOut, Error::BulkTooLarge(10), Error::Refused(String::new())] {
            assert!(!known.leaves_effect_unknown(), "{known:?}");
        }
    }

    #[test]
    fn only_wrong_tokens_and_passwords_count_towards_the_lockout() {
        assert!(Error::RefusedToken.counts_towards_lockout());
        assert!(Error::TokenRefusedSilently.counts_towards_lockout());
        assert!(Error::WrongPassword.counts_towards_lockout());
        assert!(!Error::NeedsPassword.counts_towards_lockout());
        assert!(!Error::NeedsTwoFactorCode.counts_towards_lockout());
    }

    #[test]
    fn excerpts_hold_no_token() {
        let Error::NotUnderstood { excerpt, .. } =
            Error::not_understood("x", b"{\"value\":\"0123456789abcdef0123456789abcdef\"} id 42")
        else {
            panic!()
        };
        assert_eq!(excerpt, "{\"value\":\"•••\"} id 42");
    }

    #[test]
    fn an_excerpt_does_not_end_in_half_a_token() {
        let body = " ".repeat(1990) + "0123456789abcdef0123456789abcdef";
        assert_eq!(excerpt(body.as_bytes()), " ".repeat(1990) + "•••");
        assert_eq!(excerpt(" ".repeat(3000).as_bytes()), " ".repeat(2000));
    }
}
