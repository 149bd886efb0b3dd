#![allow(clippy::unwrap_used)]
use super::*;
use matomo_api::Role;

fn all() -> Vec<ProblemKind> {
    use ProblemKind::*;
    let ivan = || Login::reported("ivan");
    let site = SiteId::new(7).unwrap();
    let capability = || Capability::parse("tagmanager_write").unwrap();
    let extends = |status| Extends { login: ivan(), status, known_by_address: true };
    vec![
        BadLogin(matomo_api::BadLogin::Empty),
        BadLogin(matomo_api::BadLogin::BadCharacter('<')),
        BadEmail(matomo_api::BadEmail::NoAt),
        extends(Status::Active),
        extends(Status::Invited { days_left: 1 }),
        extends(Status::Invited { days_left: 5 }),
        InviteExpired(ivan()),
        Extends { login: ivan(), status: Status::Active, known_by_address: false },
        SuperUser(ivan()),
        LoginOfAnother(ivan(), Email::reported("ivan@example.org")),
        TwoPeople { by_login: ivan(), by_email: Login::reported("c.ferro") },
        LoginIsAddress(ivan()),
        AddressIsLogin(None),
        AddressIsLogin(Some(Email::reported("m@example.net"))),
        LooksLike(ivan()),
        NoName,
        TooLong(10_240),
        DirectionMarks,
        LooksLikeToken,
        NoContact,
        InviteDays,
        BadDate,
        EndsInThePast,
        EndsBeforeInvitation,
        NoSite,
        UnknownSite(site),
        UnknownCapability(capability()),
        AdminWithoutReason,
        ProductionAndStagingAdmin,
        EverySite(9),
        Lowers(Grant::plain(Role::Admin)),
        Lowers(Grant::new(Role::View, vec![capability()])),
        NothingNew,
        EndsBeforeStart,
        ApprovedLater,
        NoneAndSome,
        Mandatory,
        DomainNotAllowed { domain: "mail.example".into(), allowed: vec!["example.org".into()] },
        DomainNotAllowed {
            domain: "mail.example".into(),
            allowed: ["a.org", "b.org", "c.org"].map(String::from).into(),
        },
        NotByRule("vendor.sana.whitlock".into()),
        RuleNeeds(crate::naming::Placeholder::Vendor),
        InviteTooLong(14),
        ReviewTooLate(90),
        NoPeople,
        Twice(3),
        UnknownLanguage("klingon".into()),
        LowersOn(1),
        LowersOn(4),
    ]
}

#[test]
fn every_problem_is_a_short_sentence() {
    let mut seen = Vec::new();
    for what in all() {
        let sentence = Problem::new(CaseField::Access, what).sentence();
        assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
        assert!(sentence.ends_with(['.', '?']), "{sentence}");
        assert!(sentence.chars().count() <= 150, "{} {sentence}", sentence.chars().count());
        assert!(!seen.contains(&sentence), "{sentence}");
        seen.push(sentence);
    }
}

#[test]
fn only_what_matomo_or_the_papers_cannot_take_is_fatal() {
    let fatal = |what| Problem::new(CaseField::Login, what).is_fatal();
    assert!(fatal(ProblemKind::BadLogin(BadLogin::TooShort)));
    assert!(fatal(ProblemKind::TooLong(201)));
    assert!(!fatal(ProblemKind::AdminWithoutReason));
    assert!(!fatal(ProblemKind::LooksLikeToken));
}

#[test]
fn what_the_rules_want_is_said_field_by_field() {
    let sentence = |field| Problem::new(field, ProblemKind::Mandatory).sentence();
    assert_eq!(sentence(CaseField::ApprovedBy), "The company’s rules want the name of whoever agreed.");
    assert_eq!(sentence(CaseField::Reference), "The company’s rules want a ticket, contract or order.");
    let fields = [
        CaseField::ApprovedBy,
        CaseField::ApprovedOn,
        CaseField::Reference,
        CaseField::Justification,
        CaseField::Ends,
        CaseField::Data,
        CaseField::Regulations,
        CaseField::Reason(SiteId::new(1).unwrap()),
        CaseField::Contact,
    ];
    let mut sentences: Vec<String> = fields.into_iter().map(sentence).collect();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), fields.len());
    let three = ProblemKind::DomainNotAllowed {
        domain: "x.example".into(),
        allowed: ["a.org", "b.org", "c.org"].map(String::from).into(),
    };
    assert!(Problem::new(CaseField::Email, three).sentence().ends_with("only at a.org, b.org and 1 more."));
}

#[test]
fn every_field_is_on_one_step() {
    assert_eq!(CaseField::Purpose.step(), Step::Engagement);
    assert_eq!(CaseField::Login.step(), Step::Person);
    assert_eq!(CaseField::Reason(SiteId::new(1).unwrap()).step(), Step::Access);
}

#[test]
fn the_account_that_exists_is_named() {
    let sentence = |what| Problem::new(CaseField::Email, what).sentence();
    let pending = ProblemKind::Extends {
        login: Login::reported("p.invited"),
        status: Status::Invited { days_left: 5 },
        known_by_address: true,
    };
    assert_eq!(
        sentence(pending),
        "Used by p.invited, invited and not here yet (5 days left). This case extends that account; \
         nothing is created. Somebody else? Use another one."
    );
    assert!(sentence(ProblemKind::InviteExpired(Login::reported("c.ferro"))).starts_with("Used by c.ferro, whose"));
    assert_eq!(
        sentence(ProblemKind::BadLogin(BadLogin::BadCharacter('<'))),
        "Matomo does not allow “<” in a login; use letters, digits and _ . @ + -."
    );
    assert!(sentence(ProblemKind::TooLong(10_240)).contains("10240 characters"));
}
