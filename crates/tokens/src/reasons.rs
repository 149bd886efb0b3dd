//! Why a token may not work: eight causes in the order in which they are looked at, and what is known of
//! each.

use crate::Malformed;
use matomo_api::{Error, TransportError};

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Something invisible came along with it.
    Blanks,
    /// It is no token, or not a whole one.
    Form,
    /// It belongs to another Matomo.
    OtherInstance,
    /// Its time is over.
    Expired,
    /// It was deleted, or its account was.
    Revoked,
    /// This network address is locked out.
    LockOut,
    /// This network address is not on Matomo's list.
    AllowList,
    /// Matomo looks at no token now.
    Maintenance,
}

/// How a cause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is not this.
    RuledOut,
    /// It may be this.
    Possible,
    /// It is this.
    Found,
}

/// A cause, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub cause: Cause,
    /// How it stands.
    pub standing: Standing,
    /// How that is known; of a possible one what to look at.
    pub said: String,
}

/// How asking as a token ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It was not sent.
    Malformed(Malformed),
    /// No answer that the page may read. Matomo's refusals carry no CORS header (seen), so from another
    /// origin all of them look like this, and so does a network that is down.
    Silent,
    /// Matomo said that the token is wrong or has expired; it does not say which of them.
    Refused,
    /// Matomo said that this address is locked out. It looked at no token.
    LockedOut,
    /// Matomo said that this address is not on its list.
    NotAllowed,
    /// Status 503.
    Maintenance,
    /// Something that says nothing about the token.
    Unclear,
}

impl Refusal {
    /// What an error says about a token.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Unreachable(TransportError::Unreadable) | Error::TokenRefusedSilently => Refusal::Silent,
            Error::RefusedToken => Refusal::Refused,
            Error::LockedOut => Refusal::LockedOut,
            Error::AddressNotAllowed(_) => Refusal::NotAllowed,
            Error::Server(503) => Refusal::Maintenance,
            _ => Refusal::Unclear,
        }
    }

    /// Whether Matomo has to be thought of as having counted a failure. Silence may have been one.
    pub fn counts(self) -> bool {
        matches!(self, Refusal::Silent | Refusal::Refused)
    }
}

/// What is known when a token did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// How asking as the token ended.
    pub refusal: Refusal,
    /// How asking with another token ended, one that worked before, from the same address: `None` if that
    /// was not asked, else the refusal, if it was one.
    pub known_good: Option<Option<Refusal>>,
}

impl Cause {
    /// All, in the order in which they are looked at: what costs nothing comes first.
    pub const ALL: [Cause; 8] = [
        Cause::Blanks,
        Cause::Form,
        Cause::OtherInstance,
        Cause::Expired,
        Cause::Revoked,
        Cause::LockOut,
        Cause::AllowList,
        Cause::Maintenance,
    ];

    /// Its name.
    pub fn title(self) -> &'static str {
        self.words().0
    }

    /// Name; what to look at while it is possible; what to do when it is found.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Cause::Blanks => (
                "Blanks and line breaks",
                "Not looked at.",
                "They are in the text that was pasted. A system that has the token from there has them too.",
            ),
            Cause::Form => (
                "Length and characters",
                "Looked at when the blanks are out.",
                "This is no whole token: it was cut off, or it is something else, such as a password.",
            ),
            Cause::OtherInstance => (
                "A token of another Matomo",
                "To Matomo such a token is just a wrong one. Look where it was made: test and live instances have tokens of their own.",
                "",
            ),
            Cause::Expired => (
                "Expired",
                "Its end was chosen when it was made. Its owner sees under Personal, Security, Auth tokens whether it is still listed: an expired one is not.",
                "",
            ),
            Cause::Revoked => (
                "Deleted",
                "By its owner, or with the account. Look whether the account is still among the people. A new password deletes no token.",
                "",
            ),
            Cause::LockOut => (
                "Lock-out",
                "After 20 wrong tokens or passwords within 60 minutes Matomo refuses every token from the same network address, good ones too.",
                "Matomo refuses every token from your network address, good ones too. Wait up to 60 minutes without trying, or have a super user unblock it under Diagnostic, Brute force log.",
            ),
            Cause::AllowList => (
                "List of allowed addresses",
                "Matomo can be set to let in only some network addresses (login_allowlist_ip). Then a token works from one place and not from another.",
                "Your network address is not on Matomo's list (login_allowlist_ip). The token was not looked at.",
            ),
            Cause::Maintenance => (
                "Maintenance",
                "While it is being updated Matomo answers nobody.",
                "Matomo is being updated, or is overloaded. The token was not looked at: try it again later.",
            ),
        }
    }
}

