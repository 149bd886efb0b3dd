//! Plans carried out against a small Matomo: what was wanted is there, nothing else changed, and
//! undoing leads back. Under every fault the same end is reached.

#![allow(clippy::unwrap_used)]

#[path = "model/drive.rs"]
mod drive;
mod model;

use access::{Change, Directory, Entry, Grant, NewPerson, Plan, StepState};
use drive::{Event, Run, secrets};
use matomo_api::{Caller, Capability, Email, Login, Role, SiteId};
use model::{Fault, Matomo, Network};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [&str; 3] = ["ann", "bob", "anonymous"];
const SITES: u32 = 4;

fn login(text: &str) -> Login {
    Login::reported(text)
}

fn site(id: u32) -> SiteId {
    SiteId::new(id).unwrap()
}

/// Any grant, also with capabilities that its role holds anyway.
fn any_grant() -> impl Strategy<Value = Grant> {
    let capabilities = proptest::sample::subsequence(vec!["publish", "tags"], 0..=2);
    (select(Role::ALL.to_vec()), capabilities)
        .prop_map(|(role, ids)| Grant::new(role, ids.into_iter().map(|id| Capability::parse(id).unwrap()).collect()))
}

/// The grant as Matomo keeps it.
fn kept(grant: &Grant) -> Grant {
    let included = |id: &Capability| {
        let known = model::CAPABILITIES.iter().find(|(known, _)| *known == id.as_str()).unwrap();
        known.1.contains(&grant.role.as_str())
    };
    Grant::new(grant.role, grant.capabilities.iter().filter(|id| !included(id)).cloned().collect())
}

fn any_matomo(caller: &'static str) -> impl Strategy<Value = Matomo> {
    let cell = (select(PEOPLE[..2].to_vec()), 1..=SITES, any_grant());
    vec(cell, 0..8).prop_map(move |cells| {
        let mut matomo = Matomo::new(caller, 1..=SITES);
        for person in PEOPLE {
            matomo.add(person, false);
        }
        if caller != "root" {
            matomo.add(caller, false);
            (1..=SITES).for_each(|site| matomo.grant(caller, site, "admin"));
        }
        let cells: BTreeMap<(&str, u32), Grant> = cells.into_iter().map(|(p, s, g)| ((p, s), g)).collect();
        for ((person, site), grant) in cells {
            let grant = kept(&grant);
            matomo.grant(person, site, grant.role.as_str());
            grant.capabilities.iter().for_each(|id| matomo.grant(person, site, id.as_str()));
        }
        // Traces of the past: a site that is gone.
        matomo.grant("bob", 99, "view");
        matomo
    })
}

type Wish = (&'static str, u32, Option<Grant>);
/// The same, as a plan is asked for.
type Cell = (Login, SiteId, Option<Grant>);

fn any_wishes() -> impl Strategy<Value = Vec<Wish>> {
    let wish = (select(PEOPLE.to_vec()), 1..=SITES, option::of(any_grant()));
    vec(wish, 1..10).prop_map(|wishes| {
        let allowed = |grant: Grant| Grant::plain(if grant.role > Role::View { Role::View } else { grant.role });
        let fit = |(person, site, grant): Wish| match person {
            "anonymous" => (person, site, grant.map(allowed)),
            _ => (person, site, grant),
        };
        wishes.into_iter().map(fit).collect()
    })
}

fn any_fault() -> impl Strategy<Value = Option<Fault>> {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(Fault::LostOnTheWay)),
        2 => Just(Some(Fault::AnswerLost)),
        1 => Just(Some(Fault::Repeated)),
        2 => (0usize..3).prop_map(|calls| Some(Fault::DiesAfter(calls))),
        1 => Just(Some(Fault::Truncated)),
        1 => Just(Some(Fault::Server)),
        1 => Just(Some(Fault::Refused)),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Nothing),
        1 => Just(Event::Pause),
        1 => Just(Event::ReloadBeforeAnswer),
        1 => Just(Event::ReloadAfterAnswer),
    ]
}

fn caller_of(caller: &str) -> Caller {
    if caller == "root" { Caller::SuperUser } else { Caller::SiteAdmin }
}

/// A case as super user or as site admin.
fn any_case() -> impl Strategy<Value = (&'static str, Matomo, Vec<Wish>)> {
    select(vec!["root", "boss"]).prop_flat_map(|caller| (Just(caller), any_matomo(caller), any_wishes()))
}

