//! Sorting, in one place.
//!
//! The standard library's sort is compiled anew for every type that is sorted, 4 to 7 kB each. In a
//! page that everybody loads this came to a fifteenth of the whole, so here places are sorted,
//! through one comparison that is not generic, and the things are put into their order afterwards.

use std::cmp::Ordering;

/// Sorts by a key, which is computed once for each. Equal ones keep their order.
pub fn sort_by_key<T, K: Ord>(things: &mut Vec<T>, key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = things.iter().map(key).collect();
    let places = places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
    put(things, &places);
}

/// The same, the last first. Equal ones keep their order.
pub fn sort_by_key_descending<T, K: Ord>(things: &mut Vec<T>, key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = things.iter().map(key).collect();
    let places = places(keys.len(), &mut |a, b| keys[b].cmp(&keys[a]));
    put(things, &places);
}

/// Sorts by the things themselves.
pub fn sort<T: Ord>(things: &mut Vec<T>) {
    let places = places(things.len(), &mut |a, b| things[a].cmp(&things[b]));
    put(things, &places);
}

fn places(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    // With its place as the last word no two are equal: the unstable sort, which is smaller, is stable.
    places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    places
}

fn put<T>(things: &mut Vec<T>, places: &[usize]) {
    let mut taken: Vec<Option<T>> = things.drain(..).map(Some).collect();
    things.extend(places.iter().filter_map(|place| taken[*place].take()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(things in proptest::collection::vec((0..5u8, any::<u8>()), 0..40)) {
            let mut sorted = things.clone();
            sort_by_key(&mut sorted, |thing| thing.0);
            let mut expected = things.clone();
            expected.sort_by_key(|thing| thing.0);
            prop_assert_eq!(&sorted, &expected);

            sort_by_key_descending(&mut sorted, |thing| thing.0);
            expected.sort_by_key(|thing| std::cmp::Reverse(thing.0));
            prop_assert_eq!(&sorted, &expected);

            sort(&mut sorted);
            expected.sort();
            prop_assert_eq!(sorted, expected);
        }
    }
}
