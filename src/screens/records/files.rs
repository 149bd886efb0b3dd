//! Verify and import.

use super::not_kept;
use crate::{
    books::Books,
    components::{PageHead, live},
};
use leptos::prelude::*;

pub fn screen() -> AnyView {
    let books = Books::here();
    view! { <PageHead title="Verify and import"/>{live(move || not_kept(books))} }.into_any()
}
