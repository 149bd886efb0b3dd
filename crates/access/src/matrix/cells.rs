//! Actions on cells: a role, none, one role up or down, capabilities.

use super::{
    edits::Edits,
    pool::{GrantId, NONE, Pool},
    stage::{Action, Staged, Target, Wish},
};
use crate::{Directory, Refusal, order};
use matomo_api::{Capability, Login, Role};

/// What cells are set to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// No access.
    Nothing,
    /// A role. Capabilities stay.
    Role(Role),
    /// One role more: nothing, view, write, admin.
    Up,
    /// One role less.
    Down,
    /// Some capabilities more and some less; each cell keeps its role and its other capabilities.
    Capabilities {
        /// What is added.
        add: Vec<Capability>,
        /// What is taken away.
        remove: Vec<Capability>,
    },
}

impl Edits {
    /// Sets cells. Those of people whose roles cannot be set are refused, with the reason.
    pub fn set(&mut self, directory: &Directory, target: &Target, to: &To) -> Staged {
        let mut action = Action::on(self, directory);
        let places = action.places(&target.sites);
        for login in once_each(&target.people) {
            action.cells(&login, &places, &mut |pool, _, current| to.wish(directory, pool, current));
        }
        action.end(match to {
            To::Nothing => "to no access",
            To::Role(Role::View) => "to view",
            To::Role(Role::Write) => "to write",
            To::Role(Role::Admin) => "to admin",
            To::Up => "up one role",
            To::Down => "down one role",
            To::Capabilities { .. } => "with other capabilities",
        })
    }

    /// Drops what is staged for these people on these sites, as one action.
    pub fn discard(&mut self, directory: &Directory, target: &Target) -> Staged {
        let mut action = Action::on(self, directory);
        for login in once_each(&target.people) {
            let mut row = action.take(&login);
            let before = row.cells.len();
            row.cells.retain(|edit| !target.sites.contains(&edit.site));
            if row.cells.len() < before {
                action.done.changed += before - row.cells.len();
                action.put(row);
            }
        }
        action.end("back to what is")
    }
}

impl To {
    fn wish(&self, directory: &Directory, pool: &mut Pool, current: GrantId) -> Wish {
        let role = pool.asked(current).map(|grant| grant.role);
        let role = match (self, role) {
            (To::Nothing, _) | (To::Down, Some(Role::View)) => return Wish::To(NONE),
            (To::Down, None) | (To::Up, Some(Role::Admin)) => return Wish::Stay,
            (To::Role(role), _) => *role,
            (To::Up, None) => Role::View,
            (To::Up, Some(Role::View)) | (To::Down, Some(Role::Admin)) => Role::Write,
            (To::Up, Some(Role::Write)) => Role::Admin,
            (To::Down, Some(Role::Write)) => Role::View,
            (To::Capabilities { add, remove }, _) => {
                return match pool.with_capabilities(directory, current, add, remove) {
                    Some(grant) => Wish::To(grant),
                    None if add.is_empty() => Wish::Stay,
                    None => Wish::No(Refusal::NeedsRole),
                };
            }
        };
        Wish::To(pool.with_role(directory, current, role))
    }
}

