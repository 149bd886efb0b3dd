//! A small Matomo as plain data, and what a person does to its matrix.

#![allow(clippy::unwrap_used)]

use super::model::CAPABILITIES;
use access::{
    Change, Contents, Directory, Grant, Plan, Scope,
    matrix::{Edits, Fill, Target, To, Wiped},
};
use matomo_api::{
    Capability, Email, Login, Role, SiteId,
    methods::{AccessId, AvailableCapability, InviteStatus, SiteRow, SitesOfUser, UserRow},
};
use proptest::{collection::vec, prelude::*, sample::select, sample::subsequence};
use std::collections::{BTreeMap, BTreeSet};

pub const PEOPLE: [&str; 6] = ["anonymous", "ann", "bob", "cat", "root", "sue"];
pub const SITES: u32 = 4;

/// What a Matomo holds: super users, and grants by person and site.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    pub super_users: BTreeSet<Login>,
    pub grants: BTreeMap<(Login, SiteId), Grant>,
}

/// One action of a person at the screen.
#[derive(Clone, Debug)]
pub enum Action {
    Set(Vec<&'static str>, Vec<u32>, To),
    FillRows(&'static str, Vec<&'static str>, Fill),
    FillColumns(u32, Vec<&'static str>, Fill),
    Make(&'static str),
    Unmake(&'static str, Vec<(SiteId, Grant)>),
    Discard(Vec<&'static str>, Vec<u32>),
    Undo,
    Redo,
}

pub fn login(text: &str) -> Login {
    Login::reported(text)
}

pub fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

pub fn target(people: &[&str], sites: &[u32]) -> Target {
    Target {
        people: people.iter().map(|name| login(name)).collect(),
        sites: sites.iter().map(|id| site(*id)).collect(),
    }
}

fn capability(id: &&str) -> Capability {
    Capability::parse(id).unwrap()
}

fn any_capabilities() -> impl Strategy<Value = Vec<Capability>> {
    subsequence(vec!["publish", "tags"], 0..=2).prop_map(|ids| ids.iter().map(capability).collect())
}

/// Any grant, also with capabilities that its role holds anyway.
fn any_grant() -> impl Strategy<Value = Grant> {
    (select(Role::ALL.to_vec()), any_capabilities()).prop_map(|(role, capabilities)| Grant::new(role, capabilities))
}

/// The grant as Matomo keeps it.
pub fn kept(grant: &Grant) -> Grant {
    let included = |id: &Capability| {
        let known = CAPABILITIES.iter().find(|(known, _)| *known == id.as_str()).unwrap();
        known.1.contains(&grant.role.as_str())
    };
    Grant::new(grant.role, grant.capabilities.iter().filter(|id| !included(id)).cloned().collect())
}

pub fn any_state() -> impl Strategy<Value = State> {
    let cell = (select(vec!["ann", "bob", "cat"]), 1..=SITES, any_grant());
    (vec(cell, 0..10), vec(1..=SITES, 0..2)).prop_map(|(cells, open)| {
        let mut grants: BTreeMap<_, _> = cells.iter().map(|(p, s, g)| ((login(p), site(*s)), kept(g))).collect();
        grants.extend(open.into_iter().map(|id| ((login("anonymous"), site(id)), Role::View.into())));
        State { super_users: ["root", "sue"].map(login).into(), grants }
    })
}

pub fn any_to() -> impl Strategy<Value = To> {
    prop_oneof![
        Just(To::Nothing),
        select(Role::ALL.to_vec()).prop_map(To::Role),
        Just(To::Up),
        Just(To::Down),
        (any_capabilities(), any_capabilities()).prop_map(|(add, remove)| To::Capabilities { add, remove }),
    ]
}

fn any_action() -> impl Strategy<Value = Action> {
    let people = || subsequence(PEOPLE.to_vec(), 1..4);
    let sites = || subsequence((1..=SITES).collect::<Vec<u32>>(), 1..4);
    let fill = || select(vec![Fill::Replace, Fill::Add]);
    prop_oneof![
        8 => (people(), sites(), any_to()).prop_map(|(people, sites, to)| Action::Set(people, sites, to)),
        1 => (select(PEOPLE.to_vec()), people(), fill()).prop_map(|(from, to, fill)| Action::FillRows(from, to, fill)),
        1 => (1..=SITES, people(), fill()).prop_map(|(from, to, fill)| Action::FillColumns(from, to, fill)),
        1 => select(PEOPLE.to_vec()).prop_map(Action::Make),
        1 => (select(PEOPLE.to_vec()), vec((1..=SITES, any_grant()), 0..3)).prop_map(|(who, grants)| {
            Action::Unmake(who, grants.into_iter().map(|(id, grant)| (site(id), grant)).collect())
        }),
        1 => (people(), sites()).prop_map(|(people, sites)| Action::Discard(people, sites)),
        1 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

pub fn act(edits: &mut Edits, directory: &Directory, action: &Action) {
    let all: Vec<u32> = (1..=SITES).collect();
    match action {
        Action::Set(people, sites, to) => drop(edits.set(directory, &target(people, sites), to)),
        Action::FillRows(from, people, fill) => {
            edits.fill_rows(directory, &login(from), &target(people, &all), *fill);
        }
        Action::FillColumns(from, people, fill) => {
            edits.fill_columns(directory, site(*from), &target(people, &all), *fill);
        }
        Action::Make(who) => drop(edits.make_super_users(directory, &[login(who)])),
        Action::Unmake(who, grants) => {
            let kept = Wiped { login: login(who), grants: grants.clone() };
            edits.unmake_super_users(directory, &[login(who)], &[kept]);
        }
        Action::Discard(people, sites) => drop(edits.discard(directory, &target(people, sites))),
        Action::Undo => drop(edits.undo()),
        Action::Redo => drop(edits.redo()),
    }
}

pub fn edited(directory: &Directory, actions: &[Action]) -> Edits {
    let mut edits = Edits::default();
    actions.iter().for_each(|action| act(&mut edits, directory, action));
    edits
}

impl State {
    pub fn directory(&self) -> Directory {
        let user = |name: &str| UserRow {
            login: login(name),
            email: Some(Email::reported(format!("{name}@example.org"))),
            super_user: self.super_users.contains(&login(name)),
            registered: None,
            invited_by: None,
            invite: InviteStatus::Active,
            invite_expires: None,
            two_factor: None,
            last_seen: None,
        };
        let place = |id: u32| SiteRow {
            id: site(id),
            name: format!("Site {id}"),
            main_url: None,
            group: id.is_multiple_of(2).then(|| "Even".into()),
            kind: None,
            timezone: None,
            currency: None,
            created: None,
        };
        let rows = |access: AccessId| {
            let has = |grant: &Grant| match &access {
                AccessId::Role(role) => grant.role == *role,
                AccessId::Capability(id) => grant.capabilities.contains(id),
            };
            let held = self.grants.iter().filter(|(_, grant)| has(grant));
            let rows = held.map(|((login, id), _)| SitesOfUser { login: login.clone(), sites: vec![*id] }).collect();
            (access, rows)
        };
        let ids = Role::ALL.map(AccessId::Role).into_iter();
        Directory::new(Contents {
            users: PEOPLE.map(user).to_vec(),
            sites: (1..=SITES).map(place).collect(),
            access: ids.chain(CAPABILITIES.map(|(id, _)| AccessId::Capability(capability(&id)))).map(rows).collect(),
            capabilities: CAPABILITIES
                .map(|(id, roles)| AvailableCapability {
                    id: capability(&id),
                    name: id.into(),
                    description: String::new(),
                    category: String::new(),
                    included_in: roles.iter().map(|role| Role::parse(role).unwrap()).collect(),
                })
                .to_vec(),
            scope: Scope::Everything,
            caller: Some(login("root")),
        })
        .unwrap()
    }

    /// Matomo's own rules, as far as plans speak of them.
    pub fn apply(&mut self, plan: &Plan) {
        for step in &plan.steps {
            match &step.change {
                Change::SetAccess { login, access, sites } => {
                    assert!(!self.super_users.contains(login), "Matomo refuses roles of super users");
                    for id in sites {
                        match access.grant() {
                            Some(grant) => self.grants.insert((login.clone(), *id), kept(&grant)),
                            None => self.grants.remove(&(login.clone(), *id)),
                        };
                    }
                }
                Change::SetSuperUser { login, super_user } => {
                    self.grants.retain(|(holder, _), _| holder != login);
                    match super_user {
                        true => self.super_users.insert(login.clone()),
                        false => self.super_users.remove(login),
                    };
                    assert!(!self.super_users.is_empty(), "Matomo refuses to be left without a super user");
                }
                other => panic!("no account is made or deleted here: {other:?}"),
            }
        }
    }
}

pub fn any_case() -> impl Strategy<Value = (State, Vec<Action>)> {
    (any_state(), vec(any_action(), 0..8))
}
