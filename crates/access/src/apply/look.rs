//! Reading the accounts that a plan touches, as they are now.

use crate::{AccountState, Grant, Preference, Status, StatusKind, order};
use matomo_api::{
    Bulk, BulkReply, Caller, Email, Error, Login, SiteId, Slot,
    methods::{
        AccessId, GetDashboards, GetLanguageForUser, GetSiteIdsWithAdminAccess, GetSitesAccessForUser,
        GetSitesAccessFromUser, GetUserPreference, GetUsers, PreferenceName, UserRow,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What a look has shown.
#[derive(Default)]
pub(super) struct Seen {
    accounts: BTreeMap<Login, Account>,
    /// Sites that the caller administers, if they were asked for.
    sites: Option<BTreeSet<SiteId>>,
    /// What was asked for and is so.
    preferred: BTreeSet<(Login, Preference)>,
}

/// An account as it is now.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Account {
    pub(super) state: AccountState,
    pub(super) email: Option<Email>,
    /// Empty for a super user, whose rows Matomo does not tell.
    pub(super) grants: BTreeMap<SiteId, Grant>,
}

impl Seen {
    pub(super) fn account(&self, login: &Login) -> Option<&Account> {
        self.accounts.get(login)
    }

    /// Whether a site is known to be gone, or no longer the caller's.
    pub(super) fn is_gone(&self, site: SiteId) -> bool {
        self.sites.as_ref().is_some_and(|sites| !sites.contains(&site))
    }

    /// Whether an account meets this when it signs in.
    pub(super) fn is_preferred(&self, login: &Login, preference: &Preference) -> bool {
        self.preferred.contains(&(login.clone(), preference.clone()))
    }

    /// Takes over what a later look has shown.
    pub(super) fn take(&mut self, later: Seen) {
        self.accounts = later.accounts;
        self.preferred = later.preferred;
        if later.sites.is_some() {
            self.sites = later.sites;
        }
    }
}

/// A look, in as many requests as it takes.
pub(super) struct Look {
    logins: Vec<Login>,
    done: usize,
    with_sites: bool,
    preferences: Vec<(Login, Preference)>,
    seen: Seen,
    asked: Option<Asked>,
}

struct Asked {
    users: Slot<GetUsers>,
    sites: Option<Slot<GetSiteIdsWithAdminAccess>>,
    rows: Vec<(Login, Rows)>,
    preferences: Vec<((Login, Preference), IsPreferred)>,
}

type IsPreferred = Box<dyn Fn(&BulkReply) -> bool>;

enum Rows {
    AsSuperUser(Slot<GetSitesAccessFromUser>),
    AsSiteAdmin(Slot<GetSitesAccessForUser>),
}

/// Two elements are for accounts and sites.
const ELEMENTS: usize = Bulk::SIZE - 2;

impl Look {
    pub(super) fn new(logins: Vec<Login>, with_sites: bool, preferences: Vec<(Login, Preference)>) -> Self {
        Self { logins, done: 0, with_sites, preferences, seen: Seen::default(), asked: None }
    }

    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.done == self.logins.len()
    }

    pub(super) fn seen(self) -> Seen {
        self.seen
    }

    /// The next request; the same one until it is answered. `None` if there is nothing to ask.
    pub(super) fn ask(&mut self, caller: Caller) -> Option<Bulk> {
        let wanted = |login: &Login| self.preferences.iter().filter(|(of, _)| of == login).count();
        let mut room = ELEMENTS;
        let fits = |login: &&Login| {
            let needed = 1 + wanted(login);
            let fits = needed <= room || room == ELEMENTS;
            room = room.saturating_sub(needed);
            fits
        };
        let count = self.logins[self.done..].iter().take_while(fits).count();
        let logins = &self.logins[self.done..self.done + count];
        if logins.is_empty() {
            return None;
        }
        let mut bulk = Bulk::default();
        let users = bulk.add(GetUsers::only(logins.iter().cloned()));
        let sites = (self.with_sites && self.done == 0).then(|| bulk.add(GetSiteIdsWithAdminAccess));
        let mut rows = |login: &Login| match caller {
            Caller::SuperUser => Rows::AsSuperUser(bulk.add(GetSitesAccessFromUser { login: login.clone() })),
            Caller::SiteAdmin | Caller::NoAdmin => {
                Rows::AsSiteAdmin(bulk.add(GetSitesAccessForUser { login: login.clone() }))
            }
        };
        let rows = logins.iter().map(|login| (login.clone(), rows(login))).collect();
        let asked = self.preferences.iter().filter(|(login, _)| logins.contains(login));
        let preferences = asked.map(|one| (one.clone(), is_preferred(&mut bulk, one.clone()))).collect();
        self.asked = Some(Asked { users, sites, rows, preferences });
        Some(bulk)
    }

    /// Takes the answer. On an error nothing of it counts.
    pub(super) fn take(&mut self, reply: &BulkReply) -> Result<(), Error> {
        let Some(asked) = self.asked.take() else { return Ok(()) };
        let users = reply.get(&asked.users)?;
        let sites = asked.sites.map(|slot| reply.get(&slot)).transpose()?;
        let mut accounts = Vec::new();
        for (login, rows) in asked.rows {
            let row = users.iter().find(|row| row.login == login);
            // Matomo compares without case; rows of `IVAN` would be ivan's, and hard to find.
            let other_spelling = row.is_none() && users.iter().any(|row| row.login.is_same_account(login.as_str()));
            let account = rows.read(reply, row)?;
            accounts.push((login, if other_spelling { Account::missing() } else { account }));
        }
        // What cannot be read counts as not so: setting it then tells why.
        let so = asked.preferences.into_iter().filter(|(_, is_so)| is_so(reply));
        self.seen.preferred.extend(so.map(|(preference, _)| preference));
        self.done += accounts.len();
        self.seen.accounts.extend(accounts);
        if let Some(sites) = sites {
            self.seen.sites = Some(sites.into_iter().collect());
        }
        Ok(())
    }
}

