//! Plans for accounts: new ones, super users, the end.

use super::build::{Wanted, access_steps, checked, existing};
use super::{AccountState, Before, Change, Entry, NewPerson, Plan, Refusal, Risk, Step};
use crate::{Directory, Grant, Person, Scope, Status, StatusKind};
use matomo_api::{Login, Role, SiteId};
use std::collections::BTreeMap;

impl Plan {
    /// A new account and its access. Matomo gives view on a first site together with the account:
    /// the first of `wanted` that is plain view, else the first one, which is then set like the rest.
    pub fn onboard(directory: &Directory, person: NewPerson, wanted: &[(SiteId, Grant)]) -> Result<Plan, Refusal> {
        let NewPerson { login, email, entry } = person;
        if directory.same_account(login.as_str()).is_some() || login.is_anonymous() {
            return Err(Refusal::LoginTaken(login));
        }
        // Unique among logins and addresses (seen).
        if directory.by_email(login.as_str()).is_some() {
            return Err(Refusal::LoginIsAnEmail(login));
        }
        let holder = directory.by_email(email.as_str()).or_else(|| directory.same_account(email.as_str()));
        if let Some(holder) = holder {
            return Err(Refusal::EmailTaken { email, account: holder.login.clone() });
        }
        let mut access: BTreeMap<SiteId, Option<Grant>> = BTreeMap::new();
        for (site, grant) in wanted {
            access.insert(*site, checked(directory, &login, *site, Some(grant.clone()))?);
        }
        let plain_view = |site: &&SiteId| access.get(site) == Some(&Some(Grant::plain(Role::View)));
        let mut sites = wanted.iter().map(|(site, _)| site);
        let first_site = sites.clone().find(plain_view).or_else(|| sites.next()).copied();
        let change = match (entry, first_site) {
            (Entry::Invitation { days: 0 }, _) => return Err(Refusal::NoDays),
            (Entry::Invitation { days }, Some(first_site)) => {
                Change::Invite { login: login.clone(), email, first_site, days }
            }
            (Entry::Invitation { .. }, None) => return Err(Refusal::NeedsSite),
            (Entry::Password, None) if directory.scope() == Scope::OwnSites => return Err(Refusal::NeedsSite),
            (Entry::Password, first_site) => Change::Create { login: login.clone(), email, first_site },
        };
        if let Some(site) = first_site.filter(|site| plain_view(&site)) {
            access.remove(&site);
        }
        let before = Before { account: AccountState::Missing, grants: BTreeMap::new() };
        let mut steps = vec![Step { change, before, risks: Vec::new() }];
        steps.extend(access_steps(directory, &login, AccountState::Missing, &[], access.into_iter().collect()));
        Ok(Plan { steps })
    }

    /// Makes somebody a super user, or takes that away. Matomo deletes all site roles either way
    /// (seen); `restore_roles` sets those that are there now again afterwards, which it takes only
    /// from somebody who is no super user any more. Empty if nothing changes.
    pub fn super_user(
        directory: &Directory,
        login: &Login,
        super_user: bool,
        restore_roles: bool,
    ) -> Result<Plan, Refusal> {
        let person = changeable(directory, login)?;
        if directory.scope() == Scope::OwnSites {
            return Err(Refusal::NeedsSuperUser);
        }
        if person.super_user == super_user {
            return Ok(Plan::default());
        }
        let mut wanted = Wanted::new();
        if restore_roles && !super_user {
            for (site, grant) in person.grants.iter() {
                wanted.push((site, checked(directory, login, site, Some(grant.clone()))?));
            }
        }
        let steps = super_user_steps(directory, person, super_user, other_super_users(directory, person), wanted)?;
        Ok(Plan { steps })
    }

    /// Deletes an account. A site admin can do that only to their own invitees (seen).
    pub fn delete(directory: &Directory, login: &Login) -> Result<Plan, Refusal> {
        let person = changeable(directory, login)?;
        let own_invitee = person.status != Status::Active
            && person.invited_by.as_ref().is_some_and(|inviter| directory.caller() == Some(inviter));
        if directory.scope() == Scope::OwnSites && !own_invitee {
            return Err(Refusal::NeedsSuperUser);
        }
        let mut risks = own(directory, login);
        risks.push(Risk::Deletes);
        if person.super_user {
            risks.extend(leaves_super_users(other_super_users(directory, person), login)?);
        }
        Ok(Plan {
            steps: vec![Step { change: Change::Delete { login: login.clone() }, before: before(person), risks }],
        })
    }
}

fn changeable<'a>(directory: &'a Directory, login: &Login) -> Result<&'a Person, Refusal> {
    if login.is_anonymous() {
        return Err(Refusal::AnonymousAccount);
    }
    existing(directory, login)?.ok_or_else(|| Refusal::UnknownLogin(login.clone()))
}

