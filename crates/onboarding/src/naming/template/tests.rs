#![allow(clippy::unwrap_used)]

use super::*;
use crate::company;
use proptest::prelude::*;

fn sana() -> Parts {
    Parts {
        full_name: "Dr. Sana M. Whitlock".into(),
        email: "sana.whitlock+matomo@mail.brightside.example".into(),
        organisation: String::new(),
    }
}

fn filled(rule: &str, parts: &Parts) -> Result<String, Placeholder> {
    rule.parse::<Template>().unwrap().fill(parts)
}

#[test]
fn parts_are_filled_in() {
    for (rule, login) in [
        ("{first}.{last}", "sana.whitlock"),
        ("{f}{last}", "swhitlock"),
        ("{last}_{f}", "whitlock_s"),
        ("{f}{l}", "sw"),
        ("{vendor}.{first}.{last}", "brightside.sana.whitlock"),
        ("ext-{mailbox}", "ext-sana.whitlock"),
        (" { First }.{LAST} ", "sana.whitlock"),
        ("X{last}", "Xwhitlock"),
    ] {
        assert_eq!(filled(rule, &sana()).as_deref(), Ok(login), "{rule}");
    }
}

#[test]
fn programmes_are_named_after_system_and_purpose() {
    let named = |full_name: &str| {
        let parts = Parts { full_name: full_name.into(), ..Parts::default() };
        filled("svc-{system}-{purpose}", &parts)
    };
    assert_eq!(named("Shop: nightly export").as_deref(), Ok("svc-shop-nightly-export"));
    assert_eq!(named("Shop export").as_deref(), Ok("svc-shop-export"));
    assert_eq!(named("Data warehouse: load").as_deref(), Ok("svc-data-warehouse-load"));
    assert_eq!(named("Shop"), Err(Placeholder::Purpose));
    assert_eq!(named(""), Err(Placeholder::System));
}

#[test]
fn a_company_is_named_without_its_legal_form() {
    let vendor = |organisation: &str| filled("{vendor}", &Parts { organisation: organisation.into(), ..sana() });
    assert_eq!(vendor("Brightside Media GmbH & Co. KG").as_deref(), Ok("brightside-media"));
    assert_eq!(vendor("Müller Ltd.").as_deref(), Ok("mueller"));
    assert_eq!(vendor("").as_deref(), Ok("brightside"), "the address tells");
    assert_eq!(vendor("株式会社"), Err(Placeholder::Vendor));
    assert_eq!(filled("{vendor}", &Parts::default()), Err(Placeholder::Vendor));
}

#[test]
fn a_part_that_is_missing_is_named() {
    let only = |full_name: &str| Parts { full_name: full_name.into(), ..Parts::default() };
    assert_eq!(filled("{first}.{last}", &only("Cher")), Err(Placeholder::Last));
    assert_eq!(filled("{f}{last}", &only("山田 太郎")), Err(Placeholder::F));
    assert_eq!(filled("{mailbox}", &only("Cher")), Err(Placeholder::Mailbox));
    assert!(Placeholder::ALL.into_iter().all(|part| !part.in_words().is_empty()));
}

#[test]
fn what_is_wrong_with_a_rule_is_said() {
    for (rule, why) in [
        ("", BadTemplate::Empty),
        ("  ", BadTemplate::Empty),
        ("{first", BadTemplate::Unclosed("first".into())),
        ("first}", BadTemplate::Unopened),
        ("{first}}", BadTemplate::Unopened),
        ("{name}", BadTemplate::Unknown("name".into())),
        ("{}", BadTemplate::Unknown(String::new())),
        ("{first} {last}", BadTemplate::BadCharacter(' ')),
        ("{first}/{last}", BadTemplate::BadCharacter('/')),
        ("vendor-analytics", BadTemplate::NothingToFill),
    ] {
        assert_eq!(rule.parse::<Template>(), Err(why.clone()), "{rule}");
        assert!(why.to_string().starts_with(|c: char| c.is_lowercase() || c == 'M'), "{why}");
    }
    let unknown = BadTemplate::Unknown("name".into()).to_string();
    assert!(unknown.starts_with("there is no part {name}; there are {first}, {last}"), "{unknown}");
    assert!(Placeholder::ALL.into_iter().all(|part| unknown.contains(&format!("{{{}}}", part.id()))));
}

