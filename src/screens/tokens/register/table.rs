//! The register as a table.

use super::{Desk, PAGE, due};
use crate::{
    browser::{clock, page},
    components::{Button, ButtonKind, Empty, Icon, live},
    route::{RegisterBy, RegisterView, Route, TokensPlace},
    screens::{
        marks,
        tokens::{day, token::standing},
    },
};
use access::Directory;
use leptos::prelude::*;
use onboarding::dates;
use std::sync::Arc;
use tokens::{
    Entry, State,
    list::{self, Age, Line},
};

/// A row: the head of a group with how many it has, or a token.
enum Row {
    Head(String, usize),
    Token(usize),
}

pub fn draw(desk: Desk) -> AnyView {
    live(move || {
        page::keep_focus();
        let lines = desk.shown.get();
        if lines.is_empty() { nothing(desk) } else { table(desk, lines) }
    })
}

fn table(desk: Desk, lines: Arc<Vec<Line>>) -> AnyView {
    let by = desk.view.with(|view| view.by);
    let (all, rows) = (rows(&lines, by), desk.rows.get());
    let more = all.len().saturating_sub(rows);
    let directory = desk.session.directory_untracked();
    let row = |row: Row| {
        match row {
        Row::Head(title, count) => view! {
            <tr class="group"><th colspan="8" scope="colgroup"><span class="wrap-any">{title}</span>" "<span class="muted">{count}</span></th></tr>
        }
        .into_any(),
        Row::Token(at) => token(desk, &lines[at], directory.as_deref()),
    }
    };
    let drawn = all.into_iter().take(rows).map(row).collect_view();
    view! {
        <div class="table-wrap table-wrap--framed" tabindex="0" role="region" aria-label="Register table">
            <table class="table table--inset table--cards">
                <caption class="vh">"Token register"</caption>
                <thead>
                    <tr>
                        <td class="col-check"></td>
                        <th scope="col">"Token"</th>
                        <th scope="col">"Owner"</th>
                        <th scope="col">"Used in"</th>
                        <th scope="col">"Age"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Last test"</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{drawn}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! {
            <p><Button on_press=Callback::new(move |()| desk.rows.update(|rows| *rows += PAGE))>{format!("Show {} more", more.min(PAGE))}</Button></p>
        })}
    }
    .into_any()
}

fn rows(lines: &[Line], by: RegisterBy) -> Vec<Row> {
    let (groups, none) = match by {
        RegisterBy::Due => return (0..lines.len()).map(Row::Token).collect(),
        RegisterBy::Owner => (list::by_owner(lines), ""),
        RegisterBy::System => (list::by_system(lines), "No system named"),
    };
    let mut rows = Vec::new();
    for group in groups {
        rows.push(Row::Head(group.title.unwrap_or_else(|| none.to_owned()), group.lines.len()));
        rows.extend(group.lines.into_iter().map(Row::Token));
    }
    rows
}

fn token(desk: Desk, line: &Line, directory: Option<&Directory>) -> AnyView {
    let Line { id, entry, .. } = line;
    let (own, name) = (id.clone(), entry.name.clone());
    let on = Signal::derive({
        let own = own.clone();
        move || desk.chosen.with(|chosen| chosen.contains(&own))
    });
    let choose = move |event: leptos::ev::Event| {
        let is_on = event_target_checked(&event);
        desk.chosen.update(|chosen| {
            let _ = if is_on { chosen.insert(own.clone()) } else { chosen.remove(&own) };
        });
    };
    let can_be_chosen = !matches!(line.state, State::Dead | State::Expired);
    let tick = can_be_chosen.then(|| {
        view! { <input class="tick" type="checkbox" aria-label=format!("Choose {name}") prop:checked=on on:change=choose/> }
    });
    let fingerprint = entry.fingerprint.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let tested = {
        let entry = entry.clone();
        live(move || last_test(&entry, desk.session.now().max(clock::now())))
    };
    view! {
        <tr>
            <td class="col-check">{tick}</td>
            <th scope="row">
                <span class="who__text">
                    <a class="who__name" href=Route::Tokens(TokensPlace::Token(id.clone())).href()>{entry.name.clone()}</a>
                    <span class="who__login mono">{fingerprint}</span>
                </span>
            </th>
            <td data-label="Owner">{owner(line, directory)}</td>
            <td data-label="Used in" class="soft"><span class="wrap-any">{marks::or_dash(Some(entry.systems.join(", ")))}</span></td>
            <td data-label="Age">{age(line)}</td>
            <td data-label="State">{standing(line)}</td>
            <td data-label="Last test" class="soft">{tested}</td>
            <td class="col-actions">{due::rotate(line, ButtonKind::Plain)}</td>
        </tr>
    }
    .into_any()
}

fn owner(line: &Line, directory: Option<&Directory>) -> AnyView {
    let login = &line.entry.owner;
    let person = directory.and_then(|directory| directory.same_account(login.as_str()));
    let name = match person {
        Some(person) => {
            view! { <a class="who__name" href=Route::person(&person.login).href()>{person.login.to_string()}</a> }
                .into_any()
        }
        None => view! { <span class="who__name">{login.to_string()}</span> }.into_any(),
    };
    view! {
        <span class="who">
            {person.map(|person| marks::avatar(person, false))}
            <span class="who__text">{name}<span class="who__login">{line.rank.words()}</span></span>
        </span>
    }
    .into_any()
}

fn age(line: &Line) -> AnyView {
    let Some(age) = line.age else { return view! { <span class="muted">"–"</span> }.into_any() };
    let class = match line.state {
        State::Overdue => "age age--over",
        State::DueSoon => "age age--due",
        _ => "age",
    };
    let Age { days, of } = age;
    view! {
        <span class=class>
            <svg class="age__bar" viewBox="0 0 120 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="age__track" width="120" height="10"></rect>
                <rect class="age__fill" width=age.bar().to_string() height="10"></rect>
                <path class="age__limit" d="M100 -3v16"></path>
            </svg>
            <span class="age__text">{format!("{days} of {of} d")}</span>
        </span>
    }
    .into_any()
}

/// What was seen last: that it works, or that it is refused.
fn last_test(entry: &Entry, now: i64) -> String {
    match (entry.worked, entry.died) {
        (worked, Some(died)) if worked.is_none_or(|worked| worked < died) => format!("Refused {}", day(died)),
        (Some(worked), _) => format!("Worked {}", dates::ago(worked, now)),
        (None, _) => "–".to_owned(),
    }
}

fn nothing(desk: Desk) -> AnyView {
    let all =
        Callback::new(move |()| desk.look(|view| *view = RegisterView { by: view.by, ..RegisterView::default() }));
    view! {
        <Empty icon=Icon::Search title="No token fits">
            <p>"No token has these words and this state at once."</p>
            <div class="btn-row"><Button on_press=all>"Show all tokens"</Button></div>
        </Empty>
    }
    .into_any()
}
