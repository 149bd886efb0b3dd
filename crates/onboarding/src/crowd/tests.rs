#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    Language, SignIn,
    company::{self, grant, site, today},
    roster,
};
use access::Change;
use matomo_api::Role;
use proptest::prelude::*;

fn person(full_name: &str, email: &str, login: &str) -> Newcomer {
    Newcomer { full_name: full_name.into(), email: email.into(), login: login.into(), ..Newcomer::default() }
}

fn crowd(people: Vec<Newcomer>) -> Case {
    Case { many: true, crowd: people, ..company::case() }
}

fn plain() -> Policy {
    Policy::default()
}

/// Rows as their logins, and what is said, by column.
fn said(case: &Case, policy: &Policy) -> Vec<(String, Vec<(Column, ProblemKind)>)> {
    let rows = case.rows(policy, &company::directory()).into_iter();
    rows.map(|row| (row.login, row.problems.into_iter().map(|(column, one)| (column, one.what)).collect())).collect()
}

#[test]
fn each_person_has_a_case_with_all_else_shared() {
    let case = crowd(vec![
        person("Sana Whitlock", "sana@example.net", ""),
        Newcomer { language: "Deutsch".into(), ..person("Bo Lind", "bo@example.net", "b.l") },
        Newcomer { left_out: true, ..person("Cy Tan", "cy@example.net", "") },
    ]);
    let each = case.each(&plain(), &company::directory());
    let who: Vec<_> = each.iter().map(|one| (one.login.as_str(), one.email.as_str(), one.language)).collect();
    assert_eq!(who, [("s.whitlock", "sana@example.net", Language::En), ("b.l", "bo@example.net", Language::De)]);
    for one in &each {
        let own = Case { language: one.language, ..company::case() };
        let shared = Case {
            full_name: own.full_name.clone(),
            email: own.email.clone(),
            login: own.login.clone(),
            ..one.clone()
        };
        assert_eq!(shared, own);
    }
    assert_eq!(company::case().each(&plain(), &company::directory()), [company::case()]);
}

#[test]
fn logins_are_proposed_by_the_rule_and_meet_nobody() {
    let twice = || vec![person("Sana Whitlock", "sana@example.net", ""), person("Sam Whitlock", "sam@example.net", "")];
    let logins = |case: &Case, policy: &Policy| -> Vec<String> {
        case.each(policy, &company::directory()).into_iter().map(|one| one.login).collect()
    };
    assert_eq!(logins(&crowd(twice()), &plain()), ["s.whitlock", "s.whitlock2"]);
    let rule = Policy { naming: "{last}-{first}".into(), ..plain() };
    assert_eq!(logins(&crowd(twice()), &rule), ["whitlock-sana", "whitlock-sam"]);
    let mut typed = twice();
    typed[1].login = "S.Whitlock".into();
    assert_eq!(logins(&crowd(typed), &plain()), ["s.whitlock2", "S.Whitlock"], "what is typed comes first");
    let mut out = twice();
    out[0].left_out = true;
    assert_eq!(logins(&crowd(out), &plain()), ["s.whitlock"]);
    let there = crowd(vec![person("Ivan", "IVAN@example.org", ""), person("Cesare Ferro", "new@example.net", "")]);
    assert_eq!(logins(&there, &plain()), ["ivan", "c.ferro2"]);
}

#[test]
fn what_is_wrong_is_said_in_its_row() {
    let case = crowd(vec![
        person("Sana Whitlock", "sana@example.net", ""),
        person("Sana", "SANA@example.net", ""),
        person("Bo", "bo@", "S.Whitlock "),
        Newcomer { language: "klingon".into(), ..person("Cy Tan", "cy@example.net", "sana@example.net") },
        person("Mira", "mira@example.org", ""),
    ]);
    let said = said(&case, &plain());
    assert_eq!(said[0], ("s.whitlock2".into(), vec![]));
    assert_eq!(said[1].1, [(Column::Email, ProblemKind::Twice(1))]);
    assert!(matches!(said[2].1[..], [(Column::Email, ProblemKind::BadEmail(_))]), "{said:?}");
    let klingon = ProblemKind::UnknownLanguage("klingon".into());
    assert_eq!(said[3].1, [(Column::Login, ProblemKind::Twice(1)), (Column::Language, klingon)]);
    assert!(matches!(said[4].1[..], [(Column::Email, ProblemKind::SuperUser(_))]), "{said:?}");
    let rows = case.rows(&plain(), &company::directory());
    assert_eq!(rows[0].standing, Standing::New);
    assert!(rows[1..].iter().all(|row| row.standing == Standing::Wrong));
    assert_eq!(rows[3].problems[1].1.field, CaseField::Row(3, Column::Language));
    let problems = case.check_all(&plain(), &company::directory(), today()).unwrap_err();
    assert_eq!(problems.iter().filter(|problem| problem.is_fatal()).count(), 5);
}

