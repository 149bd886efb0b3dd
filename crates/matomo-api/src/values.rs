//! Values that exist only when valid.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A login: 2 to 100 bytes of letters, digits, `_.@+-` or ÄäÖöÜüß (Matomo's own rule, seen).
/// Unique among logins and e-mail addresses, compared without case; it can never be renamed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

/// Why a text is no login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    /// Nothing was typed.
    #[error("a login is needed")]
    Empty,
    /// Fewer than 2 characters.
    #[error("a login has at least 2 characters")]
    TooShort,
    /// More than 100 bytes. Holds the length.
    #[error("a login has at most 100 characters; this one has {0}")]
    TooLong(usize),
    /// A character that Matomo refuses.
    #[error("Matomo does not allow “{0}” in a login; use letters, digits and _ . @ + -")]
    BadCharacter(char),
    /// The login of visitors who are not signed in.
    #[error("“anonymous” is Matomo's name for visitors who are not signed in")]
    Anonymous,
}

impl Login {
    /// A login for a new account. Surrounding blanks are dropped, as Matomo does.
    pub fn parse(typed: &str) -> Result<Self, BadLogin> {
        let login = typed.trim();
        if login.is_empty() {
            return Err(BadLogin::Empty);
        }
        if let Some(c) = login.chars().find(|c| !is_login_character(*c)) {
            return Err(BadLogin::BadCharacter(c));
        }
        if login.chars().count() < 2 {
            return Err(BadLogin::TooShort);
        }
        if login.len() > 100 {
            return Err(BadLogin::TooLong(login.len()));
        }
        if login.eq_ignore_ascii_case("anonymous") {
            return Err(BadLogin::Anonymous);
        }
        Ok(Self(login.to_owned()))
    }

    /// A login that Matomo itself reported: it exists, whatever its form (checks can be switched
    /// off there, and SSO plugins write what they like).
    pub fn reported(login: impl Into<String>) -> Self {
        Self(login.into())
    }

    /// The login as Matomo spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the account of visitors who are not signed in.
    pub fn is_anonymous(&self) -> bool {
        self.0 == "anonymous"
    }

    /// Whether Matomo takes both for one account when it looks for duplicates. Its access table is
    /// less careful: `IVAN` gets rows apart from `ivan` (seen), so callers compare before writing.
    pub fn is_same_account(&self, other: &str) -> bool {
        self.0.to_lowercase() == other.to_lowercase()
    }
}

fn is_login_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@' | '+' | '-' | 'Ä' | 'ä' | 'Ö' | 'ö' | 'Ü' | 'ü' | 'ß')
}

impl TryFrom<String> for Login {
    type Error = BadLogin;
    fn try_from(text: String) -> Result<Self, BadLogin> {
        // What was once reported by Matomo must be readable again.
        if text.is_empty() { Err(BadLogin::Empty) } else { Ok(Self(text)) }
    }
}

/// An e-mail address that Matomo will take. ASCII only: it refuses `zed@exämple.org` (seen).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    /// Nothing was typed.
    #[error("an e-mail address is needed")]
    Empty,
    /// No `@`, or more than one.
    #[error("an e-mail address has one @, as in name@example.org")]
    NoAt,
    /// The part after `@` is not a domain.
    #[error("the part after @ has to be a domain such as example.org")]
    BadDomain,
    /// The part before `@` is missing or malformed.
    #[error("the part before @ is not valid")]
    BadName,
    /// A blank inside, or a character that Matomo refuses.
    #[error("Matomo does not allow “{0}” in an e-mail address")]
    BadCharacter(char),
    /// More than 100 characters, the width of Matomo's column. Holds the length.
    #[error("Matomo keeps at most 100 characters of an e-mail address; this one has {0}")]
    TooLong(usize),
}

