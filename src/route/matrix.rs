//! The role matrix's filters, orders and folded groups as a query.

use super::{Query, read_filter, write_filter};
use access::{
    Environment,
    matrix::{By, Grouping, Section, SiteFilter, View},
};
use form_urlencoded::Serializer;
use matomo_api::Login;

pub(super) fn write(view: &View, query: &mut Serializer<'_, String>) {
    write_filter(&view.people, query);
    for login in &view.only {
        query.append_pair("only", login.as_str());
    }
    let SiteFilter { text, group, environment } = &view.sites;
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    };
    let flag = |on: bool| if on { "1" } else { "" };
    add("sites", text);
    add("env", environment.map(environment_word).unwrap_or_default());
    add("differ", flag(view.differing));
    add("staged", flag(view.staged));
    add("rows", by_word(view.rows));
    add("rows-desc", flag(view.rows_descending));
    add("columns", by_word(view.columns));
    add("columns-desc", flag(view.columns_descending));
    add("by", grouping_word(view.grouping));
    if let Some(group) = group {
        query.append_pair("group", group);
    }
    for section in &view.folded {
        query.append_pair("fold", &section_word(section));
    }
}

pub(super) fn read(query: &Query) -> View {
    let text = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let flag = |name: &str| query.get(name) == Some("1");
    View {
        people: read_filter(query),
        only: query.all("only").filter(|login| !login.is_empty()).map(Login::reported).collect(),
        sites: SiteFilter {
            text: text("sites"),
            group: query.get("group").map(str::to_owned),
            environment: query.one_of("env", &ENVIRONMENTS, environment_word),
        },
        differing: flag("differ"),
        staged: flag("staged"),
        rows: query.one_of("rows", &ORDERS, by_word).unwrap_or_default(),
        rows_descending: flag("rows-desc"),
        columns: query.one_of("columns", &ORDERS, by_word).unwrap_or_default(),
        columns_descending: flag("columns-desc"),
        grouping: query.one_of("by", &GROUPINGS, grouping_word).unwrap_or_default(),
        folded: query.all("fold").filter_map(section).collect(),
    }
}

const ENVIRONMENTS: [Environment; 3] = [Environment::Production, Environment::Staging, Environment::Internal];
const ORDERS: [By; 3] = [By::Access, By::LastSeen, By::Group];
const GROUPINGS: [Grouping; 2] = [Grouping::Group, Grouping::Environment];

fn environment_word(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Staging => "staging",
        Environment::Internal => "internal",
    }
}

/// What is usual needs no word.
fn by_word(by: By) -> &'static str {
    match by {
        By::Name => "",
        By::Access => "access",
        By::LastSeen => "seen",
        By::Group => "group",
    }
}

fn grouping_word(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::None => "",
        Grouping::Group => "group",
        Grouping::Environment => "environment",
    }
}

/// A group's name is anything; a sign before it tells it from the others.
fn section_word(section: &Section) -> String {
    match section {
        Section::All => "all".to_owned(),
        Section::NoGroup => "none".to_owned(),
        Section::Environment(environment) => environment_word(*environment).to_owned(),
        Section::Group(name) => format!(".{name}"),
    }
}

fn section(word: &str) -> Option<Section> {
    let environment = |word| ENVIRONMENTS.into_iter().find(|one| environment_word(*one) == word);
    match word {
        "all" => Some(Section::All),
        "none" => Some(Section::NoGroup),
        _ => match word.strip_prefix('.') {
            Some(name) => Some(Section::Group(name.to_owned())),
            None => environment(word).map(Section::Environment),
        },
    }
}