impl Rows {
    fn read(&self, reply: &BulkReply, row: Option<&UserRow>) -> Result<Account, Error> {
        let rows: Result<BTreeMap<SiteId, Grant>, Error> = match self {
            Rows::AsSuperUser(slot) => reply.get(slot).map(grants),
            Rows::AsSiteAdmin(slot) => reply.get(slot).map(|rows| {
                let granted =
                    |role| move |row: matomo_api::methods::SiteAccess| (row.site, Grant::new(role, row.capabilities));
                let mut grants = BTreeMap::new();
                grants.extend(rows.into_iter().filter_map(|row| row.role.map(|role| granted(role)(row))));
                grants
            }),
        };
        let (known, grants) = match rows {
            Ok(grants) => (AccountState::Active, grants),
            Err(Error::IsSuperUser(_)) => (AccountState::SuperUser, BTreeMap::new()),
            Err(Error::UnknownUser(_)) => return Ok(Account::missing()),
            Err(error) => return Err(error),
        };
        Ok(match (self, row) {
            // A super user is told of every account there is.
            (Rows::AsSuperUser(_), None) => Account::missing(),
            // A site admin is not told of accounts without access to their sites; the rows are.
            (Rows::AsSiteAdmin(_), None) => Account { state: known, email: None, grants },
            (_, Some(row)) => {
                let state = state(row, known);
                let grants = if state == AccountState::SuperUser { BTreeMap::new() } else { grants };
                Account { state, email: row.email.clone(), grants }
            }
        })
    }
}

fn is_preferred(bulk: &mut Bulk, (login, preference): (Login, Preference)) -> IsPreferred {
    let stored = |bulk: &mut Bulk, login, name, wanted: String| -> IsPreferred {
        let slot = bulk.add(GetUserPreference { login, name });
        Box::new(move |reply| reply.get(&slot).is_ok_and(|found| found.as_deref() == Some(&wanted)))
    };
    match preference {
        Preference::Language(code) => {
            let slot = bulk.add(GetLanguageForUser { login });
            Box::new(move |reply| reply.get(&slot).is_ok_and(|found| found.as_ref() == Some(&code)))
        }
        Preference::FirstPage(site) => {
            let page = site.map_or("MultiSites".to_owned(), |site| site.to_string());
            stored(bulk, login, PreferenceName::DefaultReport, page)
        }
        Preference::Dates(date) => stored(bulk, login, PreferenceName::DefaultDate, date.as_str().to_owned()),
        Preference::Dashboard { name, .. } => {
            let slot = bulk.add(GetDashboards { login: Some(login) });
            Box::new(move |reply| reply.get(&slot).is_ok_and(|found| found.iter().any(|one| one.name == name)))
        }
    }
}

impl Account {
    fn missing() -> Self {
        Self { state: AccountState::Missing, email: None, grants: BTreeMap::new() }
    }
}

