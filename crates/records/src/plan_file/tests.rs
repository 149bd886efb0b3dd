#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Approval, testing::*};
use access::{Directory, Entry, Grant, NewPerson, Preference, Risk, Subject};
use matomo_api::{Email, Role, SiteId};
use proptest::{collection::vec, prelude::*, sample::select};

fn here() -> MatomoUrl {
    url("https://m.example")
}

fn wishes(wishes: &[(&str, u32, Option<Role>)]) -> Vec<(Login, SiteId, Option<Grant>)> {
    wishes.iter().map(|(who, id, role)| (login(who), site(*id), role.map(Grant::plain))).collect()
}

fn file(plan: Plan) -> PlanFile {
    let approval = Some(Approval { who: "Adaeze Lindqvist".into(), when: 5, reference: "“mail”".into() });
    PlanFile {
        form: PlanFile::FORM,
        instance: here(),
        prepared_by: Some(login("m.calder")),
        prepared_at: stamp(0).at,
        why: Why { reason: "Spring ünï".into(), ticket: "T-1".into(), approval, ..Why::default() },
        plan,
        undoes: ChangeId::parse("UAM-2026-11-22-001"),
    }
}

fn before() -> Directory {
    directory(&[("ann", &[1, 2]), ("bob", &[1])])
}

fn some() -> PlanFile {
    let wanted = wishes(&[("ann", 1, None), ("ann", 2, Some(Role::Admin)), ("bob", 3, Some(Role::View))]);
    file(Plan::set_access(&before(), &wanted).unwrap())
}

fn invitation(entry: Entry, what: &[Preference]) -> Plan {
    let person = NewPerson { login: login("eve"), email: Email::parse("eve@example.org").unwrap(), entry };
    let plan = Plan::onboard(&before(), person, &[(site(1), Role::View.into())]).unwrap();
    plan.with_preferences(&before(), &login("eve"), what).unwrap()
}

/// Sealed anew, as by somebody who knows how.
fn resealed(file: &PlanFile, edit: impl FnOnce(&mut PlanFile)) -> String {
    let mut file = file.clone();
    edit(&mut file);
    file.write()
}

#[test]
fn a_plan_comes_out_as_it_went_in() {
    let file = some();
    let text = file.write();
    assert!(
        text.starts_with("{\n  \"form\": 1,\n  \"instance\": \"https://m.example/\",\n  \"prepared_by\": \"m.calder\"")
    );
    assert_eq!(PlanFile::read(&text, &here()), Ok(file.clone()));
    let by_mail = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(PlanFile::read(&by_mail, &here()), Ok(file.clone()), "line ends change nothing");
    let name = file.file_name();
    assert!(name.starts_with("plan-2026-11-22-") && name.ends_with(".json") && name.len() == 29, "{name}");
    assert_eq!(file.why_for(Some(&login("j.verhoek"))).prepared_by, Some(login("m.calder")));
    assert_eq!(file.why_for(Some(&login("M.Calder"))), file.why, "one person is no two");
    let invite = self::file(invitation(Entry::Invitation { days: 7 }, &[Preference::Language("de".into())]));
    assert_eq!(PlanFile::read(&invite.write(), &here()), Ok(invite));
}

#[test]
fn what_is_no_good_plan_is_refused_with_what_to_do() {
    let good = some();
    let text = good.write();
    let read = |text: &str| PlanFile::read(text, &here()).unwrap_err();
    let token = "0123456789abcdef0123456789abcdef";
    let escaped = token.replace('a', "\\u0061");
    for (text, bad) in [
        (text[..200].to_owned(), BadPlan::NotJson),
        ("[]".into(), BadPlan::NotAPlan),
        ("{\"form\":1}".into(), BadPlan::NotAPlan),
        (text.replace("Spring", "Autumn"), BadPlan::Edited),
        (text.replacen("\"form\"", "\"more\": 1, \"form\"", 1), BadPlan::Edited),
        (text.replacen("\"risks\": []", "\"risks\": [], \"more\": 1", 1), BadPlan::Edited),
        (text.replacen("\"form\": 1", "\"form\": 1, \"form\": 1", 1), BadPlan::Edited),
        (text.replacen("\"form\": 1", "\"form\": 2", 1), BadPlan::TooNew),
        (text.replacen("Spring", token, 1), BadPlan::HoldsToken),
        (text.replacen("Spring", &escaped, 1), BadPlan::HoldsToken),
        (resealed(&good, |file| file.prepared_by = Some(login(token))), BadPlan::HoldsToken),
        (
            resealed(&good, |file| file.instance = url("https://other.example/m")),
            BadPlan::OtherInstance(url("https://other.example/m")),
        ),
        (
            resealed(&good, |file| {
                let step = file.plan.steps[0].clone();
                file.plan.steps = vec![step; PlanFile::MOST_STEPS + 1];
            }),
            BadPlan::TooManySteps(PlanFile::MOST_STEPS + 1),
        ),
        (file(invitation(Entry::Password, &[])).write(), BadPlan::NeedsPassword(vec![login("eve")])),
    ] {
        let found = read(&text);
        assert_eq!(found, bad);
        let said = found.to_string();
        assert!(said.ends_with('.') && said.matches(['.', ':']).count() > 1, "{said}");
    }
    assert_eq!(good.check(), Ok(()));
    let mut holds = good;
    holds.prepared_by = Some(login(token));
    assert_eq!(holds.check(), Err(BadPlan::HoldsToken));
    assert!(
        read(&resealed(&some(), |file| file.instance = url("https://x.example"))).to_string().contains("x.example")
    );
}

