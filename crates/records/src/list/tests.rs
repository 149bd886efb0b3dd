#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Outcome, Why, testing::*};
use proptest::prelude::*;

fn titles(ledger: &Ledger, wanted: &Wanted) -> Vec<String> {
    Index::of(ledger).find(wanted).into_iter().map(|place| ledger.entries()[place].title()).collect()
}

fn typed(text: &str) -> Wanted {
    Wanted { text: text.to_owned(), ..Wanted::default() }
}

#[test]
fn everything_that_stands_in_an_entry_finds_it() {
    let mut ledger = ledger(4);
    let mut found = applied(vec![touched("Zoe", vec![change(3, None, None), change(2, None, None)])]);
    found.why = Why {
        reason: "Autumn CAMPAIGN".into(),
        ticket: "JIRA-9".into(),
        approval: Some(crate::Approval { who: "Ada Lovelace".into(), when: 0, reference: "mail of Monday".into() }),
        prepared_by: Some(login("prep.arer")),
        ..Why::default()
    };
    ledger.append(stamp(30), What::PlanApplied(found));
    let id = ledger.entries()[4].id().to_string();
    for text in
        ["zoe", "ZOE@example.org", "blog (2)", "“new”", "autumn campaign", "jira-9", "lovelace", "monday", "prep.", &id]
    {
        assert_eq!(Index::of(&ledger).find(&typed(text)), [4], "{text}");
    }
    assert_eq!(titles(&ledger, &typed("ünï made")), ["A token of ünï was made"]);
    assert_eq!(titles(&ledger, &typed("zoe bob")), [""; 0]);
    assert_eq!(Index::of(&ledger).find(&typed(" ")), [4, 3, 2, 1, 0], "the newest first");
}

#[test]
fn kinds_are_told_apart_and_counted() {
    let mut ledger = ledger(5);
    let mut new = applied(vec![touched("new", vec![])]);
    new.steps[0].method = "UsersManager.inviteUser".into();
    new.steps[0].result = Outcome::Failed("no".into());
    ledger.append(stamp(9), What::PlanApplied(new));
    let index = Index::of(&ledger);
    let of = |kind| index.find(&Wanted { kind: Some(kind), ..Wanted::default() });
    assert_eq!(of(Kind::Access), [2, 0]);
    assert_eq!(of(Kind::Onboarding), [5]);
    assert_eq!(of(Kind::Tokens), [1]);
    assert_eq!(of(Kind::Outside), [4]);
    assert_eq!(of(Kind::Files), [3]);
    assert_eq!(of(Kind::Partial), [5]);
    let counts = index.counts(&Wanted { kind: Some(Kind::Files), ..Wanted::default() });
    assert_eq!((counts.all, counts.of(Kind::Access), counts.of(Kind::Partial)), (6, 2, 1));
    assert_eq!(index.logins(), [login("bob"), login("new"), login("ünï")]);
    assert_eq!(index.sites(), [site(1)]);
}

#[test]
fn a_period_holds_both_of_its_days() {
    let mut ledger = empty();
    for day in 0..4 {
        ledger.append(stamp(24 * day), what(0));
    }
    let day = |day| Day::parse(&format!("2026-11-{day}"));
    let find = |from, to| Index::of(&ledger).find(&Wanted { from, to, ..Wanted::default() });
    assert_eq!(find(day(23), day(24)), [2, 1]);
    assert_eq!(find(day(25), None), [3]);
    assert_eq!(find(None, day(22)), [0]);
    assert!(find(day(24), day(23)).is_empty());
}

#[test]
fn what_was_written_apart_is_shown() {
    let shared = ledger(2);
    let (mut ours, mut theirs) = (shared.clone(), shared.clone());
    (2..4).for_each(|n| write(&mut ours, n));
    write(&mut theirs, 100);
    let mut both = ours.merge(&theirs).unwrap().ledger;
    let place = |ledger: &Ledger, of: &Ledger, at: usize| ledger.place(of.entries()[at].hash()).unwrap();
    let (first, second, other) = (place(&both, &ours, 2), place(&both, &ours, 3), place(&both, &theirs, 2));
    let index = Index::of(&both);
    assert_eq!((0..both.len()).map(|at| index.is_apart(at)).collect::<Vec<_>>(), [false, false, true, true, true]);
    let mut beside = vec![first, second];
    beside.sort_unstable();
    assert_eq!(index.apart(&both, other), Some(Apart { since: Some(1), others: beside, joined_by: None }));
    assert_eq!(index.apart(&both, second).unwrap().others, [other]);
    write(&mut both, 200);
    let index = Index::of(&both);
    assert_eq!(index.apart(&both, first).unwrap().joined_by, Some(5));
    assert_eq!(index.apart(&both, 5), None);
}

