//! What a change is called outside of the ledger.

use crate::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// `UAM-YYYY-MM-DD-NNN`: the day in UTC, and a number within that day and ledger, from 001; after 999 it has
/// more digits. Two ledgers that were written apart can each have used one; the hash tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChangeId {
    /// The day, in UTC.
    pub day: Day,
    /// The number within the day, from 1.
    pub number: u32,
}

impl ChangeId {
    /// Reads an id as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, number) = text.strip_prefix("UAM-")?.rsplit_once('-')?;
        let id = Self { day: Day::parse(day)?, number: number.parse().ok()? };
        (id.number > 0 && id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UAM-{}-{:03}", self.day, self.number)
    }
}

impl From<ChangeId> for String {
    fn from(id: ChangeId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ChangeId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        ChangeId::parse(&text).ok_or("a change is called UAM-YYYY-MM-DD-NNN")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ids_are_written_one_way() {
        for good in ["UAM-2026-11-22-001", "UAM-2026-11-22-999", "UAM-2026-11-22-1000"] {
            assert_eq!(ChangeId::parse(good).unwrap().to_string(), good);
        }
        for bad in ["", "UAM-2026-11-22-1", "UAM-2026-11-22-000", "UAM-2026-11-22-0001", "UAM-2026-13-22-001", "CR-1"] {
            assert_eq!(ChangeId::parse(bad), None, "{bad}");
        }
        assert!(ChangeId::parse("UAM-2026-11-22-002") > ChangeId::parse("UAM-2026-11-22-001"));
    }
}
