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
        let mut access = Wanted::new();
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
        steps.extend(access_steps(directory, &login, AccountState::Missing, &BTreeMap::new(), access));
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
        let mut risks = own(directory, login);
        if super_user {
            match person.status.kind() {
                StatusKind::Active => risks.push(Risk::SuperUser),
                StatusKind::Invited => return Err(Refusal::NotYetActive(login.clone())),
                StatusKind::InviteExpired => return Err(Refusal::InviteExpired(login.clone())),
            }
        } else {
            risks.push(Risk::NoLongerSuperUser);
            risks.extend(leaves_super_users(directory, person)?);
        }
        let before = before(person);
        let restored = restore_roles && !super_user && !before.grants.is_empty();
        if restored && directory.caller() == Some(login) {
            return Err(Refusal::CannotRestoreOwn);
        }
        if !before.grants.is_empty() {
            risks.push(Risk::WipesSiteRoles(before.grants.len()));
        }
        let mut steps = Vec::new();
        if restored {
            let mut wanted = Wanted::new();
            for (site, grant) in &before.grants {
                wanted.insert(*site, checked(directory, login, *site, Some(grant.clone()))?);
            }
            steps = access_steps(directory, login, before.account, &BTreeMap::new(), wanted);
        }
        let change = Change::SetSuperUser { login: login.clone(), super_user };
        steps.insert(0, Step { change, before, risks });
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
            risks.extend(leaves_super_users(directory, person)?);
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

/// Refuses to take away the last super user; warns if one is left.
pub(super) fn leaves_super_users(directory: &Directory, without: &Person) -> Result<Option<Risk>, Refusal> {
    let others = directory.people().iter().filter(|person| person.super_user && person.login != without.login);
    match others.count() {
        0 => Err(Refusal::LastSuperUser(without.login.clone())),
        1 => Ok(Some(Risk::LastSuperUser)),
        _ => Ok(None),
    }
}
