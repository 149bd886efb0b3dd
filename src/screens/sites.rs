//! All sites: what they are and how many people reach them.

use super::{marks, shelf};
use crate::components::live;
use crate::{
    components::{self as ui, Button, Chip, Chips, Empty, Icon, PageHead, SearchBox},
    navigation::Navigation,
    route::Route,
};
use access::{Directory, Environment, Site, Tally};
use leptos::prelude::*;
use matomo_api::{Role, SiteId};
use std::{collections::BTreeMap, sync::Arc};

/// The list of sites, as the address wants it.
#[component]
pub fn SitesScreen() -> impl IntoView {
    let navigation = Navigation::here();
    let asked = Memo::new(move |before: Option<&(String, Option<String>)>| match navigation.route() {
        Route::Sites { text, group } => (text, group),
        _ => before.cloned().unwrap_or_default(),
    });
    let text = Signal::derive(move || asked.with(|(text, _)| text.clone()));
    let group = Signal::derive(move || asked.with(|(_, group)| group.clone()));
    shelf::shelved("Sites", move |directory| sites(navigation, directory, text, group))
}

fn sites(
    navigation: Navigation,
    directory: Arc<Directory>,
    text: Signal<String>,
    group: Signal<Option<String>>,
) -> AnyView {
    let total = directory.sites().len();
    let groups: Vec<String> = directory.groups().into_iter().filter(|g| !g.is_empty()).map(str::to_owned).collect();
    let go = move |text: String, group: Option<String>| navigation.replace(&Route::Sites { text, group });
    let reach = Arc::new(people_by_site(&directory));
    let found = Memo::new(move |_| {
        let (text, group) = (text.get(), group.get());
        directory.find_sites(&text, group.as_deref()).into_iter().cloned().collect::<Vec<_>>()
    });
    let caption = move || match found.with(Vec::len) {
        n if n == total => format!("Sites, {total} in total"),
        n => format!("Sites, {n} of {total}"),
    };
    let chip = move |name: String, value: Option<String>| {
        let pressed = {
            let value = value.clone();
            Signal::derive(move || group.get() == value)
        };
        let press = Callback::new(move |()| go(text.get_untracked(), value.clone()));
        view! { <Chip label=name pressed=pressed on_press=press/> }
    };
    let chips = (!groups.is_empty()).then(|| {
        let groups = groups.into_iter().map(|name| chip(name.clone(), Some(name))).collect_view();
        view! { <Chips label="Groups">{chip("All groups".to_owned(), None)}{groups}</Chips> }
    });
    let counted = if total == 1 { "1 site".to_owned() } else { format!("{total} sites") };
    view! {
        <PageHead title="Sites" beside=shelf::freshness(counted)/>
        {shelf::news()}
        <div class="toolbar" role="search" aria-label="Sites">
            <SearchBox
                label="Find a site"
                placeholder="Name, address, group or id"
                value=text
                on_input=Callback::new(move |typed| go(typed, group.get_untracked()))
            />
            {chips}
        </div>
        <div class="scroll" tabindex="0" role="region" aria-label="List of sites">
            <table class="table table--cards">
                <caption class="vh" aria-live="polite">{live(caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Site"</th>
                        <th scope="col" class="num">"Id"</th>
                        <th scope="col">"Group"</th>
                        <th scope="col">"Looks like"</th>
                        <th scope="col">"People with a role"</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || found.get()
                        key=|site| site.id
                        children=move |site| row(&site, reach.get(&site.id).copied().unwrap_or_default())
                    />
                </tbody>
            </table>
            {live(move || found.with(Vec::is_empty).then(|| view! {
                <Empty icon=Icon::Search title="No site fits">
                    <p>"No site has these words in its name, address or group."</p>
                    <div class="btn-row">
                        <Button on_press=Callback::new(move |()| navigation.replace(&Route::sites()))>"Show all sites"</Button>
                    </div>
                </Empty>
            }))}
        </div>
    }
    .into_any()
}

fn people_by_site(directory: &Directory) -> BTreeMap<SiteId, Tally> {
    let mut reach = BTreeMap::<SiteId, Tally>::new();
    for (site, grant) in directory.people().iter().flat_map(|person| person.grants.iter()) {
        let tally = reach.entry(site).or_default();
        match grant.role {
            Role::Admin => tally.admin += 1,
            Role::Write => tally.write += 1,
            Role::View => tally.view += 1,
        }
    }
    reach
}

fn row(site: &Site, reach: Tally) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <span class="who__text">
                    <a class="who__name" href=Route::Site { id: site.id }.href()>{marks::site_name(site)}</a>
                    <span class="who__login">{site.url.clone()}</span>
                </span>
            </th>
            <td class="num muted" data-label="Id">{site.id.get()}</td>
            <td class="soft" data-label="Group">{marks::or_dash(site.group.clone())}</td>
            <td class="soft" data-label="Looks like">{environment(site.environment())}</td>
            <td data-label="People with a role">{people(reach)}</td>
        </tr>
    }
    .into_any()
}

fn people(reach: Tally) -> AnyView {
    let item = |role: Role| {
        let mark = marks::mark(role);
        let words = format!("{}: ", mark.words());
        view! { <span class="tally__item">{ui::role_glyph(mark)}<span class="vh">{words}</span>{reach.of(role)}</span> }
    };
    let items: Vec<_> =
        [Role::Admin, Role::Write, Role::View].into_iter().filter(|role| reach.of(*role) > 0).map(item).collect();
    if items.is_empty() {
        return view! { <span class="muted">"Super users only"</span> }.into_any();
    }
    view! { <span class="tally">{items}</span> }.into_any()
}

/// What a site looks like, in a word: a guess from its own words.
pub(super) fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "Production",
        Environment::Staging => "Staging",
        Environment::Internal => "Internal",
    }
}
