//! The checks, how far they came, and what to do.

use super::{
    Attempt, Entry,
    advice::{self, Advice},
    token_page,
};
use crate::{
    browser::{clock, page},
    components::{Banner, Button, CodeBlock, ExternalLink, Icon, StepResult, Tone, icon, result, results},
    session::connecting::{By, Check, Failure, Trouble, refusals},
};
use leptos::prelude::*;
use matomo_api::{Error, MatomoUrl};

#[component]
pub fn Checks(attempt: Attempt) -> impl IntoView {
    match attempt {
        Attempt::None => ().into_any(),
        Attempt::Running { check, by, url } => view! {
            <div class="stack stack-2" role="status">
                <h2>"Connecting to "<span class="wrap-any">{url.shown().to_owned()}</span></h2>
                <p class="soft measure">{match by {
                    By::Token => "Four checks, one request each, none repeated.",
                    By::Password { .. } => "Five checks, one request each, none repeated.",
                }}</p>
            </div>
            {results("Checks", Check::of(by).iter().map(|c| running(*c, check)).collect_view().into_any())}
        }
        .into_any(),
        Attempt::Failed { failure, url, .. } => view! { <Failed failure=failure url=url/> }.into_any(),
    }
}

fn name(check: Check) -> &'static str {
    match check {
        Check::Address => "The address is well formed",
        Check::Answers => "A server answers there",
        Check::Readable => "It is a Matomo that this page may read",
        Check::Password => "Login and password make a token",
        Check::Token => "The token opens it",
    }
}

fn running(check: Check, at: Check) -> AnyView {
    // The second and third check are one request.
    let under_way = check == at || (check == Check::Readable && at == Check::Answers);
    let state = match () {
        () if under_way => StepResult::Running,
        () if check < at => StepResult::Ok,
        () => StepResult::Wait,
    };
    result(state, name(check).to_owned(), ().into_any(), ().into_any())
}

fn line(check: Check, failure: &Failure, url: &MatomoUrl) -> AnyView {
    let took = failure.took.iter().find(|(c, _)| *c == check).map(|(_, ms)| format!("{ms} ms"));
    let took = took.unwrap_or_default().into_any();
    if check > failure.check {
        return result(StepResult::Wait, name(check).to_owned(), "Not tried".into_any(), took);
    }
    if check < failure.check {
        let scheme = if url.as_str().starts_with("https:") { "https" } else { "http" };
        let text = match check {
            Check::Address => format!("{scheme}, no query, no index.php"),
            _ => String::new(),
        };
        return result(StepResult::Ok, name(check).to_owned(), text.into_any(), took);
    }
    let (title, text) = match (&failure.trouble, check) {
        (Trouble::Told(Error::OriginNotAllowed), _) => (
            "The answer cannot be read from here".to_owned(),
            format!("No Access-Control-Allow-Origin for {}", page::origin()),
        ),
        _ => (advice::of_failure(failure, url.shown()).title, String::new()),
    };
    result(StepResult::Fail, title, text.into_any(), took)
}

