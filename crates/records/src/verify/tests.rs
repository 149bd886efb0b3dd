#![allow(clippy::unwrap_used)]

use super::{judge::judge, read::Seen, *};
use crate::{Ledger, testing::*};

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn fifty() -> String {
    ledger(50).export(1_795_400_000)
}

fn problems(text: impl AsRef<[u8]>) -> Vec<Problem> {
    verify(text).problems
}

#[test]
fn what_was_made_is_whole() {
    for count in [0, 1, 2, 50] {
        let verdict = verify(ledger(count).export(1));
        assert_eq!((verdict.entries, &verdict.problems[..]), (count, &[][..]));
        assert_eq!(verdict.instance, Some(url("https://m.example")));
    }
}

/// An export of which one line is replaced at a time, so that not all of it is read again for every edit.
struct Edited<'a> {
    text: &'a [u8],
    seen: Vec<Seen>,
    /// Where each line begins, and where the text ends.
    starts: Vec<usize>,
}

impl<'a> Edited<'a> {
    fn of(text: &'a [u8]) -> Self {
        let starts =
            std::iter::once(0).chain(text.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1));
        Self { text, seen: read::split(text).0.into_iter().map(read::line).collect(), starts: starts.collect() }
    }

    /// The line, from 1, that a byte belongs to; its end is a part of it.
    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// What [`verify`] says if the bytes `at..at + gone` become `bytes`.
    fn verdict(&mut self, at: usize, gone: usize, bytes: &[u8]) -> Verdict {
        let first = self.line_of(at) - 1;
        // An end that goes takes the next line along.
        let last = if self.text[at..at + gone].contains(&b'\n') { first + 1 } else { first };
        let (from, to) = (self.starts[first], self.starts[(last + 1).min(self.starts.len() - 1)]);
        let part = [&self.text[from..at], bytes, &self.text[at + gone..to]].concat();
        let (lines, ended) = read::split(&part);
        let count = lines.len();
        let behind = (last + 1).min(self.seen.len());
        let whole: Vec<Seen> = self.seen.splice(first..behind, lines.into_iter().map(read::line)).collect();
        let verdict = judge(&self.seen, ended || to < self.text.len());
        self.seen.splice(first..first + count, whole);
        verdict
    }
}

#[test]
fn every_edit_of_a_byte_is_found_in_its_line() {
    let text = fifty();
    let text = text.as_bytes();
    let mut edited = Edited::of(text);
    let mut checked = 0;
    for (at, byte) in text.iter().enumerate() {
        let line = edited.line_of(at);
        let others = [byte ^ 1, byte ^ 0x20, byte ^ 0x80, b'\n', b'"'];
        let replaced = others.iter().filter(|other| *other != byte).map(|other| (1, vec![*other]));
        let added = [b'x', b'\n', *byte].into_iter().map(|other| (1, vec![*byte, other]));
        for (gone, bytes) in replaced.chain(added).chain([(1, vec![])]) {
            let verdict = edited.verdict(at, gone, &bytes);
            // What is put behind the end of a line belongs to the next one.
            let at_end = *byte == b'\n' || text.get(at + 1) == Some(&b'\n');
            let behind = usize::from(at_end && bytes.len() == 2);
            let found = verdict.problems.iter().any(|problem| (line..=line + behind).contains(&problem.line()));
            assert!(found, "byte {at}, line {line}: {byte} → {bytes:?}: {:?}", verdict.problems);
            let elsewhere = verdict.problems.iter().find(|p| p.line() < line || p.line() > line + 1);
            assert_eq!(elsewhere, None, "byte {at}, line {line}: {byte} → {bytes:?}: {:?}", verdict.problems);
            if checked % 997 == 0 {
                let whole = [&text[..at], &bytes, &text[at + gone..]].concat();
                assert_eq!(verify(whole), verdict, "the quick way says what the whole way says");
            }
            checked += 1;
        }
    }
    assert!(text.len() > 20_000 && checked > 150_000, "{} bytes, {checked} edits", text.len());
}

#[test]
fn an_edit_within_an_entry_is_one_problem() {
    let text = fifty();
    let mut edited = Edited::of(text.as_bytes());
    let at = text.find("spring").unwrap();
    assert_eq!(edited.verdict(at, 1, b"S").problems, [Problem::Edited { line: 1 }]);
    assert_eq!(problems(text.replacen("\"rows\":3", "\"rows\":4", 1)), [Problem::Edited { line: 4 }]);
    assert_eq!(problems(text.replacen("\"rows\":3", "\"rows\":", 1)), [Problem::NotJson { line: 4 }]);
    assert_eq!(problems(text.replacen("\"count\":50", "\"count\":49", 1)), [Problem::Edited { line: 51 }]);
}

#[test]
fn every_removed_line_is_found() {
    let all = lines(&fifty());
    for gone in 0..50 {
        let mut left = all.clone();
        left.remove(gone);
        let number = u32::try_from(gone).unwrap() + 1;
        assert_eq!(problems(joined(&left)), [Problem::Removed { before: gone + 1, from: number, to: number }]);
        for more in 2..=(50 - gone).min(4) {
            left.remove(gone);
            let to = number + u32::try_from(more).unwrap() - 1;
            assert_eq!(problems(joined(&left)), [Problem::Removed { before: gone + 1, from: number, to }]);
        }
    }
    assert_eq!(problems(joined(&all[..50])), [Problem::CutOff { line: 51 }]);
    let mut two = all.clone();
    two.remove(40);
    two.remove(7);
    let removed = |before, number| Problem::Removed { before, from: number, to: number };
    assert_eq!(problems(joined(&two)), [removed(8, 8), removed(40, 41)]);
}

