//! The list that only grows.

use crate::{
    ChangeId, Day, Entry, FORM, Hash, Head, Stamp, What,
    entry::{json, sealed},
};
use access::Seconds;
use matomo_api::MatomoUrl;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

/// All that is on record of one Matomo. In order of the entries' numbers, of equal ones by hash: the same
/// entries always make the same list. Normally each entry stands behind the one before; after a merge there can
/// be branches, which the next entry joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    instance: MatomoUrl,
    entries: Vec<Entry>,
    places: HashMap<Hash, usize>,
}

/// An entry behind which nothing stands yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tip {
    /// Its number.
    pub number: u32,
    /// Its hash.
    pub hash: Hash,
}

/// Entries that were written without knowing of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The last of them.
    pub tip: Hash,
    /// The last entry that all branches share; `None` if they share no beginning.
    pub since: Option<Hash>,
    /// Those that not all branches share, by place in [`Ledger::entries`].
    pub entries: Vec<usize>,
}

/// What an export ends with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closing {
    pub(crate) form: u32,
    pub(crate) instance: MatomoUrl,
    pub(crate) count: u32,
    /// Of a ledger without branches the last entry.
    pub(crate) last: Vec<Tip>,
    /// When the export was made, in Unix seconds.
    pub(crate) made: Seconds,
}

#[derive(Serialize)]
pub(crate) struct ClosingBody<'a> {
    pub(crate) closing: &'a Closing,
}

impl Ledger {
    /// An empty one.
    pub fn new(instance: MatomoUrl) -> Self {
        Self { instance, entries: Vec::new(), places: HashMap::new() }
    }

    /// From entries in any order, as they were kept. Those of another Matomo, and those that come twice, are
    /// left out. Whether one is missing is for [`crate::verify`] to say.
    pub fn of_entries(instance: MatomoUrl, entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut ledger = Self::new(instance);
        ledger.entries = entries.into_iter().filter(|entry| entry.head().instance == ledger.instance).collect();
        ledger.entries.sort_by_key(key);
        ledger.entries.dedup_by_key(|entry| entry.hash());
        ledger.places = ledger.entries.iter().enumerate().map(|(place, entry)| (entry.hash(), place)).collect();
        ledger
    }

    /// Writes what happened behind everything that is there.
    pub fn append(&mut self, stamp: Stamp, what: What) -> &Entry {
        let tips = self.tips();
        let day = Day::of_seconds(stamp.at);
        let head = Head {
            form: FORM,
            number: tips.iter().map(|tip| tip.number).max().unwrap_or(0) + 1,
            id: ChangeId { day, number: self.last_of(day) + 1 },
            instance: self.instance.clone(),
            actor: stamp.actor,
            console: stamp.console,
            at: stamp.at,
            offset: stamp.offset,
            previous: tips.iter().map(|tip| tip.hash).collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let entry = Entry::seal(head, what);
        let place = self.entries.len();
        self.places.insert(entry.hash(), place);
        self.entries.push(entry);
        &self.entries[place]
    }

    /// The highest number that an id of a day has.
    fn last_of(&self, day: Day) -> u32 {
        let ids = self.entries.iter().map(Entry::id).filter(|id| id.day == day);
        ids.map(|id| id.number).max().unwrap_or(0)
    }

    /// The Matomo.
    pub fn instance(&self) -> &MatomoUrl {
        &self.instance
    }

    /// Every entry, the first first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry with this hash.
    pub fn get(&self, hash: Hash) -> Option<&Entry> {
        self.place(hash).map(|place| &self.entries[place])
    }

    /// The place in [`Ledger::entries`] of the entry with this hash.
    pub fn place(&self, hash: Hash) -> Option<usize> {
        self.places.get(&hash).copied()
    }

    /// Entries of this id: more than one if ledgers that were written apart used it.
    pub fn by_id(&self, id: ChangeId) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.id() == id)
    }

    /// What nothing stands behind, by number: the last entry, or the last of each branch.
    pub fn tips(&self) -> Vec<Tip> {
        if let Some(last) = self.entries.last().filter(|_| self.is_line()) {
            return vec![Tip { number: last.head().number, hash: last.hash() }];
        }
        let followed: HashSet<&Hash> = self.entries.iter().flat_map(|entry| &entry.head().previous).collect();
        let open = self.entries.iter().filter(|entry| !followed.contains(&entry.hash()));
        open.map(|entry| Tip { number: entry.head().number, hash: entry.hash() }).collect()
    }

    /// Whether each entry stands behind the one before, as where nothing was ever written apart.
    pub(crate) fn is_line(&self) -> bool {
        let behind = |two: &[Entry]| two[1].head().previous == [two[0].hash()];
        self.entries.windows(2).all(behind)
    }

    /// The open branches; none where the ledger has one end.
    pub fn branches(&self) -> Vec<Branch> {
        let tips = self.tips();
        if tips.len() < 2 {
            return Vec::new();
        }
        let reached: Vec<HashSet<usize>> = tips.iter().map(|tip| self.reached(tip.hash)).collect();
        let shared = |place: &usize| reached.iter().all(|places| places.contains(place));
        let since = (0..self.len()).rfind(shared).map(|place| self.entries[place].hash());
        let branch = |(tip, places): (&Tip, &HashSet<usize>)| {
            let mut entries: Vec<usize> = places.iter().filter(|place| !shared(place)).copied().collect();
            entries.sort_unstable();
            Branch { tip: tip.hash, since, entries }
        };
        tips.iter().zip(&reached).map(branch).collect()
    }

    /// The places of an entry and of all that stand before it.
    fn reached(&self, tip: Hash) -> HashSet<usize> {
        let mut found = HashSet::new();
        let mut open: Vec<usize> = self.place(tip).into_iter().collect();
        while let Some(place) = open.pop() {
            if found.insert(place) {
                open.extend(self.entries[place].head().previous.iter().filter_map(|hash| self.place(*hash)));
            }
        }
        found
    }

    /// The ledger as JSON Lines: a line for each entry, and one that closes it, each with a line end. `made` is
    /// when, in Unix seconds.
    pub fn export(&self, made: Seconds) -> String {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let closing = Closing { form: FORM, instance: self.instance.clone(), count, last: self.tips(), made };
        let mut text = String::new();
        for entry in &self.entries {
            text.push_str(&entry.line());
            text.push('\n');
        }
        let body = json(&ClosingBody { closing: &closing });
        let hash = Hash::of(&[&body]);
        text.push_str(&sealed(body, hash));
        text.push('\n');
        text
    }
}

pub(crate) fn key(entry: &Entry) -> (u32, Hash) {
    (entry.head().number, entry.hash())
}
