//! Making a token: what is filled in before, what is wrong with it, and when it ends.

use crate::{Policy, Rank};
use access::Seconds;
use matomo_api::methods::{BadTokenDescription, TokenDescription, TokenEnd};
use time::{Date, Duration, Month, OffsetDateTime};

/// The longest that a token can be asked for in hours.
pub const HOURS: std::ops::RangeInclusive<u32> = 1..=8760;

/// When a token shall end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EndChoice {
    /// On a day.
    #[default]
    OnDay,
    /// So many hours after it was made.
    AfterHours,
    /// Never.
    Never,
}

impl EndChoice {
    /// All, the best first.
    pub const ALL: [EndChoice; 3] = [EndChoice::OnDay, EndChoice::AfterHours, EndChoice::Never];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            EndChoice::OnDay => "On a day",
            EndChoice::AfterHours => "After hours",
            EndChoice::Never => "Never",
        }
    }
}

/// By what Matomo is shown that its owner agrees to a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Proof {
    /// By the owner's password.
    #[default]
    Password,
    /// By a new password that a super user sets first.
    NewPassword,
}

/// What is filled in. No secret is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it will be called in Matomo.
    pub description: String,
    /// When it ends.
    pub end: EndChoice,
    /// The day as `YYYY-MM-DD`.
    pub day: String,
    /// How many hours.
    pub hours: String,
}

/// What is given along with the draft: never the secrets, but whether they are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// An owner was chosen.
    pub owner: bool,
    /// By what Matomo is shown that they agree.
    pub proof: Proof,
    /// The owner's password is there.
    pub password: bool,
    /// The caller's own password is there, for setting a new one.
    pub own_password: bool,
    /// Somebody said that they know what else uses the old password.
    pub knows: bool,
    /// A two-factor code is there.
    pub code: bool,
    /// The owner has a second factor, as far as Matomo says.
    pub code_needed: bool,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MakingField {
    /// For whom it is.
    Owner,
    /// The owner's password.
    Password,
    /// The caller's own password.
    OwnPassword,
    /// The tick that somebody knows what else uses the old password.
    Knows,
    /// The two-factor code.
    Code,
    /// What it is called in Matomo.
    Description,
    /// What it is for.
    Purpose,
    /// What uses it.
    Systems,
    /// The day on which it ends.
    Day,
    /// After how many hours it ends.
    Hours,
    /// That it never ends.
    Never,
}

/// What is wrong with a field, or odd about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakingProblem {
    /// Which.
    pub field: MakingField,
    /// Whether nothing is sent like this.
    pub fatal: bool,
    /// In a sentence.
    pub text: String,
}

fn wrong(field: MakingField, text: impl Into<String>) -> MakingProblem {
    MakingProblem { field, fatal: true, text: text.into() }
}

fn odd(field: MakingField, text: impl Into<String>) -> MakingProblem {
    MakingProblem { field, fatal: false, text: text.into() }
}

impl Given {
    /// What is missing.
    pub fn problems(&self) -> Vec<MakingProblem> {
        use MakingField as F;
        let new = self.proof == Proof::NewPassword;
        let checks = [
            (!self.owner, F::Owner, "Choose whose token it will be."),
            (!new && !self.password, F::Password, "Matomo makes a token only for whoever has the password."),
            (new && !self.own_password, F::OwnPassword, "Matomo wants your own password for setting a new one."),
            (new && !self.knows, F::Knows, "Find out first: whatever uses the old password stops to work."),
            (
                self.code_needed && !self.code,
                F::Code,
                "This account has a second factor. Without the code Matomo makes a token that nobody knows.",
            ),
        ];
        checks.into_iter().filter(|(missing, ..)| *missing).map(|(_, field, text)| wrong(field, text)).collect()
    }
}

impl Draft {
    /// A draft with the last day that the policy wants.
    pub fn new(rank: Rank, policy: Policy, today: Date) -> Self {
        Self {
            description: String::new(),
            end: EndChoice::OnDay,
            day: last_day(rank, policy, today).to_string(),
            hours: "8".to_owned(),
        }
    }

    /// What is wrong with it, or odd about it. Days are those of UTC, as Matomo counts them.
    pub fn problems(&self, rank: Rank, policy: Policy, today: Date) -> Vec<MakingProblem> {
        let mut problems = Vec::new();
        match TokenDescription::parse(&self.description) {
            Ok(_) => {}
            Err(BadTokenDescription::Empty) => {
                problems.push(wrong(MakingField::Description, "Its owner recognises it in Matomo by this."));
            }
            Err(why) => problems.push(wrong(MakingField::Description, capital(&format!("{why}.")))),
        }
        problems.extend(self.end_problem(rank, policy, today));
        problems
    }

