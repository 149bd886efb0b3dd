//! A small company for the unit tests of this crate.

#![allow(clippy::unwrap_used)]

use crate::{Case, dates};
use access::{Contents, Directory, Grant, Scope};
use matomo_api::{
    Capability, Email, Login, Role, SiteId,
    methods::{AccessId, AvailableCapability, InviteStatus, SiteRow, SitesOfUser, UserRow},
};
use time::Date;

pub(crate) fn today() -> Date {
    dates::parse("2026-11-21").unwrap()
}

pub(crate) fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

pub(crate) fn grant(role: Role) -> Grant {
    Grant::plain(role)
}

pub(crate) fn capability(id: &str) -> Capability {
    Capability::parse(id).unwrap()
}

/// Nothing is wrong with it.
pub(crate) fn case() -> Case {
    let access = [(1, Role::View), (2, Role::Write), (3, Role::Write), (4, Role::View), (6, Role::Admin)];
    Case {
        full_name: "Sana Whitlock".into(),
        email: "sana@example.net".into(),
        login: "s.whitlock".into(),
        invite_days: "9".into(),
        purpose: "Shop campaigns, autumn to spring".into(),
        asked_for_by: "Adaeze Lindqvist".into(),
        reference: "PO-4502".into(),
        ends: "2027-05-31".into(),
        contact: "Mira Calder\nmatomo@example.org\n+00 555 0100, ext. 12".into(),
        access: access.map(|(id, role)| (site(id), grant(role))).into(),
        reasons: [(site(6), "Sets up the test shop’s goals".to_owned())].into(),
        ..Case::default()
    }
}

/// Nine sites; super users, a member, invitees, and an account whose login is an address.
pub(crate) fn directory() -> Directory {
    Directory::new(contents()).unwrap()
}

pub(crate) fn contents() -> Contents {
    let user = |login: &str, email: &str, invite| UserRow {
        login: Login::reported(login),
        email: (!email.is_empty()).then(|| Email::reported(email)),
        super_user: login == "m.calder",
        registered: None,
        invited_by: None,
        invite,
        invite_expires: (invite == InviteStatus::Pending(5)).then(|| "2026-11-26 12:00:00".to_owned()),
        two_factor: Some(login == "m.calder"),
        last_seen: (login == "ivan").then(|| "2026-11-20 08:00:00".to_owned()),
    };
    let site_row = |id: u32, name: &str, group: &str| SiteRow {
        id: site(id),
        name: name.into(),
        main_url: None,
        group: (!group.is_empty()).then(|| group.to_owned()),
        kind: None,
        timezone: None,
        currency: None,
        created: None,
    };
    Contents {
        users: vec![
            user("m.calder", "mira@example.org", InviteStatus::Active),
            user("ivan", "ivan@example.org", InviteStatus::Active),
            user("c.ferro", "c.ferro@example.net", InviteStatus::Expired),
            user("p.invited", "p@example.net", InviteStatus::Pending(5)),
            user("mallory@example.org", "m@example.net", InviteStatus::Active),
            user("unseen", "", InviteStatus::Active),
        ],
        sites: vec![
            site_row(1, "Main site", "Production"),
            site_row(2, "Shop", "Production"),
            site_row(3, "Blog", "Production"),
            site_row(4, "Docs", "Production"),
            site_row(5, "Press", "Production"),
            site_row(6, "Shop staging", "Staging"),
            site_row(7, "Docs staging", "Staging"),
            site_row(8, "Intranet", ""),
            site_row(9, "Labs <b>beta</b>", ""),
        ],
        access: vec![
            access("view", &[("ivan", &[1, 8])]),
            access("write", &[("ivan", &[2])]),
            access("admin", &[("ivan", &[6])]),
            access("tagmanager_write", &[("ivan", &[1])]),
        ],
        capabilities: vec![AvailableCapability {
            id: capability("tagmanager_write"),
            name: "Edit tags".into(),
            description: String::new(),
            category: "Tag Manager".into(),
            included_in: vec![Role::Write, Role::Admin],
        }],
        scope: Scope::Everything,
        caller: Some(Login::reported("m.calder")),
    }
}

pub(crate) fn access(id: &str, rows: &[(&str, &[u32])]) -> (AccessId, Vec<SitesOfUser>) {
    let of = |(login, sites): &(&str, &[u32])| SitesOfUser {
        login: Login::reported(*login),
        sites: sites.iter().map(|id| site(*id)).collect(),
    };
    (
        Role::parse(id).map_or_else(|| AccessId::Capability(capability(id)), AccessId::Role),
        rows.iter().map(of).collect(),
    )
}
