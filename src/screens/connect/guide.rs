//! Beside the door, before anything was tried: what is needed to come in.

use super::{Entry, checks::not_secure, key::Way, token_page};
use crate::components::live;
use crate::{
    browser::page,
    components::{CodeBlock, ExternalLink},
};
use leptos::prelude::*;
use matomo_api::MatomoUrl;

#[component]
pub fn Guide() -> impl IntoView {
    let entry = Entry::here();
    let url = Memo::new(move |_| entry.address.with(|a| MatomoUrl::parse(a).ok().map(|(url, _)| url)));
    let elsewhere = move || url.get().is_none_or(|url| url.origin() != page::origin());
    let line = format!("cors_domains[] = \"{}\"", page::origin());
    view! {
        {live(move || match entry.typed.way.get() {
            Way::Token => view! { <HowToMake url=url/> }.into_any(),
            Way::Password => view! { <WhatHappens/> }.into_any(),
        })}
        <section class="stack stack-3" aria-labelledby="h-whose">
            <h2 id="h-whose">{live(move || match entry.typed.way.get() {
                Way::Token => "Whose token",
                Way::Password => "Whose account",
            })}</h2>
            <p class="soft measure">"A super user’s shows everybody and can do everything Lanyard does. A site admin’s shows the sites it administers and the people with access there; it can give and take access on them, and invite to them. It cannot make super users or delete accounts."</p>
        </section>
        <Show when=elsewhere>
            <section class="stack stack-3" aria-labelledby="h-origin">
                <h2 id="h-origin">"Once per Matomo"</h2>
                <p class="soft measure">"Matomo has to allow this page to read its answers. Someone with access to its config/config.ini.php adds one line; Lanyard says so if it is missing."</p>
                <CodeBlock before="[General]\n" text=line.clone() copy_label="Copy config line" copied="Config line copied"/>
            </section>
        </Show>
        {not_secure()}
    }
}

#[component]
fn HowToMake(url: Memo<Option<MatomoUrl>>) -> impl IntoView {
    view! {
        <section class="stack stack-3" aria-labelledby="h-token">
            <h2 id="h-token">"How to create a token"</h2>
            <ol class="steps measure">
                <li>"In Matomo, open Personal, Security, and find Auth tokens at the end of the page."</li>
                <li>"Press "<b>"Create new token"</b>" and confirm with your password. Describe it, such as “Lanyard”, and let it expire soon: today is enough."</li>
                <li><b>"Only allow secure requests"</b>" may stay on: Lanyard never puts a token into an address."</li>
                <li>"Copy it right away, Matomo shows it once, and paste it here."</li>
            </ol>
            {live(move || url.get().map(|url| view! {
                <div class="btn-row"><ExternalLink href=token_page(&url) button=true>"Open Auth tokens"</ExternalLink></div>
            }))}
        </section>
    }
}

#[component]
fn WhatHappens() -> impl IntoView {
    view! {
        <section class="stack stack-3" aria-labelledby="h-password">
            <h2 id="h-password">"What happens to the password"</h2>
            <ol class="steps measure">
                <li>"First Lanyard asks without it whether this is a Matomo that it may read."</li>
                <li>"Then it goes to Matomo once, which makes a token for this session. Lanyard drops password and code and works with the token."</li>
                <li>"A refusal counts towards Matomo’s lock-out: more than 20 within 60 minutes from your network. Nothing is tried again by itself."</li>
            </ol>
            <p class="soft measure">"An account that signs in elsewhere (LDAP, SAML, OpenID) has no password in Matomo. It comes in with a token."</p>
        </section>
    }
}
