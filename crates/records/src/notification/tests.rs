#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Approval, testing::*};
use access::{Contents, Directory, Scope};
use matomo_api::{
    SiteId, Version,
    methods::{AccessId, InviteStatus, SiteRow, SitesOfUser, UserRow},
};
use onboarding::{Instance, Issue, Sheet, holds_token, papers::Facts};
use proptest::{prelude::*, sample::select};
use std::collections::HashSet;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn house() -> House {
    House { contact: format!("IT desk\n it@example.org \n{TOKEN}"), ..House::default() }
}

fn entry(what: What) -> Entry {
    empty().append(stamp(0), what).clone()
}

fn update(before: Account, after: Account) -> Entry {
    let sites = vec![
        change(1, Some(Role::View), Some(Role::Admin)),
        change(2, Some(Role::Write), None),
        change(3, None, Some(Role::Write)),
        change(4, Some(Role::View), Some(Role::View)),
    ];
    let mut applied = applied(vec![Touched { before, after, ..touched("bob", sites) }]);
    applied.why.approval = Some(Approval { who: "Adaeze Lindqvist".into(), when: 0, reference: "mail".into() });
    (applied.why.ends, applied.why.review) = (Day::parse("2027-01-31"), Day::parse("2027-02-01"));
    entry(What::PlanApplied(applied))
}

fn told(entry: &Entry, language: Language) -> Notification {
    Notification::of(entry, &login("bob"), language, &house()).unwrap()
}

#[test]
fn the_message_in_english() {
    let message = told(&update(Account::Active, Account::Active), Language::En);
    assert_eq!(
        (message.to.as_deref(), message.subject()),
        (Some("bob@example.org"), "Your access to Matomo at m.example has changed")
    );
    assert_eq!(
        message.text(),
        "Hello,\n\nyour access to our web analytics, Matomo (m.example), has changed.\n\n\
         Previous access\n- Main Site (id 1): View\n- Blog (id 2): Write\n- Shop, “new” (id 3): no access\n\n\
         Updated access\n- Main Site (id 1): Admin\n- Blog (id 2): no access\n- Shop, “new” (id 3): Write (new)\n\n\
         Effective: at once; sign out and in again if you do not see it\n\
         API token: no new one was made; those that you have may do what you may do now\n\
         Reason: Needed for the spring campaign\nApproved by: Adaeze Lindqvist\nTicket: JIRA-12345\n\
         Last day of access: 31 Jan 2027\nNext review: 1 Feb 2027\n\n\
         This message holds no password and no token. We never ask you for either.\n\n\
         Questions\nIT desk\nit@example.org\n[token]\n"
    );
    assert!(
        message.html().contains("<html lang=\"en\">")
            && message.mailto().starts_with("mailto:bob@example.org?subject=")
    );
}

#[test]
fn every_language_says_everything_in_its_own_words() {
    let slots = |text: &str| {
        let mut found: Vec<String> =
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
        found.sort();
        found
    };
    for what in Say::ALL {
        let english = slots(say::sentence(Language::En, *what));
        for language in Language::ALL {
            let text = say::sentence(language, *what);
            assert!(!text.is_empty() && !text.contains("  ") && !text.contains('\n'), "{what:?} {language:?}");
            assert_eq!(slots(text), english, "{what:?} {language:?}");
            // German, too, has a comma or a colon where a sentence ends with neither.
            assert!(language != Language::Fr || !text.contains(" :") && !text.contains(" ;"), "{text}");
        }
        let long = [Say::LeadChanged, Say::EffectiveNow, Say::TokenMade, Say::Never, Say::Cut].contains(what);
        let all: HashSet<_> = Language::ALL.map(|language| say::sentence(language, *what)).into();
        assert!(!long || all.len() == 4, "{what:?}");
    }
    let german = told(&update(Account::Active, Account::Active), Language::De).text();
    assert!(
        german.contains("- Main Site (ID 1): Administrator\n") && german.contains("Begründung: Needed"),
        "{german}"
    );
    let french = told(&update(Account::Active, Account::Active), Language::Fr).text();
    assert!(
        french.contains("(ID 3)\u{a0}: Ecriture (nouveau)") && french.contains("Ticket\u{a0}: JIRA-12345"),
        "{french}"
    );
    assert!(told(&update(Account::Active, Account::Active), Language::Es).text().contains("Acceso actual\n"));
}

#[test]
fn accounts_come_rise_and_go() {
    let text = |before, after| told(&update(before, after), Language::En).text();
    use Account::{Active, Invited, Missing, SuperUser};
    let new = text(Missing, Invited);
    assert!(!new.contains("Previous access") && new.contains("once you have taken up the invitation"), "{new}");
    let gone = text(Active, Missing);
    assert!(!gone.contains("Updated access") && gone.contains("all of yours were deleted"), "{gone}");
    let rise = text(Active, SuperUser);
    assert!(rise.contains("Updated access\n- Super user: everything on every site\n"), "{rise}");
    assert!(text(SuperUser, Active).contains("Previous access\n- Super user: everything on every site\n"));
}

