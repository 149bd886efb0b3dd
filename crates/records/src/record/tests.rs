#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Approval, Baseline, Hash, Ledger, testing::*};
use proptest::prelude::*;
use serde_json::{Value, json};

fn schema() -> jsonschema::Validator {
    let text = include_str!("../../../../schemas/change-record.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn valid(record: &ChangeRecord) {
    let value: Value = serde_json::from_str(&record.json()).unwrap();
    let errors: Vec<String> = schema().iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?} in {value}");
}

fn record_of(what: What) -> ChangeRecord {
    let mut ledger = empty();
    let records = records(ledger.append(stamp(0), what));
    assert_eq!(records.len(), 1);
    records.into_iter().next().unwrap()
}

/// The change that the guide on updating access describes.
fn update() -> What {
    let sites = vec![
        change(1, Some(Role::View), Some(Role::Admin)),
        change(2, Some(Role::Write), Some(Role::View)),
        change(3, None, Some(Role::Write)),
    ];
    let mut applied = applied(vec![touched("collaborator", sites)]);
    applied.why.review = Day::parse("2027-02-22");
    applied.why.approval = Some(Approval { who: "Adaeze Lindqvist".into(), when: 0, reference: "mail".into() });
    What::PlanApplied(applied)
}

#[test]
fn a_change_in_the_form_of_the_guide() {
    let record = record_of(update());
    valid(&record);
    assert_eq!(
        serde_json::from_str::<Value>(&record.json()).unwrap(),
        json!({
            "id": "UAM-2026-11-22-001",
            "user": "collaborator@example.org",
            "login": "collaborator",
            "system": "Matomo Analytics",
            "instance": "https://m.example/",
            "change_type": "permission_update",
            "change_date": "2026-11-22",
            "changed_by": "m.calder",
            "recorded_by": "m.calder",
            "approval_ticket": "JIRA-12345",
            "approved_by": "Adaeze Lindqvist",
            "reason": "Needed for the spring campaign",
            "previous_access": {"global_role": "user", "sites": [
                {"id": 1, "name": "Main Site", "permission": "view"},
                {"id": 2, "name": "Blog", "permission": "write"},
            ]},
            "new_access": {"global_role": "user", "sites": [
                {"id": 1, "name": "Main Site", "permission": "admin"},
                {"id": 2, "name": "Blog", "permission": "view"},
                {"id": 3, "name": "Shop, “new”", "permission": "write"},
            ]},
            "api_token_regenerated": false,
            "next_review_date": "2027-02-22",
            "access_ends": null,
        })
    );
    assert_eq!(serde_json::from_str::<ChangeRecord>(&record.json()).unwrap(), record);
}

#[test]
fn the_same_for_people() {
    let document = record_of(update()).document();
    let markdown = document.markdown();
    for line in [
        "## Access change UAM-2026-11-22-001",
        "- **User**: collaborator@example.org (collaborator)",
        "- **Change**: access to sites",
        "- **Date**: 22 Nov 2026",
        "- **Ticket**: JIRA-12345",
        "### Previous access",
        "- 1 Main Site: admin",
        "- 3 Shop, “new”: write",
    ] {
        assert!(markdown.lines().any(|found| found == line), "{line} in {markdown}");
    }
    assert!(document.text().contains("\nApproved by: Adaeze Lindqvist\n"));
    assert!(document.html().contains("<td><bdi>JIRA-12345</bdi></td>"));
}

#[test]
fn a_row_of_a_table() {
    let mut nasty = record_of(update());
    nasty.reason = Some("=HYPERLINK(\"https://e.example\")".into());
    let csv = records_csv([&nasty]);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert!(lines[0].starts_with("id,user,login,system,instance,change_type,change_date,changed_by,"));
    assert_eq!(
        lines[1],
        "UAM-2026-11-22-001,collaborator@example.org,collaborator,Matomo Analytics,https://m.example/,permission_update,\
         2026-11-22,m.calder,m.calder,JIRA-12345,Adaeze Lindqvist,\"'=HYPERLINK(\"\"https://e.example\"\")\",\
         \"user; 1 Main Site: view; 2 Blog: write\",\
         \"user; 1 Main Site: admin; 2 Blog: view; 3 Shop, “new”: write\",false,2027-02-22,"
    );
    assert_eq!(lines[2..], [""]);
}

