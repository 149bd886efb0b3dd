//! What was found of a token, in words.

use super::{Desk, Outcome, address, compare_button, known};
use crate::{
    components::{Banner, Icon, Tone, facts, icon, live, state, tally},
    route::Route,
    screens::connect::advice,
};
use leptos::prelude::*;
use matomo_api::{Error, SiteId};
use tokens::{Evidence, Owner, Reason, Refusal, Standing, Working, reasons};

pub fn outcome(desk: Desk) -> AnyView {
    match desk.outcome.get() {
        Outcome::None | Outcome::Empty => ().into_any(),
        Outcome::Asking => view! { <p class="soft">"Asking Matomo, once…"</p> }.into_any(),
        Outcome::Works { found, own } => works(desk, &found, own),
        Outcome::Fails { evidence, error } => fails(desk, evidence, error),
    }
}

fn works(desk: Desk, found: &Working, own: bool) -> AnyView {
    let whose = match &found.owner {
        Owner::Told(login) => view! { <a href=Route::person(login).href()>{login.to_string()}</a> }.into_any(),
        Owner::NotTold => "Matomo does not tell, and the ways around that led to no one account".into_any(),
    };
    let may = match found.super_user {
        true => state(Tone::Warn, Icon::Shield, "Super user: sees and may do everything"),
        false => state(Tone::Plain, Icon::Person, "No super user: only what its roles allow"),
    };
    let sites = match found.super_user {
        true => format!("All, {} now", found.admin.len()).into_any(),
        false => tally(found.admin.len(), found.write.len(), found.view.len()),
    };
    let known = desk.session.desk_untracked().map(|desk| desk.connection.version);
    let version = match (found.version, known) {
        (Some(version), _) => version.to_string(),
        (None, _) => "Told only to those who may see a site".to_owned(),
    };
    let title = if own { "This token works: it is the one of this session" } else { "This token works" };
    view! {
        <Banner tone=Tone::Ok title=title/>
        {facts(vec![
            ("Whose", whose),
            ("May", may),
            ("Sites", sites),
            ("Matomo", version.into_any()),
            ("POST only", live(move || address::said(desk))),
        ])}
        {live(move || address::button(desk))}
        {known::works(desk, found)}
        {names(desk, found)}
    }
    .into_any()
}

/// The sites by name, on demand.
fn names(desk: Desk, found: &Working) -> Option<AnyView> {
    let admin = if found.super_user { "Super user" } else { "Admin" };
    let roles = [(admin, &found.admin), ("Write", &found.write), ("View", &found.view)];
    let roles: Vec<_> = roles.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(r, ids)| (r, ids.clone())).collect();
    if roles.is_empty() {
        return None;
    }
    let open = RwSignal::new(false);
    let list = move || {
        // Thousands of names are not drawn before somebody wants to see them.
        open.get().then(|| {
            let directory = desk.session.directory_untracked();
            let name = |id: &SiteId| {
                let site = directory.as_ref().and_then(|directory| directory.site(*id));
                site.map_or_else(|| format!("Site {id}, which this session does not see"), |site| site.name.clone())
            };
            let group = |(role, ids): &(&'static str, Vec<SiteId>)| {
                let names = ids.iter().map(name).map(|name| view! { <li class="wrap-any">{name}</li> }).collect_view();
                view! { <div><p class="strong">{*role}</p><ul class="stack stack-1">{names}</ul></div> }
            };
            view! { <div class="columns">{roles.iter().map(group).collect_view()}</div> }
        })
    };
    Some(
        view! {
            <details class="more" on:toggle=move |event| open.set(is_open(&event))>
                <summary>"Sites by name"</summary>
                <div>{live(list)}</div>
            </details>
        }
        .into_any(),
    )
}

fn is_open(event: &leptos::web_sys::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

fn fails(desk: Desk, evidence: Evidence, error: Option<Error>) -> AnyView {
    let (title, why) = match (&evidence.refusal, &error) {
        (Refusal::Malformed(_), _) | (_, None) => (
            "Not sent: this is no token".to_owned(),
            "Nothing left this page, so nothing counts towards the lock-out.".to_owned(),
        ),
        (Refusal::Silent, _) => {
            let told = advice::of_error(&Error::TokenRefusedSilently);
            (told.title, "It was tried once. From another origin a page cannot see why Matomo refuses, nor whether the network was lost. Look at these in order.".to_owned())
        }
        (_, Some(error)) => {
            let told = advice::of_error(error);
            (told.title, told.why)
        }
    };
    let compared = match evidence.known_good {
        Some(Some(Refusal::Silent | Refusal::Unclear)) => Some(
            "This session’s token gets no readable answer either: the reason lies with your network address or with Matomo, and the token that was checked may be good.",
        ),
        Some(None) => Some("This session’s token works from here: the reason lies with the token that was checked."),
        _ => None,
    };
    view! {
        <Banner tone=Tone::Danger title=title>
            <p class="wrap-any">{why}</p>
            {compared.map(|said| view! { <p>{said}</p> })}
        </Banner>
        <ol class="results" aria-label="Reasons, in order">{reasons(evidence).into_iter().map(line).collect_view()}</ol>
        {known::fails(desk, evidence)}
        {compare_button(desk, evidence)}
    }
    .into_any()
}

fn line(reason: Reason) -> AnyView {
    let (class, symbol, word) = match reason.standing {
        Standing::RuledOut => ("result result--ok", Icon::Ok, "Ruled out"),
        Standing::Possible => ("result result--wait", Icon::Info, "Possible"),
        Standing::Found => ("result result--fail", Icon::Error, "This is it"),
    };
    view! {
        <li class=class>
            {icon(symbol)}
            <div>
                <p class="result__title">{reason.cause.title()}</p>
                <div class="result__text">{reason.said}</div>
            </div>
            <span class="result__meta">{word}</span>
        </li>
    }
    .into_any()
}
