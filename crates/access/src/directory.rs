//! What Matomo says: people, sites and what the ones may do on the others.

use crate::{Environment, Grant, Person, Site, grants::place_of, order};
use matomo_api::{Login, Role, SiteId, methods::AvailableCapability};
use std::{cmp::Ordering, sync::OnceLock};

/// People, sites and grants of one Matomo at one moment, as its caller may see them.
#[derive(Clone, Debug)]
pub struct Directory {
    /// Sorted by login without case.
    pub(crate) people: Vec<Person>,
    /// Of each person: the login in small letters, then the address, for finding.
    pub(crate) keys: Vec<String>,
    /// Addresses in small letters with their places, sorted, once somebody asks.
    pub(crate) addresses: OnceLock<Vec<(String, usize)>>,
    /// Sorted by id.
    pub(crate) sites: Vec<Site>,
    /// Of each site: finding it takes many comparisons of words.
    pub(crate) environments: Vec<Environment>,
    /// Of each site, once somebody asks: how many people have a role there.
    pub(crate) breadths: OnceLock<Vec<u32>>,
    pub(crate) anonymous: Option<Person>,
    pub(crate) capabilities: Vec<AvailableCapability>,
    pub(crate) scope: Scope,
    pub(crate) caller: Option<Login>,
    pub(crate) orphans: Vec<Orphan>,
}

/// How much of Matomo the caller sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Everything: a super user reads.
    Everything,
    /// The sites that a site admin administers and the people with access to them. Super users and
    /// people without access there cannot be seen.
    OwnSites,
}

/// How somebody comes to a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// As a super user, with everything.
    SuperUser,
    /// By a grant.
    Grant(Grant),
}

/// A row of Matomo's access table that does not fit: an earlier `setUserAccess` left it, since
/// Matomo takes unknown sites and logins in another spelling without a word (seen).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Orphan {
    /// The login as the row spells it.
    pub login: Login,
    /// The site.
    pub site: SiteId,
    /// The role or capability, as Matomo's id.
    pub access: String,
    /// What is wrong with it.
    pub kind: OrphanKind,
}

/// What is wrong with a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OrphanKind {
    /// The site does not exist (any more).
    UnknownSite,
    /// The account is spelled differently. Matomo compares logins without case when it checks
    /// access, so the row counts (seen), and is among the person's grants too. Holds the account.
    OtherSpelling(Login),
    /// There is no such account.
    NoAccount,
    /// A capability where there is no role.
    NoRole,
}

impl Directory {
    /// Everybody but the anonymous user, by login without case.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The account with exactly this login.
    pub fn person(&self, login: &str) -> Option<&Person> {
        self.person_place(login).map(|place| &self.people[place])
    }

    /// The place of the account with exactly this login.
    pub(crate) fn person_place(&self, login: &str) -> Option<usize> {
        self.same_place(login).filter(|place| self.people[*place].login.as_str() == login)
    }

    fn same_place(&self, login: &str) -> Option<usize> {
        let login = login.to_lowercase();
        // A key is the login in small letters and the address, with a line break between.
        let own = |key: &String| key.split_once('\n').map_or(Ordering::Less, |(own, _)| own.cmp(&login));
        self.keys.binary_search_by(own).ok()
    }

    /// The account that Matomo takes for this login: it compares without case.
    pub fn same_account(&self, login: &str) -> Option<&Person> {
        self.same_place(login).map(|place| &self.people[place])
    }

    /// The account with this address, without case. A site admin sees few addresses.
    pub fn by_email(&self, email: &str) -> Option<&Person> {
        let own =
            |(place, person): (usize, &Person)| Some((person.email.as_ref()?.as_str().to_ascii_lowercase(), place));
        let addresses = self.addresses.get_or_init(|| {
            let mut addresses = self.people.iter().enumerate().filter_map(own).collect();
            order::sort(&mut addresses);
            addresses
        });
        let email = email.to_ascii_lowercase();
        let (found, place) = addresses.get(addresses.partition_point(|(own, _)| *own < email))?;
        (*found == email).then(|| &self.people[*place])
    }

