//! Taking over what another person has, or what is on another site.

use super::super::desk::Desk;
use crate::{
    components::{Button, Choice, SearchBox, Segmented, live},
    screens::marks,
};
use access::{PeopleFilter, PeopleSort, matrix::Fill};
use leptos::prelude::*;

/// So many are offered; typing narrows them.
const OFFERED: usize = 8;

pub(super) fn person(desk: Desk) -> AnyView {
    let (typed, fill) = (RwSignal::new(String::new()), RwSignal::new(Fill::Replace));
    let offered = move || {
        let directory = desk.directory();
        let filter = PeopleFilter { text: typed.get(), ..PeopleFilter::default() };
        let found = directory.find_people(&filter, PeopleSort::Login, false, 0);
        let offer = |person: &access::Person| {
            let login = person.login.clone();
            let take = Callback::new(move |()| {
                desk.close();
                desk.same_as(&login, fill.get_untracked());
            });
            view! { <li><Button on_press=take>{format!("Same as {}", person.login)}</Button></li> }
        };
        let able = found.into_iter().filter(|person| !person.super_user);
        able.take(OFFERED).map(offer).collect_view()
    };
    view! {
        <div class="stack stack-4">
            <p class="soft">
                "Gives the selected people the roles and capabilities of another person: on the selected sites, or on all shown ones where a single column is selected. What is staged counts."
            </p>
            {mode(fill)}
            <SearchBox label="Whose access" placeholder="Login or address" value=typed on_input=Callback::new(move |text| typed.set(text))/>
            <ul class="stack stack-2">{live(offered)}</ul>
        </div>
    }
    .into_any()
}

pub(super) fn site(desk: Desk) -> AnyView {
    let (typed, fill) = (RwSignal::new(String::new()), RwSignal::new(Fill::Replace));
    let offered = move || {
        let directory = desk.directory();
        let found =
            typed.with(|text| directory.find_sites(text, None).into_iter().take(OFFERED).cloned().collect::<Vec<_>>());
        let offer = |site: access::Site| {
            let id = site.id;
            let take = Callback::new(move |()| {
                desk.close();
                desk.same_as_on(id, fill.get_untracked());
            });
            view! { <li><Button on_press=take>{format!("Same as on {}", marks::site_name(&site))}</Button></li> }
        };
        found.into_iter().map(offer).collect_view()
    };
    view! {
        <div class="stack stack-4">
            <p class="soft">
                "Gives everybody on the selected sites what they have on another site: the selected people, or all shown ones where a single row is selected. What is staged counts."
            </p>
            {mode(fill)}
            <SearchBox label="Which site" placeholder="Name, address, group or id" value=typed on_input=Callback::new(move |text| typed.set(text))/>
            <ul class="stack stack-2">{live(offered)}</ul>
        </div>
    }
    .into_any()
}

/// Whether what is there is replaced.
pub(super) fn mode(fill: RwSignal<Fill>) -> AnyView {
    view! {
        <Segmented
            legend="What is there already"
            choices=vec![Choice::new("Replace"), Choice::new("Add, never less")]
            chosen=Signal::derive(move || Some(usize::from(fill.get() == Fill::Add)))
            on_choose=Callback::new(move |at| fill.set(if at == 0 { Fill::Replace } else { Fill::Add }))
        />
    }
    .into_any()
}
