//! What asking with an old token proves.

use crate::Refusal;
use matomo_api::Error;

/// What is known of an old token after it was asked with once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Matomo still answers to it.
    Alive,
    /// It is refused.
    Dead,
    /// Matomo gives no readable answer, which it may do for several reasons: the session's own token has to be
    /// asked with from the same place.
    AskWithOwn,
    /// Nothing is proven. Holds how asking ended.
    NotProven(Refusal),
}

impl Verdict {
    /// From how asking with the old token ended, and how asking with the session's own did, if it was.
    pub fn of(old: Result<(), &Error>, own: Option<Result<(), &Error>>) -> Self {
        let Err(error) = old else { return Verdict::Alive };
        match (Refusal::of(error), own) {
            (Refusal::Refused, _) => Verdict::Dead,
            // A network that is slow says nothing about a token.
            (Refusal::Silent, None) => Verdict::AskWithOwn,
            (Refusal::Silent, Some(Ok(()))) => Verdict::Dead,
            (Refusal::Silent, Some(Err(error))) => Verdict::NotProven(Refusal::of(error)),
            (refusal, _) => Verdict::NotProven(refusal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use matomo_api::TransportError;

    #[test]
    fn no_more_is_claimed_than_was_seen() {
        let silent = Error::Unreachable(TransportError::Unreadable);
        let slow = Error::Unreachable(TransportError::TimedOut);
        assert_eq!(Verdict::of(Ok(()), None), Verdict::Alive);
        assert_eq!(Verdict::of(Err(&Error::RefusedToken), None), Verdict::Dead);
        assert_eq!(Verdict::of(Err(&silent), None), Verdict::AskWithOwn);
        assert_eq!(Verdict::of(Err(&silent), Some(Ok(()))), Verdict::Dead);
        assert_eq!(Verdict::of(Err(&silent), Some(Err(&silent))), Verdict::NotProven(Refusal::Silent));
        assert_eq!(Verdict::of(Err(&Error::LockedOut), Some(Ok(()))), Verdict::NotProven(Refusal::LockedOut));
        assert_eq!(Verdict::of(Err(&slow), Some(Ok(()))), Verdict::NotProven(Refusal::Unclear));
        assert_eq!(Verdict::of(Err(&Error::Server(503)), None), Verdict::NotProven(Refusal::Maintenance));
    }
}
