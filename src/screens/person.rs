//! One account, for reading: who it is, what it may do and where.

use super::{marks, shelf};
use crate::{
    browser::clock,
    components::{self as ui, Card, Empty, ExternalLink, Icon, LinkButton, PageHead, Tone},
    navigation::Navigation,
    route::{Route, SheetOf},
};
use access::{Directory, LastSeen, Person, Scope, Site, Status};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{Language, dates};

/// The account that the address names.
#[component]
pub fn PersonScreen() -> impl IntoView {
    let navigation = Navigation::here();
    shelf::shelved("Person", move |directory| match navigation.route() {
        Route::Person { login } => match directory.person(login.as_str()) {
            Some(person) => found(&directory, person),
            None => missing(&directory, &login),
        },
        _ => ().into_any(),
    })
}

fn found(directory: &Directory, person: &Person) -> AnyView {
    let login = person.login.to_string();
    let you = (directory.caller() == Some(&person.login)).then(|| ui::badge(Tone::Info, None, "You"));
    let beside = view! { {marks::status(person.status)}{you} }.into_any();
    let sheet = Route::Sheet(SheetOf::Login(person.login.clone())).href();
    let actions = view! { <LinkButton href=sheet icon=Icon::Print>"Print sheet"</LinkButton> }.into_any();
    let above = ui::crumbs(vec![("People".to_owned(), Route::people().href())], login.clone());
    let words = access::in_words(person, directory)
        .into_iter()
        .map(|line| view! { <li class="wrap-any">{line}</li> })
        .collect_view();
    view! {
        <PageHead title=login.clone() above=above beside=beside actions=actions/>
        <div class="scroll" tabindex="0" role="region" aria-label=login>
            <div class="content split">
                <div class="stack stack-6">
                    {profile(person)}
                    {access_card(directory, person)}
                </div>
                <aside class="stack stack-4" aria-label="In short">
                    <Card title="What they can do"><div class="card__body"><ul class="stack stack-2">{words}</ul></div></Card>
                    <Card title="In Matomo">
                        <div class="card__body stack stack-2">
                            <p class="soft">"What Lanyard only reads can be changed on Matomo’s own page."</p>
                            <p><ExternalLink href=shelf::matomo_page("module=UsersManager")>"Open Matomo’s users page"</ExternalLink></p>
                        </div>
                    </Card>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn profile(person: &Person) -> AnyView {
    let day = |seconds: i64| dates::long(dates::of_seconds(seconds), Language::En);
    let text = |text: String| view! { <span class="wrap-any">{text}</span> }.into_any();
    let told = |text: Option<String>| text.unwrap_or_else(|| "Not told".to_owned());
    let seen = marks::last_seen(&person.last_seen, clock::now());
    let note =
        matches!(person.last_seen, LastSeen::At(_)).then_some(" in Matomo’s pages; use of the API is not counted");
    let mut rows = vec![
        ("Login", view! { <span class="mono wrap-any">{person.login.to_string()}</span> }.into_any()),
        ("E-mail", text(told(person.email.as_ref().map(ToString::to_string)))),
        ("Two-factor", marks::two_factor(person.two_factor)),
        ("Last seen", view! { {seen}<span class="muted">{note}</span> }.into_any()),
        ("Account since", text(told(person.registered.map(day)))),
    ];
    if let Some(by) = &person.invited_by {
        rows.push(("Invited by", text(by.to_string())));
    }
    if let (Some(ends), true) = (person.invite_expires, person.status != Status::Active) {
        let word = if person.status == Status::InviteExpired { "Ended" } else { "Ends" };
        let deleted = dates::long(dates::add_days(dates::of_seconds(ends), 3), Language::En);
        let note = format!("; Matomo deletes the account about {deleted} if it is never taken up");
        rows.push((
            "Invitation",
            view! { {format!("{word} {}", day(ends))}<span class="muted">{note}</span> }.into_any(),
        ));
    }
    view! {
        <section class="stack stack-3" aria-labelledby="h-profile">
            <div class="row row-4 row-top">
                {marks::avatar(person, true)}
                <div class="grow stack stack-1">
                    <h2 id="h-profile">"Profile"</h2>
                    <p class="soft measure">"Matomo keeps no name beside the login."</p>
                </div>
            </div>
            {ui::facts(rows)}
        </section>
    }
    .into_any()
}

fn access_card(directory: &Directory, person: &Person) -> AnyView {
    let sites = directory.find_sites("", None);
    let total = sites.len();
    let rows: Vec<AnyView> = sites.into_iter().filter_map(|site| access_row(directory, person, site)).collect();
    let head = (!person.super_user).then(|| {
        let tally = format!("{} of {total} sites", rows.len());
        view! { <span class="muted small">{tally}</span> }.into_any()
    });
    let body = if person.super_user {
        view! { <p class="card__body">"A super user: everything, on every site, those added later included. There are no single grants."</p> }.into_any()
    } else if rows.is_empty() {
        let nothing = if directory.scope() == Scope::OwnSites {
            "No access to any of your sites."
        } else {
            "No access to any site."
        };
        view! { <p class="card__body soft">{nothing}</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=format!("Access of {}", person.login)>
                <table class="table table--inset table--dense table--cards">
                    <caption class="vh">"Sites and roles"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Site"</th>
                            <th scope="col" class="num">"Id"</th>
                            <th scope="col">"Group"</th>
                            <th scope="col">"Role"</th>
                            <th scope="col">"On top of the role"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Card title="Access" head=head.unwrap_or_else(|| ().into_any())>
            {body}
            <p class="card__foot soft">{shelf::explicit_note()}</p>
        </Card>
    }
    .into_any()
}

fn access_row(directory: &Directory, person: &Person, site: &Site) -> Option<AnyView> {
    let grant = person.grants.get(site.id)?;
    let row = view! {
        <tr>
            <th scope="row"><a class="wrap-any" href=Route::Site { id: site.id }.href()>{marks::site_name(site)}</a></th>
            <td class="num muted" data-label="Id">{site.id.get()}</td>
            <td class="soft" data-label="Group">{marks::or_dash(site.group.clone())}</td>
            <td data-label="Role">{marks::role(grant.role)}</td>
            <td class="soft" data-label="On top of the role">{marks::capabilities(&grant, directory.capabilities())}</td>
        </tr>
    };
    Some(row.into_any())
}

fn missing(directory: &Directory, login: &Login) -> AnyView {
    let near = directory.same_account(login.as_str()).map(|person| person.login.clone());
    let near =
        near.map(|near| view! { <LinkButton href=Route::person(&near).href()>{format!("Open {near}")}</LinkButton> });
    view! {
        <PageHead title="No such account"/>
        <Empty icon=Icon::Person title=login.to_string()>
            <p>"Matomo reports no account with this login to your token. It may have been deleted, or never existed."</p>
            <div class="btn-row">{near}<LinkButton href=Route::people().href()>"All people"</LinkButton></div>
        </Empty>
    }
    .into_any()
}
