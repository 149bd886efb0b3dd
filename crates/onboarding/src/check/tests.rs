#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    SignIn,
    company::{self, capability, grant, site, today},
};
use matomo_api::{BadEmail, BadLogin};
use proptest::prelude::*;

/// What is said about a case that is right but for one change.
fn found(change: impl FnOnce(&mut Case)) -> Vec<(CaseField, ProblemKind)> {
    let mut case = company::case();
    change(&mut case);
    let company = company::directory();
    let mut problems = case.person_problems(&company, today());
    problems.extend(case.access_problems(&company));
    problems.into_iter().map(|problem| (problem.field, problem.what)).collect()
}

fn login(text: &str) -> Login {
    Login::reported(text)
}

#[test]
fn nothing_is_said_about_a_right_case() {
    assert_eq!(found(|_| ()), []);
}

#[test]
fn names_are_for_the_papers_and_stay_as_typed() {
    use CaseField::FullName;
    assert_eq!(found(|c| c.full_name = "  ".into()), [(FullName, ProblemKind::NoName)]);
    assert_eq!(found(|c| c.full_name = "<b>Sana</b> & Co".into()), []);
    assert_eq!(found(|c| c.full_name = "Sana \u{202e}kcoltihW".into()), [(FullName, ProblemKind::DirectionMarks)]);
    assert_eq!(found(|c| c.full_name = "x".repeat(10_240)), [(FullName, ProblemKind::TooLong(10_240))]);
    assert_eq!(found(|c| c.full_name = "é".repeat(200)), []);
}

#[test]
fn login_and_address_follow_matomos_rules() {
    let bad = |l: &str| found(|c| c.login = l.into());
    assert_eq!(bad("x"), [(CaseField::Login, ProblemKind::BadLogin(BadLogin::TooShort))]);
    assert_eq!(bad("Anonymous"), [(CaseField::Login, ProblemKind::BadLogin(BadLogin::Anonymous))]);
    assert_eq!(bad("s whitlock"), [(CaseField::Login, ProblemKind::BadLogin(BadLogin::BadCharacter(' ')))]);
    let no_address = found(|c| c.email = "sana".into());
    assert_eq!(no_address, [(CaseField::Email, ProblemKind::BadEmail(BadEmail::NoAt))]);
    assert_eq!(found(|c| c.email = " sana@example.net ".into()), []);
}

#[test]
fn an_account_that_exists_is_named_and_extended() {
    let extends =
        |l: &str, status, known_by_address| ProblemKind::Extends { login: login(l), status, known_by_address };
    assert_eq!(
        found(|c| c.email = "C.Ferro@example.net".into()),
        [(CaseField::Email, ProblemKind::InviteExpired(login("c.ferro")))]
    );
    assert_eq!(
        found(|c| {
            c.email = String::new();
            c.login = "P.Invited".into();
        }),
        [(CaseField::Login, extends("p.invited", access::Status::Invited { days_left: 5 }, true))]
    );
    assert_eq!(
        found(|c| c.login = "unseen".into()),
        [(CaseField::Login, extends("unseen", access::Status::Active, false))]
    );
}

#[test]
fn what_belongs_to_somebody_else_is_refused() {
    let address = Email::reported("ivan@example.org");
    assert_eq!(
        found(|c| c.login = "IVAN".into()),
        [(CaseField::Login, ProblemKind::LoginOfAnother(login("ivan"), address))]
    );
    assert_eq!(
        found(|c| {
            c.login = "ivan".into();
            c.email = "p@example.net".into();
        }),
        [(CaseField::Login, ProblemKind::TwoPeople { by_login: login("ivan"), by_email: login("p.invited") })]
    );
    assert_eq!(
        found(|c| c.login = "ivan@example.org".into()),
        [(CaseField::Login, ProblemKind::LoginIsAddress(login("ivan")))]
    );
    assert_eq!(
        found(|c| c.email = "mallory@example.org".into()),
        [(CaseField::Email, ProblemKind::AddressIsLogin(Some(Email::reported("m@example.net"))))]
    );
    assert_eq!(
        found(|c| c.email = "mira@example.org".into()),
        [(CaseField::Email, ProblemKind::SuperUser(login("m.calder")))]
    );
}

