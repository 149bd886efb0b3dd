//! A calendar file (iCalendar, RFC 5545) with the days to keep.

use super::{Papers, mail::encoded, words::Say};
use crate::ics::{self, Day};

/// The review and the last day of access as all-day events with alarms; `None` if there is neither.
///
/// `key` tells cases apart: the same key makes events that take the place of those of an earlier file
/// in the same calendar. `stamp` is when the file is made, in Unix seconds.
pub fn calendar(papers: &Papers, key: &str, stamp: i64) -> Option<String> {
    let days = [
        papers.review.map(|day| ("review", day, Say::CalendarReview, Say::ReviewWhat)),
        papers.ends.map(|day| ("end", day, Say::CalendarEnd, Say::EndWhat)),
    ];
    let events: Vec<_> = days.into_iter().flatten().collect();
    if events.is_empty() {
        return None;
    }
    let day = |(kind, day, title, what)| Day {
        uid: format!("{kind}-{}@{}", encoded(key), encoded(&papers.host)),
        day,
        title: papers.tell_with(title, &[("login", &papers.login)]),
        text: papers.remarks(what),
        language: papers.voice.language,
    };
    let days: Vec<_> = events.into_iter().map(day).collect();
    Some(ics::file("Onboarding", &days, stamp))
}

impl Papers {
    fn remarks(&self, what: Say) -> String {
        let mut lines = vec![self.tell_with(what, &[("name", &self.sheet.name)])];
        let held = self.sites.iter().filter_map(|site| {
            let (id, access) = (site.id.to_string(), site.after.as_ref()?);
            Some(self.tell_with(Say::Held, &[("site", &site.name), ("id", &id), ("access", access)]))
        });
        lines.extend(held);
        lines.push(self.address.clone());
        lines.extend((!self.reference.is_empty()).then(|| self.reference.clone()));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::papers::tests::{facts, full_case, papers_of};
    use crate::{Case, Language, company};
    use proptest::prelude::*;

    /// Reads a file as RFC 5545 tells readers to: joins folded lines, splits names from values, and
    /// takes escapes away. Each event, and each alarm in it, is a list of properties.
    fn read(file: &str) -> Vec<(Vec<(String, String)>, usize)> {
        assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let joined = file.replace("\r\n ", "");
        let lines: Vec<&str> = joined.trim_end().split("\r\n").collect();
        assert_eq!((lines[0], *lines.last().unwrap()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
        assert!(lines.contains(&"VERSION:2.0") && lines.iter().any(|line| line.starts_with("PRODID:")));
        let mut events = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        for line in &lines {
            let (name, value) = line.split_once(':').unwrap();
            match name {
                "BEGIN" => {
                    open.push(value);
                    match value {
                        "VEVENT" => events.push((Vec::new(), 0)),
                        "VALARM" => events.last_mut().unwrap().1 += 1,
                        _ => (),
                    }
                }
                "END" => assert_eq!(open.pop(), Some(value)),
                _ if open.last() == Some(&"VEVENT") => {
                    let name = name.split(';').next().unwrap();
                    events.last_mut().unwrap().0.push((name.to_owned(), unescaped(value)));
                }
                _ => (),
            }
        }
        assert!(open.is_empty());
        events
    }

    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut rest = value.chars();
        while let Some(c) = rest.next() {
            match c {
                '\\' => match rest.next().unwrap() {
                    'n' | 'N' => text.push('\n'),
                    other => text.push(other),
                },
                c => text.push(c),
            }
        }
        text
    }

    fn value<'a>(event: &'a (Vec<(String, String)>, usize), name: &str) -> &'a str {
        let all: Vec<_> = event.0.iter().filter(|(known, _)| known == name).collect();
        assert_eq!(all.len(), 1, "{name} in {event:?}");
        &all[0].1
    }

    #[test]
    fn review_and_end_are_days_with_alarms() {
        let papers = papers_of(&full_case(), &facts());
        let file = calendar(&papers, "case 7", 1_795_824_000 + 3723).unwrap();
        let events = read(&file);
        assert_eq!(events.len(), 2);
        let [review, end] = [&events[0], &events[1]];
        assert_eq!(value(review, "UID"), "review-case%207@analytics.example.org");
        assert_eq!(value(review, "DTSTAMP"), "20261128T010203Z");
        assert_eq!((value(review, "DTSTART"), value(review, "DTEND")), ("20270228", "20270301"));
        assert_eq!(value(review, "SUMMARY"), "Review access to Matomo: s.whitlock");
        assert!(value(review, "DESCRIPTION").contains("\nShop (id 2): Write\n"));
        assert!(value(review, "DESCRIPTION").ends_with("\nhttps://analytics.example.org\nPO-4502"));
        assert_eq!((value(end, "DTSTART"), value(end, "DTEND")), ("20270531", "20270601"));
        assert!(events.iter().all(|event| event.1 == 2), "two alarms each");
        let later = calendar(&papers, "case 7", 1_900_000_000).unwrap();
        assert_eq!(value(&read(&later)[0], "UID"), value(review, "UID"));
    }

    #[test]
    fn without_a_day_there_is_no_file() {
        let case = Case { ends: String::new(), ..company::case() };
        assert_eq!(calendar(&papers_of(&case, &facts()), "k", 0), None);
        assert_eq!(read(&calendar(&papers_of(&company::case(), &facts()), "k", 0).unwrap()).len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// Whatever is in a name, a reader reads it back, and it adds no line.
        #[test]
        fn a_reader_reads_back_what_was_meant(
            name in "[\\PC;,\\\\\n漢字ß😀]{1,60}", key in "\\PC{0,30}", language in 0..4_usize,
        ) {
            let case = Case { full_name: name, language: Language::ALL[language], ..full_case() };
            let papers = papers_of(&case, &facts());
            let events = read(&calendar(&papers, &key, 0).unwrap());
            prop_assert_eq!(events.len(), 2);
            for (event, what) in events.iter().zip([Say::ReviewWhat, Say::EndWhat]) {
                prop_assert_eq!(value(event, "DESCRIPTION"), papers.remarks(what));
                prop_assert!(value(event, "DESCRIPTION").contains(&papers.sheet.name));
                prop_assert_eq!(event.0.len(), 7);
            }
        }
    }
}
