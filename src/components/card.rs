//! Cards and facts.

use leptos::prelude::*;

/// A frame around one subject, named by its heading.
#[component]
pub fn Card(
    #[prop(into)] title: String,
    /// Beside the heading: a count, a button.
    #[prop(optional, into)]
    head: Option<AnyView>,
    /// In the frame of something that takes away.
    #[prop(optional)]
    danger: bool,
    children: Children,
) -> impl IntoView {
    let id = super::fresh_id("card");
    let heading = id.clone();
    view! {
        <section class=if danger { "card card--danger" } else { "card" } aria-labelledby=id>
            <header class="card__head">
                <h2 id=heading>{title}</h2>
                {head}
            </header>
            {children()}
        </section>
    }
}

/// Facts about one thing, name beside value.
pub fn facts(rows: Vec<(&'static str, AnyView)>) -> AnyView {
    list("dl", rows)
}

/// Facts with the name above the value, for narrow places.
pub fn stacked_facts(rows: Vec<(&'static str, AnyView)>) -> AnyView {
    list("dl dl--stack", rows)
}

fn list(class: &'static str, rows: Vec<(&'static str, AnyView)>) -> AnyView {
    let rows = rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! { <dl class=class>{rows.collect_view()}</dl> }.into_any()
}
