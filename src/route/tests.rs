#![allow(clippy::unwrap_used)]
use super::*;
use ::records::{Day, Hash};
use ::tokens::{EntryId, Language, Purpose, State};
use access::{
    Environment,
    matrix::{By, Grouping, Section, SiteFilter},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// The folders that the build makes copies of the page for.
fn listed() -> Vec<&'static str> {
    include_str!("../routes.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
}

fn people() -> impl Strategy<Value = PeopleView> {
    let filter = (
        "\\PC{0,12}",
        option::of(select(Role::ALL.to_vec())),
        option::of(1..u32::MAX),
        option::of(select(STATUSES.to_vec())),
        any::<(bool, bool)>(),
        option::of(any::<u16>()),
    );
    (filter, select(SORTS.to_vec()), any::<bool>()).prop_map(|(filter, sort, descending)| {
        let (text, role, site, status, (super_users, without_two_factor), not_seen_for_days) = filter;
        let site = site.map(|id| SiteId::new(id).unwrap());
        let filter = PeopleFilter { text, role, site, status, super_users, without_two_factor, not_seen_for_days };
        PeopleView { filter, sort, descending }
    })
}

fn view() -> impl Strategy<Value = View> {
    let environment = || select(vec![Environment::Production, Environment::Staging, Environment::Internal]);
    let by = || select(vec![By::Name, By::Access, By::LastSeen, By::Group]);
    let section = prop_oneof![
        Just(Section::All),
        Just(Section::NoGroup),
        environment().prop_map(Section::Environment),
        "\\PC{0,8}".prop_map(Section::Group),
    ];
    let sites = ("\\PC{0,8}", option::of("\\PC{0,8}"), option::of(environment()));
    let orders = (by(), by(), select(vec![Grouping::None, Grouping::Group, Grouping::Environment]));
    let lists = (vec(".{1,9}", 0..3), vec(section, 0..3));
    (people(), sites, orders, lists, any::<[bool; 4]>()).prop_map(|(people, sites, orders, lists, flags)| View {
        people: people.filter,
        only: lists.0.into_iter().map(Login::reported).collect(),
        sites: SiteFilter { text: sites.0, group: sites.1, environment: sites.2 },
        differing: flags[0],
        staged: flags[1],
        rows: orders.0,
        rows_descending: flags[2],
        columns: orders.1,
        columns_descending: flags[3],
        grouping: orders.2,
        folded: lists.1,
    })
}

fn tokens() -> impl Strategy<Value = TokensPlace> {
    let id = || "[a-z0-9-]{1,40}".prop_map(|id| EntryId::parse(&id).unwrap());
    let register = (select(RegisterBy::ALL.to_vec()), "\\PC{0,12}", option::of(select(State::ALL.to_vec())));
    prop_oneof![
        register.prop_map(|(by, text, state)| TokensPlace::Register(RegisterView { by, text, state })),
        id().prop_map(TokensPlace::Token),
        Just(TokensPlace::Declare),
        option::of(".{1,20}".prop_map(Login::reported)).prop_map(TokensPlace::New),
        vec(id(), 1..4).prop_map(TokensPlace::Rotate),
        Just(TokensPlace::Check),
        (select(Purpose::ALL.to_vec()), select(Language::ALL.to_vec()))
            .prop_map(|(purpose, language)| TokensPlace::Examples(purpose, language)),
    ]
}

fn records() -> impl Strategy<Value = RecordsPlace> {
    let hash = || "[0-9a-f]{64}".prop_map(|text| Hash::parse(text.as_bytes()).unwrap());
    let day = || option::of((0i64..40_000).prop_map(|days| Day::of_seconds(days * 86_400)));
    let login = || option::of(".{1,20}".prop_map(Login::reported));
    let site = option::of((1..u32::MAX).prop_map(|id| SiteId::new(id).unwrap()));
    let narrowed = ("\\PC{0,12}", option::of(select(::records::list::Kind::ALL.to_vec())), login(), site);
    let view = (narrowed, day(), day(), option::of(hash()));
    prop_oneof![
        view.prop_map(|((text, kind, login, site), from, to, entry)| {
            RecordsPlace::List(RecordsView { text, kind, login, site, from, to, entry })
        }),
        Just(RecordsPlace::Files),
        Just(RecordsPlace::Outside),
        (hash(), login()).prop_map(|(entry, login)| RecordsPlace::Papers { entry, login }),
        (vec(hash(), 0..4), login()).prop_map(|(entries, ended)| RecordsPlace::Back { entries, ended }),
    ]
}

fn route() -> impl Strategy<Value = Route> {
    let login = || ".{1,20}".prop_map(Login::reported);
    let case = || "[a-z0-9-]{1,40}".prop_map(|id| CaseId::parse(&id).unwrap());
    prop_oneof![
        Just(Route::Connect),
        people().prop_map(Route::People),
        login().prop_map(|login| Route::Person { login }),
        ("\\PC{0,12}", option::of(".{0,12}")).prop_map(|(text, group)| Route::Sites { text, group }),
        (1..u32::MAX).prop_map(|id| Route::Site { id: SiteId::new(id).unwrap() }),
        (select(OnboardStep::ALL.to_vec()), option::of(case())).prop_map(|(step, case)| Route::Onboard { step, case }),
        case().prop_map(|case| Route::Sheet(SheetOf::Case(case))),
        login().prop_map(|login| Route::Sheet(SheetOf::Login(login))),
        proptest::collection::vec(login(), 2..5).prop_map(|logins| Route::Sheet(SheetOf::Logins(logins))),
        view().prop_map(Route::Matrix),
        Just(Route::Review),
        tokens().prop_map(Route::Tokens),
        Just(Route::Settings),
        Just(Route::PlanFile),
        Just(Route::Due),
        records().prop_map(Route::Records),
        case().prop_map(|case| Route::Apply { case }),
    ]
}

proptest! {
    #[test]
    fn an_address_leads_back_to_its_place(route in route(), base in select(vec!["", "/console", "/a/b"])) {
        let href = route.href();
        let (path, query) = href.split_once('?').unwrap_or((&href, ""));
        prop_assert!(path.ends_with('/'), "{href}");
        let path = path.trim_start_matches("./");
        prop_assert_eq!(Route::parse_below(base, &format!("{base}/{path}"), query), route.clone());
        prop_assert!(route.folder().is_empty() || listed().contains(&route.folder()), "{href}");
    }

    #[test]
    fn any_address_is_read(path in "\\PC{0,30}", query in "\\PC{0,60}") {
        Route::parse(&path, &query);
    }

    #[test]
    fn what_names_somebody_stays_out_of_the_folder(login in "[a-z]{8,20}") {
        let route = Route::Person { login: Login::reported(login.clone()) };
        prop_assert!(!route.folder().contains(&login));
    }

    #[test]
    fn unknown_parts_of_a_query_are_passed_over(names in vec("[a-z]{5,8}", 0..4)) {
        let query: Vec<String> = names.iter().map(|n| format!("x{n}=1")).collect();
        prop_assert_eq!(Route::parse("people/", &query.join("&")), Route::people());
    }
}

#[test]
fn the_list_of_folders_and_the_routes_agree() {
    for folder in listed() {
        let query = format!("login=a.b&id=1&case=x&entry={}", "a".repeat(64));
        let route = Route::parse(folder, &query);
        assert_ne!(route, Route::NotFound, "{folder} is listed and no route");
        assert_eq!(route.folder(), folder);
    }
    let steps = OnboardStep::ALL.map(|step| Route::Onboard { step, case: None });
    let all = [Route::people(), Route::sites(), Route::Site { id: SiteId::new(1).unwrap() }];
    let person = Login::reported("a");
    let apply = Route::Apply { case: CaseId::parse("x").unwrap() };
    let sheet = Route::Sheet(SheetOf::Login(person.clone()));
    let id = EntryId::parse("a1").unwrap();
    let tokens = [
        TokensPlace::register(),
        TokensPlace::Token(id.clone()),
        TokensPlace::Declare,
        TokensPlace::New(None),
        TokensPlace::Rotate(vec![id]),
        TokensPlace::Check,
        TokensPlace::examples(),
    ]
    .map(Route::Tokens);
    let entry = Hash::parse("a".repeat(64).as_bytes()).unwrap();
    let records = [
        RecordsPlace::list(),
        RecordsPlace::Files,
        RecordsPlace::Outside,
        RecordsPlace::Papers { entry, login: None },
        RecordsPlace::Back { entries: vec![entry], ended: None },
    ]
    .map(Route::Records);
    let plan = [Route::PlanFile, Route::Due];
    let more = [Route::person(&person), sheet, Route::Settings, Route::matrix(), Route::Review, apply];
    let mut folders: Vec<_> =
        steps.iter().chain(&all).chain(&more).chain(&tokens).chain(&records).chain(&plan).map(Route::folder).collect();
    let mut listed = listed();
    folders.sort_unstable();
    listed.sort_unstable();
    assert_eq!(folders, listed);
}

#[test]
fn addresses_that_lead_nowhere() {
    for (path, query) in [
        ("nowhere/", ""),
        ("people/person/", ""),
        ("people/person/", "login="),
        ("sites/site/", "id=0"),
        ("sheet/", "case=../x"),
        ("matrix/apply/", ""),
        ("records/papers/", "entry=1"),
        ("tokens/token/", ""),
        ("tokens/rotate/", "id=../x"),
    ] {
        assert_eq!(Route::parse(path, query), Route::NotFound, "{path}?{query}");
    }
    assert_eq!(Route::parse_below("/console", "/other/people/", ""), Route::NotFound);
}

#[test]
fn addresses_are_short_and_readable() {
    assert_eq!(Route::Connect.href(), "./");
    assert_eq!(Route::people().href(), "people/");
    let filter = PeopleFilter { role: Some(Role::Admin), text: "ä b".into(), ..PeopleFilter::default() };
    let view = PeopleView { filter, sort: PeopleSort::LastSeen, descending: true };
    assert_eq!(Route::People(view).href(), "people/?q=%C3%A4+b&role=admin&sort=seen&desc=1");
    assert_eq!(Route::parse("/people/index.html", ""), Route::people());
    assert_eq!(CaseId::of_random([0, 1, 2, 3, 4, 5, 6, 255]).as_str(), "00010203040506ff");
}
