//! One person's access, compactly: four bytes for each site.
//!
//! A directory can hold ten million grants, but only a handful of different ones ("view", "view
//! with this capability", …). Each is kept once in a table shared by all people; a person's entry
//! for a site is one number made of the site's place and the grant's place in that table.

use crate::order;
use matomo_api::{Capability, Role, SiteId};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, sync::Arc};

/// What a person may do on one site.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Explicit capabilities beyond the role: sorted, each once.
    pub capabilities: Vec<Capability>,
}

impl Grant {
    /// A role and nothing more.
    pub fn plain(role: Role) -> Self {
        Self { role, capabilities: Vec::new() }
    }

    /// A role with capabilities, which are sorted and taken once each.
    pub fn new(role: Role, mut capabilities: Vec<Capability>) -> Self {
        order::sort(&mut capabilities);
        capabilities.dedup();
        Self { role, capabilities }
    }

    /// The same capabilities under another role, as a person expects of a role change. Matomo itself
    /// would drop them (seen).
    pub fn with_role(&self, role: Role) -> Self {
        Self { role, capabilities: self.capabilities.clone() }
    }

    /// In a few words: "view", "view + tagmanager_write".
    pub fn in_words(&self) -> String {
        let capabilities = self.capabilities.iter().map(Capability::as_str);
        std::iter::once(self.role.as_str()).chain(capabilities).collect::<Vec<_>>().join(" + ")
    }
}

impl From<Role> for Grant {
    fn from(role: Role) -> Self {
        Self::plain(role)
    }
}

/// How many sites a person has in each role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Tally {
    /// Sites with admin. First, so that tallies are ordered by power.
    pub admin: usize,
    /// Sites with write.
    pub write: usize,
    /// Sites with view.
    pub view: usize,
}

impl Tally {
    /// Sites in `role`.
    pub fn of(&self, role: Role) -> usize {
        match role {
            Role::Admin => self.admin,
            Role::Write => self.write,
            Role::View => self.view,
        }
    }
}

/// Sites and different grants, shared by all people of a directory. Sites are sorted.
#[derive(PartialEq, Debug, Default)]
pub(crate) struct Table {
    pub(crate) sites: Vec<SiteId>,
    pub(crate) kinds: Vec<Grant>,
}

impl Table {
    /// Whether a site's and a grant's place fit into one entry.
    pub(crate) fn fits(&self) -> bool {
        self.sites.len().checked_mul(self.kinds.len()).is_some_and(|entries| u32::try_from(entries).is_ok())
    }

    /// A site's place.
    pub(crate) fn place(&self, site: SiteId) -> Option<usize> {
        place_of(&self.sites, site, |site| *site)
    }

    fn entry(&self, site: usize, kind: usize) -> u32 {
        (site * self.kinds.len() + kind) as u32
    }
}

/// The place of a site in a sorted list.
pub(crate) fn place_of<T>(sites: &[T], site: SiteId, id: impl Fn(&T) -> SiteId) -> Option<usize> {
    let number = |place: usize| id(&sites[place]).get() as usize;
    let last = sites.len().checked_sub(1)?;
    search(sites.len(), site.get() as usize, number(0), number(last), number)
}

/// Where `value` is among `len` ascending, different numbers from `least` to `most`. Being different
/// bounds its place from both sides; where few numbers are missing, as among site ids and in the
/// rows of people who may see nearly everything, hardly anything is left to search.
fn search(len: usize, value: usize, least: usize, most: usize, at: impl Fn(usize) -> usize) -> Option<usize> {
    if value < least || value > most {
        return None;
    }
    let mut low = (value + len).saturating_sub(most + 1);
    let mut high = len.min(value - least + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        match at(middle).cmp(&value) {
            Ordering::Less => low = middle + 1,
            Ordering::Equal => return Some(middle),
            Ordering::Greater => high = middle,
        }
    }
    None
}

/// A person's access to sites: by site, in ascending order.
#[derive(Clone)]
pub struct Grants {
    entries: Box<[u32]>,
    // Lists are sorted and filtered by it; counting ten million entries each time would be felt.
    tally: Tally,
    table: Arc<Table>,
}

impl Grants {
    /// Grants from places in the table; `pairs` are sorted by site and name each site once.
    pub(crate) fn of(table: &Arc<Table>, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut tally = Tally::default();
        let entries = pairs.map(|(site, kind)| {
            match table.kinds[kind].role {
                Role::Admin => tally.admin += 1,
                Role::Write => tally.write += 1,
                Role::View => tally.view += 1,
            }
            table.entry(site, kind)
        });
        Self { entries: entries.collect(), tally, table: Arc::clone(table) }
    }

    /// Access to one site.
    pub fn get(&self, site: SiteId) -> Option<Grant> {
        self.find(site).cloned()
    }

    /// The role on one site, without copying capabilities.
    pub fn role(&self, site: SiteId) -> Option<Role> {
        self.find(site).map(|grant| grant.role)
    }