    fn end_problem(&self, rank: Rank, policy: Policy, today: Date) -> Option<MakingProblem> {
        let most = i64::from(policy.days(rank));
        let beyond = |days: i64| format!("The policy gives such a token {most} days; this one would live {days}.");
        match self.end {
            EndChoice::OnDay => Some(match parse_day(&self.day) {
                None => wrong(MakingField::Day, "Choose the day on which it ends."),
                Some(day) if day <= today => {
                    wrong(MakingField::Day, "It ends when this day begins (0:00 UTC): choose a later one.")
                }
                Some(day) if (day - today).whole_days() > most => {
                    odd(MakingField::Day, beyond((day - today).whole_days()))
                }
                Some(_) => return None,
            }),
            EndChoice::AfterHours => Some(match self.hours.trim().parse().ok().filter(|hours| HOURS.contains(hours)) {
                None => wrong(MakingField::Hours, "A whole number from 1 to 8760, which is a year."),
                Some(hours) if i64::from(hours) > most * 24 => {
                    odd(MakingField::Hours, beyond(i64::from(hours.div_ceil(24))))
                }
                Some(_) => return None,
            }),
            EndChoice::Never => Some(odd(
                MakingField::Never,
                format!("Then it works until somebody deletes it. The policy gives such a token {most} days."),
            )),
        }
    }

    /// When it ends, as Matomo is told; nothing where that cannot be.
    pub fn token_end(&self) -> Option<TokenEnd> {
        match self.end {
            EndChoice::OnDay => parse_day(&self.day).map(TokenEnd::On),
            EndChoice::AfterHours => {
                let hours = self.hours.trim().parse().ok().filter(|hours| HOURS.contains(hours))?;
                Some(TokenEnd::InHours(hours))
            }
            EndChoice::Never => Some(TokenEnd::Never),
        }
    }
}

/// When a token that is made now ends, in Unix seconds; `None` is never.
pub fn ends_at(end: TokenEnd, now: Seconds) -> Option<Seconds> {
    match end {
        TokenEnd::Never => None,
        TokenEnd::On(day) => Some(beginning_of(day)),
        TokenEnd::InHours(hours) => Some(now + i64::from(hours) * 3600),
    }
}

/// The beginning of a day (UTC), in Unix seconds.
pub fn beginning_of(day: Date) -> Seconds {
    day.midnight().assume_utc().unix_timestamp()
}

/// The day (UTC) of a moment in Unix seconds.
pub fn day_of(at: Seconds) -> Date {
    OffsetDateTime::from_unix_timestamp(at).map_or(Date::MIN, OffsetDateTime::date)
}

/// The last day that the policy lets a token be used that is made today.
pub fn last_day(rank: Rank, policy: Policy, today: Date) -> Date {
    today.checked_add(Duration::days(policy.days(rank).into())).unwrap_or(Date::MAX)
}

/// Reads `YYYY-MM-DD`, as a date field gives it.
pub fn parse_day(typed: &str) -> Option<Date> {
    let mut parts = typed.trim().splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year).min(9999), month, u8::try_from(day).ok()?).ok()
}

/// Systems as they are typed: one a line.
pub fn systems(typed: &str) -> Vec<String> {
    let mut systems: Vec<String> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !systems.iter().any(|known| known == line) {
            systems.push(line.to_owned());
        }
    }
    systems
}

