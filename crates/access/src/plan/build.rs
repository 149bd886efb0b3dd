//! Plans for access to sites, found by difference.

use super::{Access, AccountState, Before, Change, Plan, Refusal, Risk, Step};
use crate::{Directory, Environment, Grant, Person, StatusKind, order};
use matomo_api::{Capability, Login, Role, SiteId, methods::AvailableCapability};
use std::collections::BTreeMap;

/// One person's access as it shall be, on the sites that are talked about: by site, each once.
pub(crate) type Wanted = Vec<(SiteId, Option<Grant>)>;

impl Plan {
    /// Brings the access of people to sites to what is wanted; `None` is no access, and what is not
    /// named stays. If a pair is named twice, the later one counts.
    ///
    /// One step for each person and access, with all its sites. A step carries the capabilities
    /// that shall be there, since Matomo drops those that do not come along; what a role holds
    /// anyway is left out. The caller's own access comes last: afterwards it may not suffice.
    pub fn set_access(directory: &Directory, wanted: &[(Login, SiteId, Option<Grant>)]) -> Result<Plan, Refusal> {
        let mut people: BTreeMap<&Login, BTreeMap<SiteId, Option<Grant>>> = BTreeMap::new();
        for (login, site, grant) in wanted {
            people.entry(login).or_default().insert(*site, grant.clone());
        }
        let mut steps = Vec::new();
        let mut own = Vec::new();
        for (login, wanted) in people {
            let list = if directory.caller() == Some(login) { &mut own } else { &mut steps };
            list.extend(person_steps(directory, login, wanted.into_iter().collect())?);
        }
        steps.append(&mut own);
        Ok(Plan { steps })
    }

    /// Takes away all that somebody may do: every site role, or being super user, with which Matomo
    /// deletes the roles too.
    pub fn revoke_all(directory: &Directory, login: &Login) -> Result<Plan, Refusal> {
        let person = existing(directory, login)?;
        if person.is_some_and(|person| person.super_user) {
            return Plan::super_user(directory, login, false, false);
        }
        let sites = person.into_iter().flat_map(|person| person.grants.iter());
        let wanted: Vec<_> = sites.map(|(site, _)| (login.clone(), site, None)).collect();
        Plan::set_access(directory, &wanted)
    }
}

/// The account that a plan may change. `None` is the anonymous user without any access so far.
pub(crate) fn existing<'a>(directory: &'a Directory, login: &Login) -> Result<Option<&'a Person>, Refusal> {
    if login.is_anonymous() {
        return Ok(directory.anonymous());
    }
    match directory.same_account(login.as_str()) {
        Some(person) if person.login == *login => Ok(Some(person)),
        Some(person) => Err(Refusal::OtherSpelling { login: login.clone(), account: person.login.clone() }),
        None => Err(Refusal::UnknownLogin(login.clone())),
    }
}

fn person_steps(directory: &Directory, login: &Login, wanted: Wanted) -> Result<Vec<Step>, Refusal> {
    let person = existing(directory, login)?;
    if person.is_some_and(|person| person.super_user) {
        return Err(Refusal::IsSuperUser(login.clone()));
    }
    let gives = wanted.iter().any(|(_, grant)| grant.is_some());
    if gives && person.is_some_and(|person| person.status.kind() == StatusKind::InviteExpired) {
        return Err(Refusal::InviteExpired(login.clone()));
    }
    let now = |site| person.and_then(|person| person.grants.get(site));
    let mut before = Vec::new();
    let mut changes = Wanted::new();
    for (site, grant) in wanted {
        let grant = checked(directory, login, site, grant)?;
        let found = now(site);
        if !alike(directory, grant.as_ref(), found.as_ref()) {
            before.extend(found.map(|found| (site, found)));
            changes.push((site, grant));
        }
    }
    // Visitors have an account even where they may see nothing.
    let account = if login.is_anonymous() { AccountState::Active } else { AccountState::of(person) };
    Ok(access_steps(directory, login, account, &before, changes))
}

