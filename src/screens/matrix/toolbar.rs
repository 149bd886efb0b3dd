//! Over the grid: finding, filters, and what the selection can be set to.

use super::desk::{Desk, Sheet, cells};
use crate::components::{
    self as ui, Banner, Button, ButtonKind, ButtonSize, Chip, Chips, Icon, IconButton, LinkButton, Mark, SearchBox,
    Tone, live,
};
use crate::route::Route;
use access::{
    PeopleFilter,
    matrix::{SiteFilter, To, View},
};
use leptos::prelude::*;
use matomo_api::Role;

/// Searches and filters.
pub fn filters(desk: Desk) -> AnyView {
    let people = Signal::derive(move || desk.view().people.text);
    let sites = Signal::derive(move || desk.view().sites.text);
    let chip = move |label: &'static str, on: fn(&View) -> bool, turn: fn(&mut View)| {
        view! {
            <Chip
                label=label
                pressed=Signal::derive(move || on(&desk.view()))
                on_press=Callback::new(move |()| desk.look(turn))
            />
        }
        .into_any()
    };
    let staged = Signal::derive(move || desk.staging.with(access::matrix::Edits::len));
    // Matomo tells a site admin neither.
    let whole = desk.directory().scope() == access::Scope::Everything;
    view! {
        <div class="toolbar" role="search" aria-label="People and sites">
            <SearchBox label="Filter people" placeholder="Login or address" value=people small=true
                on_input=Callback::new(move |typed| desk.look(|view| view.people.text = typed))/>
            <SearchBox label="Filter sites" placeholder="Site, group or id" value=sites small=true
                on_input=Callback::new(move |typed| desk.look(|view| view.sites.text = typed))/>
            <Chips>
                <Chip label="Staged only" pressed=Signal::derive(move || desk.view().staged) count=staged
                    on_press=Callback::new(move |()| desk.look(|view| view.staged = !view.staged))/>
                {chip("Differences only", |view| view.differing, |view| view.differing = !view.differing)}
                {whole.then(|| chip("Super users", |view| view.people.super_users, |view| view.people.super_users = !view.people.super_users))}
                {whole.then(|| chip("No two-factor", |view| view.people.without_two_factor, |view| {
                    view.people.without_two_factor = !view.people.without_two_factor;
                }))}
            </Chips>
            <Button size=ButtonSize::Small icon=Icon::Filter on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::View)))>
                {live(move || match narrowed(&desk.view()) {
                    0 => "Display".to_owned(),
                    n => format!("Display, {n} set"),
                })}
            </Button>
            <Button size=ButtonSize::Small icon=Icon::Search on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::Find)))>"Go to…"</Button>
            // Always there: a line that comes and goes would move the grid under whoever types.
            <Button size=ButtonSize::Small kind=ButtonKind::Quiet disabled=Signal::derive(move || desk.view() == View::default())
                on_press=Callback::new(move |()| { desk.look(|view| *view = View::default()); })>"Show all"</Button>
        </div>
    }
    .into_any()
}

/// How many of the settings that only the dialog shows are not as usual.
fn narrowed(view: &View) -> usize {
    let usual = View::default();
    let PeopleFilter { role, site, status, not_seen_for_days, .. } = &view.people;
    let SiteFilter { group, environment, .. } = &view.sites;
    [
        role.is_some(),
        site.is_some(),
        status.is_some(),
        not_seen_for_days.is_some(),
        group.is_some(),
        environment.is_some(),
        !view.only.is_empty(),
        view.rows != usual.rows || view.rows_descending,
        view.columns != usual.columns || view.columns_descending,
        view.grouping != usual.grouping,
    ]
    .into_iter()
    .filter(|set| *set)
    .count()
}

/// What the selection can be set to.
pub fn set_to(desk: Desk) -> AnyView {
    let selected = move || {
        let area = desk.area();
        cells(area.rows.len() * area.columns.len())
    };
    let button = move |mark: Mark, key: &'static str, to: To| {
        let set = move |_| {
            desk.set(&to);
            desk.focus();
        };
        view! {
            <button class="btn btn--sm" type="button" aria-keyshortcuts=key on:click=set>
                {(mark != Mark::None).then(|| ui::role_glyph(mark))}
                {mark.words()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="set-to" role="group" aria-label="Set the selected cells to">
            <span class="toolbar__note"><strong>{live(selected)}</strong>" selected"</span>
            {button(Mark::None, "N", To::Nothing)}
            {button(Mark::View, "V", To::Role(Role::View))}
            {button(Mark::Write, "W", To::Role(Role::Write))}
            {button(Mark::Admin, "A", To::Role(Role::Admin))}
            <Button size=ButtonSize::Small on_press=Callback::new(move |()| desk.sheet.set(Some(Sheet::Menu)))>"More…"</Button>
            <span class="toolbar__note" role="status">{live(move || desk.said.get())}</span>
            // Where the plan stands below the grid, the way to it is here as well.
            {live(move || (!desk.staging.with(access::matrix::Edits::is_empty)).then(|| view! {
                <span class="set-to__review"><LinkButton href=Route::Review.href() size=ButtonSize::Small kind=ButtonKind::Primary>"Review"</LinkButton></span>
            }))}
            <span class="toolbar__note muted push" aria-live="polite">{live(move || {
                let filtered = desk.view() != View::default();
                if filtered { format!("{} shown", super::counted(&desk.matrix())) } else { "All shown".to_owned() }
            })}</span>
        </div>
    }
    .into_any()
}

/// What the last action left out, until it is read.
pub fn left_out(desk: Desk) -> AnyView {
    live(move || {
        let sentences = desk.left.get();
        (!sentences.is_empty()).then(|| {
            let close = view! {
                <IconButton icon=Icon::X label="Close this note" size=ButtonSize::Small
                    on_press=Callback::new(move |()| { desk.left.set(Vec::new()); desk.focus(); })/>
            };
            view! {
                <Banner tone=Tone::Warn title="Left as it is" strip=true alert=true close=close.into_any()>
                    <ul>{sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul>
                </Banner>
            }
        })
    })
}