impl Email {
    /// An address as typed; surrounding blanks are dropped, as Matomo does.
    pub fn parse(typed: &str) -> Result<Self, BadEmail> {
        let email = typed.trim();
        if email.is_empty() {
            return Err(BadEmail::Empty);
        }
        if let Some(c) = email.chars().find(|c| !c.is_ascii_graphic() || "\"(),:;<>[]\\".contains(*c)) {
            return Err(BadEmail::BadCharacter(c));
        }
        let mut parts = email.split('@');
        let (Some(name), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadEmail::NoAt);
        };
        let bad_dots = |s: &str| s.is_empty() || s.starts_with('.') || s.ends_with('.') || s.contains("..");
        if bad_dots(name) || name.len() > 64 {
            return Err(BadEmail::BadName);
        }
        if bad_dots(domain) || !domain.contains('.') || !domain.split('.').all(is_label) {
            return Err(BadEmail::BadDomain);
        }
        if email.len() > 100 {
            return Err(BadEmail::TooLong(email.len()));
        }
        Ok(Self(email.to_owned()))
    }

    /// An address that Matomo itself reported.
    pub fn reported(email: impl Into<String>) -> Self {
        Self(email.into())
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are one address to Matomo, which compares without case (seen).
    pub fn is_same(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

fn is_label(label: &str) -> bool {
    let edge_hyphen = label.starts_with('-') || label.ends_with('-');
    !label.is_empty()
        && label.len() <= 63
        && !edge_hyphen
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

impl TryFrom<String> for Email {
    type Error = BadEmail;
    fn try_from(text: String) -> Result<Self, BadEmail> {
        if text.is_empty() { Err(BadEmail::Empty) } else { Ok(Self(text)) }
    }
}

/// The number of a site ("measurable"), from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SiteId(u32);

/// Site ids start at 1; Matomo uses 0 for "all".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a site id is a number from 1")]
pub struct BadSiteId;

impl SiteId {
    /// The site with this number.
    pub fn new(id: u32) -> Result<Self, BadSiteId> {
        if id == 0 { Err(BadSiteId) } else { Ok(Self(id)) }
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for SiteId {
    type Error = BadSiteId;
    fn try_from(id: u32) -> Result<Self, BadSiteId> {
        Self::new(id)
    }
}

impl From<SiteId> for u32 {
    fn from(id: SiteId) -> Self {
        id.0
    }
}

/// The id of a capability, such as `tagmanager_write`. Plugins bring them along, so the list is
/// always asked for ([`crate::methods::GetAvailableCapabilities`]), never written down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Capability(String);

impl Capability {
    /// The capability with this id. `None` for an empty text or one with characters that no id has,
    /// and for the words that Matomo uses for roles: an unknown capability is answered with a 500 (seen).
    pub fn parse(id: &str) -> Option<Self> {
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        (plain && Role::parse(id).is_none() && id != "noaccess" && id != "superuser").then(|| Self(id.to_owned()))
    }

    /// Its id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A role on one site; each holds the ones below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads reports.
    View,
    /// Also edits goals, segments and the like.
    Write,
    /// Also changes the site's settings and who has access to it.
    Admin,
}

impl Role {
    /// Every role, weakest first.
    pub const ALL: [Role; 3] = [Role::View, Role::Write, Role::Admin];

    /// The role that Matomo calls `id`.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == id)
    }

    /// Matomo's id.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::View => "view",
            Role::Write => "write",
            Role::Admin => "admin",
        }
    }
}

impl fmt::Display for SiteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text_value {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
    )*};
}
text_value!(Login, Email, Capability);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn logins_follow_matomos_rule() {
        for good in ["ab", "oscar.o-2+x", "mallory@example.org", "jürgen_ß", &"x".repeat(100)] {
            assert_eq!(Login::parse(good).unwrap().as_str(), good);
        }
        assert_eq!(Login::parse("  bob ").unwrap().as_str(), "bob");
        assert_eq!(Login::parse(""), Err(BadLogin::Empty));
        assert_eq!(Login::parse("x"), Err(BadLogin::TooShort));
        assert_eq!(Login::parse(&"x".repeat(101)), Err(BadLogin::TooLong(101)));
        assert_eq!(Login::parse("a b"), Err(BadLogin::BadCharacter(' ')));
        assert_eq!(Login::parse("аdmin"), Err(BadLogin::BadCharacter('а')), "Cyrillic look-alike");
        assert_eq!(Login::parse("Anonymous"), Err(BadLogin::Anonymous));
    }

    #[test]
    fn logins_are_compared_without_case() {
        assert!(Login::reported("Ivan").is_same_account("iVAN"));
        assert!(Login::reported("JÜRGEN").is_same_account("jürgen"));
        assert!(Login::reported("anonymous").is_anonymous());
    }

    #[test]
    fn addresses_follow_matomos_rule() {
        for good in ["a@b.co", "first.last+tag@sub.example.org"] {
            assert_eq!(Email::parse(good).unwrap().as_str(), good);
        }
        for (bad, why) in [
            ("", BadEmail::Empty),
            ("nope", BadEmail::NoAt),
            ("a@b@c.de", BadEmail::NoAt),
            ("a b@example.org", BadEmail::BadCharacter(' ')),
            ("zed@exämple.org", BadEmail::BadCharacter('ä')),
            (".a@example.org", BadEmail::BadName),
            ("a@localhost", BadEmail::BadDomain),
            ("a@-x.org", BadEmail::BadDomain),
        ] {
            assert_eq!(Email::parse(bad), Err(why), "{bad}");
        }
        assert!(matches!(
            Email::parse(&format!("{}@{}.org", "a".repeat(60), "b".repeat(60))),
            Err(BadEmail::TooLong(125))
        ));
        assert!(Email::parse("Bob@Example.org").unwrap().is_same("bob@example.org"));
    }

    #[test]
    fn sites_start_at_one_and_roles_are_no_capabilities() {
        assert_eq!(SiteId::new(0), Err(BadSiteId));
        assert_eq!(SiteId::new(7).unwrap().get(), 7);
        assert!(Capability::parse("admin").is_none());
        assert!(Capability::parse("noaccess").is_none());
        assert!(Capability::parse("a,b").is_none());
        assert_eq!(Capability::parse("tagmanager_write").unwrap().as_str(), "tagmanager_write");
        assert!(Role::View < Role::Write && Role::Write < Role::Admin);
        assert_eq!(Role::parse("write"), Some(Role::Write));
        assert_eq!(Role::parse("superuser"), None);
    }

    proptest! {
        #[test]
        fn parsing_what_was_printed_changes_nothing(text in "\\PC{0,40}") {
            if let Ok(login) = Login::parse(&text) {
                prop_assert_eq!(Login::parse(login.as_str()), Ok(login.clone()));
            }
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            }
        }
    }
}
