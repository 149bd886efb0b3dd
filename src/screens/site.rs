//! One site: who may do what there.

use super::{marks, shelf, sites::environment};
use crate::{
    components::{self as ui, Banner, Card, Empty, Icon, LinkButton, Mark, PageHead, Tone},
    navigation::Navigation,
    route::Route,
};
use access::{Directory, Person, Reach, Scope, Site};
use leptos::prelude::*;
use matomo_api::SiteId;

/// The site that the address names.
#[component]
pub fn SiteScreen() -> impl IntoView {
    let navigation = Navigation::here();
    shelf::shelved("Site", move |directory| match navigation.route() {
        Route::Site { id } => site(&directory, id),
        _ => ().into_any(),
    })
}

fn site(directory: &Directory, id: SiteId) -> AnyView {
    let Some(site) = directory.site(id) else { return missing(id) };
    let name = marks::site_name(site);
    let open = directory.anonymous().and_then(|anonymous| anonymous.grants.get(id)).is_some();
    let people = directory.on_site(id);
    let count = if people.len() == 1 { "1 account".to_owned() } else { format!("{} accounts", people.len()) };
    let rows = people.into_iter().map(|(person, reach)| row(directory, person, &reach)).collect_view();
    let above = ui::crumbs(vec![("Sites".to_owned(), Route::sites().href())], name.clone());
    let beside = view! { <span class="muted">{format!("id {id}")}</span> }.into_any();
    let facts = facts(site);
    let caption = format!("People with access to {name}, strongest first");
    let hidden = (directory.scope() == Scope::OwnSites)
        .then_some("Super users can reach it too; Matomo does not list them to a site admin. ");
    view! {
        <PageHead title=name.clone() above=above beside=beside/>
        <div class="scroll" tabindex="0" role="region" aria-label=name.clone()>
            <div class="content split">
                <div class="stack stack-6">
                    {open.then(|| view! {
                        <Banner tone=Tone::Warn title="Open to everybody">
                            <p>"Visitors who are not signed in may read this site’s reports: the account “anonymous” has a role here."</p>
                        </Banner>
                    })}
                    <Card title="Who can reach it" head=view! { <span class="muted small">{count}</span> }.into_any()>
                        <div class="table-wrap" tabindex="0" role="region" aria-label="People with access">
                            <table class="table table--inset table--cards">
                                <caption class="vh">{caption}</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">"Person"</th>
                                        <th scope="col">"Role here"</th>
                                        <th scope="col">"On top of the role"</th>
                                        <th scope="col">"Status"</th>
                                        <th scope="col">"Everywhere"</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </div>
                        <p class="card__foot soft">{hidden}{shelf::explicit_note()}</p>
                    </Card>
                </div>
                <aside class="stack stack-4" aria-label="Facts">
                    <Card title="Facts"><div class="card__body">{facts}</div></Card>
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn row(directory: &Directory, person: &Person, reach: &Reach) -> AnyView {
    let (role, more) = match reach {
        Reach::SuperUser => (ui::role_chip(Mark::SuperUser), "Everything".to_owned()),
        Reach::Grant(grant) => (marks::role(grant.role), marks::capabilities(grant, directory.capabilities())),
    };
    view! {
        <tr>
            <th scope="row">{marks::who(person, Route::person(&person.login).href())}</th>
            <td data-label="Role here">{role}</td>
            <td class="soft" data-label="On top of the role">{more}</td>
            <td data-label="Status">{marks::status(person.status)}</td>
            <td data-label="Everywhere">{marks::access_of(person)}</td>
        </tr>
    }
    .into_any()
}

fn facts(site: &Site) -> AnyView {
    let facts = [
        ("Id", Some(site.id.to_string())),
        ("Address", site.url.clone()),
        ("Group", site.group.clone()),
        ("Looks like", Some(environment(site.environment()).to_owned())),
        ("Kind", site.kind.clone()),
        ("Time zone", site.timezone.clone()),
        ("Currency", site.currency.clone()),
    ];
    let told = facts.into_iter().filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.is_empty())?)));
    ui::stacked_facts(
        told.map(|(name, fact)| (name, view! { <span class="wrap-any">{fact}</span> }.into_any())).collect(),
    )
}

fn missing(id: SiteId) -> AnyView {
    view! {
        <PageHead title="No such site"/>
        <Empty icon=Icon::Search title=format!("Site {id}")>
            <p>"Matomo reports no site with this number to your token."</p>
            <div class="btn-row"><LinkButton href=Route::sites().href()>"All sites"</LinkButton></div>
        </Empty>
    }
    .into_any()
}