/// Of what was found in the text.
const TEXT_BLANKS: &str = "None in what was pasted.";
const TEXT_FORM: &str = "32 characters from 0 to 9 and a to f, as Matomo makes them.";
/// Of what Matomo said itself.
const SAID: &str = "Matomo answered, and names another reason.";
/// Of what another token has shown.
const ANSWERED: &str = "The token of this session was answered just now, from the same network address.";

/// Every cause in order, with what is known of it.
pub fn reasons(evidence: Evidence) -> Vec<Reason> {
    Cause::ALL.into_iter().map(|cause| reason(cause, evidence)).collect()
}

fn reason(cause: Cause, evidence: Evidence) -> Reason {
    let (_, look, found) = cause.words();
    let (standing, said) = match (cause, evidence.refusal) {
        (Cause::Blanks, Refusal::Malformed(Malformed::Blanks(_))) => (Standing::Found, found),
        (Cause::Form, Refusal::Malformed(Malformed::Length(_) | Malformed::Characters(_))) => (Standing::Found, found),
        (Cause::Form, Refusal::Malformed(Malformed::Blanks(_))) => (Standing::Possible, look),
        (Cause::Blanks | Cause::Form, Refusal::Malformed(Malformed::Empty)) => (Standing::Possible, look),
        (Cause::Blanks, _) => (Standing::RuledOut, TEXT_BLANKS),
        (Cause::Form, _) => (Standing::RuledOut, TEXT_FORM),
        (Cause::OtherInstance | Cause::Expired | Cause::Revoked, _) => (Standing::Possible, look),
        (Cause::LockOut | Cause::AllowList | Cause::Maintenance, refusal) => {
            match of_address(cause, refusal).or_else(|| of_known_good(cause, evidence.known_good)) {
                Some((Standing::Found, _)) => (Standing::Found, found),
                Some(known) => known,
                None => (Standing::Possible, look),
            }
        }
    };
    Reason { cause, standing, said: said.to_owned() }
}

/// What Matomo's own words say about causes that concern every token from here.
fn of_address(cause: Cause, refusal: Refusal) -> Option<(Standing, &'static str)> {
    let named = match refusal {
        Refusal::LockedOut => Some(Cause::LockOut),
        Refusal::NotAllowed => Some(Cause::AllowList),
        Refusal::Maintenance => Some(Cause::Maintenance),
        Refusal::Refused => None,
        Refusal::Malformed(_) | Refusal::Silent | Refusal::Unclear => return None,
    };
    Some((if named == Some(cause) { Standing::Found } else { Standing::RuledOut }, SAID))
}

