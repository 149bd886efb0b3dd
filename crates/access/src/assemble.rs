//! A directory from the lists that Matomo gives.

use crate::{
    Directory, Grant, Grants, Orphan, OrphanKind, Person, Scope, Site,
    grants::{Table, place_of},
    order,
};
use matomo_api::{
    Capability, Login, Role,
    methods::{AccessId, AvailableCapability, SiteRow, SitesOfUser, UserRow},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

/// What a directory is made of, as Matomo's methods return it.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Every account that the caller sees.
    pub users: Vec<UserRow>,
    /// Every site that the caller administers.
    pub sites: Vec<SiteRow>,
    /// For each role and capability: who has it where.
    pub access: Vec<(AccessId, Vec<SitesOfUser>)>,
    /// What the instance knows.
    pub capabilities: Vec<AvailableCapability>,
    /// How much of Matomo these lists cover.
    pub scope: Scope,
    /// Whose token it is.
    pub caller: Option<Login>,
}

/// More sites times different grants than four bytes can number: 4,294,967,295.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this Matomo has more sites and combinations of capabilities than Lanyard can keep")]
pub struct TooManyGrants;

impl Directory {
    /// Puts the lists together. Rows that do not fit become [`Directory::orphans`].
    pub fn new(contents: Contents) -> Result<Self, TooManyGrants> {
        let mut sites: Vec<Site> = contents.sites.into_iter().map(Site::of).collect();
        order::sort_by_key(&mut sites, |site| site.id);
        sites.dedup_by_key(|site| site.id);
        let mut users = contents.users;
        order::sort_by_key(&mut users, |user| user.login.as_str().to_lowercase());
        users.dedup_by(|a, b| a.login == b.login);

        let mut rows = Rows::new(&users, &sites);
        let (roles, rest): (Vec<_>, Vec<_>) =
            contents.access.into_iter().partition(|(access, _)| matches!(access, AccessId::Role(_)));
        for (access, people) in roles {
            rows.take(&access, people);
        }
        rows.settle_roles();
        for (access, people) in rest {
            rows.take(&access, people);
        }
        let (all_grants, orphans) = (rows.grants(&sites)?, rows.orphans);

        let mut people = Vec::with_capacity(users.len());
        let mut anonymous = None;
        for (user, grants) in users.into_iter().zip(all_grants) {
            if !user.login.is_anonymous() {
                people.push(Person::of(user, grants));
            } else if !grants.is_empty() {
                anonymous = Some(Person::of(user, grants));
            }
        }
        Ok(Self {
            keys: people.iter().map(search_key).collect(),
            addresses: OnceLock::new(),
            environments: sites.iter().map(Site::environment).collect(),
            breadths: OnceLock::new(),
            people,
            sites,
            anonymous,
            capabilities: contents.capabilities,
            scope: contents.scope,
            caller: contents.caller,
            orphans,
        })
    }
}

fn search_key(person: &Person) -> String {
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    format!("{}\n{}", person.login, email).to_lowercase()
}

/// Every person's rows, by place in the sorted lists of people and sites. Kept small, since there
/// can be ten million: a role row is the site's place times three plus the role.
struct Rows<'a> {
    users: &'a [UserRow],
    sites: &'a [Site],
    exact: HashMap<&'a str, usize>,
    folded: HashMap<String, usize>,
    roles: Vec<Vec<u32>>,
    capabilities: Vec<BTreeMap<u32, Vec<Capability>>>,
    orphans: Vec<Orphan>,
}

const ROLES: u32 = Role::ALL.len() as u32;

impl<'a> Rows<'a> {
    fn new(users: &'a [UserRow], sites: &'a [Site]) -> Self {
        let logins = || users.iter().enumerate().map(|(index, user)| (user.login.as_str(), index));
        Self {
            users,
            sites,
            exact: logins().collect(),
            folded: logins().map(|(login, index)| (login.to_lowercase(), index)).collect(),
            roles: vec![Vec::new(); users.len()],
            capabilities: vec![BTreeMap::new(); users.len()],
            orphans: Vec::new(),
        }
    }

    /// Takes the rows of one role or capability.
    fn take(&mut self, access: &AccessId, people: Vec<SitesOfUser>) {
        for SitesOfUser { login, sites } in people {
            let exact = self.exact.get(login.as_str()).copied();
            let user = exact.or_else(|| self.folded.get(&login.as_str().to_lowercase()).copied());
            for site in sites {
                let place = place_of(self.sites, site, |site| site.id);
                let kind = match (place, user) {
                    (None, _) => Some(OrphanKind::UnknownSite),
                    (_, None) => Some(OrphanKind::NoAccount),
                    (Some(place), Some(user)) => {
                        let other = exact.is_none().then(|| OrphanKind::OtherSpelling(self.users[user].login.clone()));
                        if self.put(user, place as u32, access) { other } else { Some(OrphanKind::NoRole) }
                    }
                };
                if let Some(kind) = kind {
                    let access = match access {
                        AccessId::Role(role) => role.as_str(),
                        AccessId::Capability(capability) => capability.as_str(),
                    };
                    self.orphans.push(Orphan { login: login.clone(), site, access: access.to_owned(), kind });
                }
            }
        }
    }

