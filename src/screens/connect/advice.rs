//! What is in the way, why, and what to do, in words.

mod password;

use crate::session::connecting::{By, Failure, Trouble};
use matomo_api::{Error, TransportError, Version};

/// What a person is told about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What is wrong, as a heading.
    pub title: String,
    /// Why, in a sentence or two.
    pub why: String,
    /// What to look at or do, in order.
    pub steps: Vec<String>,
}

fn advice(title: impl Into<String>, why: impl Into<String>, steps: &[&str]) -> Advice {
    Advice { title: title.into(), why: why.into(), steps: steps.iter().map(|s| (*s).to_owned()).collect() }
}

/// What to say about what is in the way of coming in. `host` is where it was tried.
pub fn of_failure(failure: &Failure, host: &str) -> Advice {
    match failure.by {
        By::Password { code } if failure.was_sent() => password::of_sent(failure, code),
        By::Password { .. } => of_trouble(&failure.trouble, host, "password"),
        By::Token => of_trouble(&failure.trouble, host, "token"),
    }
}

fn of_trouble(trouble: &Trouble, host: &str, secret: &str) -> Advice {
    match trouble {
        Trouble::PlainHttp => advice(
            "This page may not ask a Matomo over plain http",
            format!(
                "The {secret} would cross the network in the clear, so nothing was sent to http://{host}. Without https Lanyard asks only the host that it came from, and this machine."
            ),
            &["Use the https address of Matomo, if it has one.", "Else serve Lanyard from the same host as Matomo."],
        ),
        Trouble::Told(Error::OriginNotAllowed) => origin_not_allowed(secret),
        Trouble::Told(Error::Unreachable(TransportError::Unreadable)) => advice(
            format!("No server answers at {host}"),
            "The browser got no answer at all. It does not tell a page why.",
            &[
                "Look at the spelling of the address.",
                "Open it in a new tab: if Matomo does not come up there either, its name, its certificate or the network is the reason (a VPN that is off, for one).",
                "If it does come up there, an extension of the browser may be holding the request back, or the browser may have asked whether this page may reach devices on your network.",
            ],
        ),
        Trouble::NoDemo => advice(
            "The demo could not be loaded",
            "It is a file beside this page that did not come, or not as it was built.",
            &[
                "Look whether the network is there, then try again.",
                "If that does not help, reload the page: Lanyard may have been updated meanwhile.",
            ],
        ),
        Trouble::NothingToDo => advice(
            "This token administers no site",
            "It is good, but its account has neither super user access nor admin on any site, so there is nothing that Lanyard could show or change with it.",
            &["Use the token of a super user, or of an account with admin on the sites to look after."],
        ),
        Trouble::Told(error) => of_error(error),
    }
}

fn origin_not_allowed(secret: &str) -> Advice {
    advice(
        "Matomo has to allow this origin",
        format!(
            "A server answers, but does not let this page read the answer. The {secret} was not sent, so nothing counts towards the lock-out."
        ),
        &[],
    )
}

