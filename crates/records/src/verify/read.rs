//! Lines, each by itself.

use crate::{
    BadLine, Entry, FORM, Hash,
    entry::{check, claimed, json, sealed},
    ledger::{Closing, ClosingBody},
};
use serde::Deserialize;

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seen {
    /// An entry, as it was sealed.
    Entry(Link),
    /// The last line, as it was sealed.
    Closing(Box<Closing>),
    /// Neither. Holds the hash that it claims to have.
    Bad(BadLine, Option<Hash>),
}

/// How an entry hangs on others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) number: u32,
    pub(crate) hash: Hash,
    pub(crate) previous: Vec<Hash>,
}

/// The lines without their ends, and whether the last one has its end.
pub(crate) fn split(text: &[u8]) -> (Vec<&[u8]>, bool) {
    let ended = text.ends_with(b"\n");
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let lines = if text.is_empty() && !ended { Vec::new() } else { text.split(|b| *b == b'\n').collect() };
    (lines, ended)
}

/// One line.
pub(crate) fn line(line: &[u8]) -> Seen {
    match parse(line) {
        Ok(Line::Entry(entry)) => Seen::Entry(link(&entry)),
        Ok(Line::Closing(closing)) => Seen::Closing(Box::new(closing)),
        Err(bad) => Seen::Bad(bad, claimed(line).map(|(_, hash)| hash)),
    }
}

/// How an entry hangs on others.
pub(super) fn link(entry: &Entry) -> Link {
    Link { number: entry.head().number, hash: entry.hash(), previous: entry.head().previous.clone() }
}

/// The entries of an export that is whole.
pub(crate) fn entries(text: &[u8]) -> impl Iterator<Item = Entry> {
    split(text).0.into_iter().filter_map(|line| match parse(line) {
        Ok(Line::Entry(entry)) => Some(*entry),
        _ => None,
    })
}

enum Line {
    Entry(Box<Entry>),
    Closing(Closing),
}

fn parse(line: &[u8]) -> Result<Line, BadLine> {
    #[derive(Deserialize)]
    struct Last {
        closing: Closing,
    }
    if !line.starts_with(br#"{"closing":"#) {
        return Entry::of_line(line).map(|entry| Line::Entry(Box::new(entry)));
    }
    let hash = check(line)?;
    let Ok(Last { closing }) = serde_json::from_slice(line) else { return Err(BadLine::Edited) };
    let written = sealed(json(&ClosingBody { closing: &closing }), hash);
    match (closing.form > FORM, written.as_bytes() == line) {
        (true, _) => Err(BadLine::TooNew),
        (false, true) => Ok(Line::Closing(closing)),
        (false, false) => Err(BadLine::Edited),
    }
}
