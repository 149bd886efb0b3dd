//! How long the matrix takes with 10,000 people, 1,000 sites and ten million grants, printed as a
//! table: `cargo run --release -p access --example matrix_numbers`.

#![allow(clippy::unwrap_used, missing_docs)]

use access::{
    Contents, Directory, PeopleFilter, Scope,
    matrix::{By, Edits, Form, Grouping, Matrix, Section, SiteFilter, Target, To, View},
};
use matomo_api::{
    Capability, Login, Role, SiteId,
    methods::{AccessId, AvailableCapability, InviteStatus, SiteRow, SitesOfUser, UserRow},
};
use std::{hint::black_box, sync::Arc, time::Instant};

const PEOPLE: u32 = 10_000;
const SITES: u32 = 1_000;
const NOW: i64 = 1_795_290_180;

fn main() {
    let directory = Arc::new(measure("read the directory", 1, || Directory::new(contents()).unwrap()));
    let grants: usize = directory.people().iter().map(|person| person.grants.len()).sum();
    println!("{grants} grants");
    let none = Edits::default();
    let open = |view: &View, edits: &Edits| Matrix::open(Arc::clone(&directory), view, edits, NOW);
    let all = View::default();
    measure("open", 5, || open(&all, &none));
    for (what, by) in [("access, first time", By::Access), ("access", By::Access), ("last seen", By::LastSeen)] {
        let view = View { rows: by, columns: by, ..all.clone() };
        measure(&format!("open by {what}"), if what.ends_with("time") { 1 } else { 5 }, || open(&view, &none));
    }
    let grouped = View {
        grouping: Grouping::Group,
        folded: (0..20).map(|group| Section::Group(format!("Group {group}"))).collect(),
        ..all.clone()
    };
    let folded = measure("open, 20 groups folded", 5, || open(&grouped, &none));
    measure("a window of 40 × 20 folded groups", 5, || folded.window(&none, 100..140, 0..20).len());
    for text in ["p", "person.77", "person.7777", "nobody"] {
        let people = PeopleFilter { text: text.to_owned(), ..PeopleFilter::default() };
        let view = View { people, ..all.clone() };
        measure(&format!("filter people by “{text}”"), 5, || open(&view, &none).size());
    }
    let sites = SiteFilter { text: "7".to_owned(), ..SiteFilter::default() };
    measure("filter sites by “7”", 5, || open(&View { sites: sites.clone(), ..all.clone() }, &none).size());
    measure("only differences", 5, || open(&View { differing: true, ..all.clone() }, &none).size());
    let matrix = open(&all, &none);
    measure("a window of 60 × 40", 5, || black_box(matrix.window(&none, 5_000..5_060, 500..540)).len());

    let mut thousand = Edits::default();
    let person = |number: u32| directory.people()[(number * 7 % PEOPLE) as usize].login.clone();
    measure("stage 1,000 scattered cells, one by one", 1, || {
        for number in 0..1_000 {
            let target = Target { people: vec![person(number)], sites: vec![site(1 + number * 13 % SITES)] };
            thousand.set(&directory, &target, &To::Up);
        }
    });
    plans("1,000 edits", &directory, &thousand);
    measure("open, only staged", 5, || open(&View { staged: true, ..all.clone() }, &thousand).size());

    let whole = matrix.target(&matrix.all());
    let mut few = Edits::default();
    let first = Target { people: whole.people.clone(), sites: (1..=10).map(site).collect() };
    measure("stage 10 sites of everybody to view", 1, || few.set(&directory, &first, &To::Role(Role::View)).changed);
    plans("10 sites of everybody", &directory, &few);
    measure("a window with edits", 5, || black_box(matrix.window(&few, 5_000..5_060, 0..40)).len());

    let mut edits = Edits::default();
    let changed =
        measure("stage all ten million to view", 1, || edits.set(&directory, &whole, &To::Role(Role::View)).changed);
    println!("{changed} cells changed");
    measure("take it back", 1, || edits.undo());
    measure("make it again", 1, || edits.redo());
    plans("all that is not view", &directory, &edits);
    measure("read again, nobody else changed anything", 1, || edits.rebase(&directory).len());
    drop(edits);

    let text = measure("export everything as CSV", 1, || matrix.export(None, &matrix.all(), Form::Matrix, ','));
    println!("{} MB", text.len() / 1_000_000);
    let mut edits = Edits::default();
    let pasted = measure("import it again (10 million cells against what is)", 1, || matrix.import(&mut edits, &text));
    println!("{} cells changed, {} problems", pasted.staged.changed, pasted.problems.len());
    plans("an import that changes nothing", &directory, &edits);
}

fn plans(what: &str, directory: &Directory, edits: &Edits) {
    let planned = measure(&format!("plan: {what}"), 3, || edits.plan(directory));
    println!("{} edits, {} calls, {} refused", edits.len(), planned.plan.steps.len(), planned.refused.len());
}

fn measure<T>(what: &str, times: usize, mut work: impl FnMut() -> T) -> T {
    let mut took = Vec::new();
    loop {
        let start = Instant::now();
        let result = black_box(work());
        took.push(start.elapsed());
        if took.len() == times {
            took.sort();
            println!("{:>10.2} ms  {what}", took[times / 2].as_secs_f64() * 1e3);
            return result;
        }
    }
}

fn site(number: u32) -> SiteId {
    SiteId::new(number).unwrap()
}

fn login(number: u32) -> Login {
    Login::reported(format!("person.{number}"))
}

fn contents() -> Contents {
    let user = |number: u32| UserRow {
        login: login(number),
        email: Some(matomo_api::Email::reported(format!("person.{number}@example.org"))),
        super_user: number < 3,
        registered: Some("2025-01-15 09:00:00".into()),
        invited_by: None,
        invite: InviteStatus::Active,
        invite_expires: None,
        two_factor: Some(number.is_multiple_of(3)),
        last_seen: Some(format!("2026-{:02}-{:02} 10:00:00", 1 + number % 11, 1 + number % 28)),
    };
    let place = |number: u32| SiteRow {
        id: site(number),
        name: format!("Site of customer {number}"),
        main_url: Some(format!("https://{number}.example.org")),
        group: Some(format!("Group {}", number % 20)),
        kind: None,
        timezone: None,
        currency: None,
        created: None,
    };
    let kind = |person: u32, site: u32| (person.wrapping_mul(2_654_435_761).wrapping_add(site * 40_503) >> 7) % 100;
    let rows = |wanted: &dyn Fn(u32) -> bool| {
        let of = |person: u32| SitesOfUser {
            login: login(person),
            sites: (1..=SITES).filter(|site| wanted(kind(person, *site))).map(site).collect(),
        };
        (3..PEOPLE).map(of).collect::<Vec<_>>()
    };
    let tags = Capability::parse("tagmanager_write").unwrap();
    Contents {
        users: (0..PEOPLE).map(user).collect(),
        sites: (1..=SITES).map(place).collect(),
        access: vec![
            (AccessId::Role(Role::View), rows(&|kind| kind < 85)),
            (AccessId::Role(Role::Write), rows(&|kind| (85..97).contains(&kind))),
            (AccessId::Role(Role::Admin), rows(&|kind| kind >= 97)),
            (AccessId::Capability(tags.clone()), rows(&|kind| kind == 0)),
        ],
        capabilities: vec![AvailableCapability {
            id: tags,
            name: "Tag Manager".into(),
            description: String::new(),
            category: String::new(),
            included_in: vec![Role::Write, Role::Admin],
        }],
        scope: Scope::Everything,
        caller: Some(login(0)),
    }
}
