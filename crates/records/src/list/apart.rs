//! Entries that were written without knowing of each other, as by two admins whose ledgers were joined later.

use crate::{Hash, Ledger};
use std::collections::HashSet;

/// What an entry was written beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The last entry that all of them know; `None` if they share no beginning. A place, as all here.
    pub since: Option<usize>,
    /// Those that it does not know, nor they it.
    pub others: Vec<usize>,
    /// The entry that joins them; `None` while they are open.
    pub joined_by: Option<usize>,
}

/// For each entry whether there are others beside it. The entries' order has those before that an entry names.
pub(super) fn apart(ledger: &Ledger) -> Vec<bool> {
    let entries = ledger.entries();
    let mut apart = vec![false; entries.len()];
    if ledger.is_line() {
        return apart;
    }
    // Everything before an entry leads to it if nothing else is open when it comes; and backwards everything
    // after it leads from it.
    let mut open: HashSet<Hash> = HashSet::new();
    for (entry, apart) in entries.iter().zip(&mut apart) {
        entry.head().previous.iter().for_each(|hash| _ = open.remove(hash));
        open.insert(entry.hash());
        *apart = open.len() > 1;
    }
    // How many entries wait for one that they name.
    let mut waiting: HashSet<Hash> = HashSet::new();
    let mut followers = vec![Vec::new(); entries.len()];
    for entry in entries {
        for place in entry.head().previous.iter().filter_map(|hash| ledger.place(*hash)) {
            followers[place].push(entry.hash());
        }
    }
    for ((entry, apart), followers) in entries.iter().zip(&mut apart).zip(followers).rev() {
        followers.iter().for_each(|hash| _ = waiting.remove(hash));
        waiting.insert(entry.hash());
        *apart |= waiting.len() > 1;
    }
    apart
}

/// Beside what the entry at a place was written.
pub(super) fn of(ledger: &Ledger, apart: &[bool], place: usize) -> Apart {
    let since = (0..place).rev().find(|at| !apart[*at]);
    let joined_by = (place..apart.len()).find(|at| !apart[*at]);
    let (start, end) = (since.map_or(0, |at| at + 1), joined_by.unwrap_or(apart.len()));
    let entries = ledger.entries();
    // Those before it that lead to it, and those after it that it leads to.
    let mut known: HashSet<usize> = HashSet::from([place]);
    let before = |at: usize| entries[at].head().previous.iter().filter_map(|hash| ledger.place(*hash));
    for at in (start..=place).rev() {
        if known.contains(&at) {
            known.extend(before(at));
        }
    }
    let mut later: HashSet<usize> = HashSet::from([place]);
    for at in place + 1..end {
        if before(at).any(|before| later.contains(&before)) {
            later.insert(at);
        }
    }
    let others = (start..end).filter(|at| !known.contains(at) && !later.contains(at)).collect();
    Apart { since, others, joined_by }
}