#[test]
fn a_row_left_out_stops_nobody_and_stays() {
    let mut case = crowd(vec![person("Sana", "sana@example.net", ""), person("Bo", "bo@", "")]);
    assert!(case.check_all(&plain(), &company::directory(), today()).is_err());
    case.crowd[1].left_out = true;
    let valid = case.check_all(&plain(), &company::directory(), today()).unwrap();
    assert_eq!(valid.len(), 1);
    assert_eq!(case.rows(&plain(), &company::directory())[1].standing, Standing::LeftOut);
    case.crowd[0].left_out = true;
    let nobody = case.check_all(&plain(), &company::directory(), today()).unwrap_err();
    assert_eq!(nobody, [Problem::new(CaseField::People, ProblemKind::NoPeople)]);
    let kept = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::from_str::<Case>(&kept).unwrap(), case);
}

#[test]
fn who_is_there_already_is_extended() {
    let mut case = crowd(vec![
        person("Ivan", "ivan@example.org", ""),
        person("", "", "IVAN"),
        person("Sana", "sana@example.net", "ivan"),
        person("Bo Lind", "bo@example.net", "lvan"),
    ]);
    case.access = [(site(2), grant(Role::View)), (site(3), grant(Role::View))].into();
    let rows = case.rows(&plain(), &company::directory());
    assert_eq!(rows[0].standing, Standing::Extends(Login::reported("ivan")));
    let said = said(&case, &plain());
    assert!(said[0].1.contains(&(Column::Login, ProblemKind::LowersOn(1))), "{said:?}");
    assert!(said[1].1.contains(&(Column::Login, ProblemKind::Twice(1))), "{said:?}");
    assert!(matches!(said[2].1[0], (Column::Login, ProblemKind::LoginOfAnother(..))), "{said:?}");
    assert_eq!(said[3].1, [(Column::Login, ProblemKind::LooksLike(Login::reported("ivan")))]);
    case.crowd.truncate(1);
    case.access = [(site(2), grant(Role::Write))].into();
    let said = self::said(&case, &plain());
    assert!(said[0].1.contains(&(Column::Login, ProblemKind::NothingNew)), "{said:?}");
}

#[test]
fn the_companys_rules_hold_for_each() {
    let policy = Policy {
        email_domains: vec!["example.net".into()],
        naming: "{f}.{last}".into(),
        approval: true,
        ..Policy::default()
    };
    let case = crowd(vec![
        person("Sana Whitlock", "sana@example.com", "other"),
        person("Cher", "cher@example.net", ""),
        person("Ivan", "ivan@example.org", ""),
    ]);
    let said = said(&case, &policy);
    assert!(matches!(
        said[0].1[..],
        [(Column::Email, ProblemKind::DomainNotAllowed { .. }), (Column::Login, ProblemKind::NotByRule(_))]
    ));
    assert!(
        said[1].1.iter().any(|(column, what)| *column == Column::Login && matches!(what, ProblemKind::RuleNeeds(_)))
    );
    assert!(said[2].1.iter().all(|(_, what)| !matches!(what, ProblemKind::DomainNotAllowed { .. })));
    let problems = case.problems(&policy, &company::directory(), today());
    let mandatory = problems.iter().filter(|problem| problem.what == ProblemKind::Mandatory).count();
    assert_eq!(mandatory, 2, "what is shared is said once");
}

#[test]
fn what_was_typed_for_one_person_is_no_matter_to_many() {
    let mut case = crowd(vec![person("Bo Lind", "bo@example.net", "")]);
    (case.login, case.email) = ("m.calder".into(), "mira@example.org".into());
    assert!(case.existing(&company::directory()).is_none());
    assert!(case.check_all(&plain(), &company::directory(), today()).is_ok());
    case.many = false;
    assert!(case.check_all(&plain(), &company::directory(), today()).is_err());
    assert!(case.another().crowd.is_empty());
}

#[test]
fn a_case_is_called_by_whom_it_is_about() {
    let whom = |case: &Case| case.whom().unwrap_or_default();
    assert_eq!((company::case().whom(), Case::default().whom()), (Some("Sana Whitlock".into()), None));
    assert_eq!(whom(&Case { login: " b.l ".into(), ..Case::default() }), "b.l");
    let mut case = crowd(vec![person("Bo Lind", "", ""), person("Cy Tan", "", "")]);
    assert_eq!(whom(&case), "2 people");
    case.crowd[1].left_out = true;
    assert_eq!(whom(&case), "1 person");
}

