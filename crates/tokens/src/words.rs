//! What a register says of a token, in words. Dates are written by whoever shows them.

use crate::{Entry, Origin, Policy, Rank, State, list::Line};
use access::Seconds;

/// A policy in a sentence: `Super user 90 days, admin 180, write and view 365`.
pub fn policy(policy: Policy) -> String {
    let Policy { super_user, admin, write, view, soon } = policy;
    let mut groups: Vec<(Vec<&str>, u16)> = Vec::new();
    for (who, days) in [("super user", super_user), ("admin", admin), ("write", write), ("view", view)] {
        match groups.last_mut() {
            Some((names, same)) if *same == days => names.push(who),
            _ => groups.push((vec![who], days)),
        }
    }
    let unit = |at: usize, days: u16| match (at, days) {
        (0, 1) => " day",
        (0, _) => " days",
        _ => "",
    };
    let group = |(at, (names, days)): (usize, (Vec<&str>, u16))| format!("{} {days}{}", listed(&names), unit(at, days));
    let all = groups.into_iter().enumerate().map(group).collect::<Vec<_>>().join(", ");
    let warned = match soon {
        0 => String::new(),
        1 => "; due soon 1 day before".to_owned(),
        n => format!("; due soon {n} days before"),
    };
    format!("{}{warned}.", capital(&all))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// How a token is known.
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Made => "Made here",
        Origin::Declared => "Added by hand",
        Origin::Session => "Made for a session of this console",
    }
}

/// Where a token stands, in a few words: `14 days over`, `Due in 8 days`.
pub fn standing(line: &Line) -> String {
    match line.state {
        State::Overdue if line.entry.emergency.is_some() => "Emergency".to_owned(),
        State::Overdue if line.left == 0 => "Due now".to_owned(),
        State::Overdue => format!("{} over", days(-line.left)),
        State::DueSoon if line.left <= 1 => "Due within a day".to_owned(),
        State::DueSoon => format!("Due in {}", days(line.left)),
        State::Replaced => "Replaced, not proven dead".to_owned(),
        State::Fresh | State::Expired | State::Dead => line.state.words().to_owned(),
    }
}

/// Why it has to be replaced, or what else is to be done, as sentences.
pub fn why(line: &Line, policy: Policy, day: &dyn Fn(Seconds) -> String) -> String {
    let due = day(line.due);
    match line.state {
        State::Dead => {
            format!("It was seen to be refused on {}. Nothing to do.", day(line.entry.died.unwrap_or_default()))
        }
        State::Expired => format!("It ended by itself on {}. Nothing to do.", day(line.entry.ends.unwrap_or_default())),
        State::Replaced => match &line.entry.replaced {
            Some((_, at)) => format!("Another took its place on {}. That it is refused was not seen yet.", day(*at)),
            None => String::new(),
        },
        State::Overdue if line.entry.emergency.is_some() => {
            format!("Marked as an emergency on {due}: to be replaced at once, whatever its age.")
        }
        State::Overdue => format!("It was due on {due}. {}", rule(&line.entry, line.rank, policy)),
        State::DueSoon | State::Fresh => format!("It is due on {due}. {}", rule(&line.entry, line.rank, policy)),
    }
}