    fn put(&mut self, user: usize, place: u32, access: &AccessId) -> bool {
        match access {
            AccessId::Role(role) => self.roles[user].push(place * ROLES + *role as u32),
            AccessId::Capability(capability) => {
                if self.roles[user].binary_search_by_key(&place, |row| row / ROLES).is_err() {
                    return false;
                }
                self.capabilities[user].entry(place).or_default().push(capability.clone());
            }
        }
        true
    }

    /// Sorts by site. The table has no unique key: of two roles on one site the stronger counts.
    fn settle_roles(&mut self) {
        for rows in &mut self.roles {
            rows.sort_unstable();
            rows.dedup_by(|later, kept| {
                let same_site = *later / ROLES == *kept / ROLES;
                *kept = if same_site { *later } else { *kept };
                same_site
            });
        }
    }

    fn grants(&self, sites: &[Site]) -> Result<Vec<Grants>, TooManyGrants> {
        let mut kinds: Vec<Grant> = Role::ALL.into_iter().map(Grant::plain).collect();
        let mut known: HashMap<Grant, usize> = HashMap::new();
        let mut of_user: Vec<HashMap<u32, usize>> = vec![HashMap::new(); self.users.len()];
        for (user, by_site) in self.capabilities.iter().enumerate() {
            for (place, capabilities) in by_site {
                let Ok(row) = self.roles[user].binary_search_by_key(place, |row| row / ROLES) else { continue };
                let role = Role::ALL[(self.roles[user][row] % ROLES) as usize];
                let grant = Grant::new(role, capabilities.clone());
                let kind = *known.entry(grant).or_insert_with_key(|grant| {
                    kinds.push(grant.clone());
                    kinds.len() - 1
                });
                of_user[user].insert(*place, kind);
            }
        }
        let table = Arc::new(Table { sites: sites.iter().map(|site| site.id).collect(), kinds });
        if !table.fits() {
            return Err(TooManyGrants);
        }
        let pairs = |(rows, special): (&Vec<u32>, &HashMap<u32, usize>)| {
            let kind = |row: u32| special.get(&(row / ROLES)).copied().unwrap_or((row % ROLES) as usize);
            Grants::of(&table, rows.iter().map(|row| ((*row / ROLES) as usize, kind(*row))))
        };
        Ok(self.roles.iter().zip(&of_user).map(pairs).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Reach, testing::*};

    #[test]
    fn rows_come_to_their_people() {
        let directory = Directory::new(Contents {
            users: vec![user("bob"), user("Alice"), user("anonymous"), user("bob")],
            sites: vec![site_row(3, "Blog"), site_row(1, "Shop"), site_row(3, "Blog")],
            access: vec![
                rows("tags", [("bob", vec![1])]),
                rows("view", [("bob", vec![1, 3]), ("anonymous", vec![3])]),
                rows("admin", [("Alice", vec![1])]),
                rows("publish", [("bob", vec![1])]),
            ],
            ..empty()
        })
        .unwrap();
        let logins: Vec<_> = directory.people().iter().map(|p| p.login.as_str()).collect();
        assert_eq!(logins, ["Alice", "bob"]);
        assert_eq!(directory.sites().iter().map(|s| s.id.get()).collect::<Vec<_>>(), [1, 3]);
        let bob = directory.person("bob").unwrap();
        assert_eq!(bob.grants.get(site(1)), Some(grant(Role::View, &["publish", "tags"])));
        assert_eq!(bob.grants.get(site(3)), Some(Grant::plain(Role::View)));
        assert_eq!(directory.anonymous().unwrap().grants.len(), 1);
        assert_eq!(directory.on_site(site(1))[0].1, Reach::Grant(Grant::plain(Role::Admin)));
        assert!(directory.orphans().is_empty());
    }

    #[test]
    fn rows_that_do_not_fit_are_told() {
        let directory = Directory::new(Contents {
            users: vec![user("ivan")],
            sites: vec![site_row(1, "Shop"), site_row(2, "Blog")],
            access: vec![
                rows("view", [("ivan", vec![1, 999])]),
                rows("admin", [("IVAN", vec![1]), ("gone", vec![2])]),
                rows("tags", [("ivan", vec![2])]),
            ],
            ..empty()
        })
        .unwrap();
        let ivan = directory.person("ivan").unwrap();
        assert_eq!(ivan.grants.role(site(1)), Some(Role::Admin), "a row in another spelling counts in Matomo");
        assert_eq!(ivan.grants.len(), 1);
        let told: Vec<_> = directory.orphans().iter().map(|o| (o.login.as_str(), o.site.get(), &o.kind)).collect();
        assert_eq!(
            told,
            [
                ("ivan", 999, &OrphanKind::UnknownSite),
                ("IVAN", 1, &OrphanKind::OtherSpelling(login("ivan"))),
                ("gone", 2, &OrphanKind::NoAccount),
                ("ivan", 2, &OrphanKind::NoRole),
            ]
        );
    }
}
