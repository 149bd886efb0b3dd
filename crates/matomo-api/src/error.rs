//! Everything that can go wrong between a call and its answer, told apart.
//!
//! Matomo tells most errors apart by message only. The console always asks for English
//! (`language=en`), so the messages below are those of both tested versions.

use crate::{Mismatch, TransportError, decode_entities};
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
    /// A two-factor code is needed, or the one sent is wrong.
    #[error("a two-factor code is needed")]
    NeedsTwoFactorCode,
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
    /// No such account.
    #[error("there is no account “{0}”")]
    UnknownUser(String),
    /// Site roles cannot be set for a super user, who has them all.
    #[error("{0} is a super user")]
    IsSuperUser(String),
    /// The last super user cannot be removed or demoted.
    #[error("{0} is the last super user")]
    LastSuperUser(String),
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

    /// Whether it counts as a failed login in Matomo, which locks the address after 20 in an hour.
    pub fn counts_towards_lockout(&self) -> bool {
        matches!(
            self,
            Error::RefusedToken | Error::TokenRefusedSilently | Error::WrongPassword | Error::NeedsTwoFactorCode
        )
    }

    /// The error that Matomo's answer is, from its status and message.
    pub(crate) fn of_message(status: u16, raw: &str) -> Error {
        let message = decode_entities(raw).trim().to_owned();
        let has = |part: &str| message.contains(part);
        let between = |start: &str, end: &str| {
            let rest = message.split_once(start)?.1;
            Some(rest.split_once(end)?.0.to_owned())
        };
        if has("Too many failed logins") {
            return Error::LockedOut;
        }
        if has("Unable to authenticate with the provided token") {
            return Error::RefusedToken;
        }
        if has("You cannot use this Matomo as your IP") {
            return Error::AddressNotAllowed(message);
        }
        if has("Please re-authenticate") || has("Please enter your password to confirm") {
            return Error::NeedsPassword;
        }
        if has("current password you entered is not correct") {
            return Error::WrongPassword;
        }
        if has("two-factor authentication code") {
            return Error::NeedsTwoFactorCode;
        }
        if has("There has to be at least one user with Super User access") {
            return Error::LastSuperUser(between("user '", "'").unwrap_or_default());
        }
        if has("has Super User access and has already permission") || has("should not be used with superusers") {
            return Error::IsSuperUser(between("user '", "'").unwrap_or_default());
        }
        if message.starts_with("The plugin ") && (has("was not found") || has("is not enabled")) {
            return Error::MissingPlugin(between("The plugin ", " ").unwrap_or_default());
        }
        if message.starts_with("The method '") && has("does not exist") {
            return Error::MissingMethod(between("The method '", "'").unwrap_or_default());
        }
        // With 401 this sentence means that the caller may not touch that account.
        if status != 401 && message.starts_with("User '") && has("doesn't exist") {
            return Error::UnknownUser(between("User '", "'").unwrap_or_default());
        }
        if let Some(field) = field_of(&message) {
            return Error::InvalidField { field, message };
        }
        if status == 401
            || status == 403
            || message.starts_with("You can't access this resource")
            || has("has to be either a Super User")
        {
            return Error::NoPermission(message);
        }
        if status >= 500 {
            return if message.is_empty() { Error::Server(status) } else { Error::Refused(message) };
        }
        Error::Refused(message)
    }

    /// The error of a body that is no JSON at all.
    pub(crate) fn of_text(status: u16, body: &[u8]) -> Error {
        let text = String::from_utf8_lossy(body);
        let matomo = text.contains("Matomo") || text.contains("Piwik");
        if text.contains("Too many failed logins") {
            return Error::LockedOut;
        }
        if matomo && text.contains("Unable to authenticate with the provided token") {
            return Error::RefusedToken;
        }
        match status {
            500..=599 => Error::Server(status),
            _ if matomo || body.starts_with(b"[") || body.starts_with(b"{") => Error::not_understood("JSON", body),
            _ => Error::NotMatomo,
        }
    }

    pub(crate) fn not_understood(why: impl Into<String>, body: &[u8]) -> Error {
        Error::NotUnderstood { why: why.into(), excerpt: excerpt(body) }
    }

    pub(crate) fn of_mismatch(mismatch: Mismatch, value: &Value) -> Error {
        Error::not_understood(mismatch.to_string(), value.to_string().as_bytes())
    }
}

