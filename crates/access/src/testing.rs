//! Small directories for the unit tests of this crate.

#![allow(clippy::unwrap_used)]

use crate::{Contents, Directory, Grant, Scope};
use matomo_api::{
    Capability, Email, Login, Role, SiteId,
    methods::{AccessId, AvailableCapability, InviteStatus, SiteRow, SitesOfUser, UserRow},
};

pub fn login(text: &str) -> Login {
    Login::reported(text)
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

pub fn capability(id: &str) -> Capability {
    Capability::parse(id).unwrap()
}

pub fn grant(role: Role, capabilities: &[&str]) -> Grant {
    Grant::new(role, capabilities.iter().map(|id| capability(id)).collect())
}

pub fn user(name: &str) -> UserRow {
    UserRow {
        login: login(name),
        email: Some(Email::reported(format!("{name}@example.org"))),
        super_user: false,
        registered: Some("2026-01-15 09:00:00".into()),
        invited_by: None,
        invite: InviteStatus::Active,
        invite_expires: None,
        two_factor: Some(true),
        last_seen: None,
    }
}

pub fn site_row(id: u32, name: &str) -> SiteRow {
    SiteRow {
        id: site(id),
        name: name.into(),
        main_url: None,
        group: None,
        kind: Some("website".into()),
        timezone: None,
        currency: None,
        created: None,
    }
}

pub fn rows<'a>(access: &str, rows: impl IntoIterator<Item = (&'a str, Vec<u32>)>) -> (AccessId, Vec<SitesOfUser>) {
    let id = Role::parse(access).map_or_else(|| AccessId::Capability(capability(access)), AccessId::Role);
    let of =
        |(name, ids): (&str, Vec<u32>)| SitesOfUser { login: login(name), sites: ids.into_iter().map(site).collect() };
    (id, rows.into_iter().map(of).collect())
}

pub fn empty() -> Contents {
    let available = |id: &str, included_in: &[Role]| AvailableCapability {
        id: capability(id),
        name: id.to_owned(),
        description: String::new(),
        category: "Tag Manager".into(),
        included_in: included_in.to_vec(),
    };
    Contents {
        users: Vec::new(),
        sites: Vec::new(),
        access: Vec::new(),
        capabilities: vec![available("tags", &[Role::Write, Role::Admin]), available("publish", &[Role::Admin])],
        scope: Scope::Everything,
        caller: Some(login("root")),
    }
}

/// Two super users, two members, an invitee, an expired invitee, and visitors on site 5.
pub fn company() -> Directory {
    company_seen_by(Scope::Everything, "root")
}

pub fn company_seen_by(scope: Scope, caller: &str) -> Directory {
    let mut users: Vec<UserRow> =
        ["root", "second", "ann", "bob", "anonymous", "ivy", "old"].into_iter().map(user).collect();
    users[0].super_user = true;
    users[1].super_user = true;
    users[5].invite = InviteStatus::Pending(4);
    users[5].invited_by = Some(login("ann"));
    users[6].invite = InviteStatus::Expired;
    let mut sites: Vec<SiteRow> = [(1, "Shop"), (2, "Blog"), (3, "Shop staging"), (4, "Intranet"), (5, "Press")]
        .map(|(id, name)| site_row(id, name))
        .to_vec();
    sites[0].group = Some("Retail".into());
    sites[2].group = Some("Retail".into());
    sites.extend((6..=12).map(|id| site_row(id, &format!("Country {id}"))));
    let access = vec![
        rows("view", [("bob", vec![2, 4]), ("anonymous", vec![5]), ("ivy", vec![1])]),
        rows("write", [("bob", vec![1])]),
        rows("admin", [("ann", vec![1, 2])]),
        rows("tags", [("bob", vec![2])]),
    ];
    Directory::new(Contents { users, sites, access, scope, caller: Some(login(caller)), ..empty() }).unwrap()
}
