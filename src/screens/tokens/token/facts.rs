//! What is known of a token.

use super::{Desk, form};
use crate::{
    browser::page,
    components::{Button, ButtonSize, facts, live},
    route::{Route, TokensPlace},
    screens::tokens::day,
};
use leptos::prelude::*;
use tokens::{list::Line, words};

pub fn card(desk: Desk) -> AnyView {
    let edit = Callback::new(move |()| {
        desk.editing.set(true);
        request_animation_frame(|| page::focus(&format!("#{}", form::FIRST)));
    });
    let head = view! { <Button size=ButtonSize::Small on_press=edit>"Edit"</Button> }.into_any();
    let inside = live(move || desk.line.get().map(|line| table(desk, &line)));
    super::framed("What is known", head, inside)
}

fn table(desk: Desk, line: &Line) -> AnyView {
    let entry = &line.entry;
    let text = |text: &str| {
        let text = if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        view! { <span class="wrap-any">{text}</span> }.into_any()
    };
    let owner = view! {
        <a class="wrap-any" href=Route::person(&entry.owner).href()>{entry.owner.to_string()}</a>
        <span class="muted">{format!(", {}", line.rank.words())}</span>
    };
    let systems = match entry.systems.as_slice() {
        [] => text("No system named"),
        systems => {
            let items = systems.iter().map(|it| view! { <li class="wrap-any">{it.clone()}</li> }).collect_view();
            view! { <ul class="stack stack-1">{items}</ul> }.into_any()
        }
    };
    let fingerprint = match &entry.fingerprint {
        Some(fingerprint) => view! { <span class="mono">{fingerprint.to_string()}</span> }.into_any(),
        None => text("Not known: the token was never seen here"),
    };
    let post_only = match entry.post_only {
        Some(true) => "Yes: refused in an address",
        Some(false) => "No: it works in an address too",
        None => "Not known",
    };
    let age = line.age.map(|age| format!(", {} of {} days", age.days, age.of)).unwrap_or_default();
    let mut rows = vec![
        ("Name in Matomo", text(&entry.name)),
        ("Owner", owner.into_any()),
        ("Purpose", text(&entry.purpose)),
        ("Used in", systems),
        ("State", text(&words::why(line, desk.register.policy(), &day))),
        ("Made", text(&format!("{}{age}", day(entry.created)))),
        ("Ends", text(&entry.ends.map_or_else(|| "Never, or not known".to_owned(), day))),
        ("Known by", text(words::origin(entry.origin))),
        ("Fingerprint", fingerprint),
        ("POST only", text(post_only)),
        ("Last worked", text(&entry.worked.map(day).unwrap_or_default())),
        ("Proven dead", text(&entry.died.map(day).unwrap_or_default())),
    ];
    if let Some((next, at)) = &entry.replaced {
        let name = desk.register.entry(next).map(|next| next.name);
        let link = match name {
            Some(name) => {
                view! { <a class="wrap-any" href=Route::Tokens(TokensPlace::Token(next.clone())).href()>{name}</a> }
                    .into_any()
            }
            None => "one that was forgotten".into_any(),
        };
        rows.push((
            "Replaced by",
            view! { {link}<span class="muted">{format!(", on {}", day(*at))}</span> }.into_any(),
        ));
    }
    facts(rows)
}
