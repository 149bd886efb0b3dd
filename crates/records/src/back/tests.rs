#![allow(clippy::unwrap_used)]

use super::*;
use crate::{What, Why, testing::*};
use matomo_api::Role;

fn views(ids: &[u32]) -> Vec<crate::SiteChange> {
    ids.iter().map(|id| change(*id, None, Some(Role::View))).collect()
}

fn entry(ledger: &mut Ledger, hours: usize, people: Vec<Touched>, ends: Option<&str>) -> Hash {
    let applied = applied(people);
    let why = Why { ends: ends.and_then(Day::parse), ..applied.why.clone() };
    ledger.append(stamp(hours), What::PlanApplied(crate::Applied { why, ..applied })).hash()
}

/// The steps of a plan: who, what, where.
fn told(plan: &Plan) -> Vec<String> {
    let step = |step: &Step| match &step.change {
        Change::SetAccess { login, access, sites } => {
            let access = access.grant().map_or("nothing".to_owned(), |grant| grant.in_words());
            format!("{login}: {access} on {sites:?}").replace("SiteId", "")
        }
        Change::SetSuperUser { login, super_user } => format!("{login}: super user {super_user}"),
        other => panic!("{other:?}"),
    };
    plan.steps.iter().map(step).collect()
}

#[test]
fn what_is_still_as_it_was_granted_is_taken_back_and_the_rest_is_told() {
    let mut ledger = empty();
    let hash = entry(&mut ledger, 0, vec![touched("bob", views(&[1, 2, 3]))], None);
    let back = WayBack::of_entries(&ledger, &[hash], &directory(&[("bob", &[1, 2, 3])]));
    assert_eq!(told(&back.plan), ["bob: nothing on [(1), (2), (3)]"]);
    assert!(back.left.is_empty() && back.done == 0);
    let back = WayBack::of_entries(&ledger, &[hash], &directory(&[("bob", &[2])]));
    assert_eq!((told(&back.plan), back.done), (vec!["bob: nothing on [(2)]".to_owned()], 2));

    let reduced =
        touched("bob", vec![change(1, Some(Role::Write), Some(Role::View)), change(2, Some(Role::View), None)]);
    let hash = entry(&mut ledger, 1, vec![reduced], None);
    let back = WayBack::of_entries(&ledger, &[hash], &directory(&[("bob", &[1])]));
    assert_eq!(told(&back.plan).len(), 2, "{:?}", told(&back.plan));
    let back = WayBack::of_entries(&ledger, &[hash], &directory(&[]));
    assert_eq!(told(&back.plan), ["bob: view on [(2)]"]);
    let [left] = &back.left[..] else { panic!("{:?}", back.left) };
    assert_eq!((left.was.as_str(), left.is.as_str(), left.would.as_str()), ("view", "no access", "write"));
}

#[test]
fn what_came_between_two_entries_is_not_undone() {
    let mut ledger = empty();
    let role = |before, after| touched("bob", vec![change(1, before, after)]);
    let first = entry(&mut ledger, 0, vec![role(None, Some(Role::Write))], None);
    let second = entry(&mut ledger, 1, vec![role(Some(Role::Write), Some(Role::Admin))], None);
    let third = entry(&mut ledger, 2, vec![role(Some(Role::Admin), Some(Role::View))], None);
    let now = directory(&[("bob", &[1])]);
    let back = |entries: &[Hash]| told(&WayBack::of_entries(&ledger, entries, &now).plan);
    assert_eq!(back(&[second, third]), ["bob: write on [(1)]"]);
    assert_eq!(back(&[first, second, third]), ["bob: nothing on [(1)]"]);
    assert_eq!(back(&[first, third]), ["bob: admin on [(1)]"], "the second stands");
    assert!(back(&[first]).is_empty());
}

#[test]
fn accounts_stay_and_do_not_come_back() {
    let mut ledger = empty();
    let made = Touched { before: Account::Missing, ..touched("bob", views(&[1])) };
    let deleted = Touched { after: Account::Missing, ..touched("gone", vec![change(1, Some(Role::View), None)]) };
    let hash = entry(&mut ledger, 0, vec![made, deleted], None);
    let back = WayBack::of_entries(&ledger, &[hash], &directory(&[("bob", &[1])]));
    assert_eq!(told(&back.plan), ["bob: nothing on [(1)]"]);
    assert_eq!((back.made, back.deleted), (vec![login("bob")], vec![login("gone")]));
}

#[test]
fn only_what_has_ended_is_taken_back() {
    let mut ledger = empty();
    let today = Day::parse("2026-11-22").unwrap();
    let made = Touched { before: Account::Missing, ..touched("ann", views(&[3])) };
    let reduced = touched("ivy", vec![change(1, Some(Role::View), None)]);
    let over = entry(&mut ledger, 0, vec![touched("bob", views(&[1, 2])), made, reduced], Some("2026-11-21"));
    let last_day = entry(&mut ledger, 1, vec![touched("bob", views(&[3]))], Some("2026-11-22"));
    let now = directory(&[("bob", &[1, 2, 3]), ("ann", &[3])]);
    let back = |login: Option<&str>, ledger: &Ledger| {
        let login = login.map(Login::reported);
        WayBack::of_ended(ledger, &[over, last_day], login.as_ref(), today, &now)
    };
    let all = back(None, &ledger);
    assert_eq!(told(&all.plan), ["ann: nothing on [(3)]", "bob: nothing on [(1), (2)]"]);
    assert_eq!((all.made, all.left), (vec![login("ann")], vec![]));
    assert_eq!(told(&back(Some("bob"), &ledger).plan), ["bob: nothing on [(1), (2)]"]);

    entry(&mut ledger, 2, vec![touched("bob", vec![change(1, Some(Role::View), Some(Role::View))])], None);
    assert_eq!(told(&back(Some("bob"), &ledger).plan), ["bob: nothing on [(2)]"], "what was granted anew lasts");
}
