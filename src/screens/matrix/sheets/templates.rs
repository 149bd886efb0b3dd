//! Templates: named bundles of roles that are given to people again and again. Kept in this browser.

use super::{super::desk::Desk, from::mode};
use crate::{
    browser::storage::{self, Keep},
    components::{Button, ButtonKind, ButtonSize, Card, Icon, IconButton, Note, SelectField, TextField, live},
};
use access::{
    Environment, Grant,
    matrix::{Fill, Rule, Sites, Template},
};
use leptos::prelude::*;
use matomo_api::Role;

const KEPT: &str = "templates";

pub(super) fn templates(desk: Desk) -> AnyView {
    let kept = RwSignal::new(storage::read::<Vec<Template>>(Keep::ForGood, KEPT).unwrap_or_default());
    let fill = RwSignal::new(Fill::Add);
    let give = move |template: Template| {
        Callback::new(move |()| {
            desk.close();
            desk.template(&template, fill.get_untracked());
        })
    };
    let forget = move |name: String| {
        Callback::new(move |()| {
            kept.update(|kept| kept.retain(|template| template.name != name));
            kept.with_untracked(|kept| storage::write(Keep::ForGood, KEPT, kept));
        })
    };
    let list = move || {
        let all = kept.get();
        if all.is_empty() {
            return view! { <p class="soft">"There is no template yet."</p> }.into_any();
        }
        let item = |template: Template| {
            let (name, words) = (template.name.clone(), in_words(&template));
            view! {
                <li class="row spread">
                    <div class="wrap-any"><p class="strong">{name.clone()}</p><p class="small soft">{words}</p></div>
                    <span class="row">
                        <Button size=ButtonSize::Small label=format!("Give {name}") on_press=give(template)>"Give"</Button>
                        <IconButton icon=Icon::Trash label=format!("Delete {name}") size=ButtonSize::Small on_press=forget(name)/>
                    </span>
                </li>
            }
        };
        view! { {mode(fill)}<ul class="stack stack-3">{all.into_iter().map(item).collect_view()}</ul> }.into_any()
    };
    let add = Callback::new(move |template: Template| {
        kept.update(|kept| {
            kept.retain(|known| known.name != template.name);
            kept.push(template);
        });
        kept.with_untracked(|kept| storage::write(Keep::ForGood, KEPT, kept));
    });
    view! {
        <div class="stack stack-4">
            <p class="soft">"Gives the selected people, on every site that the template names, its roles."</p>
            {live(list)}
            {new_one(desk, add)}
        </div>
    }
    .into_any()
}

fn in_words(template: &Template) -> String {
    let rule = |rule: &Rule| {
        let role = rule.grant.as_ref().map_or("no access", |grant| grant.role.as_str());
        match &rule.sites {
            Sites::Environment(Environment::Production) => format!("{role} on production"),
            Sites::Environment(Environment::Staging) => format!("{role} on staging"),
            Sites::Environment(Environment::Internal) => format!("{role} on internal sites"),
            Sites::Group(name) => format!("{role} on group {name}"),
            Sites::One(id) => format!("{role} on site {id}"),
            Sites::All => format!("{role} everywhere"),
        }
    };
    let mut words: Vec<String> = template.rules.iter().take(6).map(rule).collect();
    if template.rules.len() > 6 {
        words.push(format!("{} more", template.rules.len() - 6));
    }
    words.join(", ")
}

/// A form for another template.
fn new_one(desk: Desk, add: Callback<Template>) -> AnyView {
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let environments = [
        (Environment::Production, "On production sites"),
        (Environment::Staging, "On staging sites"),
        (Environment::Internal, "On internal sites"),
    ]
    .map(|(environment, words)| (environment, words, RwSignal::new(String::new())));
    let options =
        [("", "Nothing said"), ("none", "No access"), ("view", "View"), ("write", "Write"), ("admin", "Admin")];
    let options: Vec<(String, String)> =
        options.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect();
    let fields = environments
        .map(|(_, words, value)| {
            let options = options.clone();
            view! { <SelectField label=words options=Signal::stored(options) value=value/> }
        })
        .into_iter()
        .collect_view();
    let save = move |rules: Vec<Rule>| {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() || rules.is_empty() {
            tried.set(true);
            return;
        }
        add.run(Template { name: typed, rules });
        name.set(String::new());
        tried.set(false);
    };
    let save_roles = Callback::new(move |()| {
        let rule = |(environment, _, value): &(Environment, &str, RwSignal<String>)| {
            let value = value.get_untracked();
            let grant = match value.as_str() {
                "" => return None,
                "none" => None,
                role => Some(Grant::new(Role::parse(role)?, Vec::new())),
            };
            Some(Rule { sites: Sites::Environment(*environment), grant })
        };
        save(environments.iter().filter_map(rule).collect());
    });
    let active = untrack(|| desk.active()).map(|(login, _)| login);
    let save_active = active.clone().map(|login| {
        let take = Callback::new(move |()| {
            let directory = desk.directory();
            let Some(person) = directory.person(login.as_str()) else { return };
            let rule = |(site, grant): (matomo_api::SiteId, &Grant)| Rule { sites: Sites::One(site), grant: Some(grant.clone()) };
            save(person.grants.iter().map(rule).collect());
        });
        view! { <Button on_press=take>{format!("Save what {} has", active.clone().map(|login| login.to_string()).unwrap_or_default())}</Button> }
    });
    let notes = Signal::derive(move || {
        let missing = tried.get() && name.with(|name| name.trim().is_empty());
        let nothing = tried.get() && !missing;
        if missing {
            vec![Note::error("Give the template a name.")]
        } else if nothing {
            vec![Note::error("It gives nothing: choose a role for one of the environments.")]
        } else {
            Vec::new()
        }
    });
    view! {
        <Card title="New template">
            <div class="stack stack-3">
                <TextField label="Name" value=name notes=notes/>
                {fields}
                <div class="btn-row">
                    <Button kind=ButtonKind::Primary on_press=save_roles>"Save template"</Button>
                    {save_active}
                </div>
            </div>
        </Card>
    }
    .into_any()
}
