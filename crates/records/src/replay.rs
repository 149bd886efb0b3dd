//! From a first state and the entries since to the state now.

use crate::{Entry, Hash, Ledger, Snapshot};
use access::Seconds;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// The entries by time. Each stands after those that it was written behind, whatever the clocks said; of branches,
/// what is earlier by the clock comes first.
pub fn in_time(ledger: &Ledger) -> Vec<&Entry> {
    let entries = ledger.entries();
    let before =
        |entry: &Entry| -> Vec<usize> { entry.head().previous.iter().filter_map(|hash| ledger.place(*hash)).collect() };
    let mut waits: Vec<usize> = entries.iter().map(|entry| before(entry).len()).collect();
    let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        before(entry).into_iter().for_each(|one| followers.entry(one).or_default().push(place));
    }
    let turn = |place: usize| -> Reverse<(i64, Hash, usize)> {
        Reverse((entries[place].head().at, entries[place].hash(), place))
    };
    let mut open: BinaryHeap<_> = (0..entries.len()).filter(|place| waits[*place] == 0).map(turn).collect();
    let mut found = Vec::with_capacity(entries.len());
    while let Some(Reverse((_, _, place))) = open.pop() {
        found.push(&entries[place]);
        for follower in followers.remove(&place).unwrap_or_default() {
            waits[follower] -= 1;
            if waits[follower] == 0 {
                open.push(turn(follower));
            }
        }
    }
    found
}

/// The state that the entries make of a first one.
pub fn replay(first: &Snapshot, ledger: &Ledger) -> Snapshot {
    replay_since(first, ledger, Seconds::MIN)
}

/// The same, of a first state that was read at a time (Unix seconds): what happened before is in it already, as
/// where another admin's ledger was taken in that began earlier.
pub fn replay_since(first: &Snapshot, ledger: &Ledger, since: Seconds) -> Snapshot {
    let mut state = first.clone();
    let later = in_time(ledger).into_iter().filter(|entry| entry.head().at >= since);
    for touched in later.flat_map(|entry| entry.what().people()) {
        state.take(touched);
    }
    state
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Account, Held, testing::*};
    use access::Grant;
    use matomo_api::Role;
    use std::collections::BTreeMap;

    fn held(super_user: bool, grants: &[(u32, Role)]) -> Held {
        Held { super_user, grants: grants.iter().map(|(id, role)| (site(*id), Grant::plain(*role))).collect() }
    }

    #[test]
    fn each_change_is_made_in_turn() {
        let first = [(login("bob"), held(false, &[(1, Role::View)])), (login("root"), held(true, &[]))];
        let mut state = Snapshot { whole: true, people: BTreeMap::from(first), ..Snapshot::default() };
        state.take(&touched("bob", vec![change(1, Some(Role::View), None), change(2, None, Some(Role::Write))]));
        assert_eq!(state.people[&login("bob")], held(false, &[(2, Role::Write)]));
        let promoted = crate::Touched { after: Account::SuperUser, ..touched("bob", vec![]) };
        state.take(&promoted);
        assert_eq!(state.people[&login("bob")], held(true, &[]));
        let back = vec![change(1, None, Some(Role::Admin))];
        state.take(&crate::Touched { before: Account::SuperUser, ..touched("root", back) });
        assert_eq!(state.people[&login("root")], held(false, &[(1, Role::Admin)]));
        state.take(&crate::Touched { after: Account::Missing, ..touched("bob", vec![]) });
        assert!(!state.people.contains_key(&login("bob")));
        state.take(&touched("anonymous", vec![change(1, None, Some(Role::View))]));
        assert_eq!(state.baseline().grants, 2);
        state.take(&touched("anonymous", vec![change(1, Some(Role::View), None)]));
        assert_eq!(state.people.len(), 1);
    }

    #[test]
    fn what_was_before_the_first_state_is_in_it() {
        let ledger = ledger(5);
        let since = ledger.entries()[4].head().at;
        let state = replay_since(&Snapshot::default(), &ledger, since);
        assert_eq!(state.people.len(), ledger.entries()[4].what().people().len());
        assert_eq!(replay_since(&state, &ledger, since + 1), state);
    }

    #[test]
    fn branches_are_woven_by_the_clock() {
        let shared = ledger(2);
        let (mut a, mut b) = (shared.clone(), shared);
        [10, 14].into_iter().for_each(|n| write(&mut a, n));
        [12, 13].into_iter().for_each(|n| write(&mut b, n));
        let merged = a.merge(&b).unwrap().ledger;
        let times: Vec<_> = in_time(&merged).iter().map(|entry| entry.head().at).collect();
        assert_eq!(times, [0, 1, 10, 12, 13, 14].map(|n| stamp(n).at));
        // A clock that was set back does not put an entry before those that it was written behind.
        write(&mut a, 0);
        assert_eq!(in_time(&a).last().unwrap().hash(), a.entries()[4].hash());
    }
}
