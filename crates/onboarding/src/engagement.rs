//! The engagement: what somebody comes for, who asked and who agreed, and what they will see.

use crate::{advisor::Need, dates};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, str::FromStr};
use time::{Date, Month};

/// What the access is for, beside the fields that every case has had from the start:
/// [`Case::purpose`](crate::Case::purpose) in one sentence, the requester in
/// [`Case::asked_for_by`](crate::Case::asked_for_by), the ticket in
/// [`Case::reference`](crate::Case::reference), the last day in [`Case::ends`](crate::Case::ends).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Engagement {
    /// What the person has to be able to do.
    pub needs: BTreeSet<Need>,
    /// Who the account is for.
    pub who: Who,
    /// Whom the person works for, if not for us: for the papers, and for a login such as
    /// `vendor.first.last`.
    pub organisation: String,
    /// Who agreed.
    pub approved_by: String,
    /// When, `YYYY-MM-DD`.
    pub approved_on: String,
    /// Why the company wants it.
    pub justification: String,
    /// What is in the reports that will be seen.
    pub data: BTreeSet<DataClass>,
    /// Laws and standards that apply to it.
    pub regulations: BTreeSet<Regulation>,
    /// Those that have no box of their own.
    pub other_regulation: String,
    /// The first day of access, `YYYY-MM-DD`.
    pub starts: String,
    /// When somebody looks again whether it is still needed, `YYYY-MM-DD`.
    pub review_on: String,
}

/// Who an account is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Nobody said.
    #[default]
    Unsaid,
    /// Somebody of the house.
    Colleague,
    /// Somebody of another company.
    Outside,
    /// A programme.
    Service,
}

/// What kind of data the reports hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// Data about people who can be told apart.
    Personal,
    /// Orders, revenue, payments.
    Financial,
    /// Data about health.
    Health,
    /// Nothing of these, but not for the outside.
    InternalOnly,
    /// What anybody may know.
    Public,
}

/// A law or standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regulation {
    /// The European Union's General Data Protection Regulation.
    Gdpr,
    /// The California Consumer Privacy Act.
    Ccpa,
    /// The Health Insurance Portability and Accountability Act of the United States.
    Hipaa,
    /// The Payment Card Industry Data Security Standard.
    PciDss,
    /// Somebody looked, and none applies.
    NoneApplies,
}

impl Engagement {
    /// Whether the account is for somebody of another company, as far as said.
    pub fn is_outside(&self) -> bool {
        match self.who {
            Who::Outside => true,
            Who::Unsaid => !self.organisation.trim().is_empty(),
            Who::Colleague | Who::Service => false,
        }
    }

    /// Whether anybody said which laws and standards apply, if only that none does.
    pub fn names_rules(&self) -> bool {
        !self.regulations.is_empty() || !self.other_regulation.trim().is_empty()
    }
}

impl Who {
    /// Every answer, for a choice on the screen.
    pub const ALL: [Who; 4] = [Who::Unsaid, Who::Colleague, Who::Outside, Who::Service];

    /// Its name there.
    pub fn name(self) -> &'static str {
        match self {
            Who::Unsaid => "Not said",
            Who::Colleague => "A colleague",
            Who::Outside => "Somebody of another company",
            Who::Service => "A service account",
        }
    }
}

impl DataClass {
    /// Every class, the most delicate first.
    pub const ALL: [DataClass; 5] =
        [DataClass::Health, DataClass::Financial, DataClass::Personal, DataClass::InternalOnly, DataClass::Public];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            DataClass::Personal => "Personal data",
            DataClass::Financial => "Financial data",
            DataClass::Health => "Health data",
            DataClass::InternalOnly => "Internal only",
            DataClass::Public => "Public",
        }
    }
}

impl Regulation {
    /// Every one that has a box of its own.
    pub const ALL: [Regulation; 5] =
        [Regulation::Gdpr, Regulation::Ccpa, Regulation::Hipaa, Regulation::PciDss, Regulation::NoneApplies];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Regulation::Gdpr => "GDPR",
            Regulation::Ccpa => "CCPA",
            Regulation::Hipaa => "HIPAA",
            Regulation::PciDss => "PCI DSS",
            Regulation::NoneApplies => "None applies",
        }
    }
}

/// How long something lasts, as people say it: another way to type [`Case::ends`](crate::Case::ends).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// So many days, counting the first.
    Days(u16),
    /// So many weeks.
    Weeks(u16),
    /// So many months of the calendar.
    Months(u16),
}

/// A text is no length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a number and days, weeks, months or years, such as “3 months”")]
pub struct BadLasting;

impl Lasting {
    /// The lengths to offer.
    pub const OFFERED: [Lasting; 5] =
        [Lasting::Weeks(2), Lasting::Months(1), Lasting::Months(3), Lasting::Months(6), Lasting::Months(12)];