#[test]
fn what_changed_meanwhile_is_told_and_can_be_taken_or_left() {
    let now = directory(&[("ann", &[1, 3]), ("bob", &[1, 3])]);
    let looked = some().look(&now);
    let told: Vec<_> = looked.conflicts.iter().map(Conflict::sentence).collect();
    assert_eq!(told, ["ann on Site 2 (2): was view when the plan was prepared, is no access now, and would be admin."]);
    assert_eq!((looked.stands.steps.len(), looked.done), (1, 1), "bob may view site 3 already");
    assert!(looked.stands.risks().is_empty() && !looked.is_done());
    let subject = looked.conflicts[0].subject.clone();
    let taken = looked.taking(&[subject], &now);
    assert_eq!((taken.steps.len(), taken.risks()), (2, vec![Risk::Admin]));
    assert_eq!(taken.steps[1].before.grants.len(), 0, "as it is now");
    let gone = wishes(&[("gone", 1, None)]);
    let mut plan = some().plan;
    if let Change::SetAccess { login, .. } = &mut plan.steps[0].change {
        login.clone_from(&gone[0].0);
    }
    let looked = file(plan).look(&before());
    assert!(!looked.conflicts[0].can_be_taken());
    assert_eq!(
        looked.conflicts[0].sentence(),
        "gone: was account, view on Site 1 when the plan was prepared, is no account now, and would be account, no \
         access to Site 1. It cannot be done: There is no account “gone”."
    );
    assert_eq!(looked.taking(&[looked.conflicts[0].subject.clone()], &before()), looked.stands);
    let applied = directory(&[("ann", &[]), ("bob", &[1, 3])]);
    let mine = file(Plan::set_access(&before(), &wishes(&[("ann", 1, None), ("ann", 2, None)])).unwrap());
    assert!(mine.look(&applied).is_done());
    assert_eq!(mine.look(&applied).done, 2);
}

#[test]
fn a_doctored_file_hides_no_risk() {
    let text = resealed(&some(), |file| {
        for step in &mut file.plan.steps {
            step.risks.clear();
            step.before.grants = [(site(2), Grant::plain(Role::Admin))].into();
        }
    });
    let looked = PlanFile::read(&text, &here()).unwrap().look(&before());
    let all: Vec<_> = looked.conflicts.iter().map(|one| one.subject.clone()).collect();
    assert_eq!(looked.taking(&all, &before()).risks(), [Risk::Admin]);
    assert_eq!(looked.taking(&all, &before()), some().plan);
}

#[test]
fn a_dashboard_of_another_admin_cannot_be_copied() {
    let what = [Preference::Dashboard { id: 3, name: "Start".into() }];
    let looked = file(invitation(Entry::Invitation { days: 7 }, &what)).look(&before());
    assert_eq!(looked.stands.steps.len(), 1);
    assert_eq!(
        looked.conflicts[0].impossible.as_deref(),
        Some("The dashboard is one of m.calder, and only they can copy it.")
    );
    assert!(matches!(looked.conflicts[0].subject, Subject::Preference(..)));
}

fn any_wishes() -> impl Strategy<Value = Vec<(&'static str, u32, Option<Role>)>> {
    vec((select(vec!["ann", "bob", "ivy"]), 1..=3_u32, proptest::option::of(select(Role::ALL.to_vec()))), 0..6)
}

proptest! {
    #[test]
    fn on_the_same_ground_it_is_the_plan(wanted in any_wishes(), reason in "(?s).{0,40}") {
        let mut file = file(Plan::set_access(&before(), &wishes(&wanted)).unwrap());
        file.why.reason = reason.as_str().into();
        let read = PlanFile::read(&file.write(), &here()).unwrap();
        prop_assert_eq!(&read, &file);
        let looked = read.look(&before());
        prop_assert_eq!((looked.stands, looked.conflicts.len(), looked.done), (file.plan, 0, 0));
    }

    /// One character more, less or other: it is noticed, or nothing but blanks between the members changed.
    #[test]
    fn an_edit_is_noticed(at in 0usize..10_000, with in "[ -~é\n]{0,2}", cut in 0usize..2) {
        let (file, text) = (some(), some().write());
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let at = places[at % (places.len() - 2)];
        let end = places[places.iter().position(|place| *place == at).unwrap() + cut];
        let edited = format!("{}{with}{}", &text[..at], &text[end..]);
        match PlanFile::read(&edited, &here()) {
            Ok(read) => prop_assert_eq!(read, file),
            Err(bad) => prop_assert!(matches!(bad, BadPlan::NotJson | BadPlan::NotAPlan | BadPlan::Edited | BadPlan::TooNew)),
        }
    }

    /// Whatever somebody did meanwhile, and whatever is taken of it: what is applied has the risks that a plan made
    /// now has, and what was left is not in it.
    #[test]
    fn risks_are_those_of_now(wanted in any_wishes(), ann in vec(1..=3_u32, 0..3), taken in any::<[bool; 8]>()) {
        let file = file(Plan::set_access(&before(), &wishes(&wanted)).unwrap());
        let now = directory(&[("ann", &ann), ("bob", &[1, 2])]);
        let looked = file.look(&now);
        let taken: Vec<_> = looked.conflicts.iter().zip(taken).filter(|(_, take)| *take).map(|(one, _)| one.subject.clone()).collect();
        let plan = looked.taking(&taken, &now);
        prop_assert_eq!(&plan.seen_from(&now), &plan);
        let subjects: Vec<_> = plan.lines(&now).into_iter().map(|line| line.subject).collect();
        for one in &looked.conflicts {
            prop_assert_eq!(subjects.contains(&one.subject), taken.contains(&one.subject));
        }
    }
}
