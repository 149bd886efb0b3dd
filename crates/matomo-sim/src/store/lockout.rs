//! Brute-force detection: too many failures within an hour, and the caller's address is locked out. The simulator has
//! one caller's address only.

use crate::moment::{HOUR, Moment};

/// More failures than this within an hour lock the caller out (`maxAllowedRetries`).
const ALLOWED: usize = 20;

/// The failures so far.
#[derive(Default)]
pub(crate) struct Lockout(Vec<Moment>);

impl Lockout {
    /// Notes a failure.
    pub(crate) fn record(&mut self, now: Moment) {
        self.0.retain(|at| *at > now.plus(-HOUR));
        self.0.push(now);
    }

    /// Whether the caller is locked out.
    pub(crate) fn is_locked(&self, now: Moment) -> bool {
        self.0.iter().filter(|at| **at > now.plus(-HOUR)).count() > ALLOWED
    }

    /// How many are noted.
    pub(crate) fn failures(&self) -> usize {
        self.0.len()
    }

    /// Forgets the failures of the last hour, if they were enough to lock.
    pub(crate) fn unlock(&mut self, now: Moment) {
        if self.is_locked(now) {
            self.0.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_first_failure_locks_for_an_hour() {
        let mut lockout = Lockout::default();
        let now = Moment(10_000);
        for _ in 0..20 {
            lockout.record(now);
        }
        assert!(!lockout.is_locked(now));
        lockout.record(now);
        assert!(lockout.is_locked(now.plus(HOUR - 1)));
        assert!(!lockout.is_locked(now.plus(HOUR)));
        lockout.unlock(now);
        assert!(!lockout.is_locked(now));
    }

    #[test]
    fn unlocking_keeps_the_count_of_who_is_not_locked() {
        let mut lockout = Lockout::default();
        for _ in 0..20 {
            lockout.record(Moment(0));
        }
        lockout.unlock(Moment(1));
        lockout.record(Moment(1));
        assert!(lockout.is_locked(Moment(2)));
    }
}
