//! What is known of the Matomo that one is connected to, and of the token.

use super::connect::token_page;
use crate::{
    browser::clock,
    components::{Banner, ButtonKind, Card, ExternalLink, Icon, LinkButton, PageHead, TextField, Tone, facts, state},
    route::Route,
    session::{Desk, Session, instances},
};
use leptos::prelude::*;
use matomo_api::{Caller, MatomoUrl, Version};
use std::rc::Rc;

#[component]
pub fn ConnectionScreen() -> impl IntoView {
    let session = Session::here();
    let Some(desk) = session.desk_untracked() else { return ().into_any() };
    let actions = view! {
        <LinkButton href=Route::people().href() kind=ButtonKind::Primary icon=Icon::People>"Go to People"</LinkButton>
    }
    .into_any();
    let (note, matomo, token) = (note(&desk), matomo(&desk), token(&desk, session));
    let name = (!desk.demo).then(|| view! { <Name url=desk.client.url().clone()/> });
    view! {
        <PageHead title="Connection" actions=actions/>
        <div class="scroll" tabindex="0" role="region" aria-label="Connection">
            <div class="content content--narrow stack stack-5">
                {note}
                <Card title="Matomo"><div class="card__body">{matomo}</div></Card>
                <Card title="Token"><div class="card__body">{token}</div></Card>
                {name}
            </div>
        </div>
    }
    .into_any()
}

fn note(desk: &Desk) -> Option<AnyView> {
    let version = desk.connection.version;
    if version < Version::OLDEST_TESTED {
        return Some(
            view! {
                <Banner tone=Tone::Warn title=format!("Lanyard was not tested with Matomo {version}")>
                    <p>{format!("It is with {} and later. Look twice at what it reads back.", Version::OLDEST_TESTED)}</p>
                </Banner>
            }
            .into_any(),
        );
    }
    (desk.connection.caller == Caller::SiteAdmin).then(|| view! { <SiteAdminNote/> }.into_any())
}

/// What a mere site admin cannot do.
#[component]
pub fn SiteAdminNote() -> impl IntoView {
    view! {
        <Banner tone=Tone::Info title="This token administers some sites, not all of Matomo">
            <p>"You see the sites it administers and the people with access there. Super users, other people and when somebody was last seen stay hidden. You can give and take access on these sites and invite people to them; making super users, deleting accounts and two-factor need a super user."</p>
        </Banner>
    }
}

fn matomo(desk: &Rc<Desk>) -> AnyView {
    let (url, connection) = (desk.client.url(), &desk.connection);
    let hosting = match (desk.demo, url.is_cloud()) {
        (true, _) => "Inside this page: the demo",
        (false, true) => "Matomo Cloud",
        (false, false) => "Self-hosted",
    };
    let shown = url.to_string();
    let address = match desk.demo {
        true => shown.into_any(),
        false => view! { <ExternalLink href=shown.clone()>{shown}</ExternalLink> }.into_any(),
    };
    let plugins =
        connection.plugins.iter().map(|name| plugin(name)).map(|words| view! { <li>{words}</li> }).collect_view();
    let plugins = match connection.plugins.is_empty() {
        true => view! { <span class="muted">"None of those that Lanyard looks for"</span> }.into_any(),
        false => view! { <ul class="stack stack-1">{plugins}</ul> }.into_any(),
    };
    facts(vec![
        ("Address", address),
        ("Version", connection.version.to_string().into_any()),
        ("Hosting", hosting.into_any()),
        ("Plugins that matter", plugins),
        ("Answers in", format!("{} ms, when it was asked for all of this", desk.latency_ms).into_any()),
    ])
}

/// What an active plugin changes.
fn plugin(name: &str) -> String {
    let what = match name {
        "TagManager" => "capabilities for containers",
        "TwoFactorAuth" => "people can sign in with a second factor",
        "LoginLdap" => "accounts may come from a directory, which can overwrite changes",
        "LoginSaml" | "LoginOIDC" => "people may sign in elsewhere; roles may be overwritten at sign-in",
        "ActivityLog" => "Matomo keeps its own log of changes",
        "GroupPermissions" => "groups can give access that does not show here",
        "OAuth2" => "other programs may sign in",
        _ => return name.to_owned(),
    };
    format!("{name}: {what}")
}

fn token(desk: &Rc<Desk>, session: Session) -> AnyView {
    let kind = match desk.connection.caller {
        Caller::SuperUser => state(Tone::Ok, Icon::Shield, "Super user: sees and may do everything"),
        Caller::SiteAdmin | Caller::NoAdmin => {
            state(Tone::Plain, Icon::Person, "Site admin: only the sites it administers")
        }
    };
    let whose = move || match session.directory() {
        None => "Being read".to_owned(),
        Some(directory) => directory.caller().map_or_else(|| "Matomo does not tell".to_owned(), ToString::to_string),
    };
    let mut rows = vec![("Whose", whose.into_any()), ("May", kind)];
    rows.push(("Connected since", clock::time_of_day(desk.since).into_any()));
    if let Some(ends) = desk.ends {
        let words = format!("at {}; Matomo made it for this session and holds it until then", clock::time_of_day(ends));
        rows.push(("Ends", words.into_any()));
    }
    if !desk.demo {
        let page = token_page(desk.client.url());
        rows.push((
            "Made and deleted in",
            view! { <ExternalLink href=page>"Matomo, Auth tokens"</ExternalLink> }.into_any(),
        ));
    }
    facts(rows)
}

/// What this browser calls it.
#[component]
fn Name(url: MatomoUrl) -> impl IntoView {
    let known = instances::remembered().into_iter().find(|i| i.url == url);
    let name = RwSignal::new(known.map_or_else(|| url.shown().to_owned(), |i| i.name));
    let rename = Callback::new(move |()| instances::rename(&url, &name.get_untracked()));
    view! {
        <TextField
            label="Name in this browser"
            value=name
            help="Shown where you connect, beside the address. The token is never kept with it."
            on_blur=rename
        />
    }
}
