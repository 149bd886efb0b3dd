//! Searching and sorting out the ledger.

use super::{Desk, kind_name};
use crate::components::{Chip, Chips, SearchBox, live};
use leptos::prelude::*;
use matomo_api::{Login, SiteId};
use records::{Day, list::Kind};

pub fn draw(desk: Desk) -> AnyView {
    let text = Signal::derive(move || desk.view.with(|view| view.text.clone()));
    let chip = move |kind: Option<Kind>| {
        let count = Signal::derive(move || desk.counts.with(|counts| kind.map_or(counts.all, |kind| counts.of(kind))));
        let pressed = Signal::derive(move || desk.view.with(|view| view.kind == kind));
        let press = Callback::new(move |()| look(desk, |view| view.kind = kind.filter(|_| view.kind != kind)));
        view! { <Chip label=kind.map_or("All", kind_name) pressed=pressed count=count on_press=press/> }
    };
    view! {
        <div class="toolbar" role="search" aria-label="Records">
            <SearchBox
                label="Find a record"
                placeholder="Person, site, number, ticket"
                value=text
                on_input=Callback::new(move |typed: String| look(desk, |view| view.text = typed))
            />
            {live(move || people(desk))}
            {live(move || sites(desk))}
            <div class="toolbar__days">
                {day(desk, "From", |view| view.from, |view, day| view.from = day)}
                {day(desk, "To", |view| view.to, |view, day| view.to = day)}
            </div>
            <Chips>{chip(None)}{Kind::ALL.map(|kind| chip(Some(kind))).into_iter().collect_view()}</Chips>
            <span class="muted small" aria-live="polite">{live(move || shown(desk))}</span>
        </div>
    }
    .into_any()
}

/// What is open stays open only while it is looked at among the same entries.
fn look(desk: Desk, change: impl FnOnce(&mut crate::route::RecordsView)) {
    desk.look(|view| {
        change(view);
        view.entry = None;
    });
}

fn shown(desk: Desk) -> Option<String> {
    let all = desk.all.with(|all| all.as_ref().map(|all| all.ledger.len()))?;
    let found = desk.found.with(|found| found.len());
    (found < all).then(|| format!("{found} of {all}"))
}

fn people(desk: Desk) -> AnyView {
    let logins = desk.all.get().map(|all| all.index.logins()).unwrap_or_default();
    let option = |login: Login| {
        let own = login.clone();
        let chosen = Signal::derive(move || desk.view.with(|view| view.login.as_ref() == Some(&own)));
        view! { <option value=login.to_string() prop:selected=chosen>{login.to_string()}</option> }
    };
    let choose = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        let login = Some(event.target().value()).filter(|login| !login.is_empty());
        look(desk, |view| view.login = login.as_deref().map(Login::reported));
    };
    view! {
        <select class="select select--sm select--site" aria-label="Person" on:change:target=choose>
            <option value="" prop:selected=Signal::derive(move || desk.view.with(|view| view.login.is_none()))>"About anybody"</option>
            {logins.into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

fn sites(desk: Desk) -> AnyView {
    let all = desk.all.get();
    let named =
        all.map(|all| all.index.sites().into_iter().map(|id| (id, desk.site_name(&all, id))).collect::<Vec<_>>());
    let option = |(id, name): (SiteId, String)| {
        let chosen = Signal::derive(move || desk.view.with(|view| view.site == Some(id)));
        view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
    };
    let choose = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        let site = event.target().value().parse().ok().and_then(|id| SiteId::new(id).ok());
        look(desk, |view| view.site = site);
    };
    view! {
        <select class="select select--sm select--site" aria-label="Site" on:change:target=choose>
            <option value="" prop:selected=Signal::derive(move || desk.view.with(|view| view.site.is_none()))>"On any site"</option>
            {named.unwrap_or_default().into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// A day of the period, in UTC as the change ids are.
fn day(
    desk: Desk,
    label: &'static str,
    get: fn(&crate::route::RecordsView) -> Option<Day>,
    set: fn(&mut crate::route::RecordsView, Option<Day>),
) -> AnyView {
    let value = Signal::derive(move || desk.view.with(get).map(|day| day.to_string()).unwrap_or_default());
    let change = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let day = Day::parse(&event.target().value());
        look(desk, |view| set(view, day));
    };
    view! {
        <label class="toolbar__day">
            <span class="small soft">{label}</span>
            <input class="input input--sm" type="date" prop:value=value on:change:target=change/>
        </label>
    }
    .into_any()
}
