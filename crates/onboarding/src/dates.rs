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

/// A date as people read it, short, the month as a word: `30 Nov 2026`, `30. Nov. 2026`,
/// `30 nov. 2026`, `30 nov 2026`.
pub fn long(date: Date, language: Language) -> String {
    let (day, month, year) = (date.day(), usize::from(u8::from(date.month())) - 1, date.year());
    match language {
        Language::En => format!("{day} {} {year}", SHORT[0][month]),
        Language::De => format!("{day}. {} {year}", SHORT[1][month]),
        Language::Fr => format!("{} {} {year}", french_day(day), SHORT[2][month]),
        Language::Es => format!("{day} {} {year}", SHORT[3][month]),
    }
}

/// A date with its month written out: `30 November 2026`, `30. November 2026`, `30 novembre 2026`,
/// `30 de noviembre de 2026`.
pub fn full(date: Date, language: Language) -> String {
    let (day, month, year) = (date.day(), usize::from(u8::from(date.month())) - 1, date.year());
    match language {
        Language::En => format!("{day} {} {year}", FULL[0][month]),
        Language::De => format!("{day}. {} {year}", FULL[1][month]),
        Language::Fr => format!("{} {} {year}", french_day(day), FULL[2][month]),
        Language::Es => format!("{day} de {} de {year}", FULL[3][month]),
    }
}

/// A moment in Unix seconds, to the minute, in UTC: `30 Nov 2026, 14:03 UTC`; in French `14 h 03`.
pub fn moment(seconds: i64, language: Language) -> String {
    let day = long(of_seconds(seconds), language);
    let minutes = seconds.rem_euclid(DAY) / MINUTE;
    let (hour, minute) = (minutes / 60, minutes % 60);
    match language {
        Language::En | Language::De | Language::Es => format!("{day}, {hour:02}:{minute:02} UTC"),
        Language::Fr => format!("{day}, {hour}\u{a0}h\u{a0}{minute:02} UTC"),
    }
}

/// Months as the languages of [`Language::ALL`] shorten them (CLDR; the German and Spanish academies).
const SHORT: [[&str; 12]; 4] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
];

const FULL: [[&str; 12]; 4] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
];

/// The first of a month is an ordinal in French.
fn french_day(day: u8) -> String {
    if day == 1 { "1er".to_owned() } else { day.to_string() }
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
        let written = |day: &str| Language::ALL.map(|language| long(parse(day).unwrap(), language));
        assert_eq!(written("2026-11-30"), ["30 Nov 2026", "30. Nov. 2026", "30 nov. 2026", "30 nov 2026"]);
        assert_eq!(written("2027-05-01"), ["1 May 2027", "1. Mai 2027", "1er mai 2027", "1 may 2027"]);
        let full = Language::ALL.map(|language| full(parse("2027-03-01").unwrap(), language));
        assert_eq!(full, ["1 March 2027", "1. März 2027", "1er mars 2027", "1 de marzo de 2027"]);
    }

    #[test]
    fn moments_are_told_in_utc() {
        let written = Language::ALL.map(|language| moment(1_795_824_000 + 9 * HOUR + 5 * MINUTE + 59, language));
        assert_eq!(written[0], "28 Nov 2026, 09:05 UTC");
        assert_eq!(written[2], "28 nov. 2026, 9\u{a0}h\u{a0}05 UTC");
        assert_eq!(moment(-1, Language::De), "31. Dez. 1969, 23:59 UTC");
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