/// A wanted grant that Matomo will take and keep as it is.
pub(crate) fn checked(
    directory: &Directory,
    login: &Login,
    site: SiteId,
    grant: Option<Grant>,
) -> Result<Option<Grant>, Refusal> {
    if directory.site(site).is_none() {
        return Err(Refusal::UnknownSite(site));
    }
    let Some(grant) = grant else { return Ok(None) };
    if login.is_anonymous() && grant != Grant::plain(Role::View) {
        return Err(Refusal::AnonymousOnlyViews);
    }
    if let Some(unknown) = grant.capabilities.iter().find(|id| known(directory, id).is_none()) {
        return Err(Refusal::UnknownCapability(unknown.clone()));
    }
    Ok(Some(without_included(directory, grant)))
}

fn known<'a>(directory: &'a Directory, id: &Capability) -> Option<&'a AvailableCapability> {
    directory.capabilities().iter().find(|available| available.id == *id)
}

/// Whether Matomo keeps both grants as one.
pub(crate) fn alike(directory: &Directory, a: Option<&Grant>, b: Option<&Grant>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let kept = |grant: &Grant| without_included(directory, grant.clone());
    a == b || (a.role == b.role && a.capabilities != b.capabilities && kept(a) == kept(b))
}

/// The grant without capabilities that its role holds anyway: Matomo does not keep them (seen).
pub(crate) fn without_included(directory: &Directory, grant: Grant) -> Grant {
    let role = grant.role;
    let extra = |id: &Capability| known(directory, id).is_none_or(|c| !c.included_in.contains(&role));
    Grant::new(role, grant.capabilities.into_iter().filter(extra).collect())
}

/// The steps that bring one account from `before`, which is by site, to `changes`: one for each
/// different access.
pub(crate) fn access_steps(
    directory: &Directory,
    login: &Login,
    account: AccountState,
    before: &[(SiteId, Grant)],
    changes: Wanted,
) -> Vec<Step> {
    let mut groups: BTreeMap<Access, Vec<SiteId>> = BTreeMap::new();
    for (site, grant) in &changes {
        groups.entry(Access::of(grant.as_ref())).or_default().push(*site);
    }
    let step = |(access, sites): (Access, Vec<SiteId>)| {
        let found = |site| before.binary_search_by(|(one, _)| one.cmp(site)).ok();
        let grants = sites.iter().filter_map(|site| Some(before[found(site)?].clone())).collect();
        Step {
            risks: risks(directory, login, &access, &sites, &grants, &changes),
            before: Before { account, grants },
            change: Change::SetAccess { login: login.clone(), access, sites },
        }
    };
    groups.into_iter().map(step).collect()
}

/// What is risky about giving `access` to `sites`; `changes` is all that changes for the account.
pub(super) fn risks(
    directory: &Directory,
    login: &Login,
    access: &Access,
    sites: &[SiteId],
    before: &BTreeMap<SiteId, Grant>,
    changes: &Wanted,
) -> Vec<Risk> {
    let mut risks = Vec::new();
    if directory.caller() == Some(login) {
        risks.push(Risk::OwnAccess);
    }
    let Access::Role(role, capabilities) = access else { return risks };
    if login.is_anonymous() {
        risks.push(Risk::Anonymous);
    }
    if *role == Role::Admin && sites.iter().any(|site| before.get(site).is_none_or(|grant| grant.role < *role)) {
        let administered = administered(directory, login, changes);
        if administered.len() > Risk::ADMIN_SITES {
            risks.push(Risk::ManyAdminSites(administered.len()));
        }
        let has = |environment| {
            let environments = administered.iter().filter_map(|id| directory.place(*id));
            environments.map(|place| directory.environments[place]).any(|one| one == environment)
        };
        if has(Environment::Production) && has(Environment::Staging) {
            risks.push(Risk::ProductionAndStagingAdmin);
        }
        risks.push(Risk::Admin);
    }
    let kept = |id: &&Capability| {
        capabilities.contains(id) || known(directory, id).is_some_and(|c| c.included_in.contains(role))
    };
    let mut dropped: Vec<Capability> =
        before.values().flat_map(|grant| &grant.capabilities).filter(|id| !kept(id)).cloned().collect();
    order::sort(&mut dropped);
    dropped.dedup();
    if !dropped.is_empty() {
        risks.push(Risk::DropsCapabilities(dropped));
    }
    risks
}

