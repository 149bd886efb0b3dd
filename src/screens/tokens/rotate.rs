//! Written next.
use leptos::prelude::*;
pub fn screen() -> AnyView {
    ().into_any()
}
