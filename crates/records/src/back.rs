//! The way back: what entries did, or what has ended, taken back as far as it is still so.

use crate::{Account, Day, Entry, Hash, Ledger, Touched, due::granted, in_time};
use access::{Access, AccountState, Before, Change, Changed, Directory, Grant, Plan, Step};
use matomo_api::{Login, SiteId};
use std::collections::BTreeMap;

/// What taking changes back comes to on a Matomo as it is now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WayBack {
    /// What can be taken back. Nothing in it is otherwise than the changes left it.
    pub plan: Plan,
    /// What is not as the changes left it, or cannot be done: it stays as it is.
    pub left: Vec<Changed>,
    /// Accounts that the changes made. They stay: only the access is taken away.
    pub made: Vec<Login>,
    /// Accounts that the changes deleted. There is no way back.
    pub deleted: Vec<Login>,
    /// How much is already as it was before.
    pub done: usize,
}

/// One account, as changes left it and as it was before them.
struct Way {
    left: Account,
    back: Account,
    sites: BTreeMap<SiteId, (Option<Grant>, Option<Grant>)>,
}

impl WayBack {
    /// Of changes in the order of time. What happened between two of them and is not among them is not undone: then
    /// only what came after it is.
    pub fn of(changes: &[Touched], directory: &Directory) -> Self {
        let ways = ways(changes);
        let steps = ways.iter().flat_map(|(login, way)| way.steps(login)).collect();
        let since = Plan { steps }.since(directory);
        let plan = since.changed.iter().fold(since.plan, |plan, changed| plan.without(&changed.subject));
        let of = |fits: fn(&Way) -> bool| ways.iter().filter(move |(_, way)| fits(way)).map(|(login, _)| login);
        let is_there = |login: &&&Login| directory.person(login.as_str()).is_some();
        Self {
            plan: plan.seen_from(directory),
            left: since.changed,
            made: of(Way::is_made).filter(is_there).map(|login| Login::clone(login)).collect(),
            deleted: of(Way::is_deleted).map(|login| Login::clone(login)).collect(),
            done: since.done,
        }
    }

    /// Of entries, whatever they did.
    pub fn of_entries(ledger: &Ledger, entries: &[Hash], directory: &Directory) -> Self {
        let chosen = in_time(ledger).into_iter().filter(|entry| entries.contains(&entry.hash()));
        let changes: Vec<Touched> = chosen.flat_map(Entry::changes).collect();
        Self::of(&changes, directory)
    }

    /// Of what entries granted until a day before today. `login`: only to this person.
    pub fn of_ended(
        ledger: &Ledger,
        entries: &[Hash],
        login: Option<&Login>,
        today: Day,
        directory: &Directory,
    ) -> Self {
        Self::of(&ended(ledger, entries, login, today), directory)
    }

    /// Whether there is nothing to take back and nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.plan.is_empty() && self.left.is_empty() && self.made.is_empty() && self.deleted.is_empty()
    }
}

impl Entry {
    fn changes(&self) -> impl Iterator<Item = Touched> + '_ {
        self.what().people().iter().cloned()
    }
}

/// What entries granted until a day before today, unless a later entry says otherwise.
fn ended(ledger: &Ledger, entries: &[Hash], login: Option<&Login>, today: Day) -> Vec<Touched> {
    let in_time = in_time(ledger);
    let granted = granted(&in_time);
    let is_over = |entry: &Entry| entry.what().why().and_then(|why| why.ends).is_some_and(|ends| ends < today);
    let chosen = in_time.iter().filter(|entry| entries.contains(&entry.hash()) && is_over(entry));
    let changes = chosen.flat_map(|entry| entry.changes().map(|one| (entry.hash(), one)));
    let own = changes.filter(|(_, one)| login.is_none_or(|login| one.login == *login));
    own.map(|(hash, mut one)| {
        one.sites.retain(|site| {
            let last = granted.sites.get(&(&one.login, site.id)).is_some_and(|(entry, _)| entry.hash() == hash);
            last && site.after.is_some()
        });
        let rose = one.before != Account::SuperUser && one.after == Account::SuperUser;
        let last = granted.accounts.get(&one.login).is_some_and(|(entry, _)| entry.hash() == hash);
        match (rose && last, one.before) {
            (true, _) => {}
            // That an account was made is told; that it was deleted, or is no super user any more, has no end.
            (false, Account::Missing) if one.after != Account::SuperUser => {}
            (false, _) => one.before = one.after,
        }
        one
    })
    .collect()
}

fn ways(changes: &[Touched]) -> BTreeMap<&Login, Way> {
    let mut ways: BTreeMap<&Login, Way> = BTreeMap::new();
    for one in changes.iter().rev() {
        let start = || Way { left: one.after, back: one.after, sites: BTreeMap::new() };
        let way = ways.entry(&one.login).or_insert_with(start);
        if way.back.is_like(one.after) {
            way.back = one.before;
        }
        for site in &one.sites {
            let (_, back) = way.sites.entry(site.id).or_insert_with(|| (site.after.clone(), site.after.clone()));
            if *back == site.after {
                back.clone_from(&site.before);
            }
        }
    }
    ways
}

impl Account {
    /// An invitation that was taken up changes nothing.
    fn is_like(self, other: Account) -> bool {
        let plain = |account| matches!(account, Account::Invited | Account::Active);
        self == other || (plain(self) && plain(other))
    }
}

impl Way {
    fn is_made(&self) -> bool {
        self.back == Account::Missing && self.left != Account::Missing
    }

    fn is_deleted(&self) -> bool {
        self.left == Account::Missing && self.back != Account::Missing
    }

    fn steps(&self, login: &Login) -> Vec<Step> {
        let left = |id: &SiteId| self.sites.get(id).and_then(|(left, _)| left.clone());
        let grants = || self.sites.keys().filter_map(|id| Some((*id, left(id)?))).collect();
        let promote = |super_user, account, grants| Step {
            change: Change::SetSuperUser { login: login.clone(), super_user },
            before: Before { account, grants },
            risks: Vec::new(),
        };
        match (self.left, self.back) {
            (Account::Missing, _) | (Account::SuperUser, Account::SuperUser) => Vec::new(),
            (Account::SuperUser, _) => {
                let mut steps = vec![promote(false, AccountState::SuperUser, BTreeMap::new())];
                steps.extend(self.access(login, AccountState::SuperUser));
                steps
            }
            (_, Account::SuperUser) => vec![promote(true, AccountState::Active, grants())],
            (Account::Invited, _) => self.access(login, AccountState::Invited),
            (Account::Active, _) => self.access(login, AccountState::Active),
        }
    }

    /// A step for each different access.
    fn access(&self, login: &Login, account: AccountState) -> Vec<Step> {
        let mut groups: BTreeMap<Access, Vec<SiteId>> = BTreeMap::new();
        for (id, (_, back)) in self.sites.iter().filter(|(_, (left, back))| left != back) {
            groups.entry(Access::of(back.as_ref())).or_default().push(*id);
        }
        let step = |(access, sites): (Access, Vec<SiteId>)| {
            let grants = sites.iter().filter_map(|id| Some((*id, self.sites.get(id)?.0.clone()?))).collect();
            let change = Change::SetAccess { login: login.clone(), access, sites };
            Step { change, before: Before { account, grants }, risks: Vec::new() }
        };
        groups.into_iter().map(step).collect()
    }
}

#[cfg(test)]
mod tests;
