//! Lines together.

use super::{
    Problem, Verdict,
    read::{Link, Seen},
};
use crate::{BadLine, Hash, ledger::Closing};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is wrong with these lines. `ended` is whether the last one has its end.
pub(super) fn judge(lines: &[Seen], ended: bool) -> Verdict {
    let mut lines = lines;
    let mut problems = Vec::new();
    let closed = lines.iter().any(|line| matches!(line, Seen::Closing(_)));
    if !ended || !closed {
        // Of a last line without its end only a part is there, whatever it looks like.
        let whole = if ended { lines.len() } else { lines.len().saturating_sub(1) };
        let last_is_closing = matches!(lines.last(), Some(Seen::Closing(_)));
        problems.push(Problem::CutOff { line: whole + 1 });
        lines = if last_is_closing { lines } else { &lines[..whole] };
    }
    problems.extend(bad_lines(lines));
    // An edited last line is still there: nothing was cut off.
    if ended && !closed && matches!(lines.last(), Some(Seen::Bad(..))) {
        problems.remove(0);
    }
    let chain = Chain::of(lines);
    problems.extend(chain.repeated.iter().map(|line| Problem::Repeated { line: *line }));
    problems.extend(chain.reordered());
    problems.extend(chain.torn(lines));
    problems.sort_by_key(Problem::line);
    problems.dedup();
    let instance = chain.closing.map(|(_, closing)| closing.instance.clone());
    Verdict { entries: chain.links.len(), problems, instance }
}

fn bad_lines(lines: &[Seen]) -> Vec<Problem> {
    let problem = |(place, line): (usize, &Seen)| {
        let line_number = place + 1;
        match line {
            Seen::Bad(BadLine::NotJson, _) => Some(Problem::NotJson { line: line_number }),
            Seen::Bad(BadLine::Edited, _) => Some(Problem::Edited { line: line_number }),
            Seen::Bad(BadLine::TooNew, _) => Some(Problem::TooNew { line: line_number }),
            Seen::Entry(_) | Seen::Closing(_) => None,
        }
    };
    lines.iter().enumerate().filter_map(problem).collect()
}

