//! The table `access`: one row per role or capability of a login on a site. It has no unique key, knows nothing of the
//! sites, and keeps each login as the caller wrote it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::collate::Folded;

/// A role or a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Access(u8);

/// Roles first, weakest first; then the Tag Manager's capabilities, in the order Matomo lists them.
const IDS: [&str; 6] = [
    "view",
    "write",
    "admin",
    "tagmanager_write",
    "tagmanager_publish_live_container",
    "tagmanager_use_custom_templates",
];

impl Access {
    pub(crate) const VIEW: Access = Access(0);
    pub(crate) const WRITE: Access = Access(1);
    pub(crate) const ADMIN: Access = Access(2);

    /// All roles and capabilities, in Matomo's order.
    pub(crate) fn all() -> impl Iterator<Item = Access> {
        (0..).map(Access).take(IDS.len())
    }

    /// The one with this id; case matters.
    pub(crate) fn of_id(id: &str) -> Option<Access> {
        Access::all().find(|access| access.id() == id)
    }

    /// The id, as the API writes it.
    pub(crate) fn id(self) -> &'static str {
        IDS[usize::from(self.0)]
    }

    /// Whether it is a role, not a capability.
    pub(crate) fn is_role(self) -> bool {
        self <= Access::ADMIN
    }

    /// Whether this role already contains the capability.
    pub(crate) fn includes(self, capability: Access) -> bool {
        match capability.id() {
            "tagmanager_write" => self == Access::WRITE || self == Access::ADMIN,
            _ => self == Access::ADMIN,
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    /// The login as it was written by who granted this.
    pub(crate) login: Arc<str>,
    /// The site, which need not exist.
    pub(crate) site: u32,
    /// What was granted.
    pub(crate) access: Access,
    /// Rows come back in the order they were added where nothing else sorts them.
    sequence: u32,
}

/// All rows.
#[derive(Default)]
pub(crate) struct Grants {
    /// By login, then by site, then by age.
    rows: BTreeMap<Folded, Vec<Grant>>,
    added: u32,
}

impl Grants {
    /// Adds a row, whatever is there already.
    pub(crate) fn add(&mut self, login: &str, site: u32, access: Access) {
        self.added += 1;
        let rows = self.rows.entry(Folded::new(login)).or_default();
        let written = rows.iter().rev().find(|row| *row.login == *login).map(|row| Arc::clone(&row.login));
        let login = written.unwrap_or_else(|| login.into());
        let place = rows.partition_point(|row| row.site <= site);
        rows.insert(place, Grant { login, site, access, sequence: self.added });
    }

    /// Removes the rows of a login (in any spelling of case) that `dropped` names.
    pub(crate) fn remove(&mut self, login: &str, dropped: impl Fn(&Grant) -> bool) {
        let login = Folded::new(login);
        if let Some(rows) = self.rows.get_mut(&login) {
            rows.retain(|row| !dropped(row));
            if rows.is_empty() {
                self.rows.remove(&login);
            }
        }
    }

    /// The rows of a login, by site and age.
    pub(crate) fn of_login(&self, login: &str) -> &[Grant] {
        self.rows.get(&Folded::new(login)).map_or(&[], Vec::as_slice)
    }

    /// The rows of a login on a site, by age.
    pub(crate) fn of_login_on(&self, login: &str, site: u32) -> &[Grant] {
        let rows = self.of_login(login);
        let start = rows.partition_point(|row| row.site < site);
        let end = rows.partition_point(|row| row.site <= site);
        &rows[start..end]
    }

    /// The rows of a site, by age.
    pub(crate) fn on_site(&self, site: u32) -> Vec<&Grant> {
        let mut found: Vec<&Grant> = Vec::new();
        for rows in self.rows.values() {
            let start = rows.partition_point(|row| row.site < site);
            for row in rows[start..].iter().take_while(|row| row.site == site) {
                let place = found.partition_point(|before| before.sequence < row.sequence);
                found.insert(place, row);
            }
        }
        found
    }

    /// All rows, by login and site.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Grant> {
        self.rows.values().flatten()
    }

    /// Removes all rows of a site.
    pub(crate) fn remove_site(&mut self, site: u32) {
        for rows in self.rows.values_mut() {
            rows.retain(|row| row.site != site);
        }
        self.rows.retain(|_, rows| !rows.is_empty());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_and_what_roles_include() {
        assert_eq!(
            Access::all().filter(|access| access.is_role()).map(Access::id).collect::<Vec<_>>(),
            ["view", "write", "admin"]
        );
        let write = Access::of_id("tagmanager_write").unwrap();
        let publish = Access::of_id("tagmanager_publish_live_container").unwrap();
        assert!(Access::WRITE.includes(write) && Access::ADMIN.includes(publish));
        assert!(!Access::VIEW.includes(write) && !Access::WRITE.includes(publish));
        assert_eq!((Access::of_id("View"), Access::of_id("superuser")), (None, None));
    }

    #[test]
    fn rows_are_found_in_any_case_and_keep_theirs() {
        let mut grants = Grants::default();
        grants.add("ivan", 2, Access::VIEW);
        grants.add("IVAN", 1, Access::VIEW);
        assert_eq!(
            grants.of_login("Ivan").iter().map(|row| (&*row.login, row.site)).collect::<Vec<_>>(),
            [("IVAN", 1), ("ivan", 2)]
        );
        grants.remove("iVaN", |row| row.site == 1);
        assert_eq!(grants.of_login_on("IVAN", 2).len(), 1);
        assert!(grants.of_login_on("IVAN", 1).is_empty());
    }

    #[test]
    fn a_site_lists_by_age_a_login_by_site() {
        let mut grants = Grants::default();
        for (login, site) in [("zoe", 7), ("zoe", 3), ("anna", 7)] {
            grants.add(login, site, Access::VIEW);
        }
        assert_eq!(grants.on_site(7).iter().map(|row| &*row.login).collect::<Vec<_>>(), ["zoe", "anna"]);
        assert_eq!(
            grants.all().map(|row| (&*row.login, row.site)).collect::<Vec<_>>(),
            [("anna", 7), ("zoe", 3), ("zoe", 7)]
        );
        grants.remove_site(7);
        assert_eq!(grants.all().count(), 1);
    }

    proptest! {
        #[test]
        fn what_is_added_is_found_until_removed(rows in prop::collection::vec((0..4_usize, 0..5_u32, 0..6_u8), 0..40), gone in 0..5_u32) {
            let logins = ["a1", "A1", "b2", "ö3"];
            let mut grants = Grants::default();
            for (login, site, access) in &rows {
                grants.add(logins[*login], *site, Access(*access));
            }
            prop_assert_eq!(grants.all().count(), rows.len());
            for site in 0..5 {
                let expected: Vec<_> = rows.iter().filter(|row| row.1 == site).map(|row| (logins[row.0], Access(row.2))).collect();
                let found: Vec<_> = grants.on_site(site).into_iter().map(|row| (&*row.login, row.access)).collect();
                prop_assert_eq!(found, expected);
            }
            grants.remove("a1", |row| row.site == gone);
            prop_assert!(grants.of_login_on("A1", gone).is_empty());
        }
    }
}