fn field_of(message: &str) -> Option<Field> {
    let named = |name: &str| match name {
        "userLogin" | "login" => Field::Login,
        "email" | "userEmail" => Field::Email,
        "password" => Field::Password,
        "idSite" | "idSites" | "initialIdSite" => Field::Site,
        "access" => Field::Access,
        other => Field::Other(other.to_owned()),
    };
    let quoted = |start: &str| message.split_once(start)?.1.split(['\'', '=']).next();
    if message.starts_with("Username:") {
        return Some(Field::Login);
    }
    if message.starts_with("Email:") || message.starts_with("email:") {
        return Some(Field::Email);
    }
    if message.starts_with("The password length") || message.starts_with("This password is too weak") {
        return Some(Field::Password);
    }
    if let Some(name) = quoted("Please specify a value for '").or_else(|| quoted("The parameter '")) {
        return Some(named(name));
    }
    if message.starts_with("The parameter access must")
        || message.contains("role can be set")
        || message.contains("No role is set")
    {
        return Some(Field::Access);
    }
    if message.contains("set the 'initialIdSite'")
        || message.contains("unexpected website was found")
        || message.contains("at least one website ID")
    {
        return Some(Field::Site);
    }
    if message.starts_with("Description:") {
        return Some(Field::Other("description".to_owned()));
    }
    if message.starts_with("Date format must be") {
        return Some(Field::Other("expireDate".to_owned()));
    }
    message.strip_prefix("Not supported preference name").map(|_| Field::Other("preferenceName".to_owned()))
}

/// The start of a body with anything that could be a token masked: 32 hexadecimal digits in a row,
/// and what follows `token=` in a link.
fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(2000)]).into_owned();
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        out.push_str(if run.len() >= 24 { "•••" } else { run });
        run.clear();
    };
    for c in text.chars() {
        if c.is_ascii_hexdigit() {
            run.push(c);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_both_versions_are_told_apart() {
        let of = |status, m: &str| Error::of_message(status, m);
        assert_eq!(
            of(401, "Unable to authenticate with the provided token. It is either invalid or expired."),
            Error::RefusedToken
        );
        assert_eq!(of(500, "Too many failed logins. Please wait and try logging in again later."), Error::LockedOut);
        assert_eq!(of(200, "Please re-authenticate to confirm this change."), Error::NeedsPassword);
        assert_eq!(of(200, "Please enter your password to confirm this change."), Error::NeedsPassword);
        assert_eq!(of(200, "The current password you entered is not correct."), Error::WrongPassword);
        assert_eq!(of(401, "Incorrect two-factor authentication code."), Error::NeedsTwoFactorCode);
        assert_eq!(of(200, "User 'nobody' doesn't exist."), Error::UnknownUser("nobody".into()));
        assert!(matches!(of(401, "User 'byalice' doesn't exist."), Error::NoPermission(_)));
        assert_eq!(of(404, "The plugin TagManager was not found."), Error::MissingPlugin("TagManager".into()));
        assert_eq!(
            of(
                200,
                "The plugin TagManager is not enabled. You can activate the plugin on Settings &gt; Plugins page in Matomo."
            ),
            Error::MissingPlugin("TagManager".into())
        );
        assert_eq!(
            of(
                200,
                "Deleting user 'admin' is not possible. There has to be at least one user with Super User access. Please grant …"
            ),
            Error::LastSuperUser("admin".into())
        );
        assert!(matches!(
            of(401, "You can't access this resource as it requires a 'superuser' access."),
            Error::NoPermission(_)
        ));
    }

    #[test]
    fn invalid_fields_are_named() {
        for (message, field) in [
            ("Username: Username 'bob' already exists.", Field::Login),
            ("Email: The value &quot;nope&quot; does not look like a valid email.", Field::Email),
            ("email: User with email 'carol@example.org' already exists.", Field::Email),
            ("The password length must be greater than 6 characters.", Field::Password),
            ("Please specify a value for 'idSites'.", Field::Site),
            ("The parameter 'idSite=' contains an invalid value.", Field::Site),
            ("Specify at least one website ID in &amp;idSites=", Field::Site),
            ("No role is set but one of these needs to be set: view, write, admin", Field::Access),
            ("Please specify a value for 'description'.", Field::Other("description".into())),
        ] {
            match Error::of_message(200, message) {
                Error::InvalidField { field: found, message } => {
                    assert_eq!(found, field, "{message}");
                    assert!(!message.contains("&quot;"));
                }
                other => panic!("{message}: {other:?}"),
            }
        }
    }

    #[test]
    fn bodies_that_are_no_json() {
        assert_eq!(Error::of_text(200, b"<html>Welcome to nginx</html>"), Error::NotMatomo);
        assert_eq!(Error::of_text(503, b"<html>Matomo is in maintenance</html>"), Error::Server(503));
        assert_eq!(
            Error::of_text(401, b"<html>Matomo: Unable to authenticate with the provided token.</html>"),
            Error::RefusedToken
        );
        assert!(matches!(Error::of_text(200, b"[{\"login\":\"a"), Error::NotUnderstood { .. }));
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
}
