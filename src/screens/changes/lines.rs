//! What a plan changes, before → after, the dangerous first.

use super::long;
use crate::{
    components::{self as ui, ButtonSize, DiffGroup, Icon, IconButton, Tone},
    screens::marks,
};
use ::access::{AccountState, Directory, Line, Plan, State, Subject, Weight};
use leptos::prelude::*;
use matomo_api::{Login, methods::AvailableCapability};
use std::sync::Arc;

/// What somebody takes out of a plan.
#[derive(Clone)]
pub enum Dropped {
    /// One line.
    Line(Subject),
    /// All that is about one person.
    Person(Login),
}

/// All lines of a plan by weight. `named`: each person stands over their own. `on_drop` is there where
/// they can be taken out.
pub fn groups(plan: &Plan, directory: &Arc<Directory>, named: bool, on_drop: Option<Callback<Dropped>>) -> AnyView {
    let lines = plan.lines(directory);
    let group = |weight: Weight| {
        let of_weight: Vec<Line> = lines.iter().filter(|line| line.weight == weight).cloned().collect();
        (!of_weight.is_empty()).then(|| group(weight, of_weight, directory, named, on_drop))
    };
    let groups = [Weight::High, Weight::Care, Weight::Low].into_iter().filter_map(group).collect_view();
    view! { <div class="diffs">{groups}</div> }.into_any()
}

fn group(
    weight: Weight,
    lines: Vec<Line>,
    directory: &Arc<Directory>,
    named: bool,
    on_drop: Option<Callback<Dropped>>,
) -> AnyView {
    let mut why: Vec<String> = Vec::new();
    for risk in lines.iter().flat_map(|line| &line.risks).filter(|risk| risk.weight() == weight) {
        let sentence = risk.sentence();
        if !why.contains(&sentence) {
            why.push(sentence);
        }
    }
    let (tone, symbol, title) = match weight {
        Weight::High => (Tone::Danger, Icon::Error, "Dangerous"),
        Weight::Care => (Tone::Warn, Icon::Warning, "Needs care"),
        Weight::Low => (Tone::Plain, Icon::Person, "Account and access"),
    };
    let count = lines.len();
    let directory = directory.clone();
    let rows = long(count, false, move |at| {
        let line = &lines[at];
        let first = at == 0 || lines[at - 1].subject.login() != line.subject.login();
        let place = format!("drop-{symbol:?}-{at}");
        let person = (named && first).then(|| person(line.subject.login(), &place, on_drop));
        view! { {person}{row(line, &directory, place, on_drop)} }.into_any()
    });
    view! { <DiffGroup tone=tone symbol=symbol title=title why=why.join(" ") count=count rows=rows/> }.into_any()
}

fn person(login: &Login, place: &str, on_drop: Option<Callback<Dropped>>) -> AnyView {
    let drop = on_drop.map(|on_drop| {
        drop_button(format!("{place}-all"), format!("Drop all of {login}"), on_drop, Dropped::Person(login.clone()))
    });
    let login = login.to_string();
    view! { <li class="diff__row diff__person"><span class="diff__subject mono">{login}</span>{drop}</li> }.into_any()
}

fn row(line: &Line, directory: &Directory, place: String, on_drop: Option<Callback<Dropped>>) -> AnyView {
    let (subject, name) = match &line.subject {
        Subject::Account(login) => {
            let shown = view! { "Account "<span class="mono wrap-any">{login.to_string()}</span> };
            (shown.into_any(), format!("account {login}"))
        }
        Subject::Preference(login, preference) => {
            (preference.name().into_any(), format!("{} of {login}", preference.name()))
        }
        Subject::Site { id, login, .. } => {
            let site = marks::site_named(directory, *id);
            let name = format!("{login} on {site}");
            let shown =
                view! { <span class="wrap-any">{site}</span>" "<span class="muted nowrap">{format!("id {id}")}</span> };
            (shown.into_any(), name)
        }
    };
    let nothing = match (&line.subject, &line.before) {
        (Subject::Account(_), State::Account(AccountState::Missing)) => Some("none"),
        (Subject::Site { .. }, State::NoAccess) => Some("No access"),
        _ => None,
    };
    let was = nothing.is_none().then(|| state(&line.before, directory.capabilities()));
    let drop =
        on_drop.map(|on_drop| drop_button(place, format!("Drop {name}"), on_drop, Dropped::Line(line.subject.clone())));
    let now = state(&line.after, directory.capabilities());
    ui::diff_row(subject, was, nothing.unwrap_or_default(), now, drop)
}

/// `place` is where it stands: after a line was dropped, the focus is on the next one.
fn drop_button(place: String, label: String, on_drop: Callback<Dropped>, what: Dropped) -> AnyView {
    let press = Callback::new(move |()| on_drop.run(what.clone()));
    view! { <IconButton icon=Icon::Undo id=place label=label size=ButtonSize::Small on_press=press/> }.into_any()
}

/// How something is or will be.
pub fn state(state: &State, known: &[AvailableCapability]) -> AnyView {
    match state {
        State::Account(account) => match account {
            AccountState::Missing => "No account".into_any(),
            AccountState::Invited => "Invited".into_any(),
            AccountState::InviteExpired => "Invited, expired".into_any(),
            AccountState::Active => "Active".into_any(),
            AccountState::SuperUser => ui::role_chip(ui::Mark::SuperUser),
        },
        State::NoAccess => "No access".into_any(),
        State::NoSite => "No such site".into_any(),
        State::Preference(_) => state.in_words().into_any(),
        State::Grant(grant) => {
            let more = (!grant.capabilities.is_empty()).then(|| format!(" + {}", marks::capabilities(grant, known)));
            view! { {marks::role(grant.role)}<span class="small soft">{more}</span> }.into_any()
        }
    }
}