#[component]
fn Failed(failure: Failure, url: MatomoUrl) -> impl IntoView {
    let entry = Entry::here();
    let Advice { title, why, steps } = advice::of_failure(&failure, url.shown());
    let told = failure.trouble.told().cloned();
    let no_demo = failure.trouble == Trouble::NoDemo;
    let lines = (!no_demo).then(|| {
        results("Checks", Check::of(failure.by).iter().map(|c| line(*c, &failure, &url)).collect_view().into_any())
    });
    let steps = (!steps.is_empty()).then(|| {
        let items = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
        view! { <ol class="steps">{items}</ol> }
    });
    let again = (!failure.was_sent()).then(|| {
        view! { <Button icon=Icon::Rotate on_press=Callback::new(move |()| if no_demo { entry.try_demo() } else { entry.submit() })>"Check again"</Button> }
    });
    let (link, words) = match &told {
        Some(Error::OriginNotAllowed) => {
            (url.page("module=CoreAdminHome&action=generalSettings"), "Open General settings")
        }
        Some(Error::LockedOut) => (url.page("module=Login&action=bruteForceLog"), "Open Brute force log"),
        Some(Error::WrongPassword) => (url.to_string(), "Open Matomo"),
        _ if failure.was_sent() => (token_page(&url), "Open Auth tokens"),
        _ => (url.to_string(), "Open the address"),
    };
    let origin_help = (told == Some(Error::OriginNotAllowed)).then(|| view! { <AllowOrigin/> });
    view! {
        <div class="stack stack-2" role="status">
            <h2 id="h-diag">{title}</h2>
            <p class="soft measure wrap-any">{why}</p>
        </div>
        {lines}
        {steps}
        {origin_help}
        {(told == Some(Error::LockedOut)).then(locked_until)}
        <div class="btn-row">{again}{(!no_demo).then(|| view! { <ExternalLink href=link button=true>{words}</ExternalLink> })}</div>
        {tries_left(&url, told.as_ref())}
        {not_secure()}
    }
}

fn locked_until() -> impl IntoView {
    let end = clock::time_of_day(clock::now() + 3600);
    view! { <p class="soft">{format!("With Matomo’s usual settings it ends at {end} at the latest, if nobody tries again from your network.")}</p> }
}

/// From the third refused token in an hour on, from the first refused password on.
pub fn tries_left(url: &MatomoUrl, told: Option<&Error>) -> Option<AnyView> {
    let told = told.filter(|e| e.counts_towards_lockout())?;
    let (refusals, now) = (refusals(), clock::now());
    let ((left, free), what, again) = match told {
        Error::WrongPassword => (refusals.recent(url, now)?, "Password", "Type it again with care"),
        _ => (refusals.left(url, now)?, "Token", "Paste a new token"),
    };
    let tries = if left == 1 { "1 try".to_owned() } else { format!("{left} tries") };
    let until = clock::time_of_day(free);
    Some(
        view! {
            <Banner tone=Tone::Danger title=format!("{what} refused. At most {tries} left in this hour") alert=true>
                <p>{format!("Matomo locks this address after 20, counting everybody on your network. Nothing is retried by itself. {again}, or wait until {until}, when the first is forgotten.")}</p>
            </Banner>
        }
        .into_any(),
    )
}

/// The line for Matomo's configuration, and the ways around it.
#[component]
fn AllowOrigin() -> impl IntoView {
    let line = format!("cors_domains[] = \"{}\"", page::origin());
    view! {
        <section class="stack stack-3" aria-labelledby="h-fix">
            <h3 id="h-fix">"Paste this into Matomo’s config/config.ini.php"</h3>
            <CodeBlock before="[General]\n" text=line copy_label="Copy config line" copied="Config line copied"/>
            <p class="soft">
                "Or in Matomo: Administration, System, General settings, CORS domains. Exactly this scheme, host and port, no slash at the end. Do not use "
                <code>"*"</code>": it lets every website in."
            </p>
            <p class="soft">
                "Is the line there already? Then Matomo may be in maintenance, may send this page on from http to https (use the https address), or a proxy answers in its place."
            </p>
        </section>
        <details class="calls">
            <summary>{icon(Icon::ChevronRight)}"No access to the config? Two other ways"</summary>
            <ol>
                <li><span>"Put Lanyard’s files on the same host, for example under "<code>"/console/"</code>". Nothing needs to be allowed then."</span></li>
                <li><span>"Let a reverse proxy publish Matomo’s API under this origin."</span></li>
            </ol>
        </details>
    }
}

/// Over plain http some of the browser is switched off.
pub fn not_secure() -> Option<AnyView> {
    (!page::is_secure()).then(|| {
        view! {
            <Banner tone=Tone::Warn title="This page was opened over plain http">
                <p>"What you type here crosses the network in the clear, and the browser keeps the clipboard and cryptography back. Open Lanyard over https if you can; the demo works either way."</p>
            </Banner>
        }
        .into_any()
    })
}
