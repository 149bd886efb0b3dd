//! Who may do what at one moment, as far as replaying and comparing need it.

use crate::{Account, Baseline, Hash, Touched, entry::json};
use access::{Directory, Grant, Person, Scope};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everybody with what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// Whether all of Matomo was seen; a site admin sees their own sites only, and no super users.
    pub whole: bool,
    /// The sites that were seen.
    pub sites: BTreeSet<SiteId>,
    /// Every account. Visitors without an account (`anonymous`) are among them if they may see anything.
    pub people: BTreeMap<Login, Held>,
}

/// What an account may do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Held {
    /// Whether it may do everything. Then it has no grants.
    pub super_user: bool,
    /// Its access by site.
    pub grants: BTreeMap<SiteId, Grant>,
}

impl Held {
    fn of(person: &Person) -> Self {
        let grants = person.grants.iter().map(|(site, grant)| (site, grant.clone()));
        let grants = if person.super_user { BTreeMap::new() } else { grants.collect() };
        Self { super_user: person.super_user, grants }
    }
}

impl Snapshot {
    /// That of a directory.
    pub fn of(directory: &Directory) -> Self {
        let people = directory.people().iter().chain(directory.anonymous());
        Self {
            whole: directory.scope() == Scope::Everything,
            sites: directory.sites().iter().map(|site| site.id).collect(),
            people: people.map(|person| (person.login.clone(), Held::of(person))).collect(),
        }
    }

    /// What it is known by: the SHA-256 of it as JSON, without blanks.
    pub fn hash(&self) -> Hash {
        Hash::of(&[&json(self)])
    }

    /// The entry that a ledger begins with.
    pub fn baseline(&self) -> Baseline {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let grants = self.people.values().map(|held| held.grants.len()).sum();
        Baseline { snapshot: self.hash(), people: count(self.people.len()), grants: count(grants) }
    }

    /// The same after a change.
    pub fn take(&mut self, touched: &Touched) {
        if touched.after == Account::Missing {
            self.people.remove(&touched.login);
            return;
        }
        let held = self.people.entry(touched.login.clone()).or_default();
        // Matomo deletes all roles when somebody becomes a super user, and again when they stop being one.
        let super_user = touched.after == Account::SuperUser;
        if super_user || held.super_user || touched.before == Account::SuperUser {
            held.grants.clear();
        }
        held.super_user = super_user;
        for site in touched.sites.iter().filter(|_| !super_user) {
            match &site.after {
                Some(grant) => held.grants.insert(site.id, grant.clone()),
                None => held.grants.remove(&site.id),
            };
        }
        if touched.login.is_anonymous() && held.grants.is_empty() {
            self.people.remove(&touched.login);
        }
    }
}