fn own(directory: &Directory, login: &Login) -> Vec<Risk> {
    if directory.caller() == Some(login) { vec![Risk::OwnAccess] } else { Vec::new() }
}

fn before(person: &Person) -> Before {
    Before {
        account: AccountState::of(Some(person)),
        grants: person.grants.iter().map(|(site, grant)| (site, grant.clone())).collect(),
    }
}

/// Makes somebody a super user, or takes that away and sets roles afterwards. `others` is how many
/// super users there are beside them then.
pub(crate) fn super_user_steps(
    directory: &Directory,
    person: &Person,
    super_user: bool,
    others: usize,
    roles: Wanted,
) -> Result<Vec<Step>, Refusal> {
    let login = &person.login;
    let mut risks = own(directory, login);
    if super_user {
        match person.status.kind() {
            StatusKind::Active => risks.push(Risk::SuperUser),
            StatusKind::Invited => return Err(Refusal::NotYetActive(login.clone())),
            StatusKind::InviteExpired => return Err(Refusal::InviteExpired(login.clone())),
        }
    } else {
        risks.push(Risk::NoLongerSuperUser);
        risks.extend(leaves_super_users(others, login)?);
    }
    if !roles.is_empty() && directory.caller() == Some(login) {
        return Err(Refusal::CannotRestoreOwn);
    }
    let before = before(person);
    if !before.grants.is_empty() {
        risks.push(Risk::WipesSiteRoles(before.grants.len()));
    }
    let mut steps = access_steps(directory, login, before.account, &[], roles);
    steps.insert(0, Step { change: Change::SetSuperUser { login: login.clone(), super_user }, before, risks });
    Ok(steps)
}

fn other_super_users(directory: &Directory, without: &Person) -> usize {
    directory.people().iter().filter(|person| person.super_user && person.login != without.login).count()
}

