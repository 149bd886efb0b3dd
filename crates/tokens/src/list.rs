//! The register as a list: who is shown, in which order, what stands together, and the same as a table.

use crate::{Entry, EntryId, Policy, Rank, State, words};
use access::{Seconds, csv_field, order};

const DAY: Seconds = 86_400;

/// An entry as it stands at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub id: EntryId,
    /// What is known.
    pub entry: Entry,
    /// What its owner may do.
    pub rank: Rank,
    /// Where it stands.
    pub state: State,
    /// When another has to take its place.
    pub due: Seconds,
    /// Days until then, the one that has begun counted; below 0 the whole days that it is over.
    pub left: i64,
    /// How old it is, where that says anything.
    pub age: Option<Age>,
}

/// The age of a token beside how old it may get, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// So old it is.
    pub days: i64,
    /// So old it may get.
    pub of: i64,
}

/// Lines that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; `None` for what has none.
    pub title: Option<String>,
    /// Their places among the lines.
    pub lines: Vec<usize>,
}

impl Line {
    /// An entry now.
    pub fn of(id: EntryId, entry: Entry, rank: Rank, policy: Policy, now: Seconds) -> Self {
        let (state, due) = (entry.state(rank, policy, now), entry.due(rank, policy));
        Self { left: days_until(due, now), age: Age::of(&entry, rank, policy, state, now), id, entry, rank, state, due }
    }

    /// Whether each of these words is in its name, owner, purpose, systems or fingerprint, whatever the case.
    pub fn fits(&self, text: &str) -> bool {
        let Entry { name, owner, purpose, systems, fingerprint, .. } = &self.entry;
        let fingerprint = fingerprint.as_ref().map(|it| it.as_str()).unwrap_or_default();
        let all = format!("{name}\n{owner}\n{purpose}\n{}\n{fingerprint}", systems.join("\n")).to_lowercase();
        text.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}

fn days_until(due: Seconds, now: Seconds) -> i64 {
    if due > now { (due - now + DAY - 1) / DAY } else { (due - now) / DAY }
}

impl Age {
    /// Nothing where it ends within a day of being made, or has come to its end.
    fn of(entry: &Entry, rank: Rank, policy: Policy, state: State, now: Seconds) -> Option<Self> {
        let by_policy = i64::from(policy.days(rank));
        let of = entry.ends.map_or(by_policy, |ends| by_policy.min((ends - entry.created) / DAY));
        let over = matches!(state, State::Dead | State::Expired);
        (of > 0 && !over).then(|| Self { days: entry.age_days(now), of })
    }

