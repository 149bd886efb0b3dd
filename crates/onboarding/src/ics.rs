//! Calendar files (iCalendar, RFC 5545) of days to keep.

use crate::{Language, dates};
use time::Date;

/// The most octets of a line, without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// A whole day to keep, with an alarm a week before and one in the morning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// What it is known by: the same one in a later file takes its place.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is to be done.
    pub title: String,
    /// More about it.
    pub text: String,
    /// The language of both.
    pub language: Language,
}

/// The file. `product` is what made it; `stamp` is when, in Unix seconds.
pub fn file(product: &str, days: &[Day], stamp: i64) -> String {
    let mut file = File::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(&format!("PRODID:-//Lanyard//{product}//EN"));
    file.line("CALSCALE:GREGORIAN");
    for day in days {
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}", day.uid));
        file.line(&format!("DTSTAMP:{}", utc(stamp)));
        file.line(&format!("DTSTART;VALUE=DATE:{}", date(day.day)));
        // The end is the day after the last one.
        file.line(&format!("DTEND;VALUE=DATE:{}", date(dates::add_days(day.day, 1))));
        file.text("SUMMARY", day.language, &day.title);
        file.text("DESCRIPTION", day.language, &day.text);
        file.line("TRANSP:TRANSPARENT");
        // A week before, and in the morning of the day.
        for trigger in ["-P7D", "PT9H"] {
            file.line("BEGIN:VALARM");
            file.line("ACTION:DISPLAY");
            file.text("DESCRIPTION", day.language, &day.title);
            file.line(&format!("TRIGGER:{trigger}"));
            file.line("END:VALARM");
        }
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    file.0
}

/// The file so far.
#[derive(Default)]
struct File(String);

impl File {
    fn text(&mut self, name: &str, language: Language, text: &str) {
        self.line(&format!("{name};LANGUAGE={}:{}", language.tag(), escaped(text)));
    }

    /// Writes a line, folded between characters: a line that goes on begins with a blank.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => written.push_str("\\n"),
            '\\' | ';' | ',' => written.extend(['\\', c]),
            c if c.is_control() => (),
            c => written.push(c),
        }
    }
    written
}

/// `20261130`.
fn date(day: Date) -> String {
    dates::iso(day).replace('-', "")
}

/// `20261121T140300Z`.
fn utc(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{}T{hour:02}{minute:02}{second:02}Z", date(dates::of_seconds(seconds)))
}
