//! Plans of every kind, for property tests.

#![allow(clippy::unwrap_used)]

use crate::{Directory, Entry, Grant, NewPerson, Plan, Preference, Refusal, Scope, matrix::Edits, testing::*};
use matomo_api::Role;
use proptest::{collection::vec, prelude::*, sample::select};

const PEOPLE: [&str; 6] = ["ann", "anonymous", "bob", "ivy", "root", "second"];

fn any_grant() -> impl Strategy<Value = Option<Grant>> {
    let capabilities = vec(select(vec!["tags", "publish"]), 0..2);
    proptest::option::of((select(Role::ALL.to_vec()), capabilities).prop_map(|(role, ids)| grant(role, &ids)))
}

/// As a super user sees it, or a site admin.
fn any_directory() -> impl Strategy<Value = Directory> {
    select(vec![(Scope::Everything, "root"), (Scope::OwnSites, "ann")])
        .prop_map(|(scope, caller)| company_seen_by(scope, caller))
}

/// Plans of every kind, as the planners make them.
fn any_plan(directory: &Directory) -> impl Strategy<Value = Plan> + use<> {
    let (one, other, third, fourth) = (directory.clone(), directory.clone(), directory.clone(), directory.clone());
    let wish = (select(PEOPLE.to_vec()), 1..=12_u32, any_grant());
    prop_oneof![
        4 => vec(wish, 1..8).prop_map(move |wishes| {
            let wishes: Vec<_> = wishes.into_iter().map(|(who, id, grant)| (login(who), site(id), grant)).collect();
            Plan::set_access(&one, &wishes)
        }),
        1 => (select(PEOPLE.to_vec()), 0..4_u8).prop_map(move |(who, kind)| match kind {
            0 => Plan::delete(&other, &login(who)),
            1 => Plan::revoke_all(&other, &login(who)),
            kind => Plan::super_user(&other, &login(who), kind == 2, true),
        }),
        1 => (any::<bool>(), vec((1..=12_u32, any_grant()), 1..5)).prop_map(move |(invite, sites)| {
            let entry = if invite { Entry::Invitation { days: 7 } } else { Entry::Password };
            let person = NewPerson { login: login("eve"), email: email("eve@example.org"), entry };
            let wanted: Vec<_> = sites.into_iter().filter_map(|(id, grant)| Some((site(id), grant?))).collect();
            let plan = Plan::onboard(&third, person, &wanted)?;
            plan.with_preferences(&third, &login("eve"), &[Preference::Language("de".into())])
        }),
        1 => (select(vec!["ann", "bob"]), select(vec!["root", "second"])).prop_map(move |(rises, falls)| {
            let mut edits = Edits::default();
            edits.make_super_users(&fourth, &[login(rises)]);
            edits.unmake_super_users(&fourth, &[login(falls)], &[]);
            Ok(edits.plan(&fourth).plan)
        }),
    ]
    .prop_map(|plan: Result<Plan, Refusal>| plan.unwrap_or_default())
}

/// A directory and a plan that was made from it.
pub(super) fn any_case() -> impl Strategy<Value = (Directory, Plan)> {
    any_directory().prop_flat_map(|directory| {
        let plan = any_plan(&directory);
        (Just(directory), plan)
    })
}
