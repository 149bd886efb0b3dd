//! Staged edits as a plan, by difference, and the way back from a line of the plan to its edits.

use super::{
    edits::{Edits, RowEdits},
    rebase::Conflict,
    stage::{Ground, Refused, Staged, impossible},
};
use crate::{
    AccountState, Directory, Grant, Plan, Refusal, Scope, Step, Subject,
    plan::{Wanted, access_steps, alike, existing, super_user_steps},
};
use matomo_api::{Login, SiteId};

/// What becomes of staged edits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Planned {
    /// What can be applied.
    pub plan: Plan,
    /// What is staged and cannot be, with the reason. It is not in the plan.
    pub refused: Vec<Refused>,
    /// What somebody else changed since it was staged and waits for [`Edits::decide`]. It is not in
    /// the plan.
    pub conflicts: Vec<Conflict>,
}

impl Edits {
    /// The plan that brings `directory` to what is staged: one call for each person and access, with
    /// all its sites. Who becomes a super user comes first and who is no longer one comes late, so
    /// that there is always one; the caller's own account comes last, since afterwards the rights may
    /// not suffice.
    pub fn plan(&self, directory: &Directory) -> Planned {
        let mut planned = Planned::default();
        let (mut first, mut cells, mut late, mut own) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let is = |login: &Login| directory.account(login).is_some_and(|person| person.super_user);
        let (rise, rest): (Vec<_>, Vec<_>) =
            self.rows().iter().partition(|row| row.super_user == Some(true) && !is(&row.login));
        let mut others = directory.people().iter().filter(|person| person.super_user).count();
        for row in rise {
            match self.account_steps(directory, row, others, true) {
                Ok(steps) => {
                    others += 1;
                    first.extend(steps);
                }
                Err(reason) => planned.refuse(row, Vec::new(), reason),
            }
        }
        let falls = |row: &&&RowEdits| row.super_user == Some(false) && is(&row.login);
        others = others.saturating_sub(rest.iter().filter(falls).count());
        for row in rest {
            let falls = falls(&&row);
            let steps = match falls {
                true => self.account_steps(directory, row, others, false),
                false => self.cell_steps(directory, row, &mut planned),
            };
            let list = match (directory.caller() == Some(&row.login), falls) {
                (true, _) => &mut own,
                (false, true) => &mut late,
                (false, false) => &mut cells,
            };
            match steps {
                Ok(steps) => list.extend(steps),
                Err(reason) => planned.refuse(row, row.cells.iter().map(|edit| edit.site).collect(), reason),
            }
        }
        let steps = &mut planned.plan.steps;
        [first, cells, late, own].into_iter().for_each(|list| steps.extend(list));
        planned
    }

    /// Drops the edits behind one line of the plan, as one action.
    pub fn drop_line(&mut self, directory: &Directory, subject: &Subject) {
        let (login, site) = match subject {
            Subject::Account(login) => (login, None),
            Subject::Site { login, id, .. } => (login, Some(*id)),
            // The matrix stages none.
            Subject::Preference(..) => return,
        };
        let Some(row) = self.row(login) else { return };
        let mut row = row.clone();
        let what = match site {
            Some(site) => {
                row.cells.retain(|edit| edit.site != site);
                directory.site(site).map_or_else(|| format!("site {site}"), |site| site.name.clone())
            }
            None => {
                // Roles of somebody who stays a super user cannot be set.
                if row.super_user == Some(false) {
                    row.cells.clear();
                }
                row.super_user = None;
                "the account".to_owned()
            }
        };
        self.record(format!("Dropped {login} on {what}"), vec![row]);
    }

    /// Drops all edits of one person, as one action.
    pub fn drop_person(&mut self, login: &Login) {
        if self.row(login).is_some() {
            self.record(format!("Dropped {login}"), vec![RowEdits::none(login)]);
        }
    }

