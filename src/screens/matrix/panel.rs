//! Beside the grid: what the active cell holds, and the plan that the staged edits make.

use super::desk::{Desk, cells};
use crate::{
    components::{self as ui, Button, ButtonKind, ButtonSize, Icon, IconButton, LinkButton, live},
    route::{RecordsPlace, Route},
    screens::{changes, marks},
};
use access::{
    Counts, Line, Subject, Weight,
    matrix::{At, ColumnKey, Content, Planned},
};
use leptos::prelude::*;
use matomo_api::Login;
use onboarding::{Language, dates};

/// So many lines of the plan are listed here; the review has all.
const LISTED: usize = 60;

/// The side panel.
pub fn panel(desk: Desk) -> AnyView {
    // One plan for everything that shows it.
    let planned = Memo::new_with_compare(
        move |_| std::sync::Arc::new(desk.staging.with(|edits| edits.plan(&desk.directory()))),
        |_, _| true,
    );
    view! {
        <aside class="plan" aria-label="Details and plan">
            <div class="plan__body">
                {live(move || details(desk))}
                {live(move || plan(desk, &planned.get()))}
            </div>
            {live(move || foot(desk, &planned.get()))}
        </aside>
    }
    .into_any()
}

fn details(desk: Desk) -> AnyView {
    let matrix = desk.matrix();
    let At { row, column } = desk.selection.with(|selection| selection.focus);
    let Some((shown, key)) = matrix.row(row).zip(matrix.key(column)) else { return ().into_any() };
    let login = shown.login.clone();
    let (is, staged) = desk.staging.with(|edits| match matrix.cell(edits, row, column) {
        Some(cell) => (content(desk, cell.is), cell.staged.map(|staged| content(desk, staged))),
        None => (().into_any(), None),
    });
    let place = match &key {
        ColumnKey::Site(id) => {
            let name = marks::site_named(&desk.directory(), *id);
            view! { <a href=Route::Site { id: *id }.href()>{name}</a>" "<span class="muted nowrap">{format!("id {id}")}</span> }
                .into_any()
        }
        ColumnKey::Folded(section) => section.in_words().to_owned().into_any(),
    };
    let who = match shown.person {
        Some(_) => view! { <a class="wrap-any" href=Route::person(&login).href()>{login.to_string()}</a> }.into_any(),
        None => login.to_string().into_any(),
    };
    let mut rows = vec![("Person", who), ("Site", place), ("Now", is)];
    rows.extend(since(desk, &login, &key).map(|since| ("Since", since)));
    rows.extend(staged.map(|staged| ("Staged", staged)));
    let only_person = {
        let login = login.clone();
        Callback::new(move |()| {
            desk.look(|view| {
                view.only = vec![login.clone()];
                view.people = access::PeopleFilter::default();
            });
        })
    };
    let only_site = match key {
        ColumnKey::Site(id) => Some(Callback::new(move |()| {
            desk.look(|view| {
                view.only = Vec::new();
                view.people = access::PeopleFilter { site: Some(id), ..access::PeopleFilter::default() };
            });
        })),
        ColumnKey::Folded(_) => None,
    };
    view! {
        <section class="plan__group" aria-labelledby="matrix-cell">
            <h2 id="matrix-cell" class="vh">"Active cell"</h2>
            {ui::stacked_facts(rows)}
            <div class="btn-row">
                <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=only_person>"Only this person"</Button>
                {only_site.map(|press| view! {
                    <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=press>"Who can reach this site"</Button>
                })}
            </div>
        </section>
    }
    .into_any()
}

/// Since when somebody has what they have there, and why, as far as that is on record.
fn since(desk: Desk, login: &Login, key: &ColumnKey) -> Option<AnyView> {
    let ColumnKey::Site(site) = key else { return None };
    let ledger = desk.books.ledger()?;
    let directory = desk.directory();
    let anonymous = directory.anonymous().filter(|_| login.is_anonymous());
    let person = directory.person(login.as_str()).or(anonymous).filter(|person| !person.super_user)?;
    let now = person.grants.get(*site);
    let entry = ledger.since(login, *site, now.as_ref())?;
    let why = entry.what().why();
    let reason = why.map(|why| why.reason.to_string()).filter(|reason| !reason.is_empty());
    let ends = why.and_then(|why| why.ends).map(|day| format!("until {}", dates::long(day.0, Language::En)));
    let more = [ends, reason].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let day = dates::long(entry.local_day().0, Language::En);
    Some(
        view! {
            <a href=Route::Records(RecordsPlace::entry(entry.hash())).href()>{day}</a>
            " "
            <span class="small soft wrap-any">{more}</span>
        }
        .into_any(),
    )
}

