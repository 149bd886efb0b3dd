//! All accounts: who they are, what they may do, where they stand.
//!
//! The list is what the address says: every filter and the order are in it.

use super::{marks, shelf};
use crate::components::live;
use crate::{
    books::Books,
    browser::{clock, download},
    components::{Button, ButtonKind, Chip, Chips, Empty, Icon, LinkButton, PageHead, SearchBox, SortHead, Toasts},
    navigation::Navigation,
    route::{PeopleView, Route, SheetOf},
};
use access::{Directory, PeopleFilter, PeopleSort, Person, Scope, Seconds, StatusKind};
use leptos::prelude::*;
use matomo_api::{Login, Role, SiteId};
use std::sync::Arc;

/// How many rows are drawn at once; more come when the end is near.
const CHUNK: usize = 120;

/// Sheets of so many people are printed in one go: their logins are in the address.
const SHEETS: usize = 50;

/// The list of people, as the address wants it.
#[component]
pub fn PeopleScreen() -> impl IntoView {
    let navigation = Navigation::here();
    let view = Memo::new(move |before: Option<&PeopleView>| match navigation.route() {
        Route::People(view) => view,
        _ => before.cloned().unwrap_or_default(),
    });
    shelf::shelved("People", move |directory| people(navigation, directory, view.into()))
}

fn people(navigation: Navigation, directory: Arc<Directory>, view: Signal<PeopleView>) -> AnyView {
    let now = clock::now();
    let everyone = directory.people().len();
    let found = {
        let directory = directory.clone();
        Memo::new(move |_| {
            let PeopleView { filter, sort, descending } = view.get();
            let people = directory.find_people(&filter, sort, descending, now);
            people.into_iter().map(|person| person.login.clone()).collect::<Vec<_>>()
        })
    };
    let shown = RwSignal::new(CHUNK);
    Effect::new(move |_| {
        view.track();
        shown.set(CHUNK);
    });
    let caption = move || match found.with(Vec::len) {
        n if n == everyone => format!("People with a Matomo account, {everyone} in total"),
        n => format!("People with a Matomo account, {n} of {everyone}"),
    };
    let near_end = move |event: leptos::ev::Event| {
        let list = event_target::<web_sys::Element>(&event);
        let left = list.scroll_height() - list.scroll_top() - list.client_height();
        if left < 800 && shown.get_untracked() < found.with_untracked(Vec::len) {
            shown.update(|n| *n += CHUNK);
        }
    };
    let whole = directory.scope() == Scope::Everything;
    let counted = if everyone == 1 { "1 account".to_owned() } else { format!("{everyone} accounts") };
    view! {
        <PageHead title="People" beside=shelf::freshness(counted) actions=actions(directory.clone(), found)/>
        {shelf::news()}
        <super::unfinished::Unfinished interrupted=true/>
        {(!whole).then(shelf::own_sites_note)}
        {filters(navigation, &directory, view, now)}
        <div class="scroll" tabindex="0" role="region" aria-label="List of people" on:scroll=near_end>
            <table class="table table--cards">
                <caption class="vh" aria-live="polite">{live(caption)}</caption>
                <thead>
                    <tr>
                        {head(navigation, view, PeopleSort::Login, "Person")}
                        {head(navigation, view, PeopleSort::Access, "Access")}
                        {head(navigation, view, PeopleSort::Status, "Status")}
                        {whole.then(|| view! { <th scope="col">"Two-factor"</th> })}
                        {head(navigation, view, PeopleSort::LastSeen, "Last seen")}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || found.with(|people| people.iter().take(shown.get()).cloned().collect::<Vec<_>>())
                        key=Login::clone
                        children={
                            let directory = directory.clone();
                            move |login| directory.person(login.as_str()).map(|person| row(person, whole, now))
                        }
                    />
                </tbody>
            </table>
            {live(move || (found.with(Vec::len) > shown.get()).then(|| view! {
                <p class="table-more">
                    <Button on_press=Callback::new(move |()| shown.set(usize::MAX))>"Show all "{found.with(Vec::len)}</Button>
                </p>
            }))}
            {live(move || found.with(Vec::is_empty).then(|| nobody(navigation, everyone)))}
        </div>
    }
    .into_any()
}