/// What the wishes lead to, by the rules: the later one counts.
fn wanted(wishes: &[Wish]) -> BTreeMap<(String, u32), Option<Grant>> {
    wishes.iter().map(|(person, site, grant)| ((person.to_string(), *site), grant.as_ref().map(kept))).collect()
}

fn granted(directory: &Directory, person: &str, id: u32) -> Option<Grant> {
    let found = if person == "anonymous" { directory.anonymous() } else { directory.person(person) };
    found.and_then(|person| person.grants.get(site(id)))
}

fn all_done(steps: &[StepState]) -> bool {
    steps.iter().all(|state| matches!(state, StepState::Done { .. }))
}

/// A site admin cannot see everybody, so only those are asked about who can be seen.
fn asked(directory: &Directory, wishes: Vec<Wish>) -> (Vec<Wish>, Vec<Cell>) {
    let seen = |wish: &Wish| wish.0 == "anonymous" || directory.person(wish.0).is_some();
    let wishes: Vec<Wish> = wishes.into_iter().filter(seen).collect();
    let plan = wishes.iter().map(|(person, id, grant)| (login(person), site(*id), grant.clone())).collect();
    (wishes, plan)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_was_wanted_is_there_and_undoing_leads_back((caller, matomo, wishes) in any_case()) {
        let network = Network::new(matomo.clone());
        let before = network.directory();
        let (wishes, asked) = asked(&before, wishes);
        let plan = Plan::set_access(&before, &asked).unwrap();
        network.requests.take();
        let outcome = Run::new(&network, caller_of(caller)).plan(plan.clone());
        prop_assert_eq!(&outcome.differences, &[]);
        prop_assert!(all_done(&outcome.steps), "{:?}", outcome);
        prop_assert_eq!(network.writes().len(), plan.steps.len(), "one call each, none twice");

        let after = network.directory();
        let wanted = wanted(&wishes);
        for ((person, id), grant) in &wanted {
            prop_assert_eq!(&granted(&after, person, *id), grant);
        }
        let touched: BTreeSet<_> = wanted.into_keys().collect();
        prop_assert_eq!(network.matomo.borrow().rows_beside(&touched), matomo.rows_beside(&touched));
        prop_assert!(Plan::set_access(&after, &asked).map_or(true, |again| again.is_empty()), "nothing is left to do");

        let inverse = plan.inverse(&before);
        prop_assert_eq!(&inverse.not_undone, &[] as &[usize]);
        let outcome = Run::new(&network, caller_of(caller)).plan(inverse.plan);
        prop_assert_eq!(&outcome.differences, &[]);
        prop_assert_eq!(&*network.matomo.borrow(), &matomo);
    }

    #[test]
    fn lines_tell_exactly_what_changes((_, matomo, wishes) in any_case()) {
        let network = Network::new(matomo);
        let directory = network.directory();
        let (wishes, asked) = asked(&directory, wishes);
        let plan = Plan::set_access(&directory, &asked).unwrap();
        let told: BTreeSet<(String, u32)> = plan.lines(&directory).into_iter().map(|line| match line.subject {
            access::Subject::Site { login, id, .. } => (login.to_string(), id.get()),
            access::Subject::Account(login) | access::Subject::Preference(login, _) => panic!("no account changes: {login}"),
        }).collect();
        let changed: BTreeSet<(String, u32)> = wanted(&wishes)
            .into_iter()
            .filter(|((person, id), grant)| granted(&directory, person, *id) != *grant)
            .map(|(pair, _)| pair)
            .collect();
        prop_assert_eq!(&told, &changed);
        prop_assert_eq!(plan.counts().grants, changed.len());
        prop_assert_eq!(plan.calls().len(), plan.steps.len());
    }

    #[test]
    fn under_any_fault_the_same_end_is_reached(
        (caller, matomo, wishes) in any_case(),
        new in vec(any_grant(), 0..4),
        by_invitation in any::<bool>(),
        faults in vec(any_fault(), 0..12),
        events in vec(any_event(), 0..12),
    ) {
        let network = Network::new(matomo.clone());
        let directory = network.directory();
        let (wishes, asked) = asked(&directory, wishes);
        let mut plan = Plan::set_access(&directory, &asked).unwrap();
        let access: Vec<(SiteId, Grant)> = new.into_iter().zip(1..).map(|(grant, id)| (site(id), grant)).collect();
        let makes_account = !access.is_empty();
        if makes_account {
            let entry = if by_invitation { Entry::Invitation { days: 7 } } else { Entry::Password };
            let person = NewPerson { login: login("new"), email: Email::parse("new@example.org").unwrap(), entry };
            plan.steps.extend(Plan::onboard(&directory, person, &access).unwrap().steps);
        }
        network.faults.replace(faults.into());
        let mut run = Run::new(&network, caller_of(caller));
        run.secrets = secrets(&["new"]);
        run.events = events.into();
        let outcome = run.plan(plan.clone());

        prop_assert_eq!(&outcome.differences, &[]);
        prop_assert!(all_done(&outcome.steps), "{:?}", outcome);
        let after = network.matomo.borrow().clone();
        let expected_made: BTreeMap<_, _> = makes_account.then(|| ("new".to_owned(), 1)).into_iter().collect();
        prop_assert_eq!(&after.made, &expected_made, "never twice");
        let mut touched: BTreeSet<(String, u32)> = wanted(&wishes).into_keys().collect();
        touched.extend(access.iter().map(|(id, _)| ("new".to_owned(), id.get())));
        prop_assert_eq!(after.rows_beside(&touched), matomo.rows_beside(&touched), "nothing else changes");
        network.faults.take();
        let read = network.directory();
        for ((person, id), grant) in wanted(&wishes) {
            prop_assert_eq!(granted(&read, &person, id), grant);
        }
        for (id, grant) in &access {
            prop_assert_eq!(granted(&read, "new", id.get()), Some(kept(grant)));
        }
    }

    #[test]
    fn super_users_come_and_go_under_any_fault(
        matomo in any_matomo("root"),
        faults in vec(any_fault(), 0..10),
        events in vec(any_event(), 0..10),
    ) {
        let network = Network::new(matomo.clone());
        let directory = network.directory();
        let promote = Plan::super_user(&directory, &login("bob"), true, false).unwrap();
        network.faults.replace(faults.into());
        let mut run = Run::new(&network, Caller::SuperUser);
        run.events = events.into();
        let outcome = run.plan(promote.clone());
        prop_assert_eq!(&outcome.differences, &[]);
        prop_assert!(network.matomo.borrow().users["bob"].super_user);
        let outcome = run.plan(promote.inverse(&directory).plan);
        prop_assert_eq!(&outcome.differences, &[]);
        // What Matomo wiped is back, but for the row of a site that is gone.
        let mut expected = matomo;
        expected.access.remove(&("bob".to_owned(), 99, "view".to_owned()));
        prop_assert_eq!(&*network.matomo.borrow(), &expected);
    }
}