#[test]
fn a_login_that_can_be_taken_for_another_is_shown() {
    let looks_like_ivan = || (CaseField::Login, ProblemKind::LooksLike(login("ivan")));
    assert_eq!(found(|c| c.login = "1van".into()), [looks_like_ivan()]);
    assert_eq!(names("1van", "mira@example.org").pop(), Some(looks_like_ivan()));
    assert_eq!(names("1van", "p@example.net").len(), 1, "no login is made");
}

/// What is said about a case with these two names.
fn names(login: &str, email: &str) -> Vec<(CaseField, ProblemKind)> {
    found(|c| {
        c.login = login.into();
        c.email = email.into();
    })
}

#[test]
fn a_name_that_is_wrong_is_told_whatever_is_wrong_with_the_other() {
    use CaseField::{Email as E, Login as L};
    let blank = || (L, ProblemKind::BadLogin(BadLogin::BadCharacter(' ')));
    let no_at = || (E, ProblemKind::BadEmail(BadEmail::NoAt));
    let mira = || (E, ProblemKind::SuperUser(login("m.calder")));
    let expired = || (E, ProblemKind::InviteExpired(login("c.ferro")));
    let is_login = || (E, ProblemKind::AddressIsLogin(Some(Email::reported("m@example.net"))));
    let is_address = || (L, ProblemKind::LoginIsAddress(login("ivan")));
    let of_ivan = || (L, ProblemKind::LoginOfAnother(login("ivan"), Email::reported("ivan@example.org")));
    assert_eq!(names("s whitlock", "mira@example.org"), [mira(), blank()]);
    assert_eq!(names("ivan@example.org", "mira@example.org"), [mira(), is_address()]);
    assert_eq!(names("s whitlock", "c.ferro@example.net"), [expired(), blank()]);
    assert_eq!(names("s whitlock", "mallory@example.org"), [is_login(), blank()]);
    assert_eq!(names("s whitlock", "sana"), [no_at(), blank()]);
    assert_eq!(names("ivan@example.org", "mallory@example.org"), [is_login(), is_address()]);
    assert_eq!(names("ivan@example.org", "sana"), [no_at(), is_address()]);
    assert_eq!(names("ivan", "mallory@example.org"), [is_login(), of_ivan()]);
    assert_eq!(names("ivan", "sana"), [no_at(), of_ivan()]);
    let two = ProblemKind::TwoPeople { by_login: login("ivan"), by_email: login("m.calder") };
    assert_eq!(names("ivan", "mira@example.org"), [mira(), (L, two)]);
    // Also where the account exists and the name that is wrong is not the one it is known by.
    assert_eq!(names("s whitlock", "p@example.net").pop(), Some(blank()));
    assert_eq!(names("unseen", "sana").first(), Some(&no_at()));
    assert_eq!(names("unseen", "mallory@example.org").first(), Some(&is_login()));
}

#[test]
fn a_name_that_the_account_has_or_does_not_need_is_not_wrong() {
    for (login, email) in
        [("", "p@example.net"), ("p@example.net", "p@example.net"), ("P.Invited", "p@example.net"), ("unseen", "")]
    {
        let said = names(login, email);
        assert!(matches!(said[..], [(_, ProblemKind::Extends { .. })]), "{login}, {email}: {said:?}");
    }
    assert_eq!(names("", "mira@example.org").len(), 1);
}

#[test]
fn invitations_work_for_whole_days() {
    for good in ["1", " 7 ", "3650"] {
        let open_ended = |c: &mut Case| {
            c.invite_days = good.into();
            c.ends = String::new();
        };
        assert_eq!(found(open_ended), [], "{good}");
    }
    for bad in ["", "0", "3651", "7.5", "-1", "+7", "seven", "99999999999"] {
        let said = found(|c| c.invite_days = bad.into());
        assert_eq!(said, [(CaseField::InviteDays, ProblemKind::InviteDays)], "{bad}");
    }
    let not_needed = |c: &mut Case| {
        c.invite_days = String::new();
        c.sign_in = SignIn::TemporaryPassword;
    };
    assert_eq!(found(not_needed), []);
}

#[test]
fn access_ends_today_or_later() {
    let ends = |day: &str| found(|c| c.ends = day.into());
    assert_eq!(ends(""), []);
    assert_eq!(ends("2026-11-30"), []);
    assert_eq!(ends("2026-11-20"), [(CaseField::Ends, ProblemKind::EndsInThePast)]);
    assert_eq!(ends("31.05.2027"), [(CaseField::Ends, ProblemKind::BadDate)]);
    assert_eq!(ends("2026-11-29"), [(CaseField::Ends, ProblemKind::EndsBeforeInvitation)]);
}