fn actions(directory: Arc<Directory>, found: Memo<Vec<Login>>) -> AnyView {
    let (toasts, navigation, books) = (Toasts::here(), Navigation::here(), Books::here());
    let sheets = Callback::new(move |()| {
        let logins = found.get_untracked();
        match logins.len() {
            0 => toasts.say("Nobody is shown: no sheet to print"),
            1..=SHEETS => navigation.go(&Route::Sheet(SheetOf::Logins(logins))),
            n => toasts.say(format!("{n} people are shown: filter to at most {SHEETS} for their sheets")),
        }
    });
    let export = Callback::new(move |()| {
        let people = found.with_untracked(|found| {
            found.iter().filter_map(|login| directory.person(login.as_str())).collect::<Vec<_>>()
        });
        let csv = access::people_csv(&people, &directory);
        match download::text("people.csv", "text/csv;charset=utf-8", &csv) {
            Ok(()) => {
                books.note_export("people as CSV", people.len());
                toasts.say("Saved as people.csv");
            }
            Err(_) => toasts.say("The browser did not take the file"),
        }
    });
    view! {
        <Button icon=Icon::Download on_press=export>"Export list"</Button>
        <Button icon=Icon::Print on_press=sheets>"Print sheets"</Button>
        <LinkButton href=Route::onboard().href() kind=ButtonKind::Primary icon=Icon::PersonAdd>"Onboard a person"</LinkButton>
    }
    .into_any()
}

fn row(person: &Person, whole: bool, now: Seconds) -> AnyView {
    view! {
        <tr>
            <th scope="row">{marks::who(person, Route::person(&person.login).href())}</th>
            <td data-label="Access">{marks::access_of(person)}</td>
            <td data-label="Status">{marks::status(person.status)}</td>
            {whole.then(|| view! { <td data-label="Two-factor">{marks::two_factor(person.two_factor)}</td> })}
            <td data-label="Last seen" class="nowrap soft">{marks::last_seen(&person.last_seen, now)}</td>
        </tr>
    }
    .into_any()
}

fn head(navigation: Navigation, view: Signal<PeopleView>, sort: PeopleSort, name: &'static str) -> AnyView {
    let sorted = Signal::derive(move || view.with(|view| (view.sort == sort).then_some(view.descending)));
    let turn = Callback::new(move |()| {
        let mut next = view.get_untracked();
        // The first press shows the interesting end: most access first, all else from its beginning.
        next.descending = if next.sort == sort { !next.descending } else { sort == PeopleSort::Access };
        next.sort = sort;
        navigation.replace(&Route::People(next));
    });
    view! { <SortHead label=name sorted=sorted on_sort=turn/> }.into_any()
}

/// A filter that is a switch.
struct Switch {
    name: &'static str,
    on: fn(&PeopleFilter) -> bool,
    turn: fn(&mut PeopleFilter, bool),
    /// Whether only a super user is told what it goes by.
    whole: bool,
}

const SWITCHES: [Switch; 5] = [
    Switch { name: "Super users", on: |f| f.super_users, turn: |f, on| f.super_users = on, whole: true },
    Switch {
        name: "Invited",
        on: |f| f.status == Some(StatusKind::Invited),
        turn: |f, on| f.status = on.then_some(StatusKind::Invited),
        whole: false,
    },
    Switch {
        name: "Invite expired",
        on: |f| f.status == Some(StatusKind::InviteExpired),
        turn: |f, on| f.status = on.then_some(StatusKind::InviteExpired),
        whole: false,
    },
    Switch {
        name: "Without two-factor",
        on: |f| f.without_two_factor,
        turn: |f, on| f.without_two_factor = on,
        whole: true,
    },
    Switch {
        name: "Not seen for 90 days",
        on: |f| f.not_seen_for_days == Some(90),
        turn: |f, on| f.not_seen_for_days = on.then_some(90),
        whole: false,
    },
];

