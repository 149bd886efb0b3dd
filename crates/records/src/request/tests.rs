#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Day, testing::*};
use access::{Contents, Entry, Grant, NewPerson, Scope};
use matomo_api::{
    Role,
    methods::{InviteStatus, SiteRow, UserRow},
};
use onboarding::holds_token;
use proptest::prelude::*;

fn request<'a>(plan: &'a Plan, directory: &'a Directory, why: &'a Why, instance: &'a MatomoUrl) -> Request<'a> {
    Request { plan, directory, why, approver: "Adaeze\nLindqvist", requester: None, instance }
}

#[test]
fn one_person_is_told_as_a_whole() {
    let directory = directory(&[("ann", &[1, 2])]);
    let wishes = [(login("ann"), site(1), Some(Grant::plain(Role::Admin))), (login("ann"), site(2), None)];
    let plan = Plan::set_access(&directory, &wishes).unwrap();
    let why = Why {
        reason: "Spring campaign".into(),
        ticket: "JIRA-1".into(),
        ends: Day::parse("2027-01-31"),
        review: Day::parse("2027-02-01"),
        ..Why::default()
    };
    let (instance, requester) = (url("https://m.example"), login("m.calder"));
    let request = Request { requester: Some(&requester), ..request(&plan, &directory, &why, &instance) };
    assert_eq!(
        request.document().text(),
        "Request for approval: access of ann to Matomo\n\n\
         Please decide on this request. Nothing is changed before your answer.\n\n\
         Change: 2 grants of 1 person on 2 sites change, in 2 calls.\n\
         Matomo: https://m.example/\nJustification: Spring campaign\nTicket: JIRA-1\nDuration: until 31 Jan 2027\n\
         Next review: 1 Feb 2027\nRequested by: m.calder\nFor decision by: Adaeze Lindqvist\n\n\
         Risks\n- An admin changes a site's settings and who has access to it.\n\n\
         User: ann\nCurrent access:\n\n- Reads reports of Site 1 and Site 2.\n\n\
         Requested access:\n\n- Site 1 (1): view → admin\n- Site 2 (2): view → no access\n\n\
         Your answer\n[ ] Approved. Name, date:\n[ ] Refused. Reason, name, date:\n"
    );
    let to = Email::parse("ada@example.org").unwrap();
    let link = request.mailto(Some(&to));
    assert!(link.starts_with("mailto:ada@example.org?subject=Request%20for%20approval") && link.len() < 1900);
    assert!(link.ends_with("name%2C%20date%3A%0D%0A"), "whole");
}

#[test]
fn new_people_and_what_is_not_known() {
    let directory = directory(&[]);
    let eve = NewPerson {
        login: login("eve"),
        email: Email::parse("eve@example.org").unwrap(),
        entry: Entry::Invitation { days: 7 },
    };
    let plan = Plan::onboard(&directory, eve, &[(site(1), Role::View.into())]).unwrap();
    let (why, instance) = (Why::default(), url("https://m.example"));
    let text = Request { approver: "", ..request(&plan, &directory, &why, &instance) }.document().text();
    for line in [
        "User: eve@example.org (eve)",
        "- There is no account yet.",
        "- Account: no account → invited",
        "Duration: permanent",
        "- None that Lanyard knows of.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(!text.contains("Ticket") && !text.contains("For decision"));
}

fn many(count: usize) -> Directory {
    let user = |n: usize| UserRow {
        login: login(&format!("person{n:03}")),
        email: None,
        super_user: false,
        registered: None,
        invited_by: None,
        invite: InviteStatus::Active,
        invite_expires: None,
        two_factor: None,
        last_seen: None,
    };
    let row = SiteRow {
        id: site(1),
        name: "0123456789abcdef0123456789abcdef\n<b>".into(),
        main_url: None,
        group: None,
        kind: None,
        timezone: None,
        currency: None,
        created: None,
    };
    Directory::new(Contents {
        users: (0..count).map(user).collect(),
        sites: vec![row],
        access: Vec::new(),
        capabilities: Vec::new(),
        scope: Scope::Everything,
        caller: None,
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn many_people_are_counted_and_links_stay_short(count in 1usize..80, reason in "(?s).{0,400}") {
        let directory = many(count);
        let wish = |n: usize| (login(&format!("person{n:03}")), site(1), Some(Grant::plain(Role::ALL[n % 3])));
        let plan = Plan::set_access(&directory, &(0..count).map(wish).collect::<Vec<_>>()).unwrap();
        let why = Why { reason: reason.as_str().into(), ..Why::default() };
        let instance = url("https://m.example");
        let request = request(&plan, &directory, &why, &instance);
        let text = request.document().text();
        prop_assert_eq!(text.matches("\nUser: ").count(), count.min(30));
        prop_assert_eq!(text.contains("\nAll changes by kind\n"), count > 30);
        prop_assert!(!holds_token(&text), "a site's name can look like one");
        let link = request.mailto(None);
        prop_assert!(link.len() < 1900 && !holds_token(&link));
        prop_assert_eq!(link.contains("was%20cut"), !link.ends_with("name%2C%20date%3A%0D%0A"));
    }
}
