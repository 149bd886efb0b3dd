//! How many wrong tokens and passwords Matomo has counted against this address.
//!
//! Matomo locks an address out after 20 failures within 60 minutes (its defaults, seen on 5.8.0).
//! It does not tell how many there were, so the console counts its own, over reloads too.

use access::Seconds;
use matomo_api::MatomoUrl;
use serde::{Deserialize, Serialize};

/// Failures that Matomo bears within [`WINDOW`].
const LIMIT: usize = 20;
/// How long a failure counts.
const WINDOW: Seconds = 3600;
/// From how many on the console says how many are left.
const WORTH_SAYING: usize = 3;

/// When tokens or passwords were refused, by Matomo. Holds no secret.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusals(Vec<(MatomoUrl, Vec<Seconds>)>);

impl Refusals {
    /// Counts one more, and forgets those that count no longer.
    pub fn count(&mut self, url: &MatomoUrl, now: Seconds) {
        match self.0.iter_mut().find(|(known, _)| known == url) {
            Some((_, times)) => times.push(now),
            None => self.0.push((url.clone(), vec![now])),
        }
        self.0.retain_mut(|(_, times)| {
            times.retain(|at| counts(*at, now));
            !times.is_empty()
        });
    }

    /// How many tries are left before Matomo locks this address out, and when the first of them is
    /// forgotten; `None` while there were too few to talk of. There may be fewer: Matomo also counts
    /// what others do from the same address.
    pub fn left(&self, url: &MatomoUrl, now: Seconds) -> Option<(usize, Seconds)> {
        self.recent(url, now).filter(|(left, _)| LIMIT - left >= WORTH_SAYING)
    }

    /// The same from the first refusal on, for where somebody tries tokens on purpose.
    pub fn recent(&self, url: &MatomoUrl, now: Seconds) -> Option<(usize, Seconds)> {
        let recent = self.0.iter().find(|(known, _)| known == url)?.1.iter().copied().filter(|at| counts(*at, now));
        let first = recent.clone().min()?;
        Some((LIMIT.saturating_sub(recent.count()), first + WINDOW))
    }
}

fn counts(at: Seconds, now: Seconds) -> bool {
    // A time ahead of now is from a clock that was set back.
    (now - WINDOW..=now).contains(&at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn three_refusals_in_an_hour_are_worth_saying() {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let other = MatomoUrl::parse("https://n.example").unwrap().0;
        let mut refusals = Refusals::default();
        refusals.count(&url, 1000);
        assert_eq!(refusals.recent(&url, 1050), Some((19, 4600)));
        refusals.count(&url, 1100);
        assert_eq!((refusals.left(&url, 1200), refusals.recent(&other, 1200)), (None, None));
        refusals.count(&url, 1200);
        assert_eq!(refusals.left(&url, 1200), Some((17, 4600)));
        assert_eq!(refusals.left(&other, 1200), None);
        assert_eq!(refusals.left(&url, 1000 + WINDOW + 1), None, "the first is forgotten after an hour");
    }

    #[test]
    fn what_counts_no_longer_is_not_kept() {
        let url = MatomoUrl::parse("https://m.example").unwrap().0;
        let mut refusals = Refusals::default();
        for at in 0..30 {
            refusals.count(&url, at);
        }
        assert_eq!(refusals.left(&url, 30).unwrap().0, 0);
        refusals.count(&url, 9000);
        assert_eq!(refusals.0, [(url, vec![9000])]);
        let kept = serde_json::to_string(&refusals).unwrap();
        assert_eq!(serde_json::from_str::<Refusals>(&kept).unwrap(), refusals);
    }
}
