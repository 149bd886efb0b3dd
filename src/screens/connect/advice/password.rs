//! The same where login and password were to make a token.

use super::{Advice, advice, of_error};
use crate::session::connecting::{Check, Failure, HOURS, Left, Trouble};
use matomo_api::{Error, Field, TransportError};

/// What to say when it was sent, with or without a code.
pub(super) fn of_sent(failure: &Failure, code: bool) -> Advice {
    let told = match (&failure.trouble, failure.check) {
        (Trouble::Told(error), Check::Password) => of_refusal(error, code),
        (trouble, _) => of_new_token(trouble),
    };
    Advice { why: format!("{}{}", told.why, left(failure)), ..told }
}

fn left(failure: &Failure) -> String {
    let made = match (failure.leaves(), failure.check) {
        (Left::Nothing, _) => return String::new(),
        (Left::Perhaps, _) => "Matomo may have made a token all the same, which nobody knows. That would end",
        (Left::Token, Check::Token) => "The token that was made for this session is dropped here. It ends",
        (Left::Token, _) => "Matomo made a token all the same, which nobody knows. That ends",
    };
    format!(" {made} in {HOURS} hours; its owner can delete it sooner in Matomo, under Auth tokens.")
}

fn of_refusal(error: &Error, code: bool) -> Advice {
    const ELSEWHERE: &str = "An account that signs in elsewhere (LDAP, SAML, OpenID) has no password in Matomo, and neither has one whose invitation waits: connect with a token.";
    match error {
        Error::WrongPassword => advice(
            "Matomo refused login or password",
            "It does not say which of the two is wrong. This counts towards the lock-out; nothing is tried again by itself.",
            &[
                "Look at the login, or use the account’s e-mail address, and type the password again.",
                ELSEWHERE,
                "A forgotten password is set anew from Matomo’s own sign-in page.",
            ],
        ),
        Error::InvalidField { field: Field::Password, message } => advice(
            "This cannot be the password, Matomo says",
            format!("{message} It did not compare it, so this does not count towards the lock-out."),
            &[
                "Type the password again, whole.",
                "If it really is this one, set a stronger one in Matomo, or connect with a token.",
            ],
        ),
        Error::NeedsTwoFactorCode if code => advice(
            "Matomo refused the two-factor code",
            "Login and password are right. The code is wrong, too old, or was used before: Matomo takes each once.",
            &[
                "Wait until the device shows the next code, then type it with the password.",
                "Without the device, a recovery code does as well, once.",
            ],
        ),
        Error::NeedsTwoFactorCode => advice(
            "This account uses a two-factor code",
            "Login and password are right, but Matomo wants the code with them.",
            &["Type the password again, and the code that the device shows now."],
        ),
        Error::TwoFactorNotSetUp => advice(
            "This Matomo wants a second factor",
            "Login and password are right, but the account has not set up two-factor authentication, which this Matomo demands.",
            &[
                "Sign in to Matomo itself, which leads through it. Then connect with password and code.",
                "Or connect with a token of this account.",
            ],
        ),
        Error::LockedOut => Advice {
            why: "It counted more than 20 wrong tokens or passwords within 60 minutes from your network address (its usual limit). What others on the same network did counts too. It now refuses every token and password from there, also good ones.".to_owned(),
            ..of_error(error)
        },
        Error::Unreachable(TransportError::Unreadable) => advice(
            "No readable answer came to login and password",
            "They went out once and are not sent again by themselves.",
            &[
                "Look in Matomo, under Auth tokens, for one that is described as a session of Lanyard.",
                "Were there many wrong tokens or passwords from your network within the last hour? Then Matomo may have locked it out, for up to 60 minutes.",
                "Else try again: type the password, and a new code if the account uses one.",
            ],
        ),
        Error::Unreachable(TransportError::TimedOut) => advice(
            "Matomo did not answer login and password in time",
            "Lanyard waited for 40 seconds. They went out once and are not sent again by themselves.",
            &[
                "Look in Matomo, under Auth tokens, for one that is described as a session of Lanyard.",
                "Try again in a few minutes: type the password, and a new code if the account uses one.",
            ],
        ),
        Error::Server(503) => Advice {
            steps: vec!["Try again in a few minutes, with the password typed again.".to_owned()],
            ..of_error(error)
        },
        Error::NoPermission(said) | Error::Refused(said) => advice(
            "Matomo makes no token for this account",
            format!("It says: {said}"),
            &["Connect with a token that was made in Matomo, under Personal, Security, Auth tokens.", ELSEWHERE],
        ),
        other => of_error(other),
    }
}

/// What is said of a pasted token, in the words of one that Matomo has just made.
fn of_new_token(trouble: &Trouble) -> Advice {
    match trouble {
        Trouble::PlainHttp | Trouble::NoDemo | Trouble::NothingToDo => Advice {
            title: "This account administers no site".to_owned(),
            why: "Login and password are right, but the account has neither super user access nor admin on any site, so there is nothing that Lanyard could show or change with it.".to_owned(),
            steps: vec!["Use a super user, or an account with admin on the sites to look after.".to_owned()],
        },
        Trouble::Told(Error::RefusedToken | Error::TokenRefusedSilently) => advice(
            "Matomo does not take the token that it has just made",
            "Login and password are right, and nothing is tried again by itself.",
            &[
                "Does Matomo let in only certain network addresses? Then yours may be missing from its list.",
                "Has Matomo gone into maintenance just now, or has a proxy swallowed the answer? Then try again in a few minutes.",
                "Else connect with a token that was made in Matomo, under Personal, Security, Auth tokens.",
            ],
        ),
        Trouble::Told(error @ Error::NoPermission(_)) => {
            Advice { title: "This account sees no site".to_owned(), ..of_error(error) }
        }
        Trouble::Told(error) => of_error(error),
    }
}