#[test]
fn papers_need_a_contact_and_no_secret() {
    assert_eq!(found(|c| c.contact = "\n".into()), [(CaseField::Contact, ProblemKind::NoContact)]);
    let token = "use 0123456789abcdef0123456789ABCDEF";
    assert_eq!(found(|c| c.purpose = token.into()), [(CaseField::Purpose, ProblemKind::LooksLikeToken)]);
    assert_eq!(found(|c| c.reference = "0123456789abcdef0123456789abcdef0".into()), []);
    assert_eq!(found(|c| c.asked_for_by = "y".repeat(201)), [(CaseField::AskedForBy, ProblemKind::TooLong(201))]);
}

#[test]
fn sites_and_capabilities_exist() {
    assert_eq!(found(|c| c.access.clear()), [(CaseField::Access, ProblemKind::NoSite)]);
    let gone = found(|c| drop(c.access.insert(site(77), grant(Role::View))));
    assert_eq!(gone, [(CaseField::Site(site(77)), ProblemKind::UnknownSite(site(77)))]);
    let unknown = capability("heatmaps");
    let grant = Grant::new(Role::View, vec![capability("tagmanager_write"), unknown.clone()]);
    assert_eq!(
        found(|c| drop(c.access.insert(site(1), grant))),
        [(CaseField::Site(site(1)), ProblemKind::UnknownCapability(unknown))]
    );
}

#[test]
fn power_is_asked_about() {
    assert_eq!(
        found(|c| drop(c.reasons.insert(site(6), " ".into()))),
        [(CaseField::Reason(site(6)), ProblemKind::AdminWithoutReason)]
    );
    let both = |c: &mut Case| {
        c.access.insert(site(2), grant(Role::Admin));
        c.reasons.insert(site(2), "leads the shop".into());
    };
    assert_eq!(found(both), [(CaseField::Access, ProblemKind::ProductionAndStagingAdmin)]);
    let all = |c: &mut Case| c.access.extend((1..=9).map(|id| (site(id), grant(Role::View))));
    assert_eq!(found(all), [(CaseField::Access, ProblemKind::EverySite(9))]);
}

#[test]
fn what_somebody_has_already_counts() {
    let ivan = |access: &[(u32, Role)]| {
        found(|c| {
            c.email = "ivan@example.org".into();
            c.access = access.iter().map(|(id, role)| (site(*id), grant(*role))).collect();
            c.reasons = c.access.keys().map(|site| (*site, "because".to_owned())).collect();
        })
        .split_off(1)
    };
    assert_eq!(ivan(&[(2, Role::Write), (8, Role::View)]), [(CaseField::Access, ProblemKind::NothingNew)]);
    assert_eq!(ivan(&[(2, Role::View)]), [(CaseField::Site(site(2)), ProblemKind::Lowers(grant(Role::Write)))]);
    let tags = Grant::new(Role::View, vec![capability("tagmanager_write")]);
    assert_eq!(ivan(&[(1, Role::View)]), [(CaseField::Site(site(1)), ProblemKind::Lowers(tags))]);
    assert_eq!(ivan(&[(1, Role::Write)]), [], "write holds the capability");
    assert_eq!(
        ivan(&[(3, Role::Admin)]),
        [(CaseField::Access, ProblemKind::ProductionAndStagingAdmin)],
        "admin on staging is there already"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn whatever_is_typed_is_checked_and_what_passes_is_valid(
        texts in proptest::array::uniform6("(\\PC{0,20}|[a-z0-9.@-]{0,20})"),
        ids in proptest::collection::btree_map(1..12_u32, 0..3_usize, 0..4),
    ) {
        let [full_name, email, login, invite_days, ends, contact] = texts;
        let company = company::directory();
        let access = ids.iter().map(|(id, role)| (site(*id), grant(Role::ALL[*role]))).collect();
        let case = Case { full_name, email, login, invite_days, ends, contact, access, ..Case::default() };
        match case.check(&company, today()) {
            Ok(valid) => {
                prop_assert!(valid.warnings().iter().all(|problem| !problem.is_fatal()));
                prop_assert!(case.access.keys().all(|id| company.site(*id).is_some()));
                prop_assert_eq!(valid.extends(), case.existing(&company).is_some());
                prop_assert!(valid.plan(&company).is_ok());
            }
            Err(problems) => prop_assert!(problems.iter().any(Problem::is_fatal)),
        }
    }
}