#[test]
fn kinds_are_told_apart() {
    let of = |before, after, sites| {
        let one = Touched { before, after, ..touched("bob", sites) };
        let record = record_of(What::PlanApplied(applied(vec![one])));
        valid(&record);
        (record.change_type, record.previous_access.global_role, record.new_access.global_role)
    };
    use {Account as A, ChangeType as T, GlobalRole as G};
    let view = || vec![change(1, None, Some(Role::View))];
    let gone = || vec![change(1, Some(Role::View), None)];
    assert_eq!(of(A::Missing, A::Invited, view()), (T::AccountCreation, G::None, G::User));
    assert_eq!(of(A::Active, A::Missing, gone()), (T::AccountDeletion, G::User, G::None));
    assert_eq!(of(A::Active, A::SuperUser, gone()), (T::GlobalRoleUpdate, G::User, G::Superuser));
    assert_eq!(of(A::SuperUser, A::Active, view()), (T::GlobalRoleUpdate, G::Superuser, G::User));
    assert_eq!(of(A::Active, A::Active, gone()), (T::PermissionRemoval, G::User, G::User));
    assert_eq!(of(A::Invited, A::Active, view()), (T::PermissionUpdate, G::User, G::User));
}

#[test]
fn who_changed_what_was_found_later_is_not_known() {
    let record = record_of(what(4));
    valid(&record);
    assert_eq!((record.changed_by.as_deref(), record.recorded_by.as_deref()), (None, Some("m.calder")));
    assert!(record.document().text().contains("Changed by: not known\nRecorded by: m.calder\n"));
}

#[test]
fn tokens_and_reviews_have_records_and_exports_have_none() {
    let token = record_of(what(1));
    valid(&token);
    assert!(token.api_token_regenerated && token.change_type == ChangeType::TokenUpdate);
    assert_eq!(
        token.reason.as_deref(),
        Some("The token (fingerprint 3eb1bd43) was made. for “the shop” \\ \"export\"")
    );
    let review = record_of(what(2));
    valid(&review);
    assert_eq!(review.reason.as_deref(), Some("Reviewed: the access stays."));
    assert_eq!(review.next_review_date, Day::parse("2027-01-31"));
    let mut ledger = empty();
    let baseline = Baseline { snapshot: Hash::of(&[]), people: 0, grants: 0 };
    for none in [what(3), What::Baseline(baseline)] {
        assert!(records(ledger.append(stamp(0), none)).is_empty());
    }
    let nothing = touched("bob", vec![change(1, None, None)]);
    assert!(records(ledger.append(stamp(0), What::PlanApplied(applied(vec![nothing])))).is_empty());
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let schema = schema();
    let good: Value = serde_json::from_str(&record_of(update()).json()).unwrap();
    assert!(schema.is_valid(&good));
    for (pointer, bad) in [
        ("/id", json!("CR-1")),
        ("/user", json!("")),
        ("/change_type", json!("anything")),
        ("/change_date", json!("22.11.2026")),
        ("/change_date", json!("2026-02-30")),
        ("/previous_access/global_role", json!("admin")),
        ("/new_access/sites/0/permission", json!("noaccess")),
        ("/new_access/sites/0/id", json!(0)),
        ("/api_token_regenerated", json!("yes")),
    ] {
        let mut value = good.clone();
        *value.pointer_mut(pointer).unwrap() = bad;
        assert!(!schema.is_valid(&value), "{pointer}");
    }
    // Of the guide's members, of the id and of the reason none may be absent.
    let own = ["login", "instance", "recorded_by", "approved_by", "access_ends"];
    for name in good.as_object().unwrap().keys() {
        let mut value = good.clone();
        value.as_object_mut().unwrap().remove(name);
        assert_eq!(schema.is_valid(&value), own.contains(&name.as_str()), "without {name}");
    }
    let mut more = good;
    more["token"] = json!("x");
    assert!(!schema.is_valid(&more));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_record_is_valid(
        accounts in proptest::sample::select(vec![
            (Account::Missing, Account::Invited), (Account::Active, Account::Active),
            (Account::SuperUser, Account::Active), (Account::Active, Account::Missing),
        ]),
        sites in proptest::collection::vec((1u32..9, 0usize..4, 0usize..4), 0..5),
        reason in "(?s).{0,30}",
        people in 1usize..4,
    ) {
        let role = |n: usize| Role::ALL.get(n).copied();
        let sites: Vec<_> = sites.into_iter().map(|(id, a, b)| change(id, role(a), role(b))).collect();
        let one = |n: usize| Touched { before: accounts.0, after: accounts.1, ..touched(&format!("p{n}"), sites.clone()) };
        let mut applied = applied((0..people).map(one).collect());
        applied.why.reason = reason.as_str().into();
        let mut ledger: Ledger = empty();
        let found = records(ledger.append(stamp(0), What::PlanApplied(applied)));
        prop_assert!(found.len() == people || found.is_empty());
        found.iter().for_each(valid);
    }
}
