//! Whether an export is as it was made, and if not, where it was changed.
//!
//! Each line is looked at by itself: it has to be JSON, and its hash that of its text. Then all together: every
//! entry stands behind those that it names, in order, and the last line names the last entries and how many there
//! are. What is wrong is told with the number of its line.

mod judge;
mod kept;
pub(crate) mod read;

pub use kept::{Anchor, verify_kept};

use matomo_api::MatomoUrl;
use std::fmt;

/// What is wrong with an export. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A line is no JSON.
    NotJson {
        /// Which.
        line: usize,
    },
    /// A line was edited: its hash is that of another text.
    Edited {
        /// Which.
        line: usize,
    },
    /// A line was edited and given a new hash; what stands behind it names the old one.
    Rewritten {
        /// Which.
        line: usize,
    },
    /// A line was written by a later console.
    TooNew {
        /// Which.
        line: usize,
    },
    /// Entries are missing.
    Removed {
        /// The line before which they stood.
        before: usize,
        /// The number of the first one that is missing, as far as can be told.
        from: u32,
        /// The number of the last one.
        to: u32,
    },
    /// A line stands in another place than it was written to.
    Reordered {
        /// Where it stands now.
        line: usize,
    },
    /// A line comes twice.
    Repeated {
        /// Where it comes again.
        line: usize,
    },
    /// A line is whole, but was not there when the export was made.
    Added {
        /// Which.
        line: usize,
    },
    /// The end is missing.
    CutOff {
        /// The first line that is missing, or of which only a part is there.
        line: usize,
    },
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// How many entries are whole.
    pub entries: usize,
    /// What is wrong, by line. Nothing if the export is as it was made.
    pub problems: Vec<Problem>,
    /// The Matomo that it is of, if its last line tells.
    pub instance: Option<MatomoUrl>,
}

impl Verdict {
    /// Whether the export is as it was made.
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }
}

impl Problem {
    /// The line to look at, from 1.
    pub fn line(&self) -> usize {
        match self {
            Problem::NotJson { line }
            | Problem::Edited { line }
            | Problem::Rewritten { line }
            | Problem::TooNew { line }
            | Problem::Removed { before: line, .. }
            | Problem::Reordered { line }
            | Problem::Repeated { line }
            | Problem::Added { line }
            | Problem::CutOff { line } => *line,
        }
    }
}

impl fmt::Display for Problem {
    /// A sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NotJson { line } => write!(f, "Line {line} is not JSON."),
            Problem::Edited { line } => write!(f, "Line {line} was edited."),
            Problem::Rewritten { line } => {
                write!(f, "Line {line} was edited and sealed anew: what follows it was written behind another text.")
            }
            Problem::TooNew { line } => {
                write!(f, "Line {line} was written by a later Lanyard, so that it cannot be checked here.")
            }
            Problem::Removed { before, from, to } if from == to => {
                write!(f, "Before line {before}, entry number {to} was removed.")
            }
            Problem::Removed { before, from, to } => {
                write!(f, "Before line {before}, entries number {from} to {to} were removed.")
            }
            Problem::Reordered { line } => write!(f, "Line {line} is not where it was written."),
            Problem::Repeated { line } => write!(f, "Line {line} comes a second time."),
            Problem::Added { line } => write!(f, "Line {line} was not there when the export was made."),
            Problem::CutOff { line } => write!(f, "The end is missing, from line {line} on."),
        }
    }
}

/// Checks an export ([`crate::Ledger::export`]).
pub fn verify(text: impl AsRef<[u8]>) -> Verdict {
    let (lines, ended) = read::split(text.as_ref());
    let lines: Vec<read::Seen> = lines.into_iter().map(read::line).collect();
    judge::judge(&lines, ended)
}

#[cfg(test)]
mod tests;
