//! Two ledgers of one Matomo, put together.

use crate::{Branch, Hash, Ledger};

/// The other ledger is of another Matomo. Holds which.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this ledger is of {0}, not of the Matomo that is open here")]
pub struct OtherInstance(pub String);

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Everything, each entry once.
    pub ledger: Ledger,
    /// What only the other one had, in its order.
    pub new: Vec<Hash>,
    /// How many both had.
    pub known: usize,
    /// What now stands side by side: the next entry joins it. Empty if one ledger only went on from the other.
    pub branches: Vec<Branch>,
}

impl Ledger {
    /// This ledger and another one together. Whichever is merged into the other, the result is the same. They may
    /// also have been begun apart; then their branches share no beginning.
    pub fn merge(&self, other: &Ledger) -> Result<Merged, OtherInstance> {
        if self.instance() != other.instance() {
            return Err(OtherInstance(other.instance().shown().to_owned()));
        }
        let new: Vec<Hash> =
            other.entries().iter().map(|entry| entry.hash()).filter(|hash| self.place(*hash).is_none()).collect();
        let all = self.entries().iter().chain(other.entries()).cloned();
        let ledger = Ledger::of_entries(self.instance().clone(), all);
        Ok(Merged { known: other.len() - new.len(), branches: ledger.branches(), new, ledger })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{testing::*, verify};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn grown(ledger: &Ledger, count: usize, salt: usize) -> Ledger {
        let mut grown = ledger.clone();
        for n in 0..count {
            write(&mut grown, salt * 1000 + n);
        }
        grown
    }

    fn hashes(ledger: &Ledger) -> BTreeSet<Hash> {
        ledger.entries().iter().map(|entry| entry.hash()).collect()
    }

    #[test]
    fn branches_are_shown_and_the_next_entry_joins_them() {
        let shared = grown(&empty(), 3, 0);
        let (ours, theirs) = (grown(&shared, 2, 1), grown(&shared, 1, 2));
        let merged = ours.merge(&theirs).unwrap();
        assert_eq!((merged.new.len(), merged.known, merged.ledger.len()), (1, 3, 6));
        let since = Some(shared.entries()[2].hash());
        assert_eq!(
            merged.branches.iter().map(|branch| (branch.since, branch.entries.len())).collect::<Vec<_>>(),
            [(since, 1), (since, 2)]
        );
        let mut joined = merged.ledger;
        write(&mut joined, 9000);
        assert!(joined.branches().is_empty());
        assert_eq!(joined.entries()[6].head().previous.len(), 2);
        assert_eq!(joined.entries()[6].head().number, 6, "one more than the longer branch");
        assert!(verify(joined.export(1)).is_whole());
    }

    #[test]
    fn a_ledger_that_only_went_on_makes_no_branch() {
        let shared = grown(&empty(), 3, 0);
        let longer = grown(&shared, 4, 1);
        for merged in [shared.merge(&longer).unwrap(), longer.merge(&shared).unwrap()] {
            assert_eq!(merged.ledger, longer);
            assert!(merged.branches.is_empty());
        }
    }

    #[test]
    fn ledgers_that_were_begun_apart_share_nothing() {
        let merged = grown(&empty(), 2, 1).merge(&grown(&empty(), 2, 2)).unwrap();
        assert_eq!(merged.branches.len(), 2);
        assert!(merged.branches.iter().all(|branch| branch.since.is_none() && branch.entries.len() == 2));
        assert!(verify(merged.ledger.export(1)).is_whole());
        let other = Ledger::new(url("https://n.example"));
        assert_eq!(empty().merge(&other), Err(OtherInstance("n.example".into())));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// Two admins write, take the other's ledger in, and write on, in any order.
        #[test]
        fn nothing_is_lost_and_the_order_does_not_matter(turns in proptest::collection::vec((0usize..4, 1usize..4), 0..10)) {
            let shared = grown(&empty(), 2, 0);
            let mut desks = [shared.clone(), shared.clone(), empty()];
            for (n, (turn, count)) in turns.into_iter().enumerate() {
                match turn {
                    3 => {
                        let (from, to) = (count % 3, (count + 1 + n % 2) % 3);
                        desks[to] = desks[to].merge(&desks[from]).unwrap().ledger;
                    }
                    desk => desks[desk] = grown(&desks[desk], count, n + 1),
                }
            }
            let [a, b, c] = desks;
            let (ab, ba) = (a.merge(&b).unwrap(), b.merge(&a).unwrap());
            prop_assert_eq!(&ab.ledger, &ba.ledger);
            prop_assert_eq!(&ab.branches, &ba.branches);
            prop_assert_eq!(hashes(&ab.ledger), &hashes(&a) | &hashes(&b));
            prop_assert_eq!(ab.ledger.len(), hashes(&ab.ledger).len());
            prop_assert_eq!(ab.new.len() + ab.known, b.len());
            let left = ab.ledger.merge(&c).unwrap().ledger;
            let right = a.merge(&b.merge(&c).unwrap().ledger).unwrap().ledger;
            prop_assert_eq!(&left, &right);
            prop_assert_eq!(&left.merge(&left).unwrap().ledger, &left);
            let text = left.export(7);
            prop_assert!(verify(&text).is_whole());
            prop_assert_eq!(crate::import(&text).unwrap(), left);
        }
    }
}