    /// Every site with its grant, by site.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SiteId, &Grant)> {
        let kinds = self.table.kinds.len().max(1) as u32;
        self.entries
            .iter()
            .map(move |entry| (self.table.sites[(entry / kinds) as usize], &self.table.kinds[(entry % kinds) as usize]))
    }

    /// The same by places: the site's in the directory, the grant's in the table of different ones.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (usize, usize)> {
        // Dividing four bytes is much faster than dividing eight.
        let kinds = self.table.kinds.len().max(1) as u32;
        self.entries.iter().map(move |entry| ((*entry / kinds) as usize, (*entry % kinds) as usize))
    }

    /// How many sites.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no site at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many sites in each role.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Whether any of these sites (by place in the directory's list, sorted) is among them.
    pub(crate) fn touches(&self, places: &[usize], chosen: &[bool]) -> bool {
        let kinds = self.table.kinds.len().max(1);
        if places.len() * 8 < self.entries.len() {
            return places.iter().any(|place| self.at(*place).is_some());
        }
        self.entries.iter().any(|entry| chosen[*entry as usize / kinds])
    }

    fn find(&self, site: SiteId) -> Option<&Grant> {
        self.at(self.table.place(site)?)
    }

    /// Access to the site at this place of the directory.
    pub(crate) fn at(&self, place: usize) -> Option<&Grant> {
        let kinds = self.table.kinds.len().max(1);
        let last = self.table.sites.len().saturating_sub(1);
        let found = search(self.entries.len(), place, 0, last, |index| self.entries[index] as usize / kinds)?;
        self.table.kinds.get(self.entries[found] as usize % kinds)
    }
}

impl PartialEq for Grants {
    // Two directories number their sites differently.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn site(id: u32) -> SiteId {
        SiteId::new(id).unwrap()
    }

    fn table() -> Arc<Table> {
        let tags = Capability::parse("tagmanager_write").unwrap();
        let mut kinds: Vec<Grant> = Role::ALL.into_iter().map(Grant::plain).collect();
        kinds.push(Grant::new(Role::View, vec![tags]));
        Arc::new(Table { sites: [1, 4, 9, 1000].map(site).to_vec(), kinds })
    }

    #[test]
    fn access_is_found_by_site() {
        let grants = Grants::of(&table(), [(0, 2), (2, 3), (3, 1)].into_iter());
        assert_eq!(grants.get(site(1)), Some(Grant::plain(Role::Admin)));
        assert_eq!(grants.get(site(9)).unwrap().capabilities.len(), 1);
        assert_eq!(grants.get(site(4)), None, "no access there");
        assert_eq!(grants.get(site(5)), None, "no such site");
        assert_eq!(grants.role(site(1000)), Some(Role::Write));
        assert_eq!(grants.tally(), Tally { admin: 1, write: 1, view: 1 });
        assert_eq!((grants.len(), grants.is_empty()), (3, false));
    }

    #[test]
    fn a_grant_takes_four_bytes() {
        assert_eq!(std::mem::size_of_val(&*Grants::of(&table(), (0..4).map(|s| (s, 0))).entries), 16);
    }

    #[test]
    fn more_than_four_bytes_can_number_does_not_fit() {
        let of = |count| Table { sites: vec![site(1); count], kinds: vec![Grant::plain(Role::View); count] };
        assert!(of(65_535).fits() && !of(65_536).fits());
    }

    #[test]
    fn capabilities_are_sorted_and_kept_by_a_change_of_role() {
        let [a, b] = ["a", "b"].map(|id| Capability::parse(id).unwrap());
        let grant = Grant::new(Role::View, vec![b.clone(), a.clone(), b.clone()]);
        assert_eq!(grant.capabilities, [a, b]);
        assert_eq!(grant.with_role(Role::Write).capabilities, grant.capabilities);
        assert_eq!(Grant::from(Role::View), Grant::plain(Role::View));
    }

    proptest! {
        #[test]
        fn a_bounded_search_finds_what_is_there(
            numbers in proptest::collection::btree_set(0usize..30, 0..30),
            value in 0usize..32,
        ) {
            let list: Vec<usize> = numbers.iter().copied().collect();
            prop_assert_eq!(search(list.len(), value, 0, 29, |at| list[at]), list.binary_search(&value).ok());
        }

        #[test]
        fn what_went_in_comes_out(wanted in proptest::collection::btree_map(0usize..4, 0usize..4, 0..4)) {
            let table = table();
            let grants = Grants::of(&table, wanted.clone().into_iter());
            let expected: BTreeMap<SiteId, Grant> =
                wanted.iter().map(|(s, k)| (table.sites[*s], table.kinds[*k].clone())).collect();
            prop_assert_eq!(grants.iter().map(|(s, g)| (s, g.clone())).collect::<BTreeMap<_, _>>(), expected.clone());
            for place in 0..4 {
                let id = table.sites[place];
                prop_assert_eq!(grants.get(id), expected.get(&id).cloned());
                let mut chosen = [false; 4];
                chosen[place] = true;
                prop_assert_eq!(grants.touches(&[place], &chosen), expected.contains_key(&id));
            }
        }
    }
}
