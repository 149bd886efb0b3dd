//! What Matomo's sentences mean.
//!
//! Matomo tells most errors apart by message only. The console always asks for English
//! (`language=en`), so these are the sentences of both tested versions. `language` wins over the
//! browser's language and the account's own (seen), also where a token is refused or an address
//! locked out (the first seen, the second from source). One sentence comes before Matomo has looked
//! at it, in the instance's own language: that an address is not allowed (source). Where that is
//! not English it becomes [`Error::NoPermission`] with that sentence.

use crate::{Error, Field, decode_entities};

impl Error {
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
        if has("must set up two-factor authentication") {
            return Error::TwoFactorNotSetUp;
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
        if let Some(login) = message
            .strip_prefix("User does not exist: ")
            .map(str::to_owned)
            .or_else(|| between("Cannot copy dashboard to user ", ","))
        {
            return Error::UnknownUser(login);
        }
        if let Some(most) =
            message.strip_prefix("The maximum number of URLs that can be requested in a bulk request is ")
        {
            return Error::BulkTooLarge(most.trim_end_matches('.').parse().unwrap_or(0));
        }
        // In a bulk the status is lost, so the sentences have to do.
        if status == 401
            || status == 403
            || message.starts_with("You can't access this resource")
            || has("has to be either a Super User")
            || has("is only allowed to the user who invited")
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
        assert_eq!(of(200, "User does not exist: nobody"), Error::UnknownUser("nobody".into()));
        assert_eq!(of(200, "Cannot copy dashboard to user IVAN, user not found."), Error::UnknownUser("IVAN".into()));
        assert_eq!(
            of(400, "The maximum number of URLs that can be requested in a bulk request is 10."),
            Error::BulkTooLarge(10)
        );
        assert!(matches!(
            of(200, "Resending an invite is only allowed to the user who invited pend0 or any super user."),
            Error::NoPermission(_)
        ));
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
}
