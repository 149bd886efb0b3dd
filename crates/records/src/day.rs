//! A day of the calendar, as files write it.

use onboarding::dates;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::Date;

/// A day, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub Date);

impl Day {
    /// Reads `YYYY-MM-DD`. `None` for anything else and for days that no calendar has.
    pub fn parse(text: &str) -> Option<Self> {
        dates::parse(text).map(Self)
    }

    /// The day in UTC of a Unix time in seconds.
    pub fn of_seconds(seconds: i64) -> Self {
        Self(dates::of_seconds(seconds))
    }

    /// When it begins in UTC, in Unix seconds.
    pub fn start(self) -> i64 {
        self.0.midnight().assume_utc().unix_timestamp()
    }

    /// The day that many days later; the calendar's last day where there is none.
    #[must_use]
    pub fn plus(self, days: u16) -> Self {
        Self(dates::add_days(self.0, days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&dates::iso(self.0))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        // Only as it is written: a line that is read has to be the line that was sealed.
        Day::parse(&text).filter(|day| day.to_string() == text).ok_or("a day is written YYYY-MM-DD")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_are_written_one_way() {
        let day = Day::parse("2026-12-31").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-12-31\"");
        assert_eq!(serde_json::from_str::<Day>("\"2026-12-31\"").unwrap(), day);
        for bad in [" 2026-12-31", "2026-02-30", "31.12.2026", ""] {
            assert!(serde_json::from_value::<Day>(bad.into()).is_err(), "{bad}");
        }
        assert_eq!(Day::of_seconds(day.start()), day);
        assert_eq!(Day::of_seconds(day.start() - 1), Day::parse("2026-12-30").unwrap());
        assert_eq!(day.plus(1).to_string(), "2027-01-01");
        assert_eq!(Day::of_seconds(1_795_823_999).to_string(), "2026-11-27");
    }
}
