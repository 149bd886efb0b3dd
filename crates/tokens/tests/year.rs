//! A year passes, day by day, over 200 tokens whose owners rise and fall: each stands every day where
//! the policy's table says.

#![allow(clippy::unwrap_used, missing_docs)]

use matomo_api::Login;
use proptest::prelude::*;
use tokens::{Entry, EntryId, Origin, Policy, Rank, State};

const DAY: i64 = 86_400;
const START: i64 = 1_800_000_000;
const RANKS: [Rank; 6] = [Rank::Nothing, Rank::View, Rank::Write, Rank::Admin, Rank::SuperUser, Rank::NotSeen];

/// What happens to a token and its owner, in days of the year (some before it).
#[derive(Debug, Clone)]
struct Life {
    made: i64,
    ends: Option<i64>,
    replaced: Option<i64>,
    emergency: Option<i64>,
    worked: Option<i64>,
    died: Option<i64>,
    /// The rank from each day on, the first first.
    ranks: Vec<(i64, Rank)>,
}

fn life() -> impl Strategy<Value = Life> {
    let some = |chance: f64| prop::option::weighted(chance, 0_i64..365);
    let ranks = prop::collection::vec((0_i64..365, prop::sample::select(RANKS.to_vec())), 0..4);
    (-300_i64..365, some(0.3), some(0.2), some(0.1), some(0.4), some(0.2), prop::sample::select(RANKS.to_vec()), ranks)
        .prop_map(|(made, ends, replaced, emergency, worked, died, first, mut ranks)| {
            ranks.insert(0, (i64::MIN, first));
            ranks.sort_by_key(|(day, _)| *day);
            Life { made, ends: ends.map(|length| made + length), replaced, emergency, worked, died, ranks }
        })
}

/// The entry as it stands on a day: what had not happened yet is not in it.
fn entry_on(life: &Life, day: i64) -> Entry {
    let past = |at: Option<i64>| at.filter(|at| *at <= day).map(|at| START + at * DAY);
    let mut entry = Entry::new("t", Login::parse("ann").unwrap(), Origin::Made, START + life.made * DAY);
    entry.ends = life.ends.map(|at| START + at * DAY);
    entry.replaced = past(life.replaced).map(|at| (EntryId::parse("next").unwrap(), at));
    entry.emergency = past(life.emergency);
    (entry.worked, entry.died) = (past(life.worked), past(life.died));
    entry
}

fn rank_on(life: &Life, day: i64) -> Rank {
    life.ranks.iter().rev().find(|(from, _)| *from <= day).unwrap().1
}

/// The table, in whole days, written down once more and by other means than the crate's.
fn table(life: &Life, day: i64) -> (i64, State) {
    let days = match rank_on(life, day) {
        Rank::SuperUser | Rank::NotSeen => 90,
        Rank::Admin => 180,
        Rank::Write | Rank::View | Rank::Nothing => 365,
    };
    let happened = |at: Option<i64>| at.is_some_and(|at| at <= day);
    let mut due = life.made + days;
    for sooner in [life.ends, life.emergency.filter(|at| *at <= day)].into_iter().flatten() {
        due = due.min(sooner);
    }
    let dead = happened(life.died) && !(happened(life.worked) && life.worked >= life.died);
    // Half days do not come up: a quarter of a life is compared in quarters of a day.
    let warned = 4 * (due - day) <= (due - life.made).clamp(0, 4 * 14);
    let state = match () {
        () if dead => State::Dead,
        () if happened(life.ends) => State::Expired,
        () if happened(life.replaced) => State::Replaced,
        () if due <= day => State::Overdue,
        () if warned => State::DueSoon,
        () => State::Fresh,
    };
    (due, state)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn two_hundred_tokens_stand_every_day_where_the_table_says(lives in prop::collection::vec(life(), 200)) {
        let policy = Policy::default();
        for day in 0..365 {
            let now = START + day * DAY;
            for life in lives.iter().filter(|life| life.made <= day) {
                let (entry, rank) = (entry_on(life, day), rank_on(life, day));
                let (due, state) = table(life, day);
                prop_assert_eq!((entry.due(rank, policy) - START) / DAY, due, "day {} of {:?}", day, life);
                prop_assert_eq!(entry.state(rank, policy, now), state, "day {} of {:?}", day, life);
            }
        }
    }

    #[test]
    fn who_rises_has_to_replace_their_token_earlier_and_never_later(life in life(), day in 0_i64..365) {
        let entry = entry_on(&life, day);
        let due: Vec<_> = RANKS[..5].iter().map(|rank| entry.due(*rank, Policy::default())).collect();
        prop_assert!(due.windows(2).all(|pair| pair[1] <= pair[0]), "{:?}", due);
        prop_assert_eq!(entry.due(Rank::NotSeen, Policy::default()), due[4]);
    }

    #[test]
    fn another_policy_is_another_table(life in life(), days in 1_u16..400) {
        let policy = Policy { super_user: days, ..Policy::default() };
        let entry = Entry { ends: None, ..entry_on(&life, -1) };
        prop_assert_eq!(entry.due(Rank::SuperUser, policy), entry.created + i64::from(days) * DAY);
    }
}

#[test]
fn each_state_comes_up() {
    let base = Life {
        made: 0,
        ends: None,
        replaced: None,
        emergency: None,
        worked: None,
        died: None,
        ranks: vec![(i64::MIN, Rank::SuperUser)],
    };
    let lives = [
        (base.clone(), 10, State::Fresh),
        (base.clone(), 76, State::DueSoon),
        (base.clone(), 90, State::Overdue),
        (Life { emergency: Some(3), ..base.clone() }, 3, State::Overdue),
        (Life { ends: Some(5), ..base.clone() }, 5, State::Expired),
        (Life { replaced: Some(5), ..base.clone() }, 300, State::Replaced),
        (Life { replaced: Some(5), died: Some(6), worked: Some(5), ..base.clone() }, 300, State::Dead),
        (Life { replaced: Some(5), died: Some(6), worked: Some(7), ..base }, 300, State::Replaced),
    ];
    for (life, day, expected) in lives {
        let state = entry_on(&life, day).state(rank_on(&life, day), Policy::default(), START + day * DAY);
        assert_eq!((state, table(&life, day).1), (expected, expected), "day {day} of {life:?}");
    }
}
