//! Tokens: trying one once, and ready commands for those who use one.

mod check;
mod examples;

use super::shelf::shelved_once;
use crate::components::PageHead;
use leptos::prelude::*;

/// Checking a token, and examples.
#[component]
pub fn TokensScreen() -> impl IntoView {
    shelved_once("Tokens", |directory| {
        view! {
            <PageHead title="Tokens"/>
            <div class="scroll" tabindex="0" role="region" aria-label="Tokens">
                <div class="content stack stack-6">
                    {check::card()}
                    {examples::card(&directory)}
                </div>
            </div>
        }
        .into_any()
    })
}
