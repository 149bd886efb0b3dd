//! Where you are, what is done, what needs you.

use super::icon::{Icon, icon};
use super::live::live;
use leptos::prelude::*;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// A few words about what was decided there, or what is wrong.
    pub note: String,
    /// The way there; only for steps that may be gone to.
    pub href: Option<String>,
    /// Whether this is where you are.
    pub current: bool,
    /// Whether it is done.
    pub done: bool,
    /// Whether something in it has to be put right.
    pub wrong: bool,
}

/// The steps in order, as a navigation called `Steps`.
#[component]
pub fn Stepper(#[prop(into)] stages: Signal<Vec<Stage>>) -> impl IntoView {
    let stages = move || stages.get().into_iter().enumerate().map(|(at, stage)| step(at + 1, stage)).collect_view();
    view! {
        <nav class="wizard__steps" aria-label="Steps">
            <ol class="stepper stepper--v">{live(stages)}</ol>
        </nav>
    }
}

fn step(number: usize, stage: Stage) -> AnyView {
    let class = match (stage.wrong, stage.done && !stage.current) {
        (true, _) => "stepper__step is-error",
        (false, true) => "stepper__step is-done",
        (false, false) => "stepper__step",
    };
    let mark = if stage.done && !stage.current && !stage.wrong { icon(Icon::Check) } else { number.into_any() };
    let state = if stage.wrong {
        ", needs attention"
    } else if stage.done {
        ", done"
    } else {
        ""
    };
    let note = (!stage.note.is_empty()).then(|| view! { <span class="stepper__note">{stage.note}</span> });
    let inside = view! {
        <span class="stepper__mark">{mark}</span>
        <span class="stepper__name">{stage.name}<span class="vh">{state}</span></span>
        {note}
    };
    let link = match stage.href.filter(|_| !stage.current) {
        Some(href) => view! { <a class="stepper__link" href=href>{inside}</a> }.into_any(),
        None => view! { <span class="stepper__link" aria-current=stage.current.then_some("step")>{inside}</span> }
            .into_any(),
    };
    view! { <li class=class>{link}</li> }.into_any()
}
