//! The register as a file, to hand to another browser.

use crate::{Entry, EntryId};
use matomo_api::MatomoUrl;
use serde::{Deserialize, Serialize};

/// What a file of this kind calls itself.
const KIND: &str = "lanyard token register";
/// The form of the file.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
struct File {
    kind: String,
    form: u32,
    instance: MatomoUrl,
    tokens: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    id: EntryId,
    #[serde(flatten)]
    entry: Entry,
}

/// Why a file was not taken. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// It is something else.
    #[error("this is no register of tokens")]
    NotOne,
    /// It came of a later console.
    #[error("this register was written by a later Lanyard: update this one first")]
    TooNew,
    /// It is of another Matomo; holds which.
    #[error("this register is of {0}, not of the Matomo that is open here")]
    OtherInstance(String),
    /// Some of it cannot be; holds what the reader says.
    #[error("the file was changed by hand: {0}")]
    Damaged(String),
}

/// What taking a file in would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    /// Entries that were not known.
    pub new: Vec<(EntryId, Entry)>,
    /// Entries of which the file knows later things.
    pub newer: Vec<(EntryId, Entry)>,
    /// How many the file tells nothing new of.
    pub same: usize,
}

/// Writes all entries of an instance. There is no token among what an entry holds.
pub fn to_file(instance: &MatomoUrl, entries: &[(EntryId, Entry)]) -> String {
    let tokens = entries.iter().map(|(id, entry)| Row { id: id.clone(), entry: entry.clone() }).collect();
    let file = File { kind: KIND.to_owned(), form: FORM, instance: instance.clone(), tokens };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// Reads a file beside what is known already: of an entry that both know, the one that changed last.
pub fn of_file(text: &str, instance: &MatomoUrl, known: &[(EntryId, Entry)]) -> Result<Merge, BadFile> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| BadFile::NotOne)?;
    if value.get("kind").and_then(serde_json::Value::as_str) != Some(KIND) {
        return Err(BadFile::NotOne);
    }
    if value.get("form").and_then(serde_json::Value::as_u64).is_some_and(|form| form > u64::from(FORM)) {
        return Err(BadFile::TooNew);
    }
    let file: File = serde_json::from_value(value).map_err(|error| BadFile::Damaged(error.to_string()))?;
    if file.instance != *instance {
        return Err(BadFile::OtherInstance(file.instance.shown().to_owned()));
    }
    let mut merge = Merge::default();
    for Row { id, entry } in file.tokens {
        match known.iter().find(|(own, _)| *own == id) {
            None => merge.new.push((id, entry)),
            Some((_, own)) if own.changed < entry.changed => merge.newer.push((id, entry)),
            Some(_) => merge.same += 1,
        }
    }
    Ok(merge)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Fingerprint, Origin};
    use matomo_api::{Login, Token};

    fn url(text: &str) -> MatomoUrl {
        MatomoUrl::parse(text).unwrap().0
    }

    fn entry(name: &str, at: i64) -> (EntryId, Entry) {
        let mut entry = Entry::new(name, Login::parse("ann").unwrap(), Origin::Made, at);
        let token = Token::parse("0123456789abcdef0123456789abcdef").unwrap().0;
        entry.fingerprint = Some(Fingerprint::of(&token));
        entry.note(at, None, "Made.");
        (EntryId::parse(name).unwrap(), entry)
    }

    #[test]
    fn a_register_goes_from_browser_to_browser_without_a_token() {
        let (here, there) = (url("https://m.example"), url("https://n.example"));
        let written = to_file(&here, &[entry("a", 1), entry("b", 2), entry("c", 3)]);
        assert!(!written.contains("0123456789abcdef0123456789abcdef"));
        let merge = of_file(&written, &here, &[entry("a", 9), entry("b", 1)]).unwrap();
        assert_eq!(merge, Merge { new: vec![entry("c", 3)], newer: vec![entry("b", 2)], same: 1 });
        assert_eq!(of_file(&written, &there, &[]), Err(BadFile::OtherInstance("m.example".into())));
    }

    #[test]
    fn what_is_no_register_is_refused_whole() {
        let here = url("https://m.example");
        let written = to_file(&here, &[entry("a", 1)]);
        for bad in ["", "[]", "{}", "{\"kind\":7}", "{\"policy\":{}}"] {
            assert_eq!(of_file(bad, &here, &[]), Err(BadFile::NotOne), "{bad}");
        }
        assert_eq!(of_file(&written.replace("\"form\": 1", "\"form\": 2"), &here, &[]), Err(BadFile::TooNew));
        for (from, to) in [("3eb1bd43", "0123456789abcdef0123456789abcdef"), ("\"id\": \"a\"", "\"id\": \"A b\"")] {
            let bad = written.replace(from, to);
            assert!(matches!(of_file(&bad, &here, &[]), Err(BadFile::Damaged(_))), "{bad}");
        }
    }
}