fn some() -> impl Strategy<Value = Ledger> {
    let turns = proptest::collection::vec((0usize..3, 0usize..40), 0..24);
    turns.prop_map(|turns| {
        let mut desks = [empty(), empty()];
        for (n, (turn, salt)) in turns.into_iter().enumerate() {
            match turn {
                2 => desks[salt % 2] = desks[0].merge(&desks[1]).unwrap().ledger,
                desk => write(&mut desks[desk], n * 40 + salt),
            }
        }
        desks[0].merge(&desks[1]).unwrap().ledger
    })
}

/// Every place that an entry knows of, by going back step by step.
fn known(ledger: &Ledger, place: usize) -> Vec<usize> {
    let (mut found, mut open) = (vec![place], vec![place]);
    while let Some(at) = open.pop() {
        for before in ledger.entries()[at].head().previous.iter().map(|hash| ledger.place(*hash).unwrap()) {
            if !found.contains(&before) {
                found.push(before);
                open.push(before);
            }
        }
    }
    found
}

proptest! {
    /// What is found is what fits, one by one; nothing comes twice; counts are lengths.
    #[test]
    fn finding_is_filtering(
        ledger in some(),
        text in prop_oneof![Just(""), Just("bob"), Just("main token"), Just("UAM-2026-11-23")],
        kind in prop_oneof![Just(None), proptest::sample::select(&Kind::ALL[..]).prop_map(Some)],
        about in prop_oneof![Just(None), Just(Some("BOB")), Just(Some("ünï"))],
        on in prop_oneof![Just(None), Just(Some(1)), Just(Some(2))],
        from in prop_oneof![Just(None), (0u16..30).prop_map(Some)],
    ) {
        let wanted = Wanted {
            text: text.to_owned(),
            kind,
            login: about.map(login),
            site: on.map(site),
            from: from.map(|days| Day::parse("2026-11-20").unwrap().plus(days)),
            to: None,
        };
        let index = Index::of(&ledger);
        let found = index.find(&wanted);
        prop_assert!(found.windows(2).all(|two| two[0] > two[1]));
        for (place, entry) in ledger.entries().iter().enumerate() {
            let line = entry.line();
            let named = |name: &str| line.to_lowercase().contains(&format!("\":\"{}\"", name.to_lowercase()));
            let is_about = about.is_none_or(named);
            let is_on = on.is_none_or(|id| id == 1 && (line.contains("\"id\":1,") || line.contains("\"sites\":[1]")));
            let is_since = wanted.from.is_none_or(|from| entry.id().day >= from);
            let is_kind = match kind {
                None => true,
                Some(Kind::Partial) => Kind::is_partial(entry),
                kind => Kind::of(entry) == kind,
            };
            let all = wanted.words().iter().all(|word| index.rows[place].text.contains(word.as_str()));
            prop_assert_eq!(found.contains(&place), is_about && is_on && is_since && is_kind && all, "{}", line);
        }
        let counts = index.counts(&wanted);
        let number = kind.map_or(counts.all, |kind| counts.of(kind));
        prop_assert_eq!(number, found.len());
    }

    /// Two entries are apart if neither knows of the other.
    #[test]
    fn apart_is_what_does_not_know_of_each_other(ledger in some()) {
        let index = Index::of(&ledger);
        let knows: Vec<Vec<usize>> = (0..ledger.len()).map(|place| known(&ledger, place)).collect();
        for place in 0..ledger.len() {
            let beside = (0..ledger.len()).filter(|at| !knows[place].contains(at) && !knows[*at].contains(&place));
            let beside: Vec<usize> = beside.collect();
            prop_assert_eq!(index.is_apart(place), !beside.is_empty());
            prop_assert_eq!(index.apart(&ledger, place).map(|apart| apart.others).unwrap_or_default(), beside);
        }
    }
}
