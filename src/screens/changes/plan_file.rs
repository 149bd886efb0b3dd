//! A plan that somebody else prepared, from a file.

use crate::components::PageHead;
use leptos::prelude::*;

pub fn screen() -> AnyView {
    view! { <PageHead title="Plan from a file"/> }.into_any()
}
