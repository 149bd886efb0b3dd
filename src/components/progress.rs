//! Progress of work, and what came of each step.

use super::icon::{Icon, icon};
use super::live::live;
use leptos::prelude::*;

/// A bar with words and a number beside it. Read out when the words change.
#[component]
pub fn ProgressBar(
    /// What the bar counts: its name.
    #[prop(into)]
    label: String,
    /// Such as "Reading access, 4 of 9 sites".
    #[prop(into)]
    words: Signal<String>,
    /// At the end of the line: time, failures.
    #[prop(optional, into)]
    beside: Signal<String>,
    #[prop(into)] done: Signal<usize>,
    #[prop(into)] total: Signal<usize>,
) -> impl IntoView {
    view! {
        <div class="progress" role="status">
            <div class="progress__top">
                <span class="strong">{live(move || words.get())}</span>
                <span class="soft">{live(move || beside.get())}</span>
            </div>
            <progress class="bar" aria-label=label value=done max=Signal::derive(move || total.get().max(1))></progress>
        </div>
    }
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepResult {
    /// Not begun.
    Wait,
    /// Under way.
    Running,
    /// Done.
    Ok,
    /// Failed, or not known.
    Fail,
}

/// Steps with their results: lines made by [`result`].
pub fn results(label: &'static str, lines: AnyView) -> AnyView {
    view! { <ol class="results" aria-label=label>{lines}</ol> }.into_any()
}

/// One step: its result, title, text, and what stands at the end of the line.
pub fn result(result: StepResult, title: String, text: AnyView, beside: AnyView) -> AnyView {
    let (class, symbol, word) = match result {
        StepResult::Wait => ("result result--wait", Icon::Wait, "Not yet: "),
        StepResult::Running => ("result result--wait", Icon::Clock, "Under way: "),
        StepResult::Ok => ("result result--ok", Icon::Ok, "Done: "),
        StepResult::Fail => ("result result--fail", Icon::Error, "Failed: "),
    };
    view! {
        <li class=class>
            {icon(symbol)}
            <div>
                <p class="result__title"><span class="vh">{word}</span>{title}</p>
                <div class="result__text">{text}</div>
            </div>
            <span class="result__meta">{beside}</span>
        </li>
    }
    .into_any()
}
