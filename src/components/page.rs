//! The head of a page.

use super::icon::{Icon, small_icon};
use super::live::live;
use crate::browser::page;
use leptos::prelude::*;

/// Title, a note beside it, and what can be done on the whole page. The title is the document's
/// too. The shell moves the focus to the heading when a page opens.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    /// Small things beside the title.
    #[prop(optional, into)]
    beside: Option<AnyView>,
    /// Above the title.
    #[prop(optional, into)]
    above: Option<AnyView>,
    /// Buttons; at most one primary.
    #[prop(optional, into)]
    actions: Option<AnyView>,
) -> impl IntoView {
    // The heading may hold a name from anywhere, of any length.
    Effect::new(move || page::set_title(&format!("{} · Lanyard", title.get().chars().take(80).collect::<String>())));
    view! {
        <header class="page-head">
            {above}
            <div class="page-head__title">
                <h1 tabindex="-1">{live(move || title.get())}</h1>
                {beside}
            </div>
            {actions.map(|actions| view! { <div class="page-head__actions">{actions}</div> })}
        </header>
    }
}

/// The way back: links, then the name of this page.
pub fn crumbs(way: Vec<(String, String)>, here: impl Into<String>) -> AnyView {
    let link =
        |(words, href): (String, String)| view! { <li><a href=href>{words}</a>{small_icon(Icon::ChevronRight)}</li> };
    view! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol>
                {way.into_iter().map(link).collect_view()}
                <li aria-current="page">{here.into()}</li>
            </ol>
        </nav>
    }
    .into_any()
}
