//! What somebody has to see to, and when.

use crate::{Account, ChangeId, Day, Entry, Hash, Ledger, ReviewDecision, SiteChange, Touched, What, in_time};
use access::{Directory, Person, Status};
use matomo_api::{Login, SiteId};
use std::collections::{BTreeMap, BTreeSet};

/// Matomo deletes an account so many days after its invitation ended (source).
const KEPT_AFTER_INVITATION: u16 = 3;

/// Something to see to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// From which day on.
    pub day: Day,
    /// Whose access.
    pub login: Login,
    /// What.
    pub kind: DueKind,
}

/// What there is to see to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// A grant has ended and is to be taken back. The day is the one after the last day of access.
    End {
        /// The change that granted it.
        entry: Hash,
        /// What it is called.
        id: ChangeId,
        /// Sites where it still is as it was granted; none where somebody was made a super user.
        sites: Vec<SiteId>,
    },
    /// Somebody promised to look at the access again.
    Review {
        /// The change that said so.
        entry: Hash,
        /// What it is called.
        id: ChangeId,
    },
    /// An invitation that was not taken up: on the day it ends, or, if it has ended, Matomo deletes the account.
    Invitation {
        /// Whether it has ended.
        ended: bool,
    },
}

impl Due {
    /// How many grants have ended.
    pub fn grants(&self) -> usize {
        match &self.kind {
            DueKind::End { sites, .. } => sites.len().max(1),
            DueKind::Review { .. } | DueKind::Invitation { .. } => 0,
        }
    }

    /// Whether it is to be seen to today.
    pub fn is_due(&self, today: Day) -> bool {
        self.day <= today
    }

    /// A sentence.
    pub fn sentence(&self) -> String {
        let Due { day, login, kind } = self;
        match kind {
            DueKind::End { id, sites, .. } => {
                let what = match sites.len() {
                    0 => format!("The rights of {login} as a super user are"),
                    1 => format!("Access of {login} to 1 site is"),
                    n => format!("Access of {login} to {n} sites is"),
                };
                format!("{what} to be taken back from {day} on ({id}).")
            }
            DueKind::Review { id, .. } => format!("Access of {login} is to be reviewed by {day} ({id})."),
            DueKind::Invitation { ended: false } => format!("The invitation of {login} ends on {day}."),
            DueKind::Invitation { ended: true } => {
                format!("The invitation of {login} has ended; Matomo deletes the account on {day}.")
            }
        }
    }
}

/// Everything that is or will be due, in order of the day: ends of grants that are still as granted, reviews, and
/// invitations that nobody took up. Tokens, cases and plans are kept elsewhere.
pub fn due(ledger: &Ledger, directory: &Directory) -> Vec<Due> {
    let entries = in_time(ledger);
    let mut found = ends(&entries, directory);
    found.extend(reviews(&entries, directory));
    found.extend(directory.people().iter().filter_map(invitation));
    found.sort();
    found
}

/// What was last done to each grant and each account.
pub(crate) struct Granted<'a> {
    pub(crate) sites: BTreeMap<(&'a Login, SiteId), (&'a Entry, &'a SiteChange)>,
    pub(crate) accounts: BTreeMap<&'a Login, (&'a Entry, &'a Touched)>,
}

/// The entries are in order of time. What was last done counts: a later change without an end makes a grant last.
pub(crate) fn granted<'a>(entries: &[&'a Entry]) -> Granted<'a> {
    let mut found = Granted { sites: BTreeMap::new(), accounts: BTreeMap::new() };
    for entry in entries {
        for one in entry.what().people() {
            found.sites.extend(one.sites.iter().map(|site| ((&one.login, site.id), (*entry, site))));
            if one.before != one.after {
                found.accounts.insert(&one.login, (*entry, one));
            }
        }
    }
    found
}

fn ends(entries: &[&Entry], directory: &Directory) -> Vec<Due> {
    let granted = granted(entries);
    let ends = |entry: &Entry| entry.what().why().and_then(|why| why.ends).map(|ends| ends.plus(1));
    let mut sites: BTreeMap<(Day, &Login, Hash, ChangeId), BTreeSet<SiteId>> = BTreeMap::new();
    for ((login, id), (entry, change)) in granted.sites {
        if let (Some(day), true) = (ends(entry), stands(login, change, directory)) {
            sites.entry((day, login, entry.hash(), entry.id())).or_default().insert(id);
        }
    }
    // What a super user may do is no grant of a site.
    for (login, (entry, one)) in granted.accounts {
        let is = directory.person(login.as_str()).is_some_and(|person| person.super_user);
        if let (Some(day), true) = (ends(entry), is && one.after == Account::SuperUser) {
            sites.entry((day, login, entry.hash(), entry.id())).or_default();
        }
    }
    let due = |((day, login, entry, id), sites): (_, BTreeSet<SiteId>)| Due {
        day,
        login: Login::clone(login),
        kind: DueKind::End { entry, id, sites: sites.into_iter().collect() },
    };
    sites.into_iter().map(due).collect()
}

/// Whether a grant was given, and is still there as it was given.
fn stands(login: &Login, change: &SiteChange, directory: &Directory) -> bool {
    let anonymous = directory.anonymous().filter(|_| login.is_anonymous());
    let person = directory.person(login.as_str()).or(anonymous).filter(|person| !person.super_user);
    let now = person.and_then(|person| person.grants.get(change.id));
    change.after.is_some() && change.before != change.after && now == change.after
}

fn reviews(entries: &[&Entry], directory: &Directory) -> Vec<Due> {
    let mut last: BTreeMap<&Login, (Option<Day>, &Entry)> = BTreeMap::new();
    for entry in entries {
        let next = entry.what().why().and_then(|why| why.review);
        match entry.what() {
            // A decision ends what was promised, unless it only asks somebody else.
            What::Review(review) if next.is_some() || review.decision != ReviewDecision::Ask => {
                last.insert(&review.login, (next, entry));
            }
            What::PlanApplied(applied) if next.is_some() => {
                last.extend(applied.people.iter().map(|one| (&one.login, (next, *entry))));
            }
            _ => {}
        }
    }
    let due = |(login, (day, entry)): (&Login, (Option<Day>, &Entry))| {
        let there = directory.person(login.as_str()).is_some() || login.is_anonymous();
        let kind = DueKind::Review { entry: entry.hash(), id: entry.id() };
        day.filter(|_| there).map(|day| Due { day, login: login.clone(), kind })
    };
    last.into_iter().filter_map(due).collect()
}

fn invitation(person: &Person) -> Option<Due> {
    let ends = Day::of_seconds(person.invite_expires?);
    let (day, ended) = match person.status {
        Status::Active => return None,
        Status::Invited { .. } => (ends, false),
        Status::InviteExpired => (ends.plus(KEPT_AFTER_INVITATION), true),
    };
    Some(Due { day, login: person.login.clone(), kind: DueKind::Invitation { ended } })
}

#[cfg(test)]
mod tests;
