//! Errors of Matomo in sentences for people: what is wrong, why, and what to do. Made once, here.

use matomo_api::{Error, Field, TransportError};

/// Why something did not work, while somebody is connected: sentences.
pub fn why(error: &Error) -> String {
    let mut said = match error {
        Error::Unreachable(TransportError::TimedOut) => {
            "No answer came in time. Check the network or the VPN, then try again.".to_owned()
        }
        Error::Unreachable(_) | Error::OriginNotAllowed | Error::TokenRefusedSilently => {
            "No readable answer came: the network dropped, Matomo is in maintenance, or your token no longer works. Check the network or the VPN, then try again.".to_owned()
        }
        Error::NotMatomo => "What answered is not Matomo: a proxy or a sign-in page may stand in between.".to_owned(),
        Error::TooOld(version) => format!("Matomo {version} is older than Lanyard can speak to."),
        Error::RefusedToken => "Matomo refused the token: it has expired or was deleted. Lock, and connect with a new one.".to_owned(),
        Error::LockedOut => {
            "Matomo has locked this address after too many failures. Wait an hour, or have a super user unblock it in Matomo.".to_owned()
        }
        Error::AddressNotAllowed(said) => format!("Matomo’s list of allowed addresses leaves this one out. It says: {said}"),
        Error::NeedsPassword => "Matomo wants your own password for this.".to_owned(),
        Error::WrongPassword => "Matomo says that the password is wrong. It was not tried again.".to_owned(),
        Error::NeedsTwoFactorCode => "Matomo wants a two-factor code for this.".to_owned(),
        Error::TwoFactorNotSetUp => {
            "This Matomo wants two-factor authentication of everybody, and the account has not set it up. Sign in to Matomo as it, once.".to_owned()
        }
        Error::NoPermission(said) => format!("Your token may not do this. Matomo says: {said}"),
        Error::MissingPlugin(plugin) => format!("The plugin {plugin} is not active in this Matomo."),
        Error::BulkTooLarge(limit) => format!("Matomo takes only {limit} calls in one request; Lanyard sent more."),
        Error::MissingMethod(method) => format!("This version of Matomo has no method {method}."),
        Error::InvalidField { field, message } => format!("Matomo does not take the {}: {message}", field_name(field)),
        Error::UnknownUser(login) => format!("There is no account “{login}” (any more)."),
        Error::IsSuperUser(login) => format!("{login} is a super user; site roles cannot be set for one."),
        Error::LastSuperUser(login) => format!("{login} is the last super user. Make another one first."),
        Error::Server(status) => {
            format!("Matomo’s server failed (status {status}): it may be overloaded or in maintenance. Try again in a moment.")
        }
        Error::Refused(said) => format!("Matomo refused. It says: {said}"),
        Error::NotUnderstood { why, .. } => {
            format!("Matomo’s answer was not understood ({why}). A proxy may have cut it short.")
        }
        Error::PartialBulk { sent, answered } => format!("Matomo answered {answered} of {sent} calls."),
    };
    // Matomo's own words end as they like.
    if !said.ends_with(['.', '!', '?', '…', ')']) {
        said.push('.');
    }
    said
}

fn field_name(field: &Field) -> &str {
    match field {
        Field::Login => "login",
        Field::Email => "e-mail address",
        Field::Password => "password",
        Field::Site => "site",
        Field::Access => "role",
        Field::Other(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_a_sentence() {
        let text = || "x".to_owned();
        for error in [
            Error::Unreachable(TransportError::TimedOut),
            Error::Unreachable(TransportError::Unreadable),
            Error::NotMatomo,
            Error::TooOld(text()),
            Error::RefusedToken,
            Error::LockedOut,
            Error::WrongPassword,
            Error::MissingPlugin(text()),
            Error::UnknownUser(text()),
            Error::Server(500),
            Error::PartialBulk { sent: 2, answered: 1 },
            Error::Refused("No".to_owned()),
            Error::InvalidField { field: Field::Login, message: "Too long".to_owned() },
        ] {
            let said = why(&error);
            assert!(said.ends_with('.') && said.starts_with(char::is_uppercase), "{said}");
        }
    }
}