    /// All sites, by id.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// One site.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.place(id).map(|place| &self.sites[place])
    }

    /// The account of visitors who are not signed in, if they may see anything.
    pub fn anonymous(&self) -> Option<&Person> {
        self.anonymous.as_ref()
    }

    /// Capabilities that this Matomo knows.
    pub fn capabilities(&self) -> &[AvailableCapability] {
        &self.capabilities
    }

    /// How much of Matomo is seen.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whose token it is, where Matomo lets one know.
    pub fn caller(&self) -> Option<&Login> {
        self.caller.as_ref()
    }

    /// Rows that do not fit.
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Who may touch a site: super users, then by role from admin to view, each by login.
    pub fn on_site(&self, site: SiteId) -> Vec<(&Person, Reach)> {
        let reach = |person: &Person| match person.super_user {
            true => Some(Reach::SuperUser),
            false => person.grants.get(site).map(Reach::Grant),
        };
        let mut found: Vec<_> = self.people.iter().filter_map(|person| Some((person, reach(person)?))).collect();
        order::sort_by_key(&mut found, |(_, reach)| match reach {
            Reach::SuperUser => 0,
            Reach::Grant(grant) => match grant.role {
                Role::Admin => 1,
                Role::Write => 2,
                Role::View => 3,
            },
        });
        found
    }

    /// A site's place in the list of sites.
    pub(crate) fn place(&self, id: SiteId) -> Option<usize> {
        place_of(&self.sites, id, |site| site.id)
    }

    /// How many people have a role on each site, by the site's place. Counted once.
    pub(crate) fn breadths(&self) -> &[u32] {
        self.breadths.get_or_init(|| {
            let mut counts = vec![0; self.sites.len()];
            for person in &self.people {
                person.grants.kinds().for_each(|(place, _)| counts[place] += 1);
            }
            counts
        })
    }

    /// An account by exact login, the anonymous one included.
    pub(crate) fn account(&self, login: &Login) -> Option<&Person> {
        if login.is_anonymous() { self.anonymous.as_ref() } else { self.person(login.as_str()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    #[test]
    fn accounts_are_found_by_login_and_address() {
        let directory = company();
        assert_eq!(directory.person("bob").unwrap().login.as_str(), "bob");
        assert!(directory.person("BOB").is_none());
        assert_eq!(directory.same_account("BOB").unwrap().login.as_str(), "bob");
        assert_eq!(directory.by_email("Bob@Example.ORG").unwrap().login.as_str(), "bob");
        assert!(directory.person("anonymous").is_none(), "visitors are no person");
        assert!(directory.by_email("nobody@example.org").is_none());
        assert_eq!(directory.account(&login("anonymous")).unwrap().grants.len(), 1);
    }

    #[test]
    fn who_may_touch_a_site_comes_strongest_first() {
        let directory = company();
        let logins: Vec<_> = directory.on_site(site(1)).iter().map(|(person, _)| person.login.as_str()).collect();
        assert_eq!(logins, ["root", "second", "ann", "bob", "ivy"]);
        assert_eq!(directory.on_site(site(1))[3].1, Reach::Grant(Grant::plain(Role::Write)));
        assert_eq!(directory.on_site(site(999)).len(), 2, "super users reach whatever there is");
    }

    #[test]
    fn it_knows_what_it_was_read_from() {
        let directory = company();
        assert_eq!(directory.scope(), Scope::Everything);
        assert_eq!(directory.caller().unwrap().as_str(), "root");
        assert_eq!(directory.site(site(2)).unwrap().name, "Blog");
        assert!(directory.site(site(99)).is_none());
        assert_eq!(directory.capabilities().len(), 2);
        assert_eq!((directory.people().len(), directory.sites().len()), (6, 12));
        assert!(directory.orphans().is_empty());
    }
}