#[test]
fn tokens_are_told_of_and_never_told() {
    let step = |what| {
        let What::TokenStep(step) = crate::testing::what(1) else { panic!() };
        let step = TokenStep { what, owner: login("bob"), ..step };
        Notification::of(&entry(What::TokenStep(step)), &login("bob"), Language::En, &house())
    };
    let made = step(TokenAction::Made).unwrap();
    assert_eq!((made.to.as_deref(), made.subject()), (None, "About your API token for Matomo at m.example"));
    assert!(made.text().contains("API token: a new one was made. It comes to you another way, never by mail\n"));
    for quiet in [TokenAction::Declared, TokenAction::Worked, TokenAction::Forgotten] {
        assert_eq!(step(quiet), None);
    }
}

#[test]
fn who_is_not_touched_is_told_nothing() {
    let none = |entry: &Entry, who: &str| Notification::of(entry, &login(who), Language::En, &house()).is_none();
    assert!(none(&update(Account::Active, Account::Active), "ann"));
    let visitors = applied(vec![touched("anonymous", vec![change(1, None, Some(Role::View))])]);
    assert!(none(&entry(What::PlanApplied(visitors)), "anonymous"), "nobody reads that");
    let same = applied(vec![touched("bob", vec![change(1, None, None)])]);
    assert!(none(&entry(What::PlanApplied(same)), "bob"));
    assert!((1..4).all(|n| none(&entry(what(n)), "bob")) && !none(&entry(what(4)), "bob"));
}

/// The sheet names roles as Matomo's screens do; so does the message.
#[test]
fn roles_are_called_as_on_the_sheet() {
    let user = UserRow {
        login: login("bob"),
        email: None,
        super_user: false,
        registered: None,
        invited_by: None,
        invite: InviteStatus::Active,
        invite_expires: None,
        two_factor: None,
        last_seen: None,
    };
    let row = |id: u32| SiteRow {
        id: site(id),
        name: format!("Site {id}"),
        main_url: None,
        group: None,
        kind: None,
        timezone: None,
        currency: None,
        created: None,
    };
    let rows = |at: usize| {
        let sites: Vec<SiteId> = vec![site(u32::try_from(at).unwrap() + 1)];
        (AccessId::Role(Role::ALL[at]), vec![SitesOfUser { login: login("bob"), sites }])
    };
    let root = UserRow { login: login("root"), super_user: true, ..user.clone() };
    let directory = Directory::new(Contents {
        users: vec![user, root],
        sites: (1..=3).map(row).collect(),
        access: (0..3).map(rows).collect(),
        capabilities: Vec::new(),
        scope: Scope::Everything,
        caller: None,
    })
    .unwrap();
    let (url, facts, house) = (url("https://m.example"), Facts::default(), House::default());
    let on = Day::parse("2026-11-22").unwrap().0;
    let issue = Issue {
        instance: Instance { url: &url, version: Version::OLDEST },
        on,
        by: None,
        facts: &facts,
        house: &house,
    };
    for language in Language::ALL {
        let names = |who: &str| -> Vec<String> {
            let sheet = Sheet::from_person(directory.person(who).unwrap(), &directory, language, &issue);
            sheet.sites.rows.into_iter().map(|row| row.role_name).collect()
        };
        let mut ours: Vec<&str> = Role::ALL.map(|one| role(language, Some(one))).into();
        let mut theirs = names("bob");
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs);
        assert_eq!(names("root"), [role(language, None)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn it_holds_no_token_and_the_link_is_short(
        language in select(Language::ALL.to_vec()), sites in 1u32..60, reason in "(?s).{0,60}", name in "\\PC{0,40}",
    ) {
        let site = |id| crate::SiteChange { name: format!("{name} {TOKEN}"), ..change(id, None, Some(Role::View)) };
        let mut applied = applied(vec![touched("bob", (1..=sites).map(site).collect())]);
        applied.why.reason = format!("{reason} {TOKEN} {reason}").as_str().into();
        let message = told(&entry(What::PlanApplied(applied)), language);
        let link = message.mailto();
        prop_assert!(link.len() < 1900);
        for text in [&message.text(), &message.html(), &link, &message.document.markdown()] {
            prop_assert!(!holds_token(text) && !text.contains(TOKEN));
        }
        let lines = message.text().lines().filter(|line| line.starts_with("- ")).count();
        prop_assert_eq!(lines, 2 * usize::try_from(sites).unwrap());
    }
}
