//! Empty, denied, offline: what happened, why, and the one next thing. And shapes while reading.

use super::icon::{Icon, large_icon};
use leptos::prelude::*;

/// Says why there is nothing here. Children: a paragraph, then a `div.btn-row`.
#[component]
pub fn Empty(icon: Icon, #[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__art">{large_icon(icon)}</span>
            <h2>{title}</h2>
            {children()}
        </div>
    }
}

/// A table that is being read: shapes of rows, and words for who cannot see them.
#[component]
pub fn SkeletonTable(
    /// Such as "Reading people".
    #[prop(into)]
    label: String,
    #[prop(default = 8)] rows: usize,
) -> impl IntoView {
    let row = |at: usize| {
        let name = if at.is_multiple_of(2) { "skel skel--m" } else { "skel skel--l" };
        view! {
            <tr>
                <td><span class="who"><span class="skel skel--dot"></span><span class=name></span></span></td>
                <td><span class="skel skel--s"></span></td>
                <td><span class="skel skel--m"></span></td>
            </tr>
        }
    };
    view! {
        <div role="status"><span class="vh">{label.clone()}</span></div>
        <table class="table" aria-busy="true">
            <caption class="vh">{label}</caption>
            <tbody aria-hidden="true">{(0..rows).map(row).collect_view()}</tbody>
        </table>
    }
}
