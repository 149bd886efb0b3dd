//! Staged edits after Matomo was read again: what is done, and what somebody else changed.

use super::edits::{Edit, Edits, RowEdits, count};
use super::stage::Ground;
use crate::{Decision, Directory, Grant, plan::alike};
use matomo_api::{Login, SiteId};

/// A cell that is staged and that somebody else changed since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Whose access.
    pub login: Login,
    /// To what.
    pub site: SiteId,
    /// As it was when it was staged.
    pub before: Option<Grant>,
    /// As it is staged.
    pub mine: Option<Grant>,
    /// As it is now.
    pub theirs: Option<Grant>,
}

impl Edits {
    /// Takes note that Matomo was read again. Edits that are in place are dropped, without an entry in
    /// the history. What others changed on edited cells is told; it stays out of every plan until
    /// [`Edits::decide`]. The rest goes on.
    pub fn rebase(&mut self, directory: &Directory) -> Vec<Conflict> {
        self.pool.learn(directory);
        let settled = self.rows().iter().map(|row| self.unsettled(directory, row)).collect();
        self.swap(settled);
        self.conflicts(directory)
    }

    /// What others changed on edited cells and is not decided.
    pub fn conflicts(&self, directory: &Directory) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for row in self.rows() {
            let person = directory.account(&row.login);
            if person.is_some_and(|person| person.super_user) || row.super_user == Some(true) {
                continue;
            }
            let is = |site| directory.place(site).map(|place| Ground::of(person).at(place));
            let conflict = |edit: &Edit| self.conflict(directory, row, edit, is(edit.site)?);
            conflicts.extend(row.cells.iter().filter_map(conflict));
        }
        conflicts
    }

    /// Says what counts where others changed something, as one action. Other cells than those in
    /// conflict stay as they are.
    pub fn decide(&mut self, directory: &Directory, cells: &[(Login, SiteId)], decision: Decision) {
        let mut rows: Vec<RowEdits> = Vec::new();
        let mut decided = 0;
        for conflict in self.conflicts(directory) {
            let Conflict { login, site, theirs, .. } = conflict;
            if !cells.iter().any(|cell| cell.0 == login && cell.1 == site) {
                continue;
            }
            if rows.last().is_none_or(|row| row.login != login) {
                rows.extend(self.row(&login).cloned());
            }
            let was = self.pool.id(directory, theirs.as_ref());
            let Some(row) = rows.last_mut() else { continue };
            match decision {
                Decision::Overwrite => {
                    row.cells.iter_mut().filter(|edit| edit.site == site).for_each(|edit| edit.was = was)
                }
                Decision::KeepTheirs => row.cells.retain(|edit| edit.site != site),
            }
            decided += 1;
        }
        self.record(format!("Decided {}", count(decided, "conflict")), rows);
    }

    /// Whether what `is` there is neither what was there nor what shall be.
    pub(super) fn conflict(
        &self,
        directory: &Directory,
        row: &RowEdits,
        edit: &Edit,
        is: Option<&Grant>,
    ) -> Option<Conflict> {
        let was = self.pool.asked(edit.was);
        if alike(directory, is, was) || alike(directory, is, self.pool.asked(edit.want)) {
            return None;
        }
        Some(Conflict {
            login: row.login.clone(),
            site: edit.site,
            before: was.cloned(),
            mine: self.pool.kept(edit.want).cloned(),
            theirs: is.cloned(),
        })
    }

    fn unsettled(&self, directory: &Directory, row: &RowEdits) -> RowEdits {
        let mut row = row.clone();
        let person = directory.account(&row.login);
        let ground = Ground::of(person);
        let there = |edit: &Edit| {
            let place = directory.place(edit.site);
            place.is_some_and(|place| alike(directory, ground.at(place), self.pool.asked(edit.want)))
        };
        if person.is_none() && !row.login.is_anonymous() {
            // A site admin is not told any more of those who have no access to their sites.
            row.cells.retain(|edit| !there(edit));
            return row;
        }
        let is_super_user = person.is_some_and(|person| person.super_user);
        if row.super_user == Some(is_super_user) {
            row.super_user = None;
            if is_super_user {
                row.cells.clear();
            }
        }
        if !is_super_user {
            row.cells.retain(|edit| !there(edit));
        }
        row
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Contents,
        matrix::{To, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    /// Bob's access in another reading of the company.
    fn later(access: &[(&str, &[u32])], super_users: &[&str]) -> Directory {
        let mut users = ["root", "second", "ann", "bob"].map(user).to_vec();
        users.iter_mut().for_each(|user| user.super_user = super_users.contains(&user.login.as_str()));
        let sites = company().sites().iter().map(|one| site_row(one.id.get(), &one.name)).collect();
        let access = access.iter().map(|(id, sites)| rows(id, [("bob", sites.to_vec())])).collect();
        Directory::new(Contents { users, sites, access, ..empty() }).unwrap()
    }

    #[test]
    fn what_others_changed_is_told_and_the_rest_goes_on() {
        let company = company();
        let mut edits = Edits::default();
        edits.set(&company, &target(&["bob"], &[1, 2, 3, 4]), &To::Role(Role::Admin));
        // 1 is as it was, 2 has lost its capability, 3 is as it shall be, 4 is gone.
        let later = later(&[("view", &[2]), ("write", &[1]), ("admin", &[3])], &["root", "second"]);
        let conflicts = edits.rebase(&later);
        let conflict = |id, before, theirs| Conflict {
            login: login("bob"),
            site: site(id),
            before: Some(before),
            mine: Some(Role::Admin.into()),
            theirs,
        };
        let view = || Grant::plain(Role::View);
        assert_eq!(conflicts, [conflict(2, grant(Role::View, &["tags"]), Some(view())), conflict(4, view(), None)]);
        assert_eq!(told(&edits), ["bob 1 admin", "bob 2 admin", "bob 4 admin"]);
        let planned = edits.plan(&later);
        assert_eq!((planned.plan.counts().grants, planned.conflicts), (1, conflicts));
        edits.decide(&later, &[(login("bob"), site(2))], Decision::Overwrite);
        edits.decide(&later, &[(login("bob"), site(4)), (login("bob"), site(1))], Decision::KeepTheirs);
        assert_eq!(told(&edits), ["bob 1 admin", "bob 2 admin"]);
        assert_eq!(edits.plan(&later).plan.counts().grants, 2);
        assert_eq!(edits.undo().as_deref(), Some("Decided 1 conflict"));
        assert_eq!(edits.conflicts(&later).len(), 1);
    }

    #[test]
    fn what_was_applied_is_dropped() {
        let company = company();
        let mut edits = one(&company, "bob", 3, Role::Admin);
        edits.make_super_users(&company, &[login("bob")]);
        edits.unmake_super_users(&company, &[login("second")], &[]);
        let later = later(&[], &["root", "bob"]);
        assert_eq!(edits.rebase(&later), []);
        assert!(edits.is_empty());
        let mut edits = one(&company, "ann", 3, Role::Admin);
        edits.rebase(&Directory::new(empty()).unwrap());
        assert_eq!(told(&edits), ["ann 3 admin"], "an account that is gone is for the plan to refuse");
        edits.set(&company, &target(&["bob"], &[2, 4]), &To::Nothing);
        let sites = company.sites().iter().map(|one| site_row(one.id.get(), &one.name)).collect();
        edits.rebase(&Directory::new(Contents { sites, ..empty() }).unwrap());
        assert_eq!(told(&edits), ["ann 3 admin"], "who is gone has no access any more");
    }
}
