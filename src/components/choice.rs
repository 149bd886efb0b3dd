//! Check boxes and radios in their several clothes.

use super::{
    Tone,
    badge::badge,
    icon::{Icon, icon as draw},
    role::{Mark, role_glyph},
};
use leptos::prelude::*;

/// A check box with its words beside it.
#[component]
pub fn Check(
    #[prop(into)] checked: Signal<bool>,
    on_change: Callback<bool>,
    /// Its name, where the words beside it are too few out of sight of what they belong to.
    #[prop(optional, into)]
    name: Option<String>,
    children: Children,
) -> impl IntoView {
    let small = name.is_some();
    view! {
        <label class="check" class:small=small>
            <input
                class="tick"
                type="checkbox"
                aria-label=name
                prop:checked=checked
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span>{children()}</span>
        </label>
    }
}

/// One choice of a line of them.
#[derive(Clone, Default)]
pub struct Choice {
    /// In words; also the name of the radio.
    pub text: String,
    /// A role's glyph before the words.
    pub mark: Option<Mark>,
    /// A symbol in place of the words, which are then only read out.
    pub icon: Option<Icon>,
}

impl Choice {
    /// A choice in words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Radios on one line. Says which was chosen by its place.
#[component]
pub fn Segmented(
    /// The name of the group; read out, not shown.
    #[prop(into)]
    legend: String,
    choices: Vec<Choice>,
    #[prop(into)] chosen: Signal<Option<usize>>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let name = super::fresh_id("seg");
    let items = choices.into_iter().enumerate().map(move |(at, choice)| {
        let text = match choice.icon {
            Some(icon) => view! { {draw(icon)}<span class="vh">{choice.text.clone()}</span> }.into_any(),
            None => choice.text.clone().into_any(),
        };
        view! {
            <label class="seg__item" title=choice.icon.map(|_| choice.text)>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=Signal::derive(move || chosen.get() == Some(at))
                    on:change=move |_| on_choose.run(at)
                />
                {choice.mark.map(role_glyph)}
                {text}
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="vh">{legend}</legend>
            <div class="seg">{items.collect_view()}</div>
        </fieldset>
    }
}

/// A choice with room to explain itself.
#[derive(Clone, Default)]
pub struct CardChoice {
    /// Its name.
    pub title: String,
    /// What it means.
    pub text: String,
    /// A word of advice.
    pub advice: Option<String>,
    /// What stands in its way.
    pub caution: Option<String>,
}

/// Radios as cards. Says which was chosen by its place.
#[component]
pub fn ChoiceCards(
    #[prop(into)] legend: String,
    choices: Vec<CardChoice>,
    #[prop(into)] chosen: Signal<Option<usize>>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let name = super::fresh_id("choice");
    let items = choices.into_iter().enumerate().map(move |(at, choice)| {
        view! {
            <label class="choice">
                <input
                    class="tick"
                    type="radio"
                    name=name.clone()
                    prop:checked=Signal::derive(move || chosen.get() == Some(at))
                    on:change=move |_| on_choose.run(at)
                />
                <span class="choice__title">{choice.title}</span>
                <span class="choice__text">{choice.text}</span>
                {choice.advice.map(|text| view! { <span class="choice__meta">{badge(Tone::Ok, Some(Icon::Check), text)}</span> })}
                {choice.caution.map(|text| view! { <span class="choice__meta">{badge(Tone::Warn, Some(Icon::Warning), text)}</span> })}
            </label>
        }
    });
    view! {
        <fieldset class="stack stack-2">
            <legend class="field__label">{legend}</legend>
            <div class="choices choices--3">{items.collect_view()}</div>
        </fieldset>
    }
}
