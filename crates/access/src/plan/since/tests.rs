#![allow(clippy::unwrap_used)]

use super::*;
use crate::{AccountState, Contents, Entry, Grant, NewPerson, Risk, Scope, plan::any::any_case, testing::*};
use matomo_api::methods::{InviteStatus, UserRow};
use proptest::{collection::vec, prelude::*, sample::select};

/// A company some time later: bob has write on Shop, Blog and Intranet are gone, ivy has come, old is gone, ann is a
/// super user, and somebody made an account for eve.
fn later() -> Directory {
    let mut users: Vec<UserRow> = ["root", "second", "ann", "bob", "ivy", "eve"].into_iter().map(user).collect();
    users[..3].iter_mut().for_each(|user| user.super_user = true);
    users[5].invite = InviteStatus::Pending(2);
    let sites = [1, 3, 5, 6].map(|id| site_row(id, &format!("Site {id}"))).to_vec();
    let access = vec![rows("write", [("bob", vec![1])]), rows("view", [("bob", vec![6]), ("ivy", vec![1, 3])])];
    Directory::new(Contents { users, sites, access, ..empty() }).unwrap()
}

fn told(since: &Since) -> Vec<String> {
    let one = |changed: &Changed| {
        let on = match &changed.subject {
            Subject::Account(login) => login.to_string(),
            Subject::Site { login, id, .. } => format!("{login} {id}"),
            Subject::Preference(login, what) => format!("{login} {}", what.name()),
        };
        let no = changed.refusal.as_ref().map(|refusal| format!(" ({refusal})")).unwrap_or_default();
        format!("{on}: {} / {} / {}{no}", changed.was, changed.is, changed.would)
    };
    since.changed.iter().map(one).collect()
}

fn wish(wishes: &[(&str, u32, Option<Role>)]) -> Plan {
    let wish = |(who, id, role): &(&str, u32, Option<Role>)| (login(who), site(*id), role.map(Grant::plain));
    Plan::set_access(&company(), &wishes.iter().map(wish).collect::<Vec<_>>()).unwrap()
}

#[test]
fn access_is_looked_at_site_by_site() {
    let plan = wish(&[
        ("bob", 1, Some(Role::Admin)),
        ("bob", 2, Some(Role::Write)),
        ("bob", 3, Some(Role::View)),
        ("bob", 6, Some(Role::Admin)),
        ("ivy", 3, Some(Role::View)),
        ("ann", 5, Some(Role::View)),
    ]);
    let since = plan.since(&later());
    assert_eq!(
        told(&since),
        [
            "ann: account, no access to Site 5 / super user / account, view on Site 5 (“ann” is a super user and has every right on every site. Take that away first.)",
            "bob 2: view + tags / no such site / write (There is no site 2, or you do not administer it.)",
            "bob 6: no access / view / admin",
        ]
    );
    assert_eq!(since.done, 1, "ivy has what she was to get");
    let sites: Vec<_> = since.plan.steps.iter().map(|step| step.change.sites().to_vec()).collect();
    assert_eq!(sites, [vec![site(3)], vec![site(1), site(6)]]);
    let left = since.plan.without(&since.changed[2].subject);
    assert_eq!(left.steps[1].change.sites(), [site(1)]);
}

#[test]
fn people_who_are_gone_are_told() {
    let old = wish(&[("anonymous", 3, Some(Role::View))]);
    let mut plan = Plan::delete(&company(), &login("old")).unwrap();
    plan.steps.extend(old.steps);
    plan.steps.push(plan.steps[1].clone());
    if let Change::SetAccess { login: who, .. } = &mut plan.steps[2].change {
        *who = login("nobody");
    }
    let since = plan.since(&later());
    assert_eq!(
        told(&since),
        ["nobody: account, no access to Site 3 / no account / account, view on Site 3 (There is no account “nobody”.)"]
    );
    assert_eq!((since.plan.steps.len(), since.done), (1, 1), "old is deleted, as wanted; visitors stay");
    assert_eq!(since.plan.risks(), [Risk::Anonymous]);
}

#[test]
fn accounts_are_compared_with_all_they_have() {
    let company = company();
    let mut plan = Plan::super_user(&company, &login("bob"), true, false).unwrap();
    plan.steps.extend(Plan::delete(&company, &login("ivy")).unwrap().steps);
    plan.steps.extend(Plan::super_user(&company, &login("ann"), true, false).unwrap().steps);
    let since = plan.since(&later());
    assert_eq!(
        told(&since),
        [
            "bob: account, view + tags on site 2, view on site 4, no access to Site 6 / account, no access to site 2, no access to site 4, view on Site 6 / super user",
            "ivy: invited, no access to Site 3 / account, view on Site 3 / no account",
        ]
    );
    assert_eq!((since.plan.steps.len(), since.done), (2, 1));
    assert_eq!(since.plan.steps[0].before.grants.len(), 2, "as it is now");
    assert_eq!(since.plan.without(&since.changed[0].subject).steps.len(), 1);
}

#[test]
fn a_new_account_that_is_there_already() {
    let invite = |address: &str| {
        let person = NewPerson { login: login("eve"), email: email(address), entry: Entry::Invitation { days: 7 } };
        let wanted = [(site(1), Grant::plain(Role::View)), (site(3), Grant::plain(Role::Write))];
        Plan::onboard(&company(), person, &wanted).unwrap()
    };
    let since = invite("eve@example.org").since(&later());
    assert_eq!(told(&since), ["eve 1: view / no access / view"], "somebody made her, and took the first site away");
    let changes: Vec<_> = since.plan.steps.iter().map(|step| step.change.sites()[0].get()).collect();
    assert_eq!((changes, since.done), (vec![1, 3], 1));
    assert!(since.plan.steps.iter().all(|step| step.before.account == AccountState::Invited));
    let other = invite("e.ve@example.org").since(&later());
    assert_eq!(told(&other), ["eve: no account / invited / invited (The login “eve” is taken.)"]);
    assert!(other.plan.is_empty());
    assert_eq!(invite("eve@example.org").since(&company()).plan, invite("eve@example.org"));
}