#[test]
fn every_swap_of_two_lines_is_found() {
    let text = fifty();
    let all = lines(&text);
    let seen: Vec<Seen> = all.iter().map(|line| read::line(line.as_bytes())).collect();
    for first in 0..51 {
        for second in first + 1..51 {
            let mut swapped = seen.clone();
            swapped.swap(first, second);
            let expected = [Problem::Reordered { line: first + 1 }, Problem::Reordered { line: second + 1 }];
            assert_eq!(judge(&swapped, true).problems, expected);
        }
    }
    let mut swapped = all.clone();
    swapped.swap(3, 50);
    assert_eq!(problems(joined(&swapped)), [Problem::Reordered { line: 4 }, Problem::Reordered { line: 51 }]);
}

#[test]
fn every_truncation_is_found() {
    let text = fifty();
    let edited = Edited::of(text.as_bytes());
    for at in 0..text.len() {
        let line = edited.line_of(at);
        let start = edited.starts[line - 1];
        let mut seen = edited.seen[..line - 1].to_vec();
        seen.extend((at > start).then(|| read::line(&text.as_bytes()[start..at])));
        let verdict = judge(&seen, at > 0 && at == start);
        assert_eq!(verdict.problems, [Problem::CutOff { line }], "at {at}");
        if at % 499 == 0 {
            assert_eq!(verify(&text.as_bytes()[..at]), verdict);
        }
    }
}

#[test]
fn lines_that_were_not_there_are_found() {
    let text = fifty();
    let all = lines(&text);
    let mut twice = all.clone();
    twice.insert(20, all[4].clone());
    assert_eq!(problems(joined(&twice)), [Problem::Repeated { line: 21 }]);
    let mut longer = ledger(50);
    write(&mut longer, 50);
    let mut added = all.clone();
    added.insert(50, longer.entries()[50].line());
    assert_eq!(problems(joined(&added)), [Problem::Added { line: 51 }]);
    assert_eq!(problems(format!("{text}\n")), [Problem::NotJson { line: 52 }]);
    assert_eq!(problems(""), [Problem::CutOff { line: 1 }]);
    assert!(!verify(text.replace('\n', "\r\n")).is_whole());
}

#[test]
fn a_line_that_was_sealed_anew_is_found() {
    let (ledger, text) = (ledger(50), fifty());
    let all = lines(&text);
    for at in [0, 20, 49] {
        let old = &ledger.entries()[at];
        let other = crate::Entry::seal(old.head().clone(), what(at + 1));
        let mut rewritten = all.clone();
        rewritten[at] = other.line();
        assert_eq!(problems(joined(&rewritten)), [Problem::Rewritten { line: at + 1 }]);
    }
}

#[test]
fn branches_are_checked_like_the_rest() {
    let shared = ledger(5);
    let (mut a, mut b) = (shared.clone(), shared);
    (10..14).for_each(|n| write(&mut a, n));
    (20..23).for_each(|n| write(&mut b, n));
    let mut merged = a.merge(&b).unwrap().ledger;
    for joined_by in [None, Some(30)] {
        joined_by.into_iter().for_each(|n| write(&mut merged, n));
        let all = lines(&merged.export(1));
        assert!(verify(joined(&all)).is_whole());
        let count = merged.len();
        for gone in 0..count {
            let mut left = all.clone();
            left.remove(gone);
            let found = problems(joined(&left));
            let to = merged.entries()[gone].head().number;
            assert!(matches!(&found[..], [Problem::Removed { to: number, .. }] if *number == to), "{gone}: {found:?}");
        }
        for first in 0..count {
            for second in first + 1..count {
                let mut swapped = all.clone();
                swapped.swap(first, second);
                let expected = [Problem::Reordered { line: first + 1 }, Problem::Reordered { line: second + 1 }];
                assert_eq!(problems(joined(&swapped)), expected);
            }
        }
    }
}

#[test]
fn a_later_form_is_no_tampering() {
    let line = ledger(1).entries()[0].line();
    let body =
        line.replacen("\"form\":1", "\"form\":2", 1).replacen("\"kind\":\"plan_applied\"", "\"kind\":\"new\"", 1);
    let (body, _) = body.rsplit_once(",\"hash\"").unwrap();
    let body = format!("{body}}}").into_bytes();
    let hash = crate::Hash::of(&[&body]);
    let later = crate::entry::sealed(body, hash);
    assert_eq!(read::line(later.as_bytes()), Seen::Bad(crate::BadLine::TooNew, Some(hash)));
}

#[test]
fn ten_thousand_entries_are_checked() {
    let mut ledger: Ledger = empty();
    // Writing one looks at all: a hundred at a time is enough to be long.
    (0..100).for_each(|n| write(&mut ledger, n));
    let text = ledger.export(1);
    let begun = std::time::Instant::now();
    for _ in 0..100 {
        assert!(verify(&text).is_whole());
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?} for 10,000 entries", begun.elapsed());
}

#[test]
fn problems_are_sentences() {
    let removed = Problem::Removed { before: 4, from: 4, to: 6 };
    assert_eq!(removed.to_string(), "Before line 4, entries number 4 to 6 were removed.");
    assert_eq!((removed.line(), Problem::CutOff { line: 9 }.line()), (4, 9));
    assert_eq!(Problem::CutOff { line: 9 }.to_string(), "The end is missing, from line 9 on.");
}
