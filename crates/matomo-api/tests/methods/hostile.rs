//! Answers that no Matomo should give: nothing panics, and no error text holds a token.

use crate::every_method::{read, read_as_all};
use crate::recordings::{RECORDINGS, Recording};
use matomo_api::{Answer, Error};
use proptest::{prelude::*, sample::Index};
use serde_json::{Map, Value, json};

/// Names of fields that some method reads.
const FIELDS: [&str; 24] = [
    "login",
    "email",
    "superuser_access",
    "invite_status",
    "uses_2fa",
    "last_seen",
    "role",
    "capabilities",
    "idsite",
    "site_name",
    "name",
    "site",
    "access",
    "id",
    "includedInRoles",
    "value",
    "result",
    "message",
    "version",
    "code",
    "english_name",
    "widgets",
    "pluginName",
    "settings",
];

/// Any JSON, often with the fields that are looked for, and with tokens strewn in.
fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "\\PC{0,12}",
        "[0-9a-f]{32}",
        "\\PC{0,5}[0-9A-F]{40}",
        prop::sample::select(vec!["error", "success", "active", "view", "superuser", "12", "-1", "true"])
            .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    let key = prop_oneof![3 => prop::sample::select(FIELDS.to_vec()).prop_map(str::to_owned), 1 => text];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| Value::from(Map::from_iter(pairs))),
        ]
    })
}

fn any_status() -> impl Strategy<Value = u16> {
    prop_oneof![Just(200), Just(400), Just(401), Just(500), any::<u16>()]
}

fn holds_no_token(errors: &[Error]) -> bool {
    errors.iter().all(|error| match error {
        Error::NotUnderstood { excerpt, .. } => {
            excerpt.split(|c: char| !c.is_ascii_hexdigit()).all(|run| run.len() < 32)
        }
        _ => true,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_json_is_read_or_refused(status in any_status(), value in any_json()) {
        let errors = read_as_all(&Answer { status, body: value.to_string().into_bytes() });
        prop_assert!(holds_no_token(&errors));
    }

    #[test]
    fn any_bytes_are_read_or_refused(status in any_status(), body in prop::collection::vec(any::<u8>(), 0..300)) {
        let errors = read_as_all(&Answer { status, body });
        prop_assert!(holds_no_token(&errors));
    }

    #[test]
    fn a_token_in_a_long_page_is_masked(before in 0usize..2100, token in "[0-9a-fA-F]{32}", status in any_status()) {
        let body = format!("Matomo {}{token} and more", "-".repeat(before)).into_bytes();
        let errors = read_as_all(&Answer { status, body });
        prop_assert!(holds_no_token(&errors));
        prop_assert!(!format!("{errors:?}").contains(&token[..12]), "not even half of it");
    }

    #[test]
    fn a_recorded_answer_that_was_cut_is_an_error(which in any::<Index>(), cut in any::<Index>()) {
        let Recording { method, answer, .. } = which.get(&RECORDINGS);
        prop_assume!(!answer.body.is_empty());
        let body = answer.body[..cut.index(answer.body.len())].to_vec();
        let errors = read_as_all(&Answer { status: answer.status, body: body.clone() });
        prop_assert!(holds_no_token(&errors));
        if let Some(read) = read(method, &Answer { status: answer.status, body }) {
            prop_assert!(read.is_err());
        }
    }

    #[test]
    fn a_recorded_answer_to_another_question_does_not_panic(which in any::<Index>()) {
        prop_assert!(holds_no_token(&read_as_all(&which.get(&RECORDINGS).answer)));
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let body = "[".repeat(100_000).into_bytes();
    let errors = read_as_all(&Answer { status: 200, body });
    assert!(errors.iter().all(|error| matches!(error, Error::NotUnderstood { .. })), "{errors:?}");
    let body = json!([[[[[]]]]]).to_string().into_bytes();
    assert!(!read_as_all(&Answer { status: 200, body }).is_empty());
}
