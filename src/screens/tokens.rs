//! Tokens: the register, one of it, making and replacing, trying one, and ready commands.

mod asking;
mod check;
mod declare;
mod examples;
mod make;
mod register;
mod rotate;
mod token;

use super::shelf::shelved_once;
use crate::{
    app::Screen,
    browser::clock,
    components::{Banner, PageHead, Tone},
    navigation::Navigation,
    route::{Route, TokensPlace},
    session::{Session, connecting::refusals},
};
use leptos::prelude::*;
use onboarding::{Language, dates};

/// Draws one of the screens about tokens.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Token => token::screen(),
        Screen::DeclareToken => declare::screen(),
        Screen::NewToken => make::screen(),
        Screen::RotateTokens => rotate::screen(),
        Screen::CheckToken => shelved_once("Check a token", |_| tab("Check a token", check::card())),
        Screen::TokenExamples => shelved_once("Examples", |directory| tab("Examples", examples::card(&directory))),
        _ => register::screen(),
    }
}

/// A screen beside the register, with the way to the others.
fn tab(title: &'static str, inside: AnyView) -> AnyView {
    view! {
        <PageHead title=title beside=tabs()/>
        <div class="scroll" tabindex="0" role="region" aria-label=title>
            <div class="content stack stack-6">{inside}</div>
        </div>
    }
    .into_any()
}

/// A day as the screens write it.
fn day(at: i64) -> String {
    dates::long(dates::of_seconds(at), Language::En)
}

/// How many refusals count towards the lock-out, as far as this browser knows; nothing where there are none.
fn counter() -> Option<AnyView> {
    let desk = Session::here().desk_untracked()?;
    let (left, free) = refusals().recent(desk.client.url(), clock::now())?;
    let tries = if left == 1 { "1 try".to_owned() } else { format!("{left} tries") };
    let until = clock::time_of_day(free);
    Some(
        view! {
            <Banner tone=Tone::Warn title=format!("At most {tries} left before Matomo locks this address out")>
                <p>{format!("That is what was refused from this browser within the last hour; Matomo counts everybody on your network. The first is forgotten at {until}.")}</p>
            </Banner>
        }
        .into_any(),
    )
}

/// The way between what is about tokens.
fn tabs() -> AnyView {
    let route = Navigation::here().signal();
    let link = move |to: TokensPlace, words: &'static str| {
        let to = Route::Tokens(to);
        let folder = to.folder();
        let current = Memo::new(move |_| route.with(|route| route.folder() == folder));
        view! { <a class="btn btn--sm" href=to.href() aria-current=move || current.get().then_some("page")>{words}</a> }
    };
    view! {
        <nav class="btn-row" aria-label="About tokens">
            {link(TokensPlace::register(), "Register")}
            {link(TokensPlace::Check, "Check a token")}
            {link(TokensPlace::examples(), "Examples")}
        </nav>
    }
    .into_any()
}