/// What a cell holds, in full.
fn content(desk: Desk, content: Content<'_>) -> AnyView {
    match content {
        Content::Nothing => "No access".into_any(),
        Content::SuperUser => ui::role_chip(ui::Mark::SuperUser),
        Content::Grant(grant) => {
            let more = (!grant.capabilities.is_empty())
                .then(|| format!(" + {}", marks::capabilities(grant, desk.directory().capabilities())));
            view! { {marks::role(grant.role)}<span class="small soft">{more}</span> }.into_any()
        }
        Content::Many(_) => content.in_words().into_any(),
    }
}

fn plan(desk: Desk, planned: &Planned) -> AnyView {
    if desk.staging.with(access::matrix::Edits::is_empty) {
        return view! {
            <section class="plan__group" aria-labelledby="matrix-plan">
                <h2 id="matrix-plan">"Plan"</h2>
                <p class="soft small">"Nothing is staged. Select cells and press V, W, A or N; nothing is sent before you have reviewed it."</p>
                <p class="small"><a href=Route::PlanFile.href()>"Open a plan file"</a></p>
            </section>
        }
        .into_any();
    }
    let counts = planned.plan.counts();
    let lines = planned.plan.lines(&desk.directory());
    let more = lines.len().saturating_sub(LISTED);
    let listed = &lines[..lines.len().min(LISTED)];
    let group = |weight: Weight| {
        let of_weight: Vec<&Line> = listed.iter().filter(|line| line.weight == weight).collect();
        let (icon, title) = match weight {
            Weight::High => (Icon::Error, "Dangerous"),
            Weight::Care => (Icon::Warning, "Needs care"),
            Weight::Low => (Icon::Person, "Access"),
        };
        (!of_weight.is_empty()).then(|| {
            let items = of_weight.into_iter().map(|line| item(desk, line)).collect_view();
            view! { <div class="plan__group"><h3>{ui::icon(icon)}{title}</h3><ul class="plan__list">{items}</ul></div> }
        })
    };
    let waiting = planned.conflicts.len();
    let refused = planned.refused.len();
    view! {
        <section class="plan__group" aria-labelledby="matrix-plan">
            <h2 id="matrix-plan">"Plan"</h2>
            {counted(counts)}
            {(waiting > 0).then(|| view! { <p class="small warn">{format!("{} changed by somebody else meanwhile: the review asks what counts.", cells(waiting))}</p> })}
            {(refused > 0).then(|| view! { <p class="small warn">"Some of it cannot be done; the review says why."</p> })}
            {[Weight::High, Weight::Care, Weight::Low].into_iter().filter_map(group).collect_view()}
            {(more > 0).then(|| view! { <p class="small soft">{format!("And {more} more, all in the review.")}</p> })}
        </section>
    }
    .into_any()
}

fn counted(counts: Counts) -> AnyView {
    let fact = |count: usize, one: &'static str, many: &'static str| {
        view! { <div><dt>{if count == 1 { one } else { many }}</dt><dd>{count}</dd></div> }
    };
    view! {
        <dl class="plan__counts">
            {fact(counts.grants, "grant", "grants")}
            {fact(counts.people, "person", "people")}
            {fact(counts.sites, "site", "sites")}
            {fact(counts.calls, "call", "calls")}
        </dl>
    }
    .into_any()
}

fn item(desk: Desk, line: &Line) -> AnyView {
    let (who, site) = match &line.subject {
        Subject::Account(login) | Subject::Preference(login, _) => (login.to_string(), None),
        Subject::Site { login, id, .. } => (login.to_string(), Some(marks::site_named(&desk.directory(), *id))),
    };
    let known = desk.directory();
    let known = known.capabilities();
    let drop = {
        let subject = line.subject.clone();
        Callback::new(move |()| {
            desk.staging.change(&desk.directory(), |edits| edits.drop_line(&desk.directory(), &subject));
        })
    };
    let label = match &site {
        Some(site) => format!("Drop {who} on {site}"),
        None => format!("Drop {who}"),
    };
    let class = if line.weight == Weight::High { "plan__item plan__item--risky" } else { "plan__item" };
    view! {
        <li class=class>
            <span class="plan__who">{who}</span>
            <span class="plan__change">
                {site.map(|site| view! { <span class="wrap-any">{site}</span> })}
                <span class="plan__step">{changes::state(&line.before, known)}{ui::icon(Icon::ArrowRight)}<span class="vh">"becomes"</span>{changes::state(&line.after, known)}</span>
            </span>
            <IconButton icon=Icon::X label=label size=ButtonSize::Small on_press=drop/>
        </li>
    }
    .into_any()
}

fn foot(desk: Desk, planned: &Planned) -> AnyView {
    if desk.staging.with(access::matrix::Edits::is_empty) {
        return ().into_any();
    }
    let changes = planned.plan.counts().grants.max(planned.plan.steps.len());
    let words = if changes == 1 { "Review 1 change".to_owned() } else { format!("Review {changes} changes") };
    view! {
        <div class="plan__foot">
            <LinkButton href=Route::Review.href() kind=ButtonKind::Primary>{words}</LinkButton>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| desk.discard_all())>"Drop everything"</Button>
        </div>
    }
    .into_any()
}