fn filters(navigation: Navigation, directory: &Directory, view: Signal<PeopleView>, now: Seconds) -> AnyView {
    let change = move |edit: &dyn Fn(&mut PeopleFilter)| {
        let mut next = view.get_untracked();
        edit(&mut next.filter);
        navigation.replace(&Route::People(next));
    };
    let whole = directory.scope() == Scope::Everything;
    let chip = |switch: Switch| {
        let mut alone = PeopleFilter::default();
        (switch.turn)(&mut alone, true);
        let count = directory.find_people(&alone, PeopleSort::Login, false, now).len();
        let pressed = Signal::derive(move || view.with(|view| (switch.on)(&view.filter)));
        let press = Callback::new(move |()| change(&|filter| (switch.turn)(filter, !pressed.get_untracked())));
        view! { <Chip label=switch.name pressed=pressed count=Signal::stored(count) on_press=press/> }
    };
    let chips = SWITCHES.into_iter().filter(|switch| whole || !switch.whole).map(chip).collect_view();
    let nothing_set = Signal::derive(move || view.with(|view| view.filter == PeopleFilter::default()));
    let everyone = directory.people().len();
    let site_option = |site: &access::Site| {
        let (id, name) = (site.id, format!("{} (id {})", marks::site_name(site), site.id));
        view! {
            <option value=id.to_string() prop:selected=Signal::derive(move || view.with(|v| v.filter.site == Some(id)))>{name.clone()}</option>
        }
    };
    let sites = directory.find_sites("", None).into_iter().map(site_option).collect_view();
    view! {
        <div class="toolbar" role="search" aria-label="People">
            <SearchBox
                label="Find a person"
                placeholder="Login, e-mail or site"
                value=Signal::derive(move || view.with(|view| view.filter.text.clone()))
                on_input=Callback::new(move |text: String| change(&|filter| filter.text.clone_from(&text)))
            />
            <select
                class="select select--sm"
                aria-label="Role"
                on:change:target=move |event| {
                    let role = Role::parse(&event.target().value());
                    change(&|filter| filter.role = role);
                }
            >
                <option value="" prop:selected=Signal::derive(move || view.with(|v| v.filter.role.is_none()))>"Any role"</option>
                {Role::ALL.map(|role| view! {
                    <option value=role.as_str() prop:selected=Signal::derive(move || view.with(|v| v.filter.role == Some(role)))>
                        {marks::mark(role).words()}
                    </option>
                }).collect_view()}
            </select>
            <select
                class="select select--sm select--site"
                aria-label="Site"
                on:change:target=move |event| {
                    let site = event.target().value().parse().ok().and_then(|id| SiteId::new(id).ok());
                    change(&|filter| filter.site = site);
                }
            >
                <option value="" prop:selected=Signal::derive(move || view.with(|v| v.filter.site.is_none()))>"On any site"</option>
                {sites}
            </select>
            <Chips>
                <Chip
                    label="Everyone"
                    pressed=nothing_set
                    count=Signal::stored(everyone)
                    on_press=Callback::new(move |()| change(&|filter| *filter = PeopleFilter::default()))
                />
                {chips}
            </Chips>
        </div>
    }
    .into_any()
}

fn nobody(navigation: Navigation, everyone: usize) -> AnyView {
    if everyone == 0 {
        return view! {
            <Empty icon=Icon::People title="Nobody here yet"><p>"Matomo reports no account that your token may see."</p></Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon=Icon::Search title="Nobody fits">
            <p>"No account fits all of these filters at once."</p>
            <div class="btn-row">
                <Button on_press=Callback::new(move |()| navigation.replace(&Route::people()))>"Show everyone"</Button>
            </div>
        </Empty>
    }
    .into_any()
}
