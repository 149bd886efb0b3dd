//! Dates as the papers and the screens write them.

use crate::Language;
use time::{Date, Month, OffsetDateTime};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Reads `YYYY-MM-DD`, the form of a date field, with blanks around. `None` for anything else and
/// for days that no calendar has.
pub fn parse(typed: &str) -> Option<Date> {
    let text = typed.trim();
    let digits = text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if text.len() != 10 || !digits {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()
}

/// Writes `YYYY-MM-DD`; what [`parse`] reads back.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// A date as people read it, the same to everybody: `30 Nov 2026`.
pub fn long(date: Date, language: Language) -> String {
    match language {
        Language::En => format!("{} {} {}", date.day(), english_month(date.month()), date.year()),
    }
}

fn english_month(month: Month) -> &'static str {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        [usize::from(u8::from(month)) - 1]
}

/// The day so many days later; the calendar's last day where there is none.
pub fn add_days(date: Date, days: u16) -> Date {
    date.checked_add(time::Duration::days(days.into())).unwrap_or(Date::MAX)
}

/// The day (UTC) of a Unix time in seconds; the calendar's ends beyond its ends.
pub fn of_seconds(seconds: i64) -> Date {
    match OffsetDateTime::from_unix_timestamp(seconds) {
        Ok(moment) => moment.date(),
        Err(_) if seconds < 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

/// How long ago something was, as lists say it. Both in Unix seconds. A moment that has not come
/// yet is a clock that differs a little: "just now".
pub fn ago(then: i64, now: i64) -> String {
    let some = |n: i64, unit: &str| format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" });
    match now.saturating_sub(then) {
        ..MINUTE => "just now".to_owned(),
        s @ ..HOUR => format!("{} min ago", s / MINUTE),
        s @ ..DAY => some(s / HOUR, "hour"),
        s if s < 2 * DAY => "yesterday".to_owned(),
        s if s < 60 * DAY => some(s / DAY, "day"),
        s if s < 730 * DAY => some(s / (30 * DAY), "month"),
        s => some(s / (365 * DAY), "year"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(iso(parse(" 2026-11-30 ").unwrap()), "2026-11-30");
        assert!(parse("2028-02-29").is_some());
        for bad in ["", "2026-02-29", "2026-13-01", "2026-00-10", "30.11.2026", "2026-1-05", "+026-11-30", "2026-11-3é"]
        {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn papers_write_the_month_as_a_word() {
        assert_eq!(long(parse("2026-11-30").unwrap(), Language::En), "30 Nov 2026");
        assert_eq!(long(parse("2027-05-01").unwrap(), Language::En), "1 May 2027");
    }

    #[test]
    fn days_are_counted_over_ends_of_years_and_never_overflow() {
        assert_eq!(iso(add_days(parse("2026-12-30").unwrap(), 7)), "2027-01-06");
        assert_eq!(add_days(Date::MAX, 3650), Date::MAX);
    }

    #[test]
    fn seconds_fall_on_their_utc_day() {
        assert_eq!(iso(of_seconds(1_795_823_999)), "2026-11-27");
        assert_eq!(iso(of_seconds(1_795_824_000)), "2026-11-28");
        assert_eq!(iso(of_seconds(-1)), "1969-12-31");
        assert_eq!((of_seconds(i64::MIN), of_seconds(i64::MAX)), (Date::MIN, Date::MAX));
    }

    #[test]
    fn the_past_is_told_in_one_unit() {
        for (seconds, words) in [
            (-300, "just now"),
            (59, "just now"),
            (12 * MINUTE, "12 min ago"),
            (HOUR, "1 hour ago"),
            (23 * HOUR, "23 hours ago"),
            (DAY, "yesterday"),
            (2 * DAY, "2 days ago"),
            (59 * DAY, "59 days ago"),
            (60 * DAY, "2 months ago"),
            (729 * DAY, "24 months ago"),
            (730 * DAY, "2 years ago"),
        ] {
            assert_eq!(ago(1_800_000_000 - seconds, 1_800_000_000), words);
        }
        assert_eq!(ago(i64::MAX, i64::MIN), "just now");
        assert!(ago(i64::MIN, i64::MAX).ends_with("years ago"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(julian in 1_721_060..5_373_484_i32) {
            let date = Date::from_julian_day(julian).unwrap();
            prop_assert_eq!(parse(&iso(date)), Some(date));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,12}") {
            if let Some(date) = parse(&text) {
                prop_assert_eq!(iso(date), text.trim());
            }
        }
    }
}
