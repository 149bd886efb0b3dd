#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Approval, testing::*};
use access::{Access, AccountState, Before, Change, Step};
use matomo_api::Role;
use proptest::{collection::vec, prelude::*, sample::subsequence};

fn risks() -> Vec<Risk> {
    vec![
        Risk::SuperUser,
        Risk::NoLongerSuperUser,
        Risk::LastSuperUser,
        Risk::OwnAccess,
        Risk::ManyAdminSites(6),
        Risk::Anonymous,
        Risk::Deletes,
        Risk::ManyGrants(51),
        Risk::ProductionAndStagingAdmin,
        Risk::WipesSiteRoles(2),
        Risk::DropsCapabilities(vec![]),
        Risk::Admin,
    ]
}

fn plan(risks: Vec<Risk>) -> Plan {
    let change =
        Change::SetAccess { login: login("bob"), access: Access::Role(Role::View, vec![]), sites: vec![site(1)] };
    Plan { steps: vec![Step { change, before: Before { account: AccountState::Active, grants: [].into() }, risks }] }
}

fn approval(who: &str, reference: &str) -> Option<Approval> {
    Some(Approval { who: who.into(), when: 0, reference: reference.into() })
}

#[test]
fn every_risk_has_its_kind() {
    let kinds: Vec<_> = risks().iter().map(RiskKind::of).collect();
    assert_eq!(kinds, RiskKind::ALL);
    let words: BTreeSet<_> = RiskKind::ALL.map(RiskKind::words).into();
    assert_eq!(words.len(), RiskKind::ALL.len());
    assert!(words.iter().all(|words| words.chars().count() <= 45 && !words.ends_with('.')));
    assert!(RiskKind::ManyAdminSites.words().contains(&Risk::ADMIN_SITES.to_string()));
    assert!(RiskKind::ManyGrants.words().contains(&Risk::GRANTS.to_string()));
}

#[test]
fn settings_survive_being_kept_and_older_ones_demand_nothing() {
    let demands = Demands { reason: true, ticket: false, approval_for: RiskKind::ALL.into(), four_eyes: true };
    let text = serde_json::to_string(&demands).unwrap();
    assert!(text.contains("\"production_and_staging_admin\""));
    assert_eq!(serde_json::from_str::<Demands>(&text).unwrap(), demands);
    assert_eq!(serde_json::from_str::<Demands>("{}").unwrap(), Demands::default());
    assert_eq!(Demands::default().missing(&plan(risks()), &Why::default(), None), []);
}

#[test]
fn what_is_missing_is_told() {
    let demands = Demands {
        reason: true,
        ticket: true,
        approval_for: [RiskKind::SuperUser, RiskKind::Admin, RiskKind::Deletes].into(),
        four_eyes: true,
    };
    let kinds = vec![RiskKind::SuperUser, RiskKind::Admin];
    let risky = plan(vec![Risk::SuperUser, Risk::Admin, Risk::OwnAccess]);
    let mut why = Why::default();
    let all =
        [Missing::Reason, Missing::Ticket, Missing::Approval(kinds.clone()), Missing::SecondPerson(kinds.clone())];
    assert_eq!(demands.missing(&risky, &why, None), all);
    assert_eq!(demands.missing(&plan(vec![Risk::OwnAccess]), &why, None), all[..2]);
    assert_eq!(
        all[2].sentence(),
        "An approval is missing: your company wants one for a new super user and a new admin of a site. Ask for it, \
         then enter who gave it and where it can be found."
    );
    assert!(all.iter().all(|one| one.sentence().ends_with('.') && one.sentence().contains("your company wants")));
    (why.reason, why.ticket) = ("x".into(), "T-1".into());
    for (who, reference, counts) in [("", "mail", false), ("Ada", " ", false), ("Ada", "mail of 22 Nov", true)] {
        why.approval = approval(who, reference);
        let found = demands.missing(&risky, &why, None);
        assert_eq!(found.contains(&all[2]), !counts, "{who} {reference}");
        assert!(found.contains(&all[3]));
    }
    for (prepared, applying, counts) in [
        (None, Some("bea"), false),
        (Some("ann"), None, false),
        (Some("ann"), Some("ANN"), false),
        (Some("ann"), Some("bea"), true),
    ] {
        why.prepared_by = prepared.map(login);
        let found = demands.missing(&risky, &why, applying.map(login).as_ref());
        assert_eq!(found.is_empty(), counts, "{prepared:?} {applying:?}");
    }
}

proptest! {
    /// An approval is asked for exactly where a risk of the plan is among those that need one, and never two times.
    #[test]
    fn approvals_follow_risks(
        has in vec(0usize..12, 0..6), wanted in subsequence(RiskKind::ALL.to_vec(), 0..12), four_eyes: bool,
    ) {
        let plan = plan(has.iter().map(|at| risks()[*at].clone()).collect());
        let demands = Demands { approval_for: wanted.iter().copied().collect(), four_eyes, ..Demands::default() };
        let common: BTreeSet<RiskKind> = has.iter().map(|at| RiskKind::ALL[*at]).filter(|kind| wanted.contains(kind)).collect();
        let common: Vec<_> = common.into_iter().collect();
        let missing = demands.missing(&plan, &Why::default(), None);
        let mut expected = Vec::new();
        if !common.is_empty() {
            expected.push(Missing::Approval(common.clone()));
            expected.extend(four_eyes.then_some(Missing::SecondPerson(common)));
        }
        prop_assert_eq!(missing, expected);
        let done = Why { approval: approval("Ada", "mail"), prepared_by: Some(login("ann")), ..Why::default() };
        prop_assert_eq!(demands.missing(&plan, &done, Some(&login("bea"))), []);
    }
}