#[test]
fn logins_are_settled_once() {
    let mut case = crowd(vec![person("Sana Whitlock", "sana@example.net", ""), person("Ivan", "ivan@example.org", "")]);
    case.settle(&plain(), &company::directory());
    let logins: Vec<_> = case.crowd.iter().map(|row| row.login.as_str()).collect();
    assert_eq!(logins, ["s.whitlock", "ivan"]);
    let before = case.clone();
    case.settle(&Policy { naming: "{last}".into(), ..plain() }, &company::directory());
    assert_eq!(case, before);
}

#[test]
fn ten_thousand_people_are_looked_at() {
    let mut text = String::from("Name,E-mail\n");
    for n in 0..10_000 {
        text.push_str(&format!("Person{n} Surname{n},p{n}@example.net\n"));
    }
    let mut lines: Vec<&str> = text.lines().collect();
    let head = lines.remove(0);
    // A case takes `roster::MOST`; this is about the time that more would take.
    let people =
        lines.chunks(roster::MOST).flat_map(|part| roster::read(&format!("{head}\n{}", part.join("\n"))).people);
    let case = crowd(people.collect());
    let rows = case.rows(&plain(), &company::directory());
    assert_eq!(rows.len(), 10_000);
    assert!(rows.iter().all(|row| row.standing == Standing::New));
}

fn people() -> impl Strategy<Value = Vec<Newcomer>> {
    let name = "(Sana|Bo|Ivan|[A-Z][a-z]{1,5}) (Whitlock|[A-Z][a-z]{1,6})";
    let email = "([a-z]{1,4}@example\\.(net|org)|ivan@example\\.org|p@example\\.net|[a-z@]{0,6})";
    let login = "(|||ivan|[a-z.]{2,6}|[ -~]{0,4})";
    let row = (name, email, login, "(||de|xx)", any::<bool>());
    let row = row.prop_map(|(full_name, email, login, language, left_out)| Newcomer {
        line: 0,
        full_name,
        email,
        login,
        language,
        left_out,
    });
    proptest::collection::vec(row, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Nobody is lost, nobody is there twice, and what goes ahead is what can.
    #[test]
    fn nobody_is_lost(people in people(), named in any::<bool>()) {
        let company = company::directory();
        let naming = if named { "{f}.{last}".to_owned() } else { String::new() };
        let policy = Policy { naming, ..Policy::default() };
        let case = crowd(people);
        let rows = case.rows(&policy, &company);
        prop_assert_eq!(rows.len(), case.crowd.len());
        let each = case.each(&policy, &company);
        prop_assert_eq!(each.len(), case.crowd.iter().filter(|row| !row.left_out).count());
        for (row, person) in rows.iter().zip(&case.crowd) {
            prop_assert_eq!(row.standing == Standing::LeftOut, person.left_out);
        }
        // Leaving out what is wrong lets all others go ahead.
        let mut rest = case.clone();
        for (row, person) in rows.iter().zip(&mut rest.crowd) {
            person.left_out |= row.standing == Standing::Wrong;
        }
        let going = rest.crowd.iter().filter(|row| !row.left_out).count();
        match rest.check_all(&policy, &company, today()) {
            Ok(valid) => {
                prop_assert_eq!(valid.len(), going);
                let mut logins: Vec<_> = valid.iter().map(|one| one.login().as_str().to_lowercase()).collect();
                logins.sort();
                logins.dedup();
                prop_assert_eq!(logins.len(), going);
            }
            // A login that was proposed may meet another rule now that its like is gone, but nothing new is wrong.
            Err(problems) => prop_assert!(going == 0, "{problems:?}"),
        }
    }

    /// The plan of many is what the plans of each are, one after the other; and so are its accounts.
    #[test]
    fn the_plan_of_many_is_the_plans_of_each(count in 1..6_usize, password in any::<bool>()) {
        let company = company::directory();
        let mut people: Vec<_> = (0..count).map(|n| person(&format!("P{n} Q"), &format!("p{n}@example.net"), "")).collect();
        people.push(person("Ivan", "ivan@example.org", ""));
        let sign_in = if password { SignIn::Ldap } else { SignIn::InvitationMail };
        let case = Case { sign_in, ..crowd(people) };
        let valid = case.check_all(&plain(), &company, today()).unwrap();
        let plan = ValidCase::plan_all(&valid, &company).unwrap();
        let single = case.each(&plain(), &company);
        let single = single.iter().map(|one| one.check(&company, today()).unwrap().plan(&company).unwrap().steps);
        prop_assert_eq!(&plan.steps, &single.flatten().collect::<Vec<_>>());
        let made = plan.steps.iter().filter(|step| step.change.makes_account()).count();
        prop_assert_eq!(made, count, "who exists is not made");
        let extended = |step: &&access::Step| step.change.login().as_str() == "ivan";
        let changed = plan.steps.iter().filter(extended).all(|step| matches!(step.change, Change::SetAccess { .. }));
        prop_assert!(changed);
    }
}