/// The lines that are whole, and how they hang together.
struct Chain<'a> {
    /// With their lines, from 1; each hash once.
    links: Vec<(usize, &'a Link)>,
    closing: Option<(usize, &'a Closing)>,
    repeated: Vec<usize>,
    numbers: HashMap<Hash, u32>,
}

/// An entry that is named and not there.
#[derive(Clone, Copy)]
struct Missing {
    /// Its number; where branches are joined, the highest that it can have.
    number: u32,
    exact: bool,
    /// The first line that names it.
    line: usize,
}

impl<'a> Chain<'a> {
    fn of(lines: &'a [Seen]) -> Self {
        let mut chain = Self { links: Vec::new(), closing: None, repeated: Vec::new(), numbers: HashMap::new() };
        for (place, line) in lines.iter().enumerate() {
            match line {
                Seen::Entry(link) if chain.numbers.insert(link.hash, link.number).is_none() => {
                    chain.links.push((place + 1, link));
                }
                Seen::Closing(closing) if chain.closing.is_none() => chain.closing = Some((place + 1, closing)),
                Seen::Entry(_) | Seen::Closing(_) => chain.repeated.push(place + 1),
                Seen::Bad(..) => {}
            }
        }
        chain
    }

    /// Lines that stand elsewhere than their numbers and hashes say.
    fn reordered(&self) -> Vec<Problem> {
        let entries = self.links.iter().map(|(line, link)| (*line, (link.number, Some(link.hash))));
        let closing = self.closing.iter().map(|(line, _)| (*line, (u32::MAX, None)));
        let mut found: Vec<(usize, (u32, Option<Hash>))> = entries.chain(closing).collect();
        found.sort_unstable_by_key(|(line, _)| *line);
        let mut wanted: Vec<(u32, Option<Hash>)> = found.iter().map(|(_, key)| *key).collect();
        wanted.sort_unstable();
        let elsewhere = found.iter().zip(wanted).filter(|((_, key), wanted)| key != wanted);
        elsewhere.map(|((line, _), _)| Problem::Reordered { line: *line }).collect()
    }

    /// Where the chain is torn: what is named and not there, and what is there and not named.
    fn torn(&self, lines: &[Seen]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut missing = self.missing();
        let mut loose = self.loose();
        let bad: Vec<Option<Hash>> =
            lines.iter().filter_map(|line| if let Seen::Bad(_, hash) = line { Some(*hash) } else { None }).collect();
        // What a bad line was is not missing: known by the hash that it still has, or else by turns.
        missing.retain(|hash, _| !bad.contains(&Some(*hash)));
        let others = bad.iter().filter(|hash| hash.is_none_or(|hash| !self.is_named(hash))).count();
        let number = |gone: Missing| match loose.iter().map(|(_, link)| link.number).max() {
            // What stood before it is loose now.
            Some(before) if !gone.exact && before < gone.number => (before + 1, gone.line),
            _ => (gone.number, gone.line),
        };
        let mut missing: Vec<(u32, usize)> = missing.into_values().map(number).collect();
        missing.sort_unstable();
        let untold = missing.len().min(others);
        missing.drain(..untold);
        for (number, line) in missing {
            if let Some(place) = loose.iter().position(|(_, link)| link.number == number) {
                problems.push(Problem::Rewritten { line: loose.remove(place).0 });
                continue;
            }
            let before = self.links.iter().map(|(_, link)| link.number).filter(|before| *before < number).max();
            let from = (before.unwrap_or(0) + 1).min(number);
            problems.push(Problem::Removed { before: line, from, to: number });
        }
        let misnumbered = self.links.iter().filter(|(_, link)| self.expected(link).is_some_and(|n| n != link.number));
        problems.extend(misnumbered.map(|(line, _)| Problem::Rewritten { line: *line }));
        if problems.is_empty() && bad.is_empty() {
            problems.extend(loose.iter().map(|(line, _)| Problem::Added { line: *line }));
            let right = |closing: &Closing| usize::try_from(closing.count) == Ok(self.links.len());
            if let Some((line, closing)) = self.closing.filter(|_| problems.is_empty())
                && !right(closing)
            {
                problems.push(Problem::Rewritten { line });
            }
        }
        problems
    }

    /// What is named and not there.
    fn missing(&self) -> BTreeMap<Hash, Missing> {
        let mut missing: BTreeMap<Hash, Missing> = BTreeMap::new();
        let mut name = |hash: Hash, gone: Missing| {
            if !self.numbers.contains_key(&hash) {
                let first = missing.entry(hash).or_insert(gone);
                first.line = first.line.min(gone.line);
            }
        };
        for (line, link) in &self.links {
            let (number, exact) = (link.number.saturating_sub(1), link.previous.len() == 1);
            link.previous.iter().for_each(|hash| name(*hash, Missing { number, exact, line: *line }));
        }
        if let Some((line, closing)) = self.closing {
            closing.last.iter().for_each(|tip| name(tip.hash, Missing { number: tip.number, exact: true, line }));
        }
        missing
    }

    /// What is there and not named by anything, the last line included.
    fn loose(&self) -> Vec<(usize, &'a Link)> {
        if self.closing.is_none() {
            return Vec::new();
        }
        let named: HashSet<Hash> = self.named().collect();
        self.links.iter().filter(|(_, link)| !named.contains(&link.hash)).copied().collect()
    }

    fn named(&self) -> impl Iterator<Item = Hash> {
        let closing = self.closing.iter().flat_map(|(_, closing)| closing.last.iter().map(|tip| tip.hash));
        self.links.iter().flat_map(|(_, link)| link.previous.iter().copied()).chain(closing)
    }

    fn is_named(&self, hash: Hash) -> bool {
        self.named().any(|named| named == hash)
    }

    /// The number that an entry should have, if all before it are there.
    fn expected(&self, link: &Link) -> Option<u32> {
        let before: Option<Vec<u32>> = link.previous.iter().map(|hash| self.numbers.get(hash).copied()).collect();
        before.map(|numbers| numbers.into_iter().max().unwrap_or(0) + 1)
    }
}
