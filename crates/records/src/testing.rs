//! Small ledgers for the unit tests of this crate.

#![allow(clippy::unwrap_used)]

use crate::*;
use access::{Contents, Directory, Grant, Scope};
use matomo_api::{
    Email, Login, MatomoUrl, Role, SiteId,
    methods::{AccessId, InviteStatus, SiteRow, SitesOfUser, UserRow},
};

pub fn url(text: &str) -> MatomoUrl {
    MatomoUrl::parse(text).unwrap().0
}

pub fn login(text: &str) -> Login {
    Login::reported(text)
}

pub fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

pub fn empty() -> Ledger {
    Ledger::new(url("https://m.example"))
}

/// 2026-11-22, 10:00 UTC, and so many hours.
pub fn stamp(hours: usize) -> Stamp {
    let at = 1_795_341_600 + i64::try_from(hours).unwrap() * 3600;
    Stamp { actor: Some(login("m.calder")), console: "0.1.0".into(), at, offset: 60 }
}

pub fn change(id: u32, before: Option<Role>, after: Option<Role>) -> SiteChange {
    let name = ["", "Main Site", "Blog", "Shop, “new”"].get(id as usize).copied().unwrap_or("Site").to_owned();
    SiteChange { id: site(id), name, before: before.map(Grant::plain), after: after.map(Grant::plain) }
}

pub fn touched(name: &str, sites: Vec<SiteChange>) -> Touched {
    let email = Some(Email::parse(&format!("{name}@example.org")).unwrap());
    Touched { login: login(name), email, before: Account::Active, after: Account::Active, sites }
}

pub fn applied(people: Vec<Touched>) -> Applied {
    let why = Why { reason: "Needed for the spring campaign".into(), ticket: "JIRA-12345".into(), ..Why::default() };
    let step = StepResult {
        method: "UsersManager.setUserAccess".into(),
        args: vec![("userLogin".into(), "bob".into())],
        result: Outcome::Done,
    };
    Applied { why, people, steps: vec![step], ..Applied::default() }
}

/// Some entry, the `n`th of its ledger.
pub fn what(n: usize) -> What {
    match n % 5 {
        0 => What::PlanApplied(applied(vec![touched("bob", vec![change(1, None, Some(Role::View))])])),
        1 => What::TokenStep(TokenStep {
            entry: tokens::EntryId::parse("a1").unwrap(),
            owner: login("ünï"),
            fingerprint: tokens::Fingerprint::parse("3eb1bd43"),
            what: TokenAction::Made,
            note: "for “the shop” \\ \"export\"".into(),
            why: Why::default(),
        }),
        2 => What::Review(Review {
            login: login("bob"),
            sites: vec![site(1)],
            decision: ReviewDecision::Keep,
            why: Why { review: Day::parse("2027-01-31"), ..Why::default() },
        }),
        3 => What::Export(Export { what: "the ledger".into(), rows: n as u64 }),
        _ => What::Declared(Declared {
            why: Why::default(),
            people: vec![touched("bob", vec![change(1, Some(Role::View), Some(Role::Admin))])],
        }),
    }
}

pub fn write(ledger: &mut Ledger, n: usize) {
    ledger.append(stamp(n), what(n));
}

pub fn ledger(count: usize) -> Ledger {
    let mut ledger = empty();
    (0..count).for_each(|n| write(&mut ledger, n));
    ledger
}

/// ann and bob, ivy who is invited, old whose invitation ended, three sites, and who may view which.
pub fn directory(view: &[(&str, &[u32])]) -> Directory {
    let user = |name: &str, invite, expires: Option<&str>| UserRow {
        login: login(name),
        email: None,
        super_user: false,
        registered: None,
        invited_by: None,
        invite,
        invite_expires: expires.map(str::to_owned),
        two_factor: None,
        last_seen: None,
    };
    let site_row = |id: u32| SiteRow {
        id: site(id),
        name: format!("Site {id}"),
        main_url: None,
        group: None,
        kind: None,
        timezone: None,
        currency: None,
        created: None,
    };
    let rows = |(name, ids): &(&str, &[u32])| SitesOfUser {
        login: login(name),
        sites: ids.iter().map(|id| site(*id)).collect(),
    };
    Directory::new(Contents {
        users: vec![
            user("ann", InviteStatus::Active, None),
            user("bob", InviteStatus::Active, None),
            user("ivy", InviteStatus::Pending(2), Some("2026-11-24 09:00:00")),
            user("old", InviteStatus::Expired, Some("2026-11-20 09:00:00")),
        ],
        sites: (1..=3).map(site_row).collect(),
        access: vec![(AccessId::Role(Role::View), view.iter().map(rows).collect())],
        capabilities: Vec::new(),
        scope: Scope::Everything,
        caller: None,
    })
    .unwrap()
}
