//! Lines as a browser keeps them: without a line that closes them, but with what was noted elsewhere of their end.

use super::{Problem, Verdict, judge, read::Seen};
use crate::{
    BadLine, Entry, FORM, Hash, Ledger, Tip,
    entry::{check, claimed},
    ledger::Closing,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What is noted of a ledger beside it, so that its end cannot be cut off unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// How many entries there were.
    pub count: usize,
    /// What they ended with.
    pub tips: Vec<Tip>,
}

impl Ledger {
    /// What is to be noted of it.
    pub fn anchor(&self) -> Anchor {
        Anchor { count: self.len(), tips: self.tips() }
    }
}

impl Anchor {
    /// Whether a ledger holds what was noted. It may have grown since.
    pub fn holds(&self, ledger: &Ledger) -> bool {
        ledger.len() >= self.count && self.tips.iter().all(|tip| ledger.get(tip.hash).is_some())
    }
}

/// Checks lines that are kept in the order of their numbers, as [`super::verify`] checks an export. What was
/// noted may be older than they are: another tab may have written since. `known` is the ledger as it was read
/// before: a line of it whose seal is right is the same line, which does not have to be read again.
pub fn verify_kept(known: &Ledger, lines: &[impl AsRef<[u8]>], anchor: Option<&Anchor>) -> Verdict {
    let instance = known.instance();
    let mut seen: Vec<Seen> = lines.iter().map(|line| one(known, line.as_ref())).collect();
    let links = || seen.iter().filter_map(|line| if let Seen::Entry(link) = line { Some(link) } else { None });
    let there: HashSet<Hash> = links().map(|link| link.hash).collect();
    let named: HashSet<Hash> = links().flat_map(|link| link.previous.iter().copied()).collect();
    let noted = anchor.map(|anchor| anchor.tips.as_slice()).unwrap_or_default();
    let mut last: Vec<Tip> = noted.iter().filter(|tip| !there.contains(&tip.hash)).copied().collect();
    // One that stands where the noted one stood has taken its place; it is not an end of its own.
    let gone: HashSet<u32> = last.iter().map(|tip| tip.number).collect();
    let ends = links().filter(|link| !named.contains(&link.hash) && !gone.contains(&link.number));
    last.extend(ends.map(|link| Tip { number: link.number, hash: link.hash }).collect::<Vec<_>>());
    let count = u32::try_from(there.len()).unwrap_or(u32::MAX);
    seen.push(Seen::Closing(Box::new(Closing { form: FORM, instance: instance.clone(), count, last, made: 0 })));
    let mut verdict = judge::judge(&seen, true);
    let behind = lines.len() + 1;
    for problem in &mut verdict.problems {
        if matches!(problem, Problem::Removed { before, .. } if *before == behind) {
            *problem = Problem::CutOff { line: behind };
        }
    }
    verdict.problems.dedup();
    verdict
}

fn one(known: &Ledger, line: &[u8]) -> Seen {
    if let Some(entry) = check(line).ok().and_then(|hash| known.get(hash)) {
        return Seen::Entry(super::read::link(entry));
    }
    match Entry::of_line(line) {
        Ok(entry) if entry.head().instance == *known.instance() => Seen::Entry(super::read::link(&entry)),
        Ok(_) => Seen::Bad(BadLine::Edited, claimed(line).map(|(_, hash)| hash)),
        Err(bad) => Seen::Bad(bad, claimed(line).map(|(_, hash)| hash)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;
    use proptest::prelude::*;

    fn lines(ledger: &Ledger) -> Vec<Vec<u8>> {
        ledger.entries().iter().map(|entry| entry.line().into_bytes()).collect()
    }

    #[test]
    fn what_is_kept_is_whole_and_may_have_grown() {
        let ledger = ledger(6);
        for known in [&ledger, &empty(), &crate::testing::ledger(3)] {
            assert!(verify_kept(known, &lines(&ledger), Some(&ledger.anchor())).is_whole());
            assert!(verify_kept(known, &lines(&ledger), None).is_whole());
        }
        let before = crate::testing::ledger(3).anchor();
        assert!(verify_kept(&ledger, &lines(&ledger), Some(&before)).is_whole());
        assert!(before.holds(&ledger) && !ledger.anchor().holds(&crate::testing::ledger(3)));
        assert!(verify_kept(&ledger, &[] as &[Vec<u8>], None).is_whole());
    }

    #[test]
    fn what_was_cut_off_is_missed() {
        let ledger = ledger(6);
        for left in 0..6 {
            let verdict = verify_kept(&ledger, &lines(&ledger)[..left], Some(&ledger.anchor()));
            assert_eq!(verdict.problems, [Problem::CutOff { line: left + 1 }]);
        }
        let other = Ledger::new(url("https://n.example"));
        assert!(!verify_kept(&other, &lines(&ledger), None).is_whole());
    }

    #[test]
    fn one_that_took_the_place_of_the_last_is_found() {
        let (ledger, mut other) = (ledger(6), ledger(5));
        write(&mut other, 77);
        let verdict = verify_kept(&ledger, &lines(&other), Some(&ledger.anchor()));
        assert_eq!(verdict.problems, [Problem::Rewritten { line: 6 }]);
    }

    proptest! {
        /// An edit or a removal is found at its line, the last one included.
        #[test]
        fn edits_and_removals_are_located(count in 1usize..9, at in 0usize..9, byte in 0usize..4000, removed: bool) {
            let ledger = ledger(count);
            let (mut lines, at) = (lines(&ledger), at % count);
            let line = if removed {
                lines.remove(at);
                at + 1
            } else {
                let byte = byte % lines[at].len();
                lines[at][byte] ^= 1;
                at + 1
            };
            for known in [&ledger, &empty()] {
                let verdict = verify_kept(known, &lines, Some(&ledger.anchor()));
                let found: Vec<usize> = verdict.problems.iter().map(Problem::line).collect();
                prop_assert!(found.contains(&line), "{:?}", verdict.problems);
            }
        }
    }
}