#[test]
fn twenty_people_on_twenty_five_sites_take_one_request() {
    let mut matomo = Matomo::new("root", 1..=25);
    let people: Vec<String> = (1..=20).map(|n| format!("p{n}")).collect();
    people.iter().for_each(|person| matomo.add(person, false));
    let network = Network::new(matomo);
    let view = Grant::plain(Role::View);
    let wanted: Vec<_> =
        people.iter().flat_map(|p| (1..=25).map(|id| (login(p), site(id), Some(view.clone())))).collect();
    let directory = network.directory();
    let plan = Plan::set_access(&directory, &wanted).unwrap();
    assert_eq!(plan.counts(), access::Counts { grants: 500, people: 20, sites: 25, calls: 20 });
    network.requests.take();
    let outcome = Run::new(&network, Caller::SuperUser).plan(plan);
    assert_eq!(outcome.differences, []);
    let writing: Vec<usize> =
        network.requests.take().iter().filter(|r| r[0].ends_with("setUserAccess")).map(Vec::len).collect();
    assert_eq!(writing, [20]);
}

#[test]
fn many_new_accounts_share_requests() {
    let network = Network::new(Matomo::new("root", 1..=2));
    let directory = network.directory();
    let mut plan = Plan::default();
    for n in 0..23 {
        let person = NewPerson {
            login: login(&format!("n{n}")),
            email: Email::parse(&format!("n{n}@example.org")).unwrap(),
            entry: Entry::Invitation { days: 7 },
        };
        let access = [(site(1), Grant::plain(Role::Write))];
        plan.steps.extend(Plan::onboard(&directory, person, &access).unwrap().steps);
    }
    assert!(matches!(plan.steps[1].change, Change::SetAccess { .. }));
    network.requests.take();
    let outcome = Run::new(&network, Caller::SuperUser).plan(plan);
    assert_eq!(outcome.differences, []);
    let sizes: Vec<usize> =
        network.requests.take().iter().filter(|r| !r[0].contains("getUsers")).map(Vec::len).collect();
    assert_eq!(sizes, [10, 10, 3, 23], "invitations first, ten at a time, then all access at once");
}
