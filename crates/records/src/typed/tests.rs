#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn today() -> Day {
    Day::parse("2026-11-22").unwrap()
}

fn full() -> TypedWhy {
    TypedWhy {
        reason: "Cover for Ann".to_owned(),
        ticket: "T-12".to_owned(),
        ends: "2026-12-31".to_owned(),
        review: "2026-12-01".to_owned(),
        approved_by: "Noor Abadi".to_owned(),
        approved_on: "2026-11-20".to_owned(),
        reference: "Mail of 20 Nov".to_owned(),
    }
}

fn with(field: WhyField, text: &str) -> Vec<(WhyField, bool)> {
    let mut typed = full();
    text.clone_into(typed.text_mut(field));
    typed.problems(today()).iter().map(|problem| (problem.field, problem.fatal)).collect()
}

#[test]
fn what_is_typed_becomes_a_reason() {
    let why = full().why(7, true);
    assert_eq!(TypedWhy::of(&why), full());
    assert_eq!(why.approval.as_ref().unwrap().when, Day::parse("2026-11-20").unwrap().start());
    assert_eq!(full().why(7, false), Why { ends: None, ..why });
    let mut undated = full();
    undated.approved_on.clear();
    assert_eq!(undated.why(7, true).approval.unwrap().when, 7);
    assert_eq!(TypedWhy::default().why(7, true), Why::default());
    assert!(TypedWhy::default().is_empty() && !full().is_empty());
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    use WhyField::*;
    assert_eq!(full().problems(today()), []);
    assert_eq!(TypedWhy::default().problems(today()), []);
    for (field, text, found) in [
        (Ends, "soon", vec![(Ends, true)]),
        (Ends, "2026-11-21", vec![(Ends, true), (Review, false)]),
        (Ends, "2026-11-22", vec![(Review, false)]),
        (Review, "2026-11-21", vec![(Review, true)]),
        (Review, "2027-01-01", vec![(Review, false)]),
        (ApprovedOn, "2026-11-23", vec![(ApprovedOn, true)]),
        (ApprovedOn, "2026-11-22", vec![]),
        (ApprovedBy, " ", vec![(ApprovedBy, true)]),
        (Reason, TOKEN, vec![(Reason, false)]),
        (Reference, &format!("see {TOKEN}!"), vec![(Reference, false)]),
    ] {
        assert_eq!(with(field, text), found, "{field:?} {text}");
    }
}

proptest! {
    /// No token is kept or gets on record, in whatever field it was pasted, and what is kept means the same.
    #[test]
    fn no_token_is_kept(at in 0usize..7, before in "[a-z ,.]{0,8}", after in "[ ,.][a-z ]{0,8}") {
        let mut typed = full();
        *typed.text_mut(WhyField::ALL[at]) = format!("{before} {TOKEN}{after}");
        let kept = serde_json::to_string(&typed.masked()).unwrap();
        prop_assert!(!kept.contains(TOKEN), "{}", kept);
        prop_assert_eq!(typed.masked().why(7, true), typed.why(7, true));
        let recorded = serde_json::to_string(&typed.why(7, true)).unwrap();
        prop_assert!(!recorded.contains(TOKEN), "{}", recorded);
    }
}