    /// The last day of something that starts on `first`: two weeks from a Monday end on a Sunday,
    /// one month from 15 January ends on 14 February. The calendar's last day beyond its end.
    pub fn last_day(self, first: Date) -> Date {
        let after = match self {
            Lasting::Days(n) => dates::add_days(first, n),
            Lasting::Weeks(n) => dates::add_days(first, n.saturating_mul(7)),
            Lasting::Months(n) => add_months(first, n),
        };
        // A month from 31 January is cut to the end of February, which is its last day already.
        let cut = matches!(self, Lasting::Months(_)) && after.day() < first.day();
        if cut || after == Date::MAX { after } else { after.previous_day().unwrap_or(first).max(first) }
    }
}

fn add_months(date: Date, months: u16) -> Date {
    let count = i32::from(u8::from(date.month())) - 1 + i32::from(months);
    let (year, month) = (date.year() + count / 12, (count % 12 + 1) as u8);
    let Ok(month) = Month::try_from(month) else { return Date::MAX };
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).unwrap_or(Date::MAX)
}

impl FromStr for Lasting {
    type Err = BadLasting;

    /// Reads `14 days`, `2 weeks`, `3 months`, `1 year`; a blank between is not needed.
    fn from_str(typed: &str) -> Result<Self, BadLasting> {
        let text = typed.trim().to_lowercase();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let number: u16 = number.parse().map_err(|_| BadLasting)?;
        match (number, unit.trim()) {
            (0, _) => Err(BadLasting),
            (n, "day" | "days") => Ok(Lasting::Days(n)),
            (n, "week" | "weeks") => Ok(Lasting::Weeks(n)),
            (n, "month" | "months") => Ok(Lasting::Months(n)),
            (n, "year" | "years") => n.checked_mul(12).map(Lasting::Months).ok_or(BadLasting),
            _ => Err(BadLasting),
        }
    }
}

impl std::fmt::Display for Lasting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (n, unit) = match self {
            Lasting::Days(n) => (n, "day"),
            Lasting::Weeks(n) => (n, "week"),
            Lasting::Months(n) => (n, "month"),
        };
        write!(f, "{n} {unit}{}", if *n == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn last(text: &str, first: &str) -> String {
        dates::iso(text.parse::<Lasting>().unwrap().last_day(dates::parse(first).unwrap()))
    }

    #[test]
    fn a_length_of_time_is_typed_as_it_is_said() {
        for (text, expected) in [
            ("14 days", Lasting::Days(14)),
            (" 2 Weeks ", Lasting::Weeks(2)),
            ("3months", Lasting::Months(3)),
            ("1 year", Lasting::Months(12)),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for bad in ["", "3", "months", "0 days", "-1 day", "3 moons", "70000 days", "9999 years", "1.5 months"] {
            assert_eq!(bad.parse::<Lasting>(), Err(BadLasting), "{bad}");
        }
    }

    #[test]
    fn the_first_day_counts() {
        assert_eq!(last("1 day", "2026-11-23"), "2026-11-23");
        assert_eq!(last("2 weeks", "2026-11-23"), "2026-12-06");
        assert_eq!(last("1 month", "2026-01-15"), "2026-02-14");
        assert_eq!(last("1 month", "2026-01-31"), "2026-02-28");
        assert_eq!(last("3 months", "2026-11-30"), "2027-02-28");
        assert_eq!(last("1 year", "2024-02-29"), "2025-02-28");
        assert_eq!(last("12 months", "2026-01-01"), "2026-12-31");
    }

    #[test]
    fn whoever_works_for_somebody_else_is_outside_unless_said_otherwise() {
        let vendor = Engagement { organisation: "Brightside".into(), ..Engagement::default() };
        assert!(vendor.is_outside());
        assert!(!Engagement { who: Who::Colleague, ..vendor.clone() }.is_outside());
        assert!(!Engagement { who: Who::Service, ..vendor }.is_outside());
        assert!(!Engagement::default().is_outside());
        assert!(Engagement { who: Who::Outside, ..Engagement::default() }.is_outside());
        let other = Engagement { other_regulation: "LGPD".into(), ..Engagement::default() };
        let none = Engagement { regulations: [Regulation::NoneApplies].into(), ..Engagement::default() };
        assert!(other.names_rules() && none.names_rules() && !Engagement::default().names_rules());
    }

    #[test]
    fn every_choice_has_a_name_of_its_own() {
        let names = [Who::ALL.map(Who::name).to_vec(), DataClass::ALL.map(DataClass::name).to_vec()]
            .concat()
            .into_iter()
            .chain(Regulation::ALL.map(Regulation::name));
        let mut names: Vec<_> = names.collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn it_never_ends_before_it_starts_and_longer_ends_later(
            n in 1..2000_u16, julian in 2_415_021..2_488_070_i32, unit in 0..3_usize,
        ) {
            let make = [Lasting::Days, Lasting::Weeks, Lasting::Months][unit];
            let first = Date::from_julian_day(julian).unwrap();
            let end = make(n).last_day(first);
            prop_assert!(end >= first);
            prop_assert!(make(n + 1).last_day(first) > end);
            prop_assert_eq!(make(n).to_string().parse::<Lasting>(), Ok(make(n)));
        }
    }
}