    fn account_steps(
        &self,
        directory: &Directory,
        row: &RowEdits,
        others: usize,
        super_user: bool,
    ) -> Result<Vec<Step>, Refusal> {
        let login = &row.login;
        if login.is_anonymous() {
            return Err(Refusal::AnonymousAccount);
        }
        if directory.scope() == Scope::OwnSites {
            return Err(Refusal::NeedsSuperUser);
        }
        let person = existing(directory, login)?.ok_or_else(|| Refusal::UnknownLogin(login.clone()))?;
        let mut roles = Wanted::new();
        for edit in row.cells.iter().filter(|_| !super_user) {
            if directory.place(edit.site).is_none() {
                return Err(Refusal::UnknownSite(edit.site));
            }
            if let Some(reason) = impossible(directory, &self.pool, login, Ground::of(Some(person)), edit.want) {
                return Err(reason);
            }
            if let Some(grant) = self.pool.kept(edit.want) {
                roles.push((edit.site, Some(grant.clone())));
            }
        }
        super_user_steps(directory, person, super_user, others, roles)
    }

    fn cell_steps(&self, directory: &Directory, row: &RowEdits, planned: &mut Planned) -> Result<Vec<Step>, Refusal> {
        let person = existing(directory, &row.login)?;
        if person.is_some_and(|person| person.super_user) {
            // Whoever became one in the meantime has what was staged for them.
            let settled = row.cells.is_empty() || row.super_user == Some(true);
            return if settled { Ok(Vec::new()) } else { Err(Refusal::IsSuperUser(row.login.clone())) };
        }
        let ground = Ground::of(person);
        let mut done = Staged::default();
        let mut before: Vec<(SiteId, Grant)> = Vec::new();
        let mut changes = Wanted::new();
        for edit in &row.cells {
            let Some(place) = directory.place(edit.site) else {
                done.refuse(Some(&row.login), Some(edit.site), Refusal::UnknownSite(edit.site));
                continue;
            };
            let (is, want) = (ground.at(place), self.pool.kept(edit.want));
            if alike(directory, is, want) {
                continue;
            }
            if let Some(conflict) = self.conflict(directory, row, edit, is) {
                planned.conflicts.push(conflict);
            } else if let Some(reason) = impossible(directory, &self.pool, &row.login, ground, edit.want) {
                done.refuse(Some(&row.login), Some(edit.site), reason);
            } else {
                before.extend(is.map(|grant| (edit.site, grant.clone())));
                changes.push((edit.site, want.cloned()));
            }
        }
        planned.refused.append(&mut done.refused);
        // Visitors have an account even where they may see nothing.
        let account = if row.login.is_anonymous() { AccountState::Active } else { AccountState::of(person) };
        Ok(access_steps(directory, &row.login, account, &before, changes))
    }
}

impl Planned {
    fn refuse(&mut self, row: &RowEdits, sites: Vec<SiteId>, reason: Refusal) {
        self.refused.push(Refused { login: Some(row.login.clone()), sites, reason });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        Change, Contents, Risk,
        matrix::{To, Wiped, testing::*},
        testing::*,
    };
    use matomo_api::Role;

    fn changes(planned: &Planned) -> Vec<String> {
        let calls = planned.plan.calls().into_iter().map(|call| {
            let values: Vec<String> = call.args.into_iter().map(|(_, value)| value).collect();
            values.join(" ")
        });
        calls.collect()
    }

    #[test]
    fn one_call_for_each_person_and_access() {
        let directory = company();
        let mut edits = Edits::default();
        edits.set(&directory, &target(&["bob", "ann"], &[2, 3, 5]), &To::Role(Role::View));
        edits.set(&directory, &target(&["bob"], &[1]), &To::Up);
        let planned = edits.plan(&directory);
        assert_eq!(changes(&planned), ["ann view 2,3,5", "bob view 3,5", "bob admin 1"]);
        assert_eq!(planned.plan.steps[2].risks, [Risk::Admin]);
        assert_eq!((planned.refused.len(), planned.conflicts.len()), (0, 0));
        assert_eq!(Edits::default().plan(&directory), Planned::default());
    }

