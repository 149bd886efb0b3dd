//! What a version of Matomo can do.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A version of Matomo, such as `5.8.0` or `5.9.0-b2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version {
    /// First number.
    pub major: u16,
    /// Second number.
    pub minor: u16,
    /// Third number; 0 where there is none.
    pub patch: u16,
}

impl Version {
    /// The oldest version that the console speaks to: roles and capabilities as it needs them,
    /// invitations, the JSON shapes of 4.0 (from Matomo's changelog; 5.3 and later are tested).
    pub const OLDEST: Version = Version::new(4, 12, 0);

    /// The oldest version that the tests run against.
    pub const OLDEST_TESTED: Version = Version::new(5, 3, 0);

    /// A version from its numbers.
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch }
    }

    /// Reads `5.8.0`, `5.9.0-rc1`, `5.3`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.trim().split(['-', '+', ' ']).next()?;
        let mut parts = plain.split('.').map(|p| p.parse::<u16>());
        let major = parts.next()?.ok()?;
        let minor = parts.next()?.ok()?;
        let patch = parts.next().map_or(Some(0), Result::ok)?;
        Some(Self { major, minor, patch })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// What may be relied on in a version. From Matomo's changelog, and tested where a tested version
/// has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// Invitations can be handed over as a link (4.12).
    pub invite_link: bool,
    /// `Authorization: Bearer` is understood, same origin only (5.4).
    pub bearer: bool,
    /// `UsersManager.logoutUser` exists (5.9).
    pub logout_user: bool,
    /// Tokens can be made with an end (4.0).
    pub token_expiry: bool,
    /// `secureOnly` is honoured when a token is made. 5.3.1 ignores it, 5.8.0 does not (both seen);
    /// the version between them is not known, so only what was seen is relied on.
    pub secure_only: bool,
    /// An authenticated call can make tokens for the caller only (5.13).
    pub own_tokens_only: bool,
    /// Sites carry a description (5.11).
    pub site_description: bool,
    /// Errors are told by HTTP status too: 400, 403, 404 (5.7).
    pub error_statuses: bool,
}

impl Features {
    /// The features of `version`.
    pub fn of(version: Version) -> Self {
        let from = |major, minor| version >= Version::new(major, minor, 0);
        Self {
            invite_link: from(4, 12),
            bearer: from(5, 4),
            logout_user: from(5, 9),
            token_expiry: from(4, 0),
            secure_only: from(5, 8),
            own_tokens_only: from(5, 13),
            site_description: from(5, 11),
            error_statuses: from(5, 7),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn versions_are_read_and_ordered() {
        assert_eq!(Version::parse("5.8.0"), Some(Version::new(5, 8, 0)));
        assert_eq!(Version::parse(" 5.10.1-rc2 "), Some(Version::new(5, 10, 1)));
        assert_eq!(Version::parse("5.3"), Some(Version::new(5, 3, 0)));
        assert_eq!(Version::parse("five"), None);
        assert_eq!(Version::parse("5"), None);
        assert!(Version::new(5, 10, 0) > Version::new(5, 9, 9));
        assert_eq!(Version::new(5, 3, 1).to_string(), "5.3.1");
    }

    #[test]
    fn features_come_with_their_version() {
        let old = Features::of(Version::new(5, 3, 1));
        let new = Features::of(Version::new(5, 8, 0));
        assert!(old.invite_link && !old.bearer && !old.secure_only && !old.error_statuses);
        assert!(new.bearer && new.secure_only && new.error_statuses && !new.logout_user);
        assert!(Features::of(Version::new(5, 13, 0)).own_tokens_only);
    }
}
