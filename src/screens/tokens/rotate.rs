//! Written next.
use leptos::prelude::*;
pub fn screen() -> AnyView {
    ().into_any()
}
/// Replaces the token of this session.
pub fn rotate_own_button() -> AnyView {
    ().into_any()
}