    /// The length of a bar of which 100 is as old as it may get; at most 120.
    pub fn bar(self) -> i64 {
        (self.days * 100 / self.of.max(1)).clamp(0, 120)
    }
}

/// Puts those first that need somebody, each kind by its day, then by name.
pub fn in_order(lines: &mut Vec<Line>) {
    order::sort_by_key(lines, |line| (line.state, line.due, line.entry.name.to_lowercase(), line.id.clone()));
}

/// The lines of each owner, by login without case.
pub fn by_owner(lines: &[Line]) -> Vec<Group> {
    grouped(lines, |line| vec![line.entry.owner.to_string()])
}

/// The lines of each system, by name without case; a token that several use stands in each. Those that
/// nobody is said to use come last.
pub fn by_system(lines: &[Line]) -> Vec<Group> {
    grouped(lines, |line| line.entry.systems.clone())
}

fn grouped(lines: &[Line], titles: impl Fn(&Line) -> Vec<String>) -> Vec<Group> {
    // What has none sorts last.
    let mut pairs: Vec<(bool, String, usize, String)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let titles = titles(line);
        if titles.is_empty() {
            pairs.push((true, String::new(), at, String::new()));
        }
        pairs.extend(titles.into_iter().map(|title| (false, title.to_lowercase(), at, title)));
    }
    order::sort(&mut pairs);
    let mut groups: Vec<(String, Group)> = Vec::new();
    for (none, key, at, title) in pairs {
        match groups.last_mut() {
            Some((own, group)) if *own == key && group.title.is_none() == none => {
                if group.lines.last() != Some(&at) {
                    group.lines.push(at);
                }
            }
            _ => groups.push((key, Group { title: (!none).then_some(title), lines: vec![at] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

const HEADINGS: [&str; 15] = [
    "Token",
    "Fingerprint",
    "Owner",
    "Owner may",
    "Purpose",
    "Systems",
    "Made",
    "Ends",
    "Due",
    "State",
    "Age in days",
    "Last worked",
    "Proven dead",
    "POST only",
    "Known by",
];

/// The lines as CSV (RFC 4180, with CRLF and without a byte order mark); `day` writes dates. A field that
/// a spreadsheet would take for a formula gets an apostrophe in front.
pub fn csv(lines: &[&Line], day: &dyn Fn(Seconds) -> String, now: Seconds) -> String {
    let mut csv = String::new();
    row(&mut csv, HEADINGS.map(str::to_owned));
    let some = |at: Option<Seconds>| at.map(day).unwrap_or_default();
    for Line { entry, rank, state, due, .. } in lines {
        row(
            &mut csv,
            [
                entry.name.clone(),
                entry.fingerprint.as_ref().map(ToString::to_string).unwrap_or_default(),
                entry.owner.to_string(),
                rank.words().to_owned(),
                entry.purpose.clone(),
                entry.systems.join("; "),
                day(entry.created),
                some(entry.ends),
                day(*due),
                state.words().to_owned(),
                entry.age_days(now).to_string(),
                some(entry.worked),
                some(entry.died),
                entry.post_only.map_or("", |only| if only { "yes" } else { "no" }).to_owned(),
                words::origin(entry.origin).to_owned(),
            ],
        );
    }
    csv
}

fn row<const N: usize>(csv: &mut String, fields: [String; N]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        csv_field(csv, field);
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Fingerprint, Origin};
    use matomo_api::Login;
    use proptest::prelude::*;

    const NOW: Seconds = 1_800_000_000;

    fn entry(name: &str, owner: &str, systems: &[&str], days_old: i64) -> Entry {
        let mut entry = Entry::new(name, Login::parse(owner).unwrap(), Origin::Declared, NOW - days_old * DAY);
        entry.systems = systems.iter().map(ToString::to_string).collect();
        entry
    }

    fn line(id: &str, entry: Entry, rank: Rank) -> Line {
        Line::of(EntryId::parse(id).unwrap(), entry, rank, Policy::default(), NOW)
    }

    fn lines() -> Vec<Line> {
        let dead = Entry { died: Some(NOW), ..entry("Old", "ann", &[], 400) };
        let replaced = Entry { replaced: Some((EntryId::parse("a").unwrap(), NOW)), ..entry("Was", "bo", &["ETL"], 9) };
        vec![
            line("a", entry("Fresh", "ann", &["etl", "boards"], 3), Rank::View),
            line("b", dead, Rank::View),
            line("c", entry("Soon", "Bo", &["Boards"], 85), Rank::SuperUser),
            line("d", entry("Over", "cy", &[], 104), Rank::SuperUser),
            line("e", replaced, Rank::Admin),
            line("f", entry("Longer over", "cy", &[], 200), Rank::SuperUser),
        ]
    }

    fn names(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.entry.name.as_str()).collect()
    }

    #[test]
    fn those_that_need_somebody_come_first_the_longest_over_first() {
        let mut lines = lines();
        in_order(&mut lines);
        assert_eq!(names(&lines), ["Longer over", "Over", "Soon", "Was", "Fresh", "Old"]);
        assert_eq!((lines[1].left, lines[1].age.unwrap().bar()), (-14, 115));
        assert_eq!((lines[2].left, lines[2].age), (5, Some(Age { days: 85, of: 90 })));
        assert_eq!(lines[5].age, None, "a dead one has no age");
    }

    #[test]
    fn each_owner_and_each_system_has_its_tokens() {
        let lines = lines();
        let told = |groups: Vec<Group>| {
            groups
                .into_iter()
                .map(|group| {
                    let names: Vec<_> = group.lines.iter().map(|at| lines[*at].entry.name.as_str()).collect();
                    format!("{}: {}", group.title.unwrap_or_default(), names.join(", "))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(told(by_owner(&lines)), ["ann: Fresh, Old", "Bo: Soon, Was", "cy: Over, Longer over"]);
        assert_eq!(
            told(by_system(&lines)),
            ["boards: Fresh, Soon", "etl: Fresh, Was", ": Old, Over, Longer over"],
            "those without a system come last"
        );
        let twice = [line("a", entry("Twice", "ann", &["ETL", "etl"], 3), Rank::View)];
        assert_eq!(by_system(&twice), [Group { title: Some("ETL".into()), lines: vec![0] }]);
    }

    #[test]
    fn it_is_found_by_each_of_its_words() {
        let mut own = entry("Warehouse export", "svc.etl", &["Nightly job"], 3);
        own.purpose = "Orders per day".into();
        own.fingerprint = Fingerprint::parse("3eb1bd43");
        let own = line("a", own, Rank::View);
        for text in ["", "  ", "EXPORT", "svc nightly", "orders", "3eb1", "warehouse 3EB1"] {
            assert!(own.fits(text), "{text}");
        }
        assert!(!own.fits("warehouse board"));
    }

    #[test]
    fn a_table_has_no_formula() {
        let mut own = entry("=1+1", "ann", &["a", "b"], 3);
        own.purpose = "-x".into();
        let own = line("a", own, Rank::View);
        let csv = csv(&[&own], &|at| (at / DAY).to_string(), NOW);
        let (head, rest) = csv.split_once("\r\n").unwrap();
        assert_eq!(head.split(',').count(), 15);
        assert!(
            rest.starts_with("\"'=1+1\",,ann,view,\"'-x\",\"a; b\",20830,,21195,Fresh,3,,,,Added by hand\r\n"),
            "{rest}"
        );
    }

    #[test]
    fn what_ends_within_a_day_has_no_age() {
        let session = Entry { ends: Some(NOW + 8 * 3600), ..entry("Desk", "ann", &[], 0) };
        assert_eq!(line("a", session, Rank::SuperUser).age, None);
        let short = Entry { ends: Some(NOW + 10 * DAY), ..entry("Short", "ann", &[], 0) };
        assert_eq!(line("a", short, Rank::SuperUser).age, Some(Age { days: 0, of: 10 }));
    }

    proptest! {
        #[test]
        fn each_line_is_in_a_group_of_each_of_its_systems_and_in_no_other(
            systems in prop::collection::vec(prop::collection::vec("[abAB]", 0..4), 0..12),
        ) {
            let lines: Vec<_> = systems.iter().enumerate().map(|(at, systems)| {
                let systems: Vec<_> = systems.iter().map(String::as_str).collect();
                line(&at.to_string(), entry("t", "ann", &systems, 3), Rank::View)
            }).collect();
            let groups = by_system(&lines);
            for (at, line) in lines.iter().enumerate() {
                let mut own: Vec<_> = line.entry.systems.iter().map(|it| Some(it.to_lowercase())).collect();
                own.sort();
                own.dedup();
                if own.is_empty() {
                    own.push(None);
                }
                let mut found: Vec<_> = groups.iter().filter(|group| group.lines.contains(&at))
                    .map(|group| group.title.as_ref().map(|it| it.to_lowercase())).collect();
                found.sort();
                prop_assert_eq!(found, own);
            }
            prop_assert!(groups.iter().rev().skip(1).all(|group| group.title.is_some()));
        }
    }
}
