//! Fourth step: the token, the way to Matomo, and what the person meets there. Skipped where none of it matters.

use super::{Body, Wizard, so_far};
use crate::{
    components::{Note, SelectField, TextField, follow, live},
    route::OnboardStep,
    screens::marks,
    session::Session,
};
use ::access::Scope;
use leptos::{prelude::*, task::spawn_local};
use matomo_api::{
    SiteId,
    methods::{Dashboard, DefaultDate, GetDashboards},
};
use onboarding::{Case, FirstPage, Step};

pub(super) fn step(wizard: &Wizard) -> Body {
    let text = |label: &'static str, part: fn(&mut Case) -> &mut String, help: &'static str| {
        view! { <TextField label=label value=wizard.bound(part) help=help optional=true/> }.into_any()
    };
    let main = view! {
        <div class="stack stack-6">
            <div class="stack stack-1">
                <h2 id="step-title">"Security"</h2>
                <p class="soft measure">"For the papers, and for the first sign-in. Matomo’s API cannot switch on two-factor for somebody, nor list or end tokens: where it cannot, the papers say what to do."</p>
            </div>
            {token(wizard)}
            <div class="stack stack-3">
                <h3 class="field__label">"The way to Matomo"</h3>
                {text("Network", |case| &mut case.arrangement.network, "VPN, or the addresses that are let in. Printed on the sheet.")}
                {two_factor(wizard)}
            </div>
            {meets(wizard)}
        </div>
    };
    let next = {
        let wizard = wizard.clone();
        Callback::new(move |()| wizard.next(Step::Access, OnboardStep::Review))
    };
    Body { main: main.into_any(), aside: so_far(wizard), foot: wizard.foot(OnboardStep::Access, next) }
}

fn token(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let days = wizard.bound(|case| &mut case.arrangement.token_days);
    let notes = Signal::derive(move || match cases.with(|case| case.arrangement.token_days()) {
        Some(_) => Vec::new(),
        None => vec![Note::warn("Write a number of days from 1 to 3650. Until then the papers name no last day.")],
    });
    let purpose = wizard.bound(|case| &mut case.arrangement.token_purpose);
    view! {
        <div class="stack stack-3">
            <h3 class="field__label">"API token"</h3>
            <div class="fields">
                <TextField label="What it is for" value=purpose optional=true
                    help="The person makes the token in Matomo, or you do for a service account. It is never printed."/>
                <TextField label="Works for days" value=days notes=notes kind="number" optional=true/>
            </div>
        </div>
    }
    .into_any()
}

fn two_factor(wizard: &Wizard) -> AnyView {
    wizard.tick(
        "Two-factor is expected of the person",
        |case| case.arrangement.two_factor,
        |case, on| case.arrangement.two_factor = on,
    )
}

/// What is set in Matomo for the person, where a super user can.
fn meets(wizard: &Wizard) -> AnyView {
    let why_not = if wizard.directory.scope() == Scope::OwnSites {
        Some(
            "Only a super user can set these for somebody else. The person finds them in Matomo under Settings, Personal.",
        )
    } else if wizard.cases.case_untracked().existing(&wizard.directory).is_some() {
        Some("The account exists: what its owner has chosen is left alone.")
    } else {
        None
    };
    let controls = match why_not {
        Some(why) => view! { <p class="soft measure">{why}</p> }.into_any(),
        None => view! {
            {wizard.tick("Matomo’s screens in the language of the papers", |case| case.arrangement.screens_in_language, |case, on| case.arrangement.screens_in_language = on)}
            <div class="fields">{first_page(wizard)}{dates(wizard)}</div>
            {dashboard(wizard)}
        }
        .into_any(),
    };
    view! { <div class="stack stack-3"><h3 class="field__label">"What the person meets in Matomo"</h3>{controls}</div> }
        .into_any()
}

/// A choice that goes into the case when it changes.
fn choice(
    label: &'static str,
    options: Signal<Vec<(String, String)>>,
    now: String,
    set: impl Fn(&str) + 'static,
) -> AnyView {
    let value = RwSignal::new(now);
    follow(value, set);
    view! { <SelectField label=label options=options value=value/> }.into_any()
}

fn as_it_is() -> (String, String) {
    (String::new(), "As Matomo has it".to_owned())
}

fn first_page(wizard: &Wizard) -> AnyView {
    let (cases, directory) = (wizard.cases, wizard.directory.clone());
    let options = Signal::derive(move || {
        let site = |id: &SiteId| (id.to_string(), marks::site_named(&directory, *id));
        let sites = cases.with(|case| case.access.keys().map(site).collect::<Vec<_>>());
        [as_it_is(), ("all".to_owned(), "All websites".to_owned())].into_iter().chain(sites).collect()
    });
    let now = match cases.case_untracked().arrangement.first_page {
        FirstPage::AsItIs => String::new(),
        FirstPage::AllWebsites => "all".to_owned(),
        FirstPage::Site(id) => id.to_string(),
    };
    choice("First page", options, now, move |chosen| {
        let site = || chosen.parse().ok().and_then(|id| SiteId::new(id).ok());
        cases.edit(|case| {
            case.arrangement.first_page = match chosen {
                "all" => FirstPage::AllWebsites,
                _ => site().map_or(FirstPage::AsItIs, FirstPage::Site),
            };
        });
    })
}

fn dates(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let all = DefaultDate::ALL.map(|date| (date.as_str().to_owned(), date.in_words().to_owned()));
    let options = Signal::stored(std::iter::once(as_it_is()).chain(all).collect::<Vec<_>>());
    let now = cases.case_untracked().arrangement.dates.map_or_else(String::new, |date| date.as_str().to_owned());
    choice("Reports open with", options, now, move |chosen| {
        let date = DefaultDate::ALL.into_iter().find(|date| date.as_str() == chosen);
        cases.edit(|case| case.arrangement.dates = date);
    })
}

/// One of one's own dashboards for the person; asked of Matomo when this step is opened.
fn dashboard(wizard: &Wizard) -> AnyView {
    let cases = wizard.cases;
    let own = RwSignal::new(None::<Vec<Dashboard>>);
    if let Some(desk) = Session::here().desk_untracked() {
        spawn_local(async move {
            let found = desk.client.call(&GetDashboards { login: None }).await;
            // Where there is none to be had, nothing is offered.
            let _ = own.try_set(Some(found.unwrap_or_default()));
        });
    }
    let shown = move || {
        let own = own.get()?;
        if own.is_empty() {
            return Some(view! { <p class="small soft measure">"To give the person a dashboard, change or make one of your own in Matomo first: only those can be copied."</p> }.into_any());
        }
        let option = |one: &Dashboard| (one.id.to_string(), one.name.clone());
        let options =
            std::iter::once((String::new(), "None".to_owned())).chain(own.iter().map(option)).collect::<Vec<_>>();
        let now = cases.case_untracked().arrangement.dashboard.map_or_else(String::new, |(id, _)| id.to_string());
        let known = own.clone();
        Some(choice("A copy of my dashboard", Signal::stored(options), now, move |chosen| {
            let found = known.iter().find(|one| one.id.to_string() == chosen).map(|one| (one.id, one.name.clone()));
            cases.edit(|case| case.arrangement.dashboard = found);
        }))
    };
    view! { <div class="fields">{live(shown)}</div> }.into_any()
}