/// The sites that an account administers when all is done.
fn administered(directory: &Directory, login: &Login, changes: &Wanted) -> Vec<SiteId> {
    let elsewhere = directory.account(login).into_iter().flat_map(|person| person.grants.iter());
    let changes_on = |site: &SiteId| changes.binary_search_by(|(one, _)| one.cmp(site)).is_ok();
    let elsewhere = elsewhere.map(|(site, grant)| (site, Some(grant))).filter(|(site, _)| !changes_on(site));
    let here = changes.iter().map(|(site, grant)| (*site, grant.as_ref()));
    let admin = |grant: Option<&Grant>| grant.is_some_and(|grant| grant.role == Role::Admin);
    elsewhere.chain(here).filter(|(_, grant)| admin(*grant)).map(|(site, _)| site).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::*;

    fn plan(wishes: &[(&str, u32, Option<Grant>)]) -> Result<Plan, Refusal> {
        let wishes: Vec<_> = wishes.iter().map(|(name, id, grant)| (login(name), site(*id), grant.clone())).collect();
        Plan::set_access(&company(), &wishes)
    }

    fn view() -> Option<Grant> {
        Some(Grant::plain(Role::View))
    }

    fn admin() -> Option<Grant> {
        Some(Grant::plain(Role::Admin))
    }

    #[test]
    fn one_step_for_each_person_and_access() {
        let plan = plan(&[
            ("bob", 5, view()),
            ("bob", 3, view()),
            ("bob", 1, None),
            ("ann", 5, view()),
            ("ann", 1, admin()),
            ("bob", 4, view()),
        ])
        .unwrap();
        let changes: Vec<_> = plan.steps.iter().map(|step| step.change.clone()).collect();
        let set = |name: &str, access, sites: &[u32]| Change::SetAccess {
            login: login(name),
            access,
            sites: sites.iter().map(|id| site(*id)).collect(),
        };
        let view = || Access::Role(Role::View, vec![]);
        assert_eq!(changes, [set("ann", view(), &[5]), set("bob", Access::None, &[1]), set("bob", view(), &[3, 5])]);
        assert_eq!(plan.steps[1].before.grants, [(site(1), Grant::plain(Role::Write))].into());
        assert_eq!(plan.steps[1].before.account, AccountState::Active);
    }

    #[test]
    fn capabilities_come_along_and_included_ones_are_left_out() {
        let kept = plan(&[("bob", 2, Some(grant(Role::View, &["tags", "publish"])))]).unwrap();
        assert!(matches!(&kept.steps[0].change,
            Change::SetAccess { access: Access::Role(Role::View, ids), .. } if ids.len() == 2));
        assert!(kept.steps[0].risks.is_empty());
        let included = plan(&[("bob", 2, Some(grant(Role::Write, &["tags"])))]).unwrap();
        assert!(matches!(&included.steps[0].change,
            Change::SetAccess { access: Access::Role(Role::Write, ids), .. } if ids.is_empty()));
        assert!(included.steps[0].risks.is_empty(), "write holds it anyway");
        let dropped = plan(&[("bob", 2, view())]).unwrap();
        assert_eq!(dropped.steps[0].risks, [Risk::DropsCapabilities(vec![capability("tags")])]);
        assert!(plan(&[("bob", 2, Some(grant(Role::View, &["tags"])))]).unwrap().is_empty());
    }

    #[test]
    fn a_capability_kept_beside_a_role_that_holds_it_is_no_difference() {
        let users = vec![user("bob")];
        let access = vec![rows("write", [("bob", vec![1])]), rows("tags", [("bob", vec![1])])];
        let contents = crate::Contents { users, sites: vec![site_row(1, "A")], access, ..empty() };
        let directory = Directory::new(contents).unwrap();
        let write = [(login("bob"), site(1), Some(Grant::plain(Role::Write)))];
        assert!(Plan::set_access(&directory, &write).unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (wish, refusal) in [
            (("nobody", 1, view()), Refusal::UnknownLogin(login("nobody"))),
            (("BOB", 1, view()), Refusal::OtherSpelling { login: login("BOB"), account: login("bob") }),
            (("bob", 99, view()), Refusal::UnknownSite(site(99))),
            (("bob", 99, None), Refusal::UnknownSite(site(99))),
            (("second", 1, view()), Refusal::IsSuperUser(login("second"))),
            (("old", 1, view()), Refusal::InviteExpired(login("old"))),
            (("anonymous", 1, admin()), Refusal::AnonymousOnlyViews),
            (("anonymous", 1, Some(grant(Role::View, &["tags"]))), Refusal::AnonymousOnlyViews),
            (("bob", 1, Some(grant(Role::View, &["fly"]))), Refusal::UnknownCapability(capability("fly"))),
        ] {
            assert_eq!(plan(&[wish]), Err(refusal.clone()));
            assert!(refusal.to_string().ends_with('.'), "{refusal}");
        }
    }

    #[test]
    fn risks_are_told() {
        let risks = |wishes: &[(&str, u32, Option<Grant>)]| plan(wishes).unwrap().risks();
        assert_eq!(risks(&[("bob", 2, admin())]), [Risk::Admin], "admin holds the capability anyway");
        assert_eq!(risks(&[("anonymous", 1, view())]), [Risk::Anonymous]);
        assert_eq!(risks(&[("anonymous", 5, None)]), []);
        assert_eq!(risks(&[("ann", 3, admin())]), [Risk::ProductionAndStagingAdmin, Risk::Admin]);
        let many: Vec<_> = (5..=8).map(|id| ("ann", id, admin())).collect();
        assert_eq!(risks(&many), [Risk::ManyAdminSites(6), Risk::Admin]);
        assert_eq!(risks(&many[..3]), [Risk::Admin], "five are not too many");
        let wide: Vec<_> =
            ["ann", "bob", "ivy"].into_iter().flat_map(|p| (5..=12).map(move |id| (p, id, view()))).collect();
        assert_eq!(risks(&wide), []);
        let members: Vec<String> = (0..26).map(|n| format!("m{n}")).collect();
        let users = members.iter().map(|name| user(name)).collect();
        let sites = vec![site_row(1, "A"), site_row(2, "B")];
        let directory = Directory::new(crate::Contents { users, sites, ..empty() }).unwrap();
        let wishes: Vec<_> = members.iter().flat_map(|m| [1, 2].map(|id| (login(m), site(id), view()))).collect();
        assert_eq!(Plan::set_access(&directory, &wishes).unwrap().risks(), [Risk::ManyGrants(52)]);
        assert_eq!(Plan::set_access(&directory, &wishes[..50]).unwrap().risks(), []);
    }

    #[test]
    fn the_callers_own_access_is_flagged_and_comes_last() {
        let directory = company_seen_by(crate::Scope::OwnSites, "ann");
        let wishes = [(login("ann"), site(1), None), (login("bob"), site(1), None)];
        let plan = Plan::set_access(&directory, &wishes).unwrap();
        assert_eq!(plan.steps[1].change.login().as_str(), "ann");
        assert_eq!(plan.steps[1].risks, [Risk::OwnAccess]);
        assert!(plan.steps[0].risks.is_empty());
    }

    #[test]
    fn all_can_be_taken_away() {
        let directory = company();
        let bob = Plan::revoke_all(&directory, &login("bob")).unwrap();
        assert!(matches!(&bob.steps[..], [Step { change: Change::SetAccess { access: Access::None, sites, .. }, .. }]
            if sites.len() == 3));
        let second = Plan::revoke_all(&directory, &login("second")).unwrap();
        assert!(matches!(second.steps[0].change, Change::SetSuperUser { super_user: false, .. }));
        let visitors = Plan::revoke_all(&directory, &login("anonymous")).unwrap();
        assert_eq!(visitors.steps.len(), 1);
        assert!(Plan::revoke_all(&directory, &login("old")).unwrap().is_empty());
    }
}