fn of_known_good(cause: Cause, answer: Option<Option<Refusal>>) -> Option<(Standing, &'static str)> {
    match answer? {
        None => Some((Standing::RuledOut, ANSWERED)),
        // That the other token is refused in words says that Matomo is there and lets this address in.
        Some(refusal) => of_address(cause, refusal),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use Standing::{Found, Possible, RuledOut};
    use proptest::prelude::*;

    fn standings(refusal: Refusal, known_good: Option<Option<Refusal>>) -> Vec<Standing> {
        reasons(Evidence { refusal, known_good }).iter().map(|reason| reason.standing).collect()
    }

    #[test]
    fn what_is_known_of_each_as_a_table() {
        let (f, p, r) = (Found, Possible, RuledOut);
        let table = [
            (Refusal::Malformed(Malformed::Empty), None, [p, p, p, p, p, p, p, p]),
            (Refusal::Malformed(Malformed::Blanks(2)), None, [f, p, p, p, p, p, p, p]),
            (Refusal::Malformed(Malformed::Length(31)), None, [r, f, p, p, p, p, p, p]),
            (Refusal::Malformed(Malformed::Characters(1)), None, [r, f, p, p, p, p, p, p]),
            (Refusal::Silent, None, [r, r, p, p, p, p, p, p]),
            (Refusal::Silent, Some(None), [r, r, p, p, p, r, r, r]),
            (Refusal::Silent, Some(Some(Refusal::Silent)), [r, r, p, p, p, p, p, p]),
            (Refusal::Silent, Some(Some(Refusal::LockedOut)), [r, r, p, p, p, f, r, r]),
            (Refusal::Refused, None, [r, r, p, p, p, r, r, r]),
            (Refusal::LockedOut, None, [r, r, p, p, p, f, r, r]),
            (Refusal::NotAllowed, None, [r, r, p, p, p, r, f, r]),
            (Refusal::Maintenance, None, [r, r, p, p, p, r, r, f]),
            (Refusal::Unclear, None, [r, r, p, p, p, p, p, p]),
        ];
        for (refusal, known_good, expected) in table {
            assert_eq!(standings(refusal, known_good), expected, "{refusal:?} {known_good:?}");
        }
    }

    #[test]
    fn errors_say_what_they_say_about_a_token() {
        let cases = [
            (Error::RefusedToken, Refusal::Refused, true),
            (Error::TokenRefusedSilently, Refusal::Silent, true),
            (Error::Unreachable(TransportError::Unreadable), Refusal::Silent, true),
            (Error::Unreachable(TransportError::TimedOut), Refusal::Unclear, false),
            (Error::LockedOut, Refusal::LockedOut, false),
            (Error::AddressNotAllowed("no".into()), Refusal::NotAllowed, false),
            (Error::Server(503), Refusal::Maintenance, false),
            (Error::Server(500), Refusal::Unclear, false),
            (Error::NotMatomo, Refusal::Unclear, false),
        ];
        for (error, refusal, counts) in cases {
            assert_eq!((Refusal::of(&error), Refusal::of(&error).counts()), (refusal, counts), "{error:?}");
        }
    }

    fn refusal() -> impl Strategy<Value = Refusal> {
        let malformed = prop_oneof![
            Just(Malformed::Empty),
            (1_usize..9).prop_map(Malformed::Blanks),
            (1_usize..99).prop_map(Malformed::Length),
            (1_usize..32).prop_map(Malformed::Characters),
        ];
        prop_oneof![
            malformed.prop_map(Refusal::Malformed),
            Just(Refusal::Silent),
            Just(Refusal::Refused),
            Just(Refusal::LockedOut),
            Just(Refusal::NotAllowed),
            Just(Refusal::Maintenance),
            Just(Refusal::Unclear),
        ]
    }

    proptest! {
        #[test]
        fn all_come_in_order_and_each_has_words(
            refusal in refusal(),
            known_good in proptest::option::of(proptest::option::of(refusal())),
        ) {
            let all = reasons(Evidence { refusal, known_good });
            prop_assert_eq!(all.iter().map(|reason| reason.cause).collect::<Vec<_>>(), Cause::ALL);
            // One of the text, one of the address: never two of a kind.
            for kind in [&all[..2], &all[5..]] {
                prop_assert!(kind.iter().filter(|reason| reason.standing == Found).count() <= 1);
            }
            prop_assert!(all.iter().any(|reason| reason.standing != RuledOut), "something is left to look at");
            for reason in all {
                prop_assert!(!reason.said.is_empty() && !reason.cause.title().is_empty());
            }
        }

        #[test]
        fn asking_with_another_token_only_narrows(refusal in refusal(), other in proptest::option::of(refusal())) {
            let before = standings(refusal, None);
            let after = standings(refusal, Some(other));
            for (before, after) in before.into_iter().zip(after) {
                prop_assert!(before == after || before == Possible);
            }
        }
    }
}
