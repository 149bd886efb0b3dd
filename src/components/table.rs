//! Heads of columns that sort.

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// A column head with a button that sorts. `sorted` is `None` where another column sorts, else
/// whether the last comes first.
#[component]
pub fn SortHead(
    #[prop(into)] label: String,
    #[prop(into)] sorted: Signal<Option<bool>>,
    on_sort: Callback<()>,
) -> impl IntoView {
    let order = move || match sorted.get() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    view! {
        <th scope="col" aria-sort=order>
            <button class="sort" type="button" on:click=move |_| on_sort.run(())>
                {label}
                {icon(Icon::ChevronDown)}
            </button>
        </th>
    }
}