#[test]
fn the_preview_looks_into_the_directory() {
    let company = company::directory();
    let preview = |rule: &str, full_name: &str| {
        let parts = Parts { full_name: full_name.into(), email: "x@example.net".into(), ..Parts::default() };
        let Preview { login, notes } = rule.parse::<Template>().unwrap().preview(&parts, &company);
        (login.map(|login| login.to_string()), notes)
    };
    let login = |text: &str| Login::reported(text);
    assert_eq!(preview("{f}.{last}", "Sana Whitlock"), (Some("s.whitlock".into()), vec![]));
    assert_eq!(
        preview("{f}.{last}", "Cesare Ferro"),
        (Some("c.ferro2".into()), vec![NamingNote::Taken(login("c.ferro"))])
    );
    assert_eq!(preview("{first}", "1van Petrov"), (Some("1van".into()), vec![NamingNote::LooksLike(login("ivan"))]));
    assert_eq!(preview("{f}.{last}", "Cher"), (None, vec![NamingNote::Needs(Placeholder::Last)]));
    let short = NamingNote::NotALogin(BadLogin::TooShort);
    assert_eq!(preview("{f}", "Sana Whitlock"), (None, vec![short]));
    let long = "x".repeat(120);
    assert_eq!(preview("{first}", &long), (None, vec![NamingNote::NotALogin(BadLogin::TooLong(120))]));
    let address = preview("{first}@example.org", "Ivan P");
    assert_eq!(address, (Some("ivan@example.org2".into()), vec![NamingNote::Taken(login("ivan"))]));
    for note in [NamingNote::Needs(Placeholder::F), NamingNote::NotALogin(BadLogin::TooShort), address.1[0].clone()] {
        assert!(note.sentence().ends_with(['.', '?']), "{}", note.sentence());
    }
}

#[test]
fn a_login_is_by_the_rule_with_or_without_a_number() {
    let rule: Template = "{f}.{last}".parse().unwrap();
    let makes = |login: &str| rule.makes(login, &sana());
    assert_eq!(makes(" S.Whitlock "), Ok(true));
    assert_eq!(makes("s.whitlock12"), Ok(true));
    assert_eq!(makes("s.whitlocks"), Ok(false));
    assert_eq!(makes("sana"), Ok(false));
    assert_eq!(rule.makes("x", &Parts::default()), Err(Placeholder::F));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_rule_is_read_back_as_it_was_written(text in "(\\{(first|last|f|l|vendor|mailbox|system|purpose)\\}|[a-z.@_+-]){1,8}") {
        match text.parse::<Template>() {
            Ok(rule) => prop_assert_eq!(rule.to_string(), text),
            Err(why) => prop_assert_eq!(why, BadTemplate::NothingToFill),
        }
    }

    #[test]
    fn whatever_is_typed_is_a_rule_or_says_why(text in "\\PC{0,20}") {
        if let Ok(rule) = text.parse::<Template>() {
            prop_assert_eq!(rule.to_string().parse::<Template>(), Ok(rule));
        }
    }

    #[test]
    fn what_a_rule_makes_is_by_the_rule(full_name in "\\PC{0,30}", email in "\\PC{0,20}", at in 0..4_usize) {
        let rule: Template = ["{first}.{last}", "{vendor}.{f}{last}", "{mailbox}", "svc-{system}-{purpose}"][at].parse().unwrap();
        let parts = Parts { full_name, email, organisation: String::new() };
        let company = company::directory();
        match rule.preview(&parts, &company).login {
            Some(login) => {
                prop_assert!(rule.makes(login.as_str(), &parts).unwrap());
                prop_assert!(company.same_account(login.as_str()).is_none() && company.by_email(login.as_str()).is_none());
            }
            None => prop_assert!(rule.fill(&parts).map_or(true, |text| Login::parse(&text).is_err())),
        }
    }
}
