//! Making super users and unmaking them, with what Matomo deletes along the way.

use super::{
    cells::once_each,
    edits::{Edits, count},
    stage::{Action, Staged, Wish},
};
use crate::{Directory, Grant, Person, Plan, Refusal, order};
use matomo_api::{Login, SiteId};
use serde::{Deserialize, Serialize};

/// The site roles that Matomo deletes when it makes somebody a super user (seen). Kept, they can be
/// given back when it is taken away: [`Edits::unmake_super_users`].
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Wiped {
    /// Whose.
    pub login: Login,
    /// What was there, by site.
    pub grants: Vec<(SiteId, Grant)>,
}

impl Edits {
    /// Makes people super users, or leaves those super users that should no longer be ones.
    /// [`Edits::wiped`] tells what Matomo deletes with that; keep it when it is applied.
    pub fn make_super_users(&mut self, directory: &Directory, people: &[Login]) -> Staged {
        let mut action = Action::on(self, directory);
        for login in once_each(people) {
            match Plan::super_user(directory, &login, true, false) {
                // Nothing to do: they are one, and stay one.
                Ok(plan) if plan.is_empty() => action.account(&login, None),
                Ok(_) => action.account(&login, Some(true)),
                Err(reason) => action.done.refuse(Some(&login), None, reason),
            }
        }
        action.end_accounts("to super user")
    }

    /// Takes being a super user away, or takes it back where it is only staged: then the edits of
    /// their sites are there again. With it goes every role, so those in `kept`, and those that
    /// Matomo still has rows of, are staged to be given back.
    pub fn unmake_super_users(&mut self, directory: &Directory, people: &[Login], kept: &[Wiped]) -> Staged {
        let mut action = Action::on(self, directory);
        let mut left = action.edits().super_users(directory);
        for login in once_each(people) {
            let is = match Plan::super_user(directory, &login, false, false) {
                Err(Refusal::LastSuperUser(_)) => true,
                Err(reason) => {
                    action.done.refuse(Some(&login), None, reason);
                    continue;
                }
                Ok(plan) => !plan.is_empty(),
            };
            let staged = action.edits().super_user(&login);
            if !staged.unwrap_or(is) {
                continue;
            }
            if left == 1 {
                action.done.refuse(Some(&login), None, Refusal::LastSuperUser(login.clone()));
                continue;
            }
            left -= 1;
            if is { action.step_down(&login, kept) } else { action.account(&login, None) }
        }
        action.end_accounts("no longer super user")
    }

    /// What Matomo deletes when what is staged is applied: the roles of those who become super users.
    pub fn wiped(&self, directory: &Directory) -> Vec<Wiped> {
        let becomes = self.rows().iter().filter(|row| row.super_user == Some(true));
        let people = becomes.filter_map(|row| directory.person(row.login.as_str())).filter(|person| !person.super_user);
        people.map(|person| Wiped { login: person.login.clone(), grants: grants(person) }).collect()
    }

    /// How many super users there will be.
    pub(super) fn super_users(&self, directory: &Directory) -> usize {
        let will = |person: &&Person| self.super_user(&person.login).unwrap_or(person.super_user);
        directory.people().iter().filter(will).count()
    }
}

fn grants(person: &Person) -> Vec<(SiteId, Grant)> {
    person.grants.iter().map(|(site, grant)| (site, grant.clone())).collect()
}

