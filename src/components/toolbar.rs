//! Search and filters over a list.

use super::icon::{Icon, small_icon};
use super::live::live;
use leptos::prelude::*;

/// A search box. `value` may come from the address; each key press is told.
#[component]
pub fn SearchBox(
    #[prop(into)] label: String,
    #[prop(into)] placeholder: String,
    #[prop(into)] value: Signal<String>,
    /// For a narrow place.
    #[prop(optional)]
    small: bool,
    on_input: Callback<String>,
) -> impl IntoView {
    view! {
        <div class=if small { "search search--sm" } else { "search" }>
            {small_icon(Icon::Search)}
            <input
                class="input"
                type="search"
                aria-label=label
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input:target=move |e| on_input.run(e.target().value())
            />
        </div>
    }
}

/// A group of [`Chip`]s.
#[component]
pub fn Chips(#[prop(default = "Filters")] label: &'static str, children: Children) -> impl IntoView {
    view! { <div class="chips" role="group" aria-label=label>{children()}</div> }
}

/// A filter that is on or off, with the number of what it would leave.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(into)] pressed: Signal<bool>,
    #[prop(optional, into)] count: Option<Signal<usize>>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=Signal::derive(move || if pressed.get() { "true" } else { "false" })
            on:click=move |_| on_press.run(())
        >
            {label}
            {count.map(|count| view! { " "<span class="count">{live(move || count.get())}</span> })}
        </button>
    }
}