/// In order of login, each once.
pub(super) fn once_each(people: &[Login]) -> Vec<Login> {
    let mut people = people.to_vec();
    order::sort(&mut people);
    people.dedup();
    people
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        matrix::{Refused, testing::*},
        testing::*,
    };

    fn set(edits: &mut Edits, people: &[&str], sites: &[u32], to: &To) -> Staged {
        edits.set(&company(), &target(people, sites), to)
    }

    fn capabilities(add: &[&str], remove: &[&str]) -> To {
        let list = |ids: &[&str]| ids.iter().map(|id| capability(id)).collect();
        To::Capabilities { add: list(add), remove: list(remove) }
    }

    #[test]
    fn a_role_keeps_capabilities_and_what_is_there_already_is_not_staged() {
        let mut edits = Edits::default();
        let staged = set(&mut edits, &["bob", "ann"], &[2, 1], &To::Role(Role::Write));
        assert_eq!((staged.changed, staged.refused.len()), (3, 0));
        assert_eq!(told(&edits), ["ann 1 write", "ann 2 write", "bob 2 write"]);
        assert_eq!(edits.undo_title(), Some("3 cells to write"));
        set(&mut edits, &["bob"], &[2], &To::Role(Role::View));
        assert_eq!(told(&edits), ["ann 1 write", "ann 2 write"], "with the capability it is as it was");
        assert_eq!(set(&mut edits, &["ann"], &[1], &To::Role(Role::Write)), Staged::default());
        assert_eq!(edits.undo_title(), Some("1 cell to view"), "nothing that changes nothing is an action");
    }

    #[test]
    fn one_role_up_or_down_at_a_time() {
        let mut edits = Edits::default();
        let sites = [1, 2, 5];
        set(&mut edits, &["bob"], &sites, &To::Up);
        assert_eq!(told(&edits), ["bob 1 admin", "bob 2 write", "bob 5 view"]);
        assert_eq!(set(&mut edits, &["bob"], &sites, &To::Up).changed, 2, "admin is the last");
        assert_eq!(told(&edits), ["bob 1 admin", "bob 2 admin", "bob 5 write"]);
        for _ in 0..3 {
            set(&mut edits, &["bob"], &sites, &To::Down);
        }
        assert_eq!(told(&edits), ["bob 1 none", "bob 2 none"]);
        assert_eq!(set(&mut edits, &["bob"], &sites, &To::Down), Staged::default(), "nothing is the last");
        let nothing = set(&mut edits, &["ann"], &[1, 3], &To::Nothing);
        assert_eq!(nothing.changed, 1);
    }

    #[test]
    fn capabilities_come_and_go_and_need_a_role() {
        let mut edits = Edits::default();
        let staged = set(&mut edits, &["bob"], &[2, 4, 5], &capabilities(&["publish"], &["tags"]));
        assert_eq!(told(&edits), ["bob 2 view + publish", "bob 4 view + publish"]);
        let needs = Refused { login: Some(login("bob")), sites: vec![site(5)], reason: Refusal::NeedsRole };
        assert_eq!(staged.refused, [needs]);
        let mut edits = Edits::default();
        assert_eq!(set(&mut edits, &["bob"], &[5], &capabilities(&[], &["tags"])), Staged::default());
        assert_eq!(set(&mut edits, &["ann"], &[1], &capabilities(&["tags"], &[])).changed, 0, "admin holds it");
        let unknown = set(&mut edits, &["bob"], &[4], &capabilities(&["fly"], &[]));
        assert_eq!(unknown.refused[0].reason, Refusal::UnknownCapability(capability("fly")));
    }

    #[test]
    fn what_cannot_be_is_told() {
        let mut edits = Edits::default();
        let people = ["anonymous", "root", "old", "BOB", "nobody", "ivy"];
        let staged = set(&mut edits, &people, &[1, 99], &To::Role(Role::Write));
        assert_eq!(told(&edits), ["ivy 1 write"]);
        let reasons: Vec<Refusal> = staged.refused.into_iter().map(|refused| refused.reason).collect();
        assert_eq!(
            reasons,
            [
                Refusal::UnknownSite(site(99)),
                Refusal::OtherSpelling { login: login("BOB"), account: login("bob") },
                Refusal::AnonymousOnlyViews,
                Refusal::UnknownLogin(login("nobody")),
                Refusal::InviteExpired(login("old")),
                Refusal::IsSuperUser(login("root")),
            ]
        );
        let visitors = set(&mut edits, &["anonymous"], &[1, 5], &To::Up);
        assert_eq!(told(&edits), ["anonymous 1 view", "ivy 1 write"]);
        assert_eq!(visitors.refused[0].sites, [site(5)], "one entry for a person and a reason");
        assert_eq!(set(&mut edits, &["anonymous"], &[5], &To::Nothing).changed, 1);
    }

    #[test]
    fn what_is_staged_can_be_dropped() {
        let mut edits = Edits::default();
        set(&mut edits, &["bob", "ann"], &[3, 5], &To::Role(Role::View));
        let dropped = edits.discard(&company(), &target(&["bob", "ivy"], &[3]));
        assert_eq!(dropped.changed, 1);
        assert_eq!(told(&edits), ["ann 3 view", "ann 5 view", "bob 5 view"]);
        assert_eq!(edits.undo().as_deref(), Some("1 cell back to what is"));
    }
}