    #[test]
    fn there_is_always_a_super_user_and_the_own_account_comes_last() {
        let directory = company();
        let mut edits = one(&directory, "bob", 5, Role::View);
        let kept = Wiped { login: login("second"), grants: vec![(site(2), grant(Role::Write, &["publish"]))] };
        edits.make_super_users(&directory, &[login("ann")]);
        edits.unmake_super_users(&directory, &["root", "second"].map(login), &[kept]);
        let planned = edits.plan(&directory);
        assert_eq!(
            changes(&planned),
            ["ann 1 •••", "bob view 5", "second 0 •••", "second write publish 2", "root 0 •••"]
        );
        assert_eq!(planned.plan.steps[0].risks, [Risk::SuperUser, Risk::WipesSiteRoles(2)]);
        assert!(planned.plan.steps[2].risks.contains(&Risk::LastSuperUser));
        edits.drop_line(&directory, &Subject::Account(login("ann")));
        let planned = edits.plan(&directory);
        assert_eq!(changes(&planned), ["bob view 5"]);
        let reasons: Vec<_> = planned.refused.into_iter().map(|refused| refused.reason).collect();
        assert_eq!(reasons, ["root", "second"].map(|name| Refusal::LastSuperUser(login(name))));
    }

    #[test]
    fn dropping_a_line_drops_its_edits() {
        let directory = company();
        let mut edits = Edits::default();
        edits.set(&directory, &target(&["bob", "ann"], &[3, 5]), &To::Role(Role::View));
        let planned = edits.plan(&directory).plan;
        let mut left = planned.lines(&directory).len();
        for line in planned.lines(&directory) {
            edits.drop_line(&directory, &line.subject);
            left -= 1;
            assert_eq!(edits.len(), left);
        }
        assert!(edits.plan(&directory).plan.is_empty());
        assert_eq!(edits.undo().as_deref(), Some("Dropped bob on Shop staging"));
        edits.drop_person(&login("ann"));
        assert_eq!(told(&edits), ["bob 3 view"]);
        edits.drop_person(&login("bob"));
        assert_eq!(edits.undo().as_deref(), Some("Dropped bob"));
        edits.drop_person(&login("nobody"));
        edits.drop_line(&directory, &Subject::Account(login("nobody")));
        assert_eq!(edits.undo().as_deref(), Some("Dropped bob on Press"), "nothing to drop is no action");
        edits.unmake_super_users(&directory, &[login("second")], &[]);
        edits.set(&directory, &target(&["second"], &[1]), &To::Up);
        edits.drop_line(&directory, &Subject::Account(login("second")));
        assert_eq!(edits.of_person(&login("second")), 0, "no roles for somebody who stays a super user");
    }

    #[test]
    fn what_does_not_fit_a_later_directory_is_refused_and_the_rest_is_planned() {
        let directory = company();
        let mut edits = Edits::default();
        edits.set(&directory, &target(&["ann", "bob", "ivy", "anonymous"], &[3, 9]), &To::Role(Role::View));
        edits.make_super_users(&directory, &[login("old"), login("bob")]);
        let mut users = ["root", "ann", "BOB", "ivy"].map(user).to_vec();
        users[0].super_user = true;
        users[3].super_user = true;
        let sites = vec![site_row(3, "Shop staging")];
        let later = Directory::new(Contents { users, sites, ..empty() }).unwrap();
        let planned = edits.plan(&later);
        assert_eq!(changes(&planned), ["ann view 3", "anonymous view 3"]);
        let told: Vec<_> = planned.refused.iter().map(|one| (one.sites.len(), one.reason.clone())).collect();
        assert_eq!(
            told,
            [
                (0, Refusal::OtherSpelling { login: login("bob"), account: login("BOB") }),
                (1, Refusal::UnknownSite(site(9))),
                (1, Refusal::UnknownSite(site(9))),
                (2, Refusal::IsSuperUser(login("ivy"))),
            ]
        );
        assert!(matches!(planned.plan.steps[1].change, Change::SetAccess { .. }));
        let admin = company_seen_by(Scope::OwnSites, "ann");
        let mut edits = Edits::default();
        edits.make_super_users(&directory, &[login("bob")]);
        assert_eq!(edits.plan(&admin).refused[0].reason, Refusal::NeedsSuperUser);
    }
}