/// The rule that says when.
fn rule(entry: &Entry, rank: Rank, policy: Policy) -> String {
    let by_age = Entry { ends: None, emergency: None, ..entry.clone() }.due(rank, policy);
    let allowed = days(i64::from(policy.days(rank)));
    match rank {
        _ if entry.ends.is_some_and(|ends| ends < by_age) => "Then it ends by itself.".to_owned(),
        Rank::NotSeen => format!("Its owner is not among the people here: {allowed}, as for a super user."),
        Rank::Nothing => format!("Its owner has no site: {allowed}, as for view."),
        Rank::SuperUser => format!("Its owner is a super user: {allowed}."),
        Rank::Admin | Rank::Write | Rank::View => {
            format!("The most that its owner has is {}: {allowed}.", rank.words())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::EntryId;
    use matomo_api::Login;

    const DAY: Seconds = 86_400;

    #[test]
    fn a_policy_is_told_in_a_sentence() {
        let told =
            |super_user, admin, write, view, soon| super::policy(Policy { super_user, admin, write, view, soon });
        assert_eq!(
            super::policy(Policy::default()),
            "Super user 90 days, admin 180, write and view 365; due soon 14 days before."
        );
        assert_eq!(told(90, 90, 90, 90, 0), "Super user, admin, write and view 90 days.");
        assert_eq!(told(1, 2, 1, 2, 1), "Super user 1 day, admin 2, write 1, view 2; due soon 1 day before.");
    }

    fn line(change: impl FnOnce(&mut Entry), rank: Rank, now: Seconds) -> Line {
        let mut entry = Entry::new("t", Login::parse("ann").unwrap(), Origin::Declared, 0);
        change(&mut entry);
        Line::of(EntryId::parse("a").unwrap(), entry, rank, Policy::default(), now)
    }

    /// What was done with a token, its owner's rank, the day, and what is said.
    type Case = (&'static dyn Fn(&mut Entry), Rank, i64, &'static str);

    #[test]
    fn each_state_says_what_it_is_and_why() {
        let told = |change: &dyn Fn(&mut Entry), rank, now: i64| {
            let line = line(change, rank, now * DAY);
            format!("{}|{}", standing(&line), why(&line, Policy::default(), &|at| format!("day {}", at / DAY)))
        };
        let table: [Case; 13] = [
            (&|_| (), Rank::SuperUser, 104, "14 days over|It was due on day 90. Its owner is a super user: 90 days."),
            (
                &|_| (),
                Rank::NotSeen,
                90,
                "Due now|It was due on day 90. Its owner is not among the people here: 90 days, as for a super user.",
            ),
            (
                &|_| (),
                Rank::Admin,
                172,
                "Due in 8 days|It is due on day 180. The most that its owner has is admin: 180 days.",
            ),
            (
                &|_| (),
                Rank::Write,
                364,
                "Due within a day|It is due on day 365. The most that its owner has is write: 365 days.",
            ),
            (&|_| (), Rank::View, 9, "Fresh|It is due on day 365. The most that its owner has is view: 365 days."),
            (&|_| (), Rank::Nothing, 9, "Fresh|It is due on day 365. Its owner has no site: 365 days, as for view."),
            (
                &|e| e.ends = Some(40 * DAY),
                Rank::View,
                35,
                "Due in 5 days|It is due on day 40. Then it ends by itself.",
            ),
            (&|e| e.ends = Some(40 * DAY), Rank::View, 40, "Expired|It ended by itself on day 40. Nothing to do."),
            (
                &|e| e.emergency = Some(7 * DAY),
                Rank::View,
                9,
                "Emergency|Marked as an emergency on day 7: to be replaced at once, whatever its age.",
            ),
            (
                &|e| e.replaced = EntryId::parse("b").map(|id| (id, 8 * DAY)),
                Rank::View,
                9,
                "Replaced, not proven dead|Another took its place on day 8. That it is refused was not seen yet.",
            ),
            (
                &|e| e.died = Some(8 * DAY),
                Rank::View,
                9,
                "Proven dead|It was seen to be refused on day 8. Nothing to do.",
            ),
            (&|_| (), Rank::SuperUser, 91, "1 day over|It was due on day 90. Its owner is a super user: 90 days."),
            (&|_| (), Rank::SuperUser, 92, "2 days over|It was due on day 90. Its owner is a super user: 90 days."),
        ];
        for (change, rank, now, words) in table {
            assert_eq!(told(change, rank, now), words);
        }
        let hours = line(|_| (), Rank::SuperUser, 90 * DAY - 3600);
        assert_eq!(standing(&hours), "Due within a day");
    }
}