/// What to say about an error of Matomo or of the network.
pub fn of_error(error: &Error) -> Advice {
    match error {
        Error::Unreachable(TransportError::Unreadable) => advice(
            "Matomo cannot be reached",
            "No readable answer came. The network may be down, or Matomo may be.",
            &["Nothing was changed by this. Try again when the connection is back."],
        ),
        Error::Unreachable(TransportError::TimedOut) => advice(
            "Matomo did not answer in time",
            "Lanyard waited for 40 seconds. The server may be overloaded, or something on the way swallows the request.",
            &["Open Matomo in a new tab to see whether it is slow there too.", "Try again in a few minutes."],
        ),
        Error::OriginNotAllowed => origin_not_allowed("token"),
        Error::TokenRefusedSilently => advice(
            "Matomo gives no readable answer to this token",
            "Without the token Matomo answers; with it, it does not let this page see why it refuses. Look at these in order.",
            &[
                "Copy the token again, whole: 32 characters from 0 to 9 and a to f.",
                "In Matomo, under Personal, Security, Auth tokens: is it still there, and has it not expired?",
                "Were there many wrong tokens or passwords from your network within the last hour? Matomo then refuses every token from there for up to 60 minutes.",
                "Does Matomo let in only certain network addresses? Then yours may be missing from its list.",
                "Has Matomo gone into maintenance just now?",
            ],
        ),
        Error::NotMatomo => advice(
            "This is not a Matomo",
            "Something else answers at this address.",
            &[
                "Open Matomo and take the address from there, up to index.php: it often lies in a folder, such as https://www.example.org/matomo/.",
                "Not the address of the tracker or of a tag manager container, nor of a site that Matomo counts.",
            ],
        ),
        Error::TooOld(version) => advice(
            format!("Matomo {version} is too old"),
            format!(
                "Lanyard needs Matomo {} or later, for invitations and roles. It is tested with {} and later.",
                Version::OLDEST,
                Version::OLDEST_TESTED
            ),
            &["Update Matomo, or ask those who run it to."],
        ),
        Error::RefusedToken => advice(
            "Matomo refused the token",
            "It is wrong, has expired or was deleted. Nothing is tried again by itself.",
            &[
                "Copy the token again, whole, or create a new one in Matomo under Personal, Security, Auth tokens.",
                "It has to be a token of this Matomo, not of another.",
            ],
        ),
        Error::LockedOut => advice(
            "Matomo has locked this address out",
            "It counted too many wrong tokens or passwords from your network address, and now refuses every token from there, also good ones.",
            &[
                "Wait, and do not try again meanwhile. It ends by itself.",
                "Or a super user lifts it from another network: Administration, System, General settings shows the limit, and Diagnostic, Brute force log has a button that unblocks all.",
            ],
        ),
        Error::AddressNotAllowed(said) => advice(
            "Matomo does not let your network address in",
            said.clone(),
            &[
                "Connect from a network that is on its list (a VPN, perhaps), or have yours added: login_allowlist_ip[] in Matomo's configuration.",
            ],
        ),
        Error::Server(503) => advice(
            "Matomo is in maintenance",
            "It answers with status 503: it is being updated, or is overloaded.",
            &["Try again in a few minutes. This counts towards no lock-out."],
        ),
        Error::Server(status) => advice(
            "Matomo's server failed",
            format!("It answered with status {status}."),
            &[
                "The reason is in the logs of the web server or of PHP. Those who run it can look there.",
                "Try again in a few minutes.",
            ],
        ),
        Error::NoPermission(said) => advice(
            "This account may not do that",
            format!("Matomo says: {said}"),
            &["Use the token of a super user, or of an account with admin on the sites to look after."],
        ),
        Error::MissingPlugin(plugin) => advice(
            format!("The plugin {plugin} is not active"),
            "Matomo needs it for this.",
            &["A super user can activate it under Administration, System, Plugins."],
        ),
        Error::NotUnderstood { excerpt, .. } => advice(
            "Matomo's answer was not understood",
            format!("It begins with: {}", excerpt.chars().take(300).collect::<String>()),
            &["A plugin, a proxy or a PHP warning may have changed it. Those who run Matomo can look at its logs."],
        ),
        other => advice("Matomo refused", format!("It says: {other}"), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::connecting::{Check, Left};
    use matomo_api::Field;
    use std::collections::BTreeSet;

    fn told() -> Vec<Error> {
        vec![
            Error::Unreachable(TransportError::Unreadable),
            Error::Unreachable(TransportError::TimedOut),
            Error::OriginNotAllowed,
            Error::TokenRefusedSilently,
            Error::NotMatomo,
            Error::TooOld("3.14.1".into()),
            Error::RefusedToken,
            Error::LockedOut,
            Error::AddressNotAllowed("You cannot use this Matomo as your IP is not in the list.".into()),
            Error::Server(503),
            Error::Server(500),
            Error::NoPermission("You can't access this resource.".into()),
            Error::MissingPlugin("UsersManager".into()),
            Error::NotUnderstood { why: "JSON".into(), excerpt: "<br>".into() },
        ]
    }

    fn failure(by: By, check: Check, trouble: Trouble) -> Failure {
        Failure { by, check, trouble, took: Vec::new() }
    }

    /// Fails if two of these are told in the same words, or nothing is said to do.
    fn are_told_apart(failures: &[Failure]) {
        let advices: Vec<_> = failures.iter().map(|f| (f, of_failure(f, "matomo.example"))).collect();
        let titles: BTreeSet<_> = advices.iter().map(|(_, a)| a.title.clone()).collect();
        assert_eq!(titles.len(), advices.len(), "two failures with one title");
        for (failure, advice) in advices {
            assert!(!advice.why.is_empty(), "{failure:?}");
            // The screen shows the line for the configuration itself.
            let shows_more = failure.trouble == Trouble::Told(Error::OriginNotAllowed);
            assert!(shows_more || !advice.steps.is_empty(), "{failure:?} says nothing to do");
        }
    }

    #[test]
    fn each_failure_is_told_apart_and_says_what_to_do() {
        let before = |trouble| failure(By::Token, Check::Readable, trouble);
        let mut failures: Vec<_> = told().into_iter().map(Trouble::Told).map(before).collect();
        failures.extend([Trouble::PlainHttp, Trouble::NoDemo].map(before));
        failures.push(failure(By::Token, Check::Token, Trouble::NothingToDo));
        are_told_apart(&failures);
    }

    #[test]
    fn each_refusal_of_a_password_is_told_apart_and_says_what_it_leaves() {
        let by = |code| By::Password { code };
        let sent = |error| failure(by(true), Check::Password, Trouble::Told(error));
        let of_a_password = [
            Error::WrongPassword,
            Error::InvalidField { field: Field::Password, message: "This password is too weak.".into() },
            Error::NeedsTwoFactorCode,
            Error::TwoFactorNotSetUp,
        ];
        let never = [Error::OriginNotAllowed, Error::TokenRefusedSilently, Error::RefusedToken];
        let mut failures: Vec<_> = told().into_iter().filter(|e| !never.contains(e)).map(sent).collect();
        failures.extend(of_a_password.map(sent));
        failures.push(failure(by(false), Check::Password, Trouble::Told(Error::NeedsTwoFactorCode)));
        let opening = |trouble| failure(by(false), Check::Token, trouble);
        failures.push(opening(Trouble::NothingToDo));
        failures.push(opening(Trouble::Told(Error::TokenRefusedSilently)));
        failures.push(opening(Trouble::Told(Error::NoPermission("No view access.".into()))));
        are_told_apart(&failures);
        for failure in failures {
            let why = of_failure(&failure, "matomo.example").why;
            assert_eq!(why.contains("in 8 hours; its owner can delete it"), failure.leaves() != Left::Nothing, "{why}");
            assert_eq!(why.contains("may have made"), failure.leaves() == Left::Perhaps, "{why}");
        }
    }

    #[test]
    fn what_did_not_go_out_is_called_by_its_name() {
        for (with, said) in [(By::Token, "The token"), (By::Password { code: true }, "The password")] {
            for trouble in [Trouble::PlainHttp, Trouble::Told(Error::OriginNotAllowed)] {
                let why = of_failure(&failure(with, Check::Address, trouble), "m.example").why;
                assert!(why.contains(said), "{why}");
            }
        }
    }
}