fn state(row: &UserRow, known: AccountState) -> AccountState {
    match Status::from(row.invite).kind() {
        _ if row.super_user || known == AccountState::SuperUser => AccountState::SuperUser,
        StatusKind::Active => AccountState::Active,
        StatusKind::Invited => AccountState::Invited,
        StatusKind::InviteExpired => AccountState::InviteExpired,
    }
}

/// The rows of one account, by site. Of two roles on one site the stronger counts.
fn grants(mut rows: Vec<(SiteId, AccessId)>) -> BTreeMap<SiteId, Grant> {
    order::sort_by_key(&mut rows, |(site, _)| *site);
    let mut grants = BTreeMap::new();
    for rows in rows.chunk_by(|(site, _), (other, _)| site == other) {
        let (mut role, mut capabilities) = (None, Vec::new());
        for (_, id) in rows {
            match id {
                AccessId::Role(found) => role = role.max(Some(*found)),
                AccessId::Capability(capability) => capabilities.push(capability.clone()),
            }
        }
        if let (Some(role), Some((site, _))) = (role, rows.first()) {
            grants.insert(*site, Grant::new(role, capabilities));
        }
    }
    grants
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;
    use matomo_api::{Answer, Role};

    /// What is seen of one account when Matomo answers like this.
    fn seen(caller: Caller, answers: &str) -> Result<Account, Error> {
        let mut look = Look::new(vec![login("ann")], false, Vec::new());
        let bulk = look.ask(caller).unwrap();
        assert_eq!((bulk.len(), look.is_asked(), look.is_complete()), (2, true, false));
        look.take(&bulk.decode(&Answer { status: 200, body: answers.as_bytes().to_vec() })?)?;
        assert!(look.is_complete() && look.ask(caller).is_none());
        Ok(look.seen().account(&login("ann")).unwrap().clone())
    }

    #[test]
    fn a_super_user_sees_rows() {
        let answers = r#"[[{"login":"ann","email":"a@b.co","superuser_access":0,"invite_status":3}],
            [{"site":1,"access":"tags"},{"site":1,"access":"view"},{"site":1,"access":"write"},{"site":2,"access":"view"}]]"#;
        let account = seen(Caller::SuperUser, answers).unwrap();
        assert_eq!(account.state, AccountState::Invited);
        assert_eq!(account.email, Some(email("a@b.co")));
        assert_eq!(account.grants, [(site(1), grant(Role::Write, &["tags"])), (site(2), Role::View.into())].into());
    }

    #[test]
    fn the_roles_that_matomo_invents_for_a_super_user_do_not_count() {
        let answers = r#"[[{"login":"ann","superuser_access":1}],[{"site":1,"access":"admin"}]]"#;
        let account = seen(Caller::SuperUser, answers).unwrap();
        assert_eq!((account.state, account.grants.len()), (AccountState::SuperUser, 0));
    }

    #[test]
    fn a_site_admin_learns_of_hidden_accounts_from_their_rows() {
        let row = r#"{"idsite":1,"site_name":"x","role":"view","capabilities":["tags","tags"]}"#;
        let hidden = seen(Caller::SiteAdmin, &format!("[[],[{row}]]")).unwrap();
        assert_eq!(hidden.state, AccountState::Active);
        assert_eq!(hidden.grants, [(site(1), grant(Role::View, &["tags"]))].into());
        let refused = |message: &str| format!(r#"[[],{{"result":"error","message":"{message}"}}]"#);
        let super_user = seen(Caller::SiteAdmin, &refused("This method should not be used with superusers.")).unwrap();
        assert_eq!(super_user.state, AccountState::SuperUser);
        let missing = seen(Caller::SiteAdmin, &refused("User 'ann' doesn't exist.")).unwrap();
        assert_eq!(missing.state, AccountState::Missing);
        let denied = seen(Caller::SiteAdmin, &refused("You can't access this resource"));
        assert!(matches!(denied, Err(Error::NoPermission(_))));
    }

    #[test]
    fn an_account_in_another_spelling_is_not_this_one() {
        let row = r#"{"idsite":1,"site_name":"x","role":"view","capabilities":[]}"#;
        let other = seen(Caller::SiteAdmin, &format!(r#"[[{{"login":"ANN"}}],[{row}]]"#)).unwrap();
        assert_eq!((other.state, other.grants.len()), (AccountState::Missing, 0));
    }
}
