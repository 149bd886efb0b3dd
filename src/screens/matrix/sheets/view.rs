//! Filters and orders that have no chip.

use super::super::desk::Desk;
use crate::components::{Button, SelectField, TextField};
use access::{
    Environment, StatusKind,
    matrix::{By, Grouping, Section, View},
};
use leptos::prelude::*;
use matomo_api::Role;

type Options = Vec<(&'static str, &'static str)>;

pub(super) fn view_of(desk: Desk) -> AnyView {
    let choice =
        move |label: &'static str, options: Options, is: fn(&View) -> &'static str, set: fn(&mut View, &str)| {
            let value = RwSignal::new(is(&untrack(|| desk.view())).to_owned());
            follow(desk, value, set);
            let options = options.into_iter().map(|(value, words)| (value.to_owned(), words.to_owned())).collect();
            view! { <SelectField label=label options=Signal::stored(options) value=value/> }.into_any()
        };
    let group = RwSignal::new(untrack(|| desk.view()).sites.group.unwrap_or_default());
    follow(desk, group, |view, value| view.sites.group = Some(value.to_owned()).filter(|group| !group.is_empty()));
    let mut groups = vec![(String::new(), "Any".to_owned())];
    groups
        .extend(desk.directory().groups().into_iter().filter(|g| !g.is_empty()).map(|g| (g.to_owned(), g.to_owned())));
    let days =
        RwSignal::new(untrack(|| desk.view()).people.not_seen_for_days.map(|d| d.to_string()).unwrap_or_default());
    follow(desk, days, |view, value| view.people.not_seen_for_days = value.trim().parse().ok());
    let orders = || {
        vec![
            ("name", "Name"),
            ("access", "Least access first"),
            ("access-desc", "Most access first"),
            ("seen", "Longest not seen first"),
            ("seen-desc", "Seen last first"),
            ("group", "Group"),
            ("name-desc", "Name, from the end"),
        ]
    };
    view! {
        <div class="fields">
            {choice("Role", vec![("", "Any"), ("view", "View"), ("write", "Write"), ("admin", "Admin")],
                |view| view.people.role.map_or("", Role::as_str), |view, value| view.people.role = Role::parse(value))}
            {choice("Status", vec![("", "Any"), ("active", "Active"), ("invited", "Invited"), ("expired", "Invite expired")],
                |view| status_word(view.people.status), |view, value| view.people.status = status(value))}
            <TextField label="Not seen for days" value=days kind="number" optional=true/>
            <SelectField label="Site group" options=Signal::stored(groups) value=group/>
            {choice("Sites that look like", vec![("", "Any"), ("production", "Production"), ("staging", "Staging"), ("internal", "Internal")],
                |view| environment_word(view.sites.environment), |view, value| view.sites.environment = environment(value))}
            {choice("Columns grouped by", vec![("", "Nothing"), ("group", "Matomo’s groups"), ("environment", "Environment")],
                |view| match view.grouping { Grouping::None => "", Grouping::Group => "group", Grouping::Environment => "environment" },
                |view, value| {
                    view.folded.clear();
                    view.grouping = match value { "group" => Grouping::Group, "environment" => Grouping::Environment, _ => Grouping::None };
                })}
            {choice("Order of people", orders(), |view| order_word(view.rows, view.rows_descending),
                |view, value| (view.rows, view.rows_descending) = order(value))}
            {choice("Order of sites", orders(), |view| order_word(view.columns, view.columns_descending),
                |view, value| (view.columns, view.columns_descending) = order(value))}
            <div class="btn-row">
                <Button on_press=Callback::new(move |()| fold(desk, true))>"Fold all groups"</Button>
                <Button on_press=Callback::new(move |()| fold(desk, false))>"Open all groups"</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Changes the view when the value of a field changes.
fn follow(desk: Desk, value: RwSignal<String>, set: fn(&mut View, &str)) {
    crate::components::follow(value, move |now| desk.look(|view| set(view, now)));
}

fn fold(desk: Desk, folded: bool) {
    let sections: Vec<Section> = desk.matrix_untracked().groups().iter().map(|group| group.section.clone()).collect();
    desk.look(|view| view.folded = if folded { sections } else { Vec::new() });
}

fn status_word(status: Option<StatusKind>) -> &'static str {
    match status {
        None => "",
        Some(StatusKind::Active) => "active",
        Some(StatusKind::Invited) => "invited",
        Some(StatusKind::InviteExpired) => "expired",
    }
}

fn status(word: &str) -> Option<StatusKind> {
    [StatusKind::Active, StatusKind::Invited, StatusKind::InviteExpired]
        .into_iter()
        .find(|one| status_word(Some(*one)) == word)
}

fn environment_word(environment: Option<Environment>) -> &'static str {
    match environment {
        None => "",
        Some(Environment::Production) => "production",
        Some(Environment::Staging) => "staging",
        Some(Environment::Internal) => "internal",
    }
}

fn environment(word: &str) -> Option<Environment> {
    [Environment::Production, Environment::Staging, Environment::Internal]
        .into_iter()
        .find(|one| environment_word(Some(*one)) == word)
}

fn order_word(by: By, descending: bool) -> &'static str {
    match (by, descending) {
        (By::Name, false) => "name",
        (By::Name, true) => "name-desc",
        (By::Access, false) => "access",
        (By::Access, true) => "access-desc",
        (By::LastSeen, false) => "seen",
        (By::LastSeen, true) => "seen-desc",
        (By::Group, _) => "group",
    }
}

fn order(word: &str) -> (By, bool) {
    match word {
        "name-desc" => (By::Name, true),
        "access" => (By::Access, false),
        "access-desc" => (By::Access, true),
        "seen" => (By::LastSeen, false),
        "seen-desc" => (By::LastSeen, true),
        "group" => (By::Group, false),
        _ => (By::Name, false),
    }
}