#[test]
fn the_last_super_user_stays() {
    let company = company();
    let plan = Plan::super_user(&company, &login("second"), false, false).unwrap();
    let mut users = vec![user("second"), user("bob")];
    users[0].super_user = true;
    let alone = Directory::new(Contents { users, sites: vec![site_row(1, "A")], ..empty() }).unwrap();
    assert_eq!(plan.since(&alone).changed[0].refusal, Some(Refusal::LastSuperUser(login("second"))));
    let mut both = Plan::super_user(&company, &login("bob"), true, false).unwrap();
    both.steps.extend(plan.steps);
    let since = both.since(&alone);
    assert_eq!(since.plan.steps.len(), 2, "bob becomes one first");
    assert!(since.plan.risks().contains(&Risk::LastSuperUser));
}

#[test]
fn what_is_met_at_the_sign_in() {
    let what = [Preference::FirstPage(Some(site(2))), Preference::Language("de".into())];
    let plan = Plan::default().with_preferences(&company(), &login("bob"), &what).unwrap();
    let since = plan.since(&later());
    assert_eq!(since.plan.steps.len(), 1);
    assert_eq!(
        told(&since),
        [
            "bob First page: as Matomo sets it / as Matomo sets it / site 2 (There is no site 2, or you do not administer it.)"
        ]
    );
    let admin = company_seen_by(Scope::OwnSites, "ann");
    assert_eq!(plan.since(&admin).changed.len(), 2);
}

fn any_later() -> impl Strategy<Value = Directory> {
    let row = || vec((select(vec!["ann", "bob", "ivy", "eve", "anonymous"]), 1..=7_u32), 0..8);
    let people = proptest::sample::subsequence(vec!["root", "second", "ann", "bob", "ivy", "eve"], 1..=6);
    (people, any::<bool>(), row(), row(), select(vec!["root", "ann"])).prop_map(
        |(people, high, view, admin, caller)| {
            let mut users: Vec<UserRow> = people.iter().chain(&["anonymous"]).map(|name| user(name)).collect();
            users.iter_mut().for_each(|one| {
                one.super_user =
                    ["root", "second"].contains(&one.login.as_str()) || (high && one.login.as_str() == "bob")
            });
            let sites = [1, 2, 3, 5, 6, 7].map(|id| site_row(id, "A")).to_vec();
            let one = |rows: Vec<(&'static str, u32)>| rows.into_iter().map(|(name, id)| (name, vec![id]));
            let view = view.into_iter().filter(|row| !admin.contains(row)).collect();
            let access = vec![rows("view", one(view)), rows("admin", one(admin.clone()))];
            Directory::new(Contents { users, sites, access, caller: Some(login(caller)), ..empty() }).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn on_the_same_ground_a_plan_stands((directory, plan) in any_case()) {
        prop_assert_eq!(plan.since(&directory), Since { plan, ..Since::default() });
    }

    /// Each access that was wanted is there, is in the plan, or is told to be impossible; and nothing else is done.
    #[test]
    fn nothing_is_lost_and_nothing_is_new((_, plan) in any_case(), now in any_later()) {
        let since = plan.since(&now);
        prop_assert_eq!(since.plan.seen_from(&now), since.plan.clone());
        let refused = |login: &Login, site: SiteId| since.changed.iter().any(|one| one.refusal.is_some() && match &one.subject {
            Subject::Account(of) => of == login,
            Subject::Site { login: of, id, .. } => of == login && *id == site,
            Subject::Preference(..) => false,
        });
        let sets = |plan: &Plan| -> BTreeSet<(Login, SiteId, Access)> {
            let one = |step: &Step| match &step.change {
                Change::SetAccess { login, access, sites } => {
                    sites.iter().map(|site| (login.clone(), *site, access.clone())).collect()
                }
                _ => Vec::new(),
            };
            plan.steps.iter().flat_map(one).collect()
        };
        let left = sets(&since.plan);
        for (login, site, access) in sets(&plan) {
            let is = now.account(&login).and_then(|person| person.grants.get(site));
            let there = Access::of(is.as_ref()) == access || plan.steps.iter().any(|step| matches!(step.change, Change::Delete { .. }));
            let in_plan = left.contains(&(login.clone(), site, access));
            prop_assert!(in_plan || there || refused(&login, site), "{} {}", login, site);
            prop_assert!(!(in_plan && refused(&login, site)));
        }
        // A view that came along with an account may be given by itself.
        let first: Vec<SiteId> = plan.steps.iter().filter(|step| step.change.makes_account()).flat_map(|step| step.change.sites()).copied().collect();
        let known = sets(&plan);
        prop_assert!(left.iter().all(|one| known.contains(one) || first.contains(&one.1)));
        for one in since.changed.iter().filter(|one| one.refusal.is_none()) {
            prop_assert!(one.was != one.is, "{:?}", one);
            prop_assert!(since.plan.without(&one.subject) != since.plan, "it can be left: {:?}", one);
        }
        // Looked at once more, it stands.
        let again = since.plan.since(&now);
        prop_assert_eq!((again.plan, again.changed, again.done), (since.plan, Vec::new(), 0));
    }
}
