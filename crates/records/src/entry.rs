//! One line of a ledger, and how it is sealed.
//!
//! An entry is one line of JSON (UTF-8, no blanks between its parts, members in the order of the types here,
//! absent values as `null`):
//!
//! ```text
//! {"head":{…},"what":{…},"hash":"64 hex digits"}
//! ```
//!
//! Its hash is the SHA-256 of the line without the member `hash`, that is of `{"head":{…},"what":{…}}`. The head
//! holds the hashes of the entries before it, so that each seals all that went before. `sha256sum` can check it:
//!
//! ```text
//! sed -n 3p ledger.jsonl | sed 's/,"hash":"[0-9a-f]*"}$/}/' | tr -d '\n' | sha256sum
//! ```

use crate::{ChangeId, Day, Hash, What};
use access::Seconds;
use matomo_api::{Login, MatomoUrl};
use serde::{Deserialize, Serialize};

/// The form of the lines that this console writes.
pub const FORM: u32 = 1;

/// What stands between the sealed part of a line and the digits of its hash.
const SEAL: &[u8] = br#","hash":""#;

/// What happened, and its place in the ledger. It cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    head: Head,
    what: What,
    hash: Hash,
}

/// Where and when, by whom, and after what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The form of the line, now [`FORM`].
    pub form: u32,
    /// Its place: one more than the highest of those before it. Counted from 1.
    pub number: u32,
    /// What it is called.
    pub id: ChangeId,
    /// The Matomo.
    pub instance: MatomoUrl,
    /// Who was signed in there, where Matomo lets one know.
    pub actor: Option<Login>,
    /// The console's version.
    pub console: String,
    /// When, in Unix seconds (UTC).
    pub at: Seconds,
    /// What the actor's clock added to UTC, in minutes.
    pub offset: i16,
    /// The hashes of what came right before: none for the first, more than one where branches are joined. Sorted.
    pub previous: Vec<Hash>,
}

/// What a head takes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who is signed in, where Matomo lets one know.
    pub actor: Option<Login>,
    /// The console's version.
    pub console: String,
    /// When, in Unix seconds (UTC).
    pub at: Seconds,
    /// What the actor's clock adds to UTC, in minutes.
    pub offset: i16,
}

/// Why a line is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// It is no JSON.
    #[error("is not JSON")]
    NotJson,
    /// It is not as it was sealed: its hash belongs to another text, or it is no entry at all.
    #[error("was edited")]
    Edited,
    /// It was written by a later console, which knows more.
    #[error("was written by a later Lanyard: update this one first")]
    TooNew,
}

#[derive(Serialize)]
struct Body<'a> {
    head: &'a Head,
    what: &'a What,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    head: Head,
    what: What,
    hash: Hash,
}

impl Entry {
    pub(crate) fn seal(head: Head, what: What) -> Self {
        let hash = Hash::of(&[&json(&Body { head: &head, what: &what })]);
        Self { head, what, hash }
    }

    /// Its line, without an end.
    pub fn line(&self) -> String {
        sealed(json(&Body { head: &self.head, what: &self.what }), self.hash)
    }

    /// Reads a line, without its end. What is read is written again as it was, byte by byte.
    pub fn of_line(line: &[u8]) -> Result<Self, BadLine> {
        let hash = check(line)?;
        let entry = serde_json::from_slice(line).ok().map(|Line { head, what, hash }| Self { head, what, hash });
        let as_written =
            |entry: &Entry| entry.hash == hash && entry.head.form == FORM && entry.line().as_bytes() == line;
        entry.filter(as_written).ok_or_else(|| if is_later(line) { BadLine::TooNew } else { BadLine::Edited })
    }

    /// Where and when, by whom, and after what.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What happened.
    pub fn what(&self) -> &What {
        &self.what
    }

    /// What the entry is known by.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What it is called.
    pub fn id(&self) -> ChangeId {
        self.head.id
    }

    /// The day in the actor's time.
    pub fn local_day(&self) -> Day {
        Day::of_seconds(self.head.at + Seconds::from(self.head.offset) * 60)
    }
}

/// A value as JSON without blanks. Nothing in this crate's types can fail to be written.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A body with its hash as the last member.
pub(crate) fn sealed(body: Vec<u8>, hash: Hash) -> String {
    let mut line = String::from_utf8(body).unwrap_or_default();
    line.pop();
    line.push_str(&format!(",\"hash\":\"{hash}\"}}"));
    line
}

/// The hash that a line claims to have, whether or not it is right.
pub(crate) fn claimed(line: &[u8]) -> Option<(&[u8], Hash)> {
    let digits_and_end = Hash::DIGITS + 2;
    let (rest, end) = line.split_at_checked(line.len().checked_sub(digits_and_end)?)?;
    let hash = Hash::parse(end.strip_suffix(br#""}"#)?)?;
    Some((rest.strip_suffix(SEAL)?, hash))
}

/// The hash of a line that is as it was sealed.
pub(crate) fn check(line: &[u8]) -> Result<Hash, BadLine> {
    match claimed(line) {
        Some((body, hash)) if Hash::of(&[body, b"}"]) == hash => Ok(hash),
        _ if serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok() => Err(BadLine::Edited),
        _ => Err(BadLine::NotJson),
    }
}

fn is_later(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Form {
        form: u32,
    }
    #[derive(Deserialize)]
    struct Any {
        head: Form,
    }
    serde_json::from_slice::<Any>(line).is_ok_and(|any| any.head.form > FORM)
}
