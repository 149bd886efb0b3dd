//! Why no token came, and what that left behind.

use crate::making::MakingField;
use matomo_api::{Error, Field, Login};

/// Why no token came, told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMade {
    /// The owner's password is wrong, or there is no such account.
    WrongPassword,
    /// A two-factor code was needed.
    NoCode,
    /// The two-factor code was wrong.
    WrongCode,
    /// This Matomo demands a second factor that the owner has not set up.
    NoSecondFactor,
    /// The description was not taken.
    Description,
    /// This address is locked out.
    LockedOut,
    /// Whether one was made is not known.
    Lost,
    /// Anything else.
    Other,
}

impl NotMade {
    /// What an error of making a token means. `code` is whether one was given.
    pub fn of(error: &Error, code: bool) -> Self {
        match error {
            Error::WrongPassword => NotMade::WrongPassword,
            Error::NeedsTwoFactorCode if code => NotMade::WrongCode,
            Error::NeedsTwoFactorCode => NotMade::NoCode,
            Error::TwoFactorNotSetUp => NotMade::NoSecondFactor,
            Error::LockedOut => NotMade::LockedOut,
            Error::InvalidField { field: Field::Other(name), .. } if name == "description" => NotMade::Description,
            Error::InvalidField { field: Field::Password, .. } => NotMade::WrongPassword,
            error if error.leaves_effect_unknown() => NotMade::Lost,
            _ => NotMade::Other,
        }
    }

    /// Whether Matomo has counted a failure. It counts no code (seen).
    pub fn counts(self) -> bool {
        self == NotMade::WrongPassword
    }

    /// Whether a token stands in the owner's list that nobody knows: Matomo looks at the second factor when it
    /// has stored the token (seen). `None` where that is not known.
    pub fn leaves_a_token(self) -> Option<bool> {
        match self {
            NotMade::NoCode | NotMade::WrongCode | NotMade::NoSecondFactor => Some(true),
            NotMade::Lost => None,
            _ => Some(false),
        }
    }

    /// The field that it is about.
    pub fn field(self) -> Option<MakingField> {
        match self {
            NotMade::WrongPassword => Some(MakingField::Password),
            NotMade::NoCode | NotMade::WrongCode => Some(MakingField::Code),
            NotMade::Description => Some(MakingField::Description),
            _ => None,
        }
    }

    /// What happened, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            NotMade::WrongPassword => "Matomo says that the password is wrong",
            NotMade::NoCode => "Matomo wants a two-factor code",
            NotMade::WrongCode => "The two-factor code was wrong",
            NotMade::NoSecondFactor => "The account has to set up a second factor first",
            NotMade::Description => "Matomo does not take the description",
            NotMade::LockedOut => "Matomo has locked this address out",
            NotMade::Lost => "No answer came: a token may have been made",
            NotMade::Other => "No token was made",
        }
    }

    /// What it means and what to do, in sentences.
    pub fn words(self, owner: &Login, error: &Error) -> String {
        match self {
            NotMade::WrongPassword => format!(
                "No token was made. It was sent once, and is not tried again by itself. Matomo says the same of an account that does not exist. Is it the password of {owner}, and does {owner} sign in with a password of Matomo's own?"
            ),
            NotMade::NoCode => format!("{owner} uses a second factor. Fill in the code that the device shows now."),
            NotMade::WrongCode => "Codes change every 30 seconds, and each is good once. Wait for the next one.".to_owned(),
            NotMade::NoSecondFactor => format!(
                "This Matomo demands a second factor of everybody. {owner} has to sign in to Matomo and set it up, then a token can be made."
            ),
            NotMade::Description => access::why(error),
            NotMade::LockedOut => {
                "It counted too many wrong tokens or passwords from your network address. Wait up to 60 minutes without trying, or have a super user unblock it under Diagnostic, Brute force log.".to_owned()
            }
            NotMade::Lost => format!(
                "The network dropped, or Matomo failed or is in maintenance. What was made cannot be listed from here: only {owner} sees it in Matomo. Nothing is sent again by itself; look there before you press again."
            ),
            NotMade::Other => access::why(error),
        }
    }

    /// What is to be done about a token that nobody knows. `ends` says when it ends, in words.
    pub fn left_behind(self, owner: &Login, name: &str, ends: Option<&str>) -> Option<String> {
        let end = match ends {
            Some(ends) => format!("It ends on {ends}"),
            None => "It never ends".to_owned(),
        };
        match self.leaves_a_token() {
            Some(true) => Some(format!(
                "Matomo has made a token all the same, and told it nobody. {end}; {owner} sees it as “{name}” in Matomo and can delete it there."
            )),
            None => {
                Some(format!("If there is one, {owner} sees it as “{name}” in Matomo, and should delete it there."))
            }
            Some(false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use matomo_api::TransportError;

    #[test]
    fn each_error_is_told_apart_with_what_it_leaves_behind() {
        let owner = Login::parse("svc.etl").unwrap();
        let field = |name: &str| Error::InvalidField { field: Field::Other(name.into()), message: "x".into() };
        let lost = Error::Unreachable(TransportError::Unreadable);
        for (error, code, means, leaves) in [
            (Error::WrongPassword, false, NotMade::WrongPassword, Some(false)),
            (Error::NeedsTwoFactorCode, false, NotMade::NoCode, Some(true)),
            (Error::NeedsTwoFactorCode, true, NotMade::WrongCode, Some(true)),
            (Error::TwoFactorNotSetUp, true, NotMade::NoSecondFactor, Some(true)),
            (Error::LockedOut, false, NotMade::LockedOut, Some(false)),
            (field("description"), false, NotMade::Description, Some(false)),
            (field("expireDate"), false, NotMade::Other, Some(false)),
            (lost, false, NotMade::Lost, None),
            (Error::Server(500), false, NotMade::Lost, None),
            (Error::Refused("no".into()), false, NotMade::Other, Some(false)),
        ] {
            let found = NotMade::of(&error, code);
            assert_eq!((found, found.leaves_a_token()), (means, leaves), "{error:?}");
            assert!(found.words(&owner, &error).ends_with(['.', '?']), "{error:?}");
            let left = found.left_behind(&owner, "nightly", Some("20 Feb 2027"));
            assert_eq!(left.is_some(), leaves != Some(false), "{error:?}");
            assert_eq!(found.counts(), error.counts_towards_lockout(), "{error:?}");
        }
    }
}