impl Action<'_> {
    fn account(&mut self, login: &Login, super_user: Option<bool>) {
        let mut row = self.take(login);
        if row.super_user == super_user {
            return;
        }
        if row.super_user == Some(false) {
            // They were what should be given back.
            row.cells.clear();
        }
        row.super_user = super_user;
        self.done.changed += 1;
        self.put(row);
    }

    fn step_down(&mut self, login: &Login, kept: &[Wiped]) {
        let directory = self.directory;
        let mut back: Vec<(SiteId, Grant)> = directory.person(login.as_str()).map(grants).unwrap_or_default();
        back.extend(kept.iter().filter(|wiped| wiped.login == *login).flat_map(|wiped| wiped.grants.clone()));
        let sites: Vec<SiteId> = back.iter().map(|(site, _)| *site).collect();
        let places = self.places(&sites);
        order::sort_by_key(&mut back, |(site, _)| *site);
        let mut row = self.take(login);
        row.super_user = Some(false);
        let changed = self.done.changed;
        let row = self.with_cells(row, &places, &mut |pool, place, _| {
            // Of two the later one counts: what was kept.
            let site = directory.sites()[place].id;
            let last = back.partition_point(|(id, _)| *id <= site).checked_sub(1);
            let grant = last.and_then(|last| back.get(last)).map(|(_, grant)| grant);
            Wish::To(pool.id(directory, grant))
        });
        self.done.changed = changed + 1;
        self.put(row);
    }

    fn end_accounts(self, words: &str) -> Staged {
        let title = match self.done.changed {
            1 => self.rows().iter().map(|row| format!("{} {words}", row.login)).collect(),
            people => format!("{} {words}", count(people, "account")),
        };
        self.end_as(title)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Contents, Scope,
        matrix::{To, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    #[test]
    fn what_is_wiped_is_told_and_what_was_staged_comes_back() {
        let directory = company();
        let mut edits = one(&directory, "bob", 4, Role::Admin);
        let staged = edits.make_super_users(&directory, &["bob", "ivy", "root", "anonymous"].map(login));
        assert_eq!(staged.changed, 1, "root is one");
        let reasons: Vec<_> = staged.refused.into_iter().map(|refused| refused.reason).collect();
        assert_eq!(reasons, [Refusal::AnonymousAccount, Refusal::NotYetActive(login("ivy"))]);
        assert_eq!(told(&edits), ["bob super user", "bob 4 admin"]);
        assert_eq!(edits.undo_title(), Some("bob to super user"));
        let wiped = edits.wiped(&directory);
        assert_eq!((wiped.len(), wiped[0].grants.len()), (1, 3));
        let refused = edits.set(&directory, &target(&["bob"], &[1]), &To::Nothing).refused;
        assert_eq!(refused[0].reason, Refusal::BecomesSuperUser(login("bob")));
        edits.unmake_super_users(&directory, &[login("bob")], &[]);
        assert_eq!(told(&edits), ["bob 4 admin"]);
    }

    #[test]
    fn kept_roles_are_given_back() {
        let directory = company();
        let mut edits = Edits::default();
        let grants =
            vec![(site(1), Role::Write.into()), (site(2), grant(Role::View, &["tags"])), (site(99), Role::View.into())];
        let kept = [Wiped { login: login("second"), grants }];
        let staged = edits.unmake_super_users(&directory, &[login("second")], &kept);
        assert_eq!(staged.refused[0].reason, Refusal::UnknownSite(site(99)));
        assert_eq!(told(&edits), ["second steps down", "second 1 write", "second 2 view + tags"]);
        assert_eq!(edits.undo_title(), Some("second no longer super user"));
        edits.set(&directory, &target(&["second"], &[3]), &To::Role(Role::View));
        assert_eq!(edits.of_person(&login("second")), 4, "roles after that can be staged");
        edits.make_super_users(&directory, &[login("second")]);
        assert!(edits.is_empty(), "they stay one");
    }

    #[test]
    fn somebody_stays_a_super_user() {
        let directory = company();
        let mut edits = Edits::default();
        let both = ["root", "second"].map(login);
        let staged = edits.unmake_super_users(&directory, &both, &[]);
        assert_eq!((staged.changed, &staged.refused[0].reason), (1, &Refusal::LastSuperUser(login("second"))));
        edits.make_super_users(&directory, &[login("ann")]);
        assert_eq!(edits.unmake_super_users(&directory, &both, &[]).changed, 1, "ann will be one");
        let own = Wiped { login: login("root"), grants: vec![(site(1), Role::View.into())] };
        let mut edits = Edits::default();
        let staged = edits.unmake_super_users(&directory, &both[..1], &[own]);
        assert_eq!(staged.refused[0].reason, Refusal::CannotRestoreOwn);
        assert_eq!(told(&edits), ["root steps down"]);
        assert_eq!(edits.make_super_users(&directory, &["ann", "bob"].map(login)).changed, 2);
        assert_eq!(edits.undo_title(), Some("2 accounts to super user"));
        let site_admin = company_seen_by(Scope::OwnSites, "ann");
        let refused = edits.make_super_users(&site_admin, &[login("bob")]).refused;
        assert_eq!(refused[0].reason, Refusal::NeedsSuperUser);
        let alone = Directory::new(Contents { users: vec![user("ann")], ..empty() }).unwrap();
        assert_eq!(Edits::default().unmake_super_users(&alone, &[login("ann")], &[]), Staged::default());
    }
}