/// Refuses to take away the last super user; warns if one is left.
fn leaves_super_users(others: usize, login: &Login) -> Result<Option<Risk>, Refusal> {
    match others {
        0 => Err(Refusal::LastSuperUser(login.clone())),
        1 => Ok(Some(Risk::LastSuperUser)),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Access, testing::*};

    const INVITED: Entry = Entry::Invitation { days: 7 };

    fn onboard(name: &str, address: &str, entry: Entry, access: &[(u32, Grant)]) -> Result<Plan, Refusal> {
        let person = NewPerson { login: login(name), email: email(address), entry };
        let access: Vec<_> = access.iter().map(|(id, grant)| (site(*id), grant.clone())).collect();
        Plan::onboard(&company(), person, &access)
    }

    #[test]
    fn the_first_view_site_comes_with_the_account() {
        let access = [(1, Role::Admin.into()), (2, Role::View.into()), (3, Role::View.into())];
        let plan = onboard("eve", "eve@example.org", INVITED, &access).unwrap();
        let changes: Vec<_> = plan.steps.iter().map(|step| &step.change).collect();
        assert!(matches!(changes[0], Change::Invite { first_site, days: 7, .. } if first_site.get() == 2));
        assert!(matches!(changes[1], Change::SetAccess { access: Access::Role(Role::View, _), sites, .. }
            if *sites == [site(3)]));
        assert!(matches!(changes[2], Change::SetAccess { access: Access::Role(Role::Admin, _), sites, .. }
            if *sites == [site(1)]));
        assert_eq!(changes.len(), 3);
        assert!(plan.steps.iter().all(|step| step.before.account == AccountState::Missing));
    }

    #[test]
    fn without_a_view_site_the_first_one_is_set_again() {
        let access = [(2, grant(Role::View, &["tags"])), (1, Role::Admin.into())];
        let plan = onboard("eve", "eve@example.org", Entry::Password, &access).unwrap();
        assert!(matches!(&plan.steps[0].change, Change::Create { first_site: Some(first), .. } if first.get() == 2));
        assert_eq!(plan.steps.len(), 3);
        let bare = onboard("eve", "eve@example.org", Entry::Password, &[]).unwrap();
        assert!(matches!(bare.steps[0].change, Change::Create { first_site: None, .. }));
    }

    #[test]
    fn logins_and_addresses_are_unique_among_each_other() {
        let view = [(1, Grant::plain(Role::View))];
        for (name, address, entry, access, refusal) in [
            ("BOB", "eve@example.org", INVITED, &view[..], Refusal::LoginTaken(login("BOB"))),
            ("anonymous", "eve@example.org", INVITED, &view, Refusal::LoginTaken(login("anonymous"))),
            ("bob@example.org", "eve@example.org", INVITED, &view, Refusal::LoginIsAnEmail(login("bob@example.org"))),
            (
                "eve",
                "BOB@example.org",
                INVITED,
                &view,
                Refusal::EmailTaken { email: email("BOB@example.org"), account: login("bob") },
            ),
            ("eve", "eve@example.org", INVITED, &[], Refusal::NeedsSite),
            ("eve", "eve@example.org", Entry::Invitation { days: 0 }, &view, Refusal::NoDays),
            ("eve", "eve@example.org", INVITED, &[(99, Grant::plain(Role::View))], Refusal::UnknownSite(site(99))),
        ] {
            assert_eq!(onboard(name, address, entry, access), Err(refusal));
        }
        let directory = company_seen_by(Scope::OwnSites, "ann");
        let person = NewPerson { login: login("eve"), email: email("eve@example.org"), entry: Entry::Password };
        assert_eq!(Plan::onboard(&directory, person, &[]), Err(Refusal::NeedsSite));
    }

    fn roles() -> Directory {
        let mut users = ["root", "second", "third"].map(user).to_vec();
        users.iter_mut().for_each(|user| user.super_user = true);
        let sites = vec![site_row(1, "A"), site_row(2, "B")];
        let access = vec![rows("view", [("second", vec![1]), ("root", vec![1])]), rows("write", [("second", vec![2])])];
        Directory::new(crate::Contents { users, sites, access, ..empty() }).unwrap()
    }

    #[test]
    fn what_matomo_wipes_is_told_and_given_back() {
        let promote = Plan::super_user(&company(), &login("bob"), true, true).unwrap();
        assert_eq!(promote.steps.len(), 1, "nothing can be given to a super user");
        assert_eq!(promote.steps[0].risks, [Risk::SuperUser, Risk::WipesSiteRoles(3)]);
        assert_eq!(promote.steps[0].before.grants.len(), 3);
        let demote = Plan::super_user(&roles(), &login("second"), false, true).unwrap();
        assert_eq!(demote.steps[0].risks, [Risk::NoLongerSuperUser, Risk::WipesSiteRoles(2)]);
        let restored: Vec<_> = demote.steps[1..].iter().map(|step| step.change.clone()).collect();
        assert!(matches!(&restored[..], [Change::SetAccess { sites: a, .. }, Change::SetAccess { sites: b, .. }]
            if *a == [site(1)] && *b == [site(2)]));
        assert_eq!(Plan::super_user(&roles(), &login("second"), false, false).unwrap().steps.len(), 1);
        assert!(Plan::super_user(&roles(), &login("second"), true, false).unwrap().is_empty());
    }

    #[test]
    fn the_last_super_user_stays() {
        let company = company();
        let second = Plan::super_user(&company, &login("second"), false, false).unwrap();
        assert_eq!(second.steps[0].risks, [Risk::NoLongerSuperUser, Risk::LastSuperUser]);
        let mut users = vec![user("root")];
        users[0].super_user = true;
        let alone = Directory::new(crate::Contents { users, ..empty() }).unwrap();
        assert_eq!(Plan::super_user(&alone, &login("root"), false, false), Err(Refusal::LastSuperUser(login("root"))));
        assert_eq!(Plan::delete(&alone, &login("root")), Err(Refusal::LastSuperUser(login("root"))));
        let own = Plan::super_user(&company, &login("root"), false, false).unwrap();
        assert!(own.steps[0].risks.contains(&Risk::OwnAccess));
        assert_eq!(Plan::super_user(&roles(), &login("root"), false, true), Err(Refusal::CannotRestoreOwn));
    }

    #[test]
    fn super_users_are_made_of_active_people_by_super_users() {
        let company = company();
        let refused = |name: &str| Plan::super_user(&company, &login(name), true, false).unwrap_err();
        assert_eq!(refused("ivy"), Refusal::NotYetActive(login("ivy")));
        assert_eq!(refused("old"), Refusal::InviteExpired(login("old")));
        assert_eq!(refused("anonymous"), Refusal::AnonymousAccount);
        assert_eq!(refused("ANN"), Refusal::OtherSpelling { login: login("ANN"), account: login("ann") });
        let ann = company_seen_by(Scope::OwnSites, "ann");
        assert_eq!(Plan::super_user(&ann, &login("bob"), true, false), Err(Refusal::NeedsSuperUser));
    }

    #[test]
    fn accounts_are_deleted_by_super_users_and_inviters() {
        let plan = Plan::delete(&company(), &login("bob")).unwrap();
        assert_eq!(plan.steps[0].risks, [Risk::Deletes]);
        assert_eq!(plan.steps[0].before.grants.len(), 3);
        assert_eq!(Plan::delete(&company(), &login("anonymous")), Err(Refusal::AnonymousAccount));
        let ann = company_seen_by(Scope::OwnSites, "ann");
        assert_eq!(Plan::delete(&ann, &login("bob")), Err(Refusal::NeedsSuperUser));
        assert!(Plan::delete(&ann, &login("ivy")).is_ok(), "their own invitee");
    }
}
