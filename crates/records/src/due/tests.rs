#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Review, Touched, Why, testing::*};
use access::Grant;
use matomo_api::Role;

fn granted(people: Vec<Touched>, ends: Option<&str>, review: Option<&str>) -> What {
    let mut applied = applied(people);
    applied.why.ends = ends.and_then(Day::parse);
    applied.why.review = review.and_then(Day::parse);
    What::PlanApplied(applied)
}

fn told(ledger: &Ledger, directory: &Directory) -> Vec<String> {
    due(ledger, directory).iter().map(Due::sentence).collect()
}

const INVITATIONS: [&str; 2] = [
    "The invitation of old has ended; Matomo deletes the account on 2026-11-23.",
    "The invitation of ivy ends on 2026-11-24.",
];

#[test]
fn what_is_due_comes_in_order_of_the_day() {
    let mut ledger = empty();
    let views = |ids: &[u32]| ids.iter().map(|id| change(*id, None, Some(Role::View))).collect();
    let bob = touched("bob", views(&[1, 2, 3]));
    ledger.append(stamp(0), granted(vec![bob], Some("2026-11-30"), Some("2027-01-31")));
    ledger.append(stamp(1), granted(vec![touched("ann", views(&[1]))], Some("2026-11-21"), None));
    let all = directory(&[("bob", &[1, 2, 3]), ("ann", &[1])]);
    let told_now = told(&ledger, &all);
    assert_eq!(
        told_now,
        [
            "Access of ann to 1 site is to be taken back from 2026-11-22 on (UAM-2026-11-22-002).",
            INVITATIONS[0],
            INVITATIONS[1],
            "Access of bob to 3 sites is to be taken back from 2026-12-01 on (UAM-2026-11-22-001).",
            "Access of bob is to be reviewed by 2027-01-31 (UAM-2026-11-22-001).",
        ]
    );
    let today = Day::parse("2026-11-23").unwrap();
    assert_eq!(due(&ledger, &all).iter().filter(|one| one.is_due(today)).count(), 2);

    let changed = directory(&[("bob", &[2])]);
    assert!(told(&ledger, &changed)[2].starts_with("Access of bob to 1 site is"), "only what is still as granted");

    let lasting = vec![change(1, Some(Role::View), Some(Role::View)), change(2, None, Some(Role::View))];
    ledger.append(stamp(2), granted(vec![touched("bob", lasting)], None, None));
    assert!(told(&ledger, &all)[3].starts_with("Access of bob to 1 site is"), "what was granted anew lasts");
}

#[test]
fn a_decision_ends_a_promise() {
    let mut ledger = empty();
    let bob = || touched("bob", vec![change(1, None, Some(Role::View))]);
    ledger.append(stamp(0), granted(vec![bob()], None, Some("2026-12-01")));
    let there = directory(&[("bob", &[1])]);
    assert_eq!(told(&ledger, &there).len(), 3);
    let decided = |decision, next: Option<&str>| {
        let why = Why { review: next.and_then(Day::parse), ..Why::default() };
        What::Review(Review { login: login("bob"), sites: vec![], decision, why })
    };
    ledger.append(stamp(1), decided(ReviewDecision::Ask, None));
    assert_eq!(told(&ledger, &there).len(), 3, "asking is no answer");
    ledger.append(stamp(2), decided(ReviewDecision::Keep, Some("2027-03-01")));
    assert!(told(&ledger, &there)[2].contains("by 2027-03-01 (UAM-2026-11-22-003)"));
    ledger.append(stamp(3), decided(ReviewDecision::Keep, None));
    assert_eq!(told(&ledger, &there), INVITATIONS);
    assert_eq!(Grant::plain(Role::View).in_words(), "view");
}