/// A name for what takes the place of a token: the same with the day, which is how its owner tells them apart
/// in Matomo.
pub fn name_of_next(name: &str, today: Date) -> String {
    let base = match name.trim().rsplit_once(' ') {
        Some((base, day)) if parse_day(day).is_some() => base.trim_end().trim_end_matches(','),
        _ => name.trim(),
    };
    let mut letters: Vec<char> = base.chars().collect();
    loop {
        let base: String = letters.iter().collect();
        let proposed = format!("{} {today}", base.trim_end()).trim().to_owned();
        if TokenDescription::parse(&proposed).is_ok() || letters.pop().is_none() {
            return proposed;
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        parse_day(text).unwrap()
    }

    fn draft() -> Draft {
        let draft = Draft::new(Rank::SuperUser, Policy::default(), day("2026-11-22"));
        Draft { description: "nightly export".into(), ..draft }
    }

    fn told(draft: &Draft) -> Vec<(MakingField, bool)> {
        let problems = draft.problems(Rank::SuperUser, Policy::default(), day("2026-11-22"));
        problems.into_iter().map(|problem| (problem.field, problem.fatal)).collect()
    }

    #[test]
    fn what_is_proposed_is_as_the_policy_wants() {
        assert_eq!(draft().day, "2027-02-20");
        assert_eq!(told(&draft()), []);
        assert_eq!(draft().token_end(), Some(TokenEnd::On(day("2027-02-20"))));
        assert_eq!(ends_at(TokenEnd::On(day("2027-02-20")), 0), Some(1_803_081_600));
        assert_eq!(ends_at(TokenEnd::InHours(8), 1000), Some(29_800));
        assert_eq!(ends_at(TokenEnd::Never, 1000), None);
        assert_eq!(day_of(1_803_081_600), day("2027-02-20"));
        assert_eq!(day_of(1_803_081_599), day("2027-02-19"));
    }

    #[test]
    fn an_end_is_ahead_and_warned_of_where_the_policy_is_stricter() {
        use MakingField as F;
        let on = |day: &str| Draft { day: day.into(), ..draft() };
        for bad in ["", "2026-11-22", "2020-01-01", "2026-13-01", "tomorrow", "2027-02-30"] {
            assert_eq!(told(&on(bad)), [(F::Day, true)], "{bad}");
        }
        assert_eq!(told(&on("2026-11-23")), []);
        assert_eq!(told(&on("2027-02-21")), [(F::Day, false)]);
        let hours = |hours: &str| Draft { end: EndChoice::AfterHours, hours: hours.into(), ..draft() };
        for bad in ["", "0", "8761", "-1", "1.5", "x"] {
            assert_eq!((told(&hours(bad)), hours(bad).token_end()), (vec![(F::Hours, true)], None), "{bad}");
        }
        assert_eq!((told(&hours(" 8 ")), hours(" 8 ").token_end()), (vec![], Some(TokenEnd::InHours(8))));
        assert_eq!(told(&hours("2161")), [(F::Hours, false)]);
        let never = Draft { end: EndChoice::Never, ..draft() };
        assert_eq!((told(&never), never.token_end()), (vec![(F::Never, false)], Some(TokenEnd::Never)));
        let long = Draft { description: "d".repeat(101), ..draft() };
        assert_eq!(told(&long), [(F::Description, true)]);
        assert_eq!(told(&Draft { description: " ".into(), ..draft() }), [(F::Description, true)]);
    }

    #[test]
    fn nothing_is_sent_while_a_secret_is_missing() {
        use MakingField as F;
        let all = Given {
            owner: true,
            proof: Proof::Password,
            password: true,
            own_password: false,
            knows: false,
            code: false,
            code_needed: false,
        };
        let told = |given: Given| given.problems().iter().map(|problem| problem.field).collect::<Vec<_>>();
        assert_eq!(told(all), []);
        assert_eq!(told(Given { code_needed: true, ..all }), [F::Code]);
        assert_eq!(told(Given { code_needed: true, code: true, ..all }), []);
        assert_eq!(told(Given { owner: false, password: false, ..all }), [F::Owner, F::Password]);
        assert_eq!(told(Given { proof: Proof::NewPassword, ..all }), [F::OwnPassword, F::Knows]);
    }

    #[test]
    fn the_next_one_has_the_name_of_the_one_before_and_the_day() {
        let today = day("2026-11-22");
        for (name, next) in [
            ("nightly export", "nightly export 2026-11-22"),
            ("nightly export 2026-08-09", "nightly export 2026-11-22"),
            ("nightly export, 2026-08-09", "nightly export 2026-11-22"),
            ("2026-08-09", "2026-08-09 2026-11-22"),
            ("", "2026-11-22"),
        ] {
            assert_eq!(name_of_next(name, today), next, "{name}");
        }
        let next = name_of_next(&"&".repeat(30), today);
        assert_eq!(next, format!("{} 2026-11-22", "&".repeat(17)), "as Matomo counts");
    }

    #[test]
    fn systems_are_lines() {
        assert_eq!(systems(" etl-02 \n\nboards\netl-02\n"), ["etl-02", "boards"]);
        assert!(systems(" \n").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_a_name_follows_that_matomo_takes(name in "\\PC{0,140}") {
            let next = name_of_next(&name, day("2026-11-22"));
            prop_assert!(TokenDescription::parse(&next).is_ok(), "{next}");
            prop_assert!(next.ends_with("2026-11-22"));
        }

        #[test]
        fn the_day_changes_and_nothing_else(name in "[a-z][a-z &<]{0,140}") {
            let next = name_of_next(&name, day("2026-11-22"));
            prop_assert_eq!(name_of_next(&next, day("2027-01-01")).replace("2027-01-01", "2026-11-22"), next);
        }

        #[test]
        fn no_typed_end_makes_it_panic(day_typed in "\\PC{0,12}", hours in "\\PC{0,8}") {
            for end in EndChoice::ALL {
                let draft = Draft { end, day: day_typed.clone(), hours: hours.clone(), ..draft() };
                let fatal = told(&draft).iter().any(|(_, fatal)| *fatal);
                prop_assert!(fatal || draft.token_end().is_some());
            }
        }
    }
}
