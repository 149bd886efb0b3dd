//! Before and after, one subject per line, grouped by risk.

use super::{
    Tone,
    icon::{Icon, icon},
};
use leptos::prelude::*;

/// One group. The most dangerous stands first.
#[component]
pub fn DiffGroup(
    tone: Tone,
    symbol: Icon,
    #[prop(into)] title: String,
    /// Why the group is one.
    #[prop(optional, into)]
    why: String,
    /// How many lines.
    count: usize,
    rows: AnyView,
) -> impl IntoView {
    let class = match tone {
        Tone::Danger => "diff diff--high",
        Tone::Warn => "diff diff--mid",
        Tone::Plain | Tone::Info | Tone::Ok => "diff diff--low",
    };
    view! {
        <section class=class>
            <header class="diff__head">
                {icon(symbol)}
                <h3>{title}</h3>
                <span class="muted">{count}</span>
                <span class="diff__why">{why}</span>
            </header>
            <ul>{rows}</ul>
        </section>
    }
}

/// One line. `was` is `None` where there was nothing; then `nothing` says what that means. `beside`
/// is what can be done with the line.
pub fn diff_row(
    subject: AnyView,
    was: Option<AnyView>,
    nothing: &'static str,
    now: AnyView,
    beside: Option<AnyView>,
) -> AnyView {
    let was = match was {
        Some(was) => view! { <span class="diff__was"><span class="vh">"was: "</span>{was}</span> }.into_any(),
        None => view! { <span class="diff__was is-nothing"><span class="vh">"was: "</span>{nothing}</span> }.into_any(),
    };
    view! {
        <li class="diff__row">
            <span class="diff__subject">{subject}</span>
            <span class="diff__change">
                {was}
                {icon(Icon::ArrowRight)}
                <span class="diff__now"><span class="vh">"becomes: "</span>{now}</span>
            </span>
            {beside}
        </li>
    }
    .into_any()
}
