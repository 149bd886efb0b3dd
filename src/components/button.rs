//! Buttons and links that look like them. One primary per view; verb first, object second.

use super::icon::{Icon, icon as draw};
use super::live::live;
use leptos::prelude::*;

/// What pressing it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The thing to do.
    Primary,
    /// Takes something away.
    Danger,
    /// Takes something away, as the last word of a dialog.
    DangerSolid,
    /// Hardly there.
    Quiet,
}

/// How big.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum ButtonSize {
    Small,
    #[default]
    Medium,
    Large,
}

fn class(kind: ButtonKind, size: ButtonSize, more: &str) -> String {
    let kind = match kind {
        ButtonKind::Plain => "",
        ButtonKind::Primary => " btn--primary",
        ButtonKind::Danger => " btn--danger",
        ButtonKind::DangerSolid => " btn--danger-solid",
        ButtonKind::Quiet => " btn--quiet",
    };
    let size = match size {
        ButtonSize::Small => " btn--sm",
        ButtonSize::Medium => "",
        ButtonSize::Large => " btn--lg",
    };
    format!("btn{kind}{size}{more}")
}

/// A button with words. While `busy` or `disabled` it keeps the focus and does nothing.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// Its name where the words alone do not say enough.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if disabled.get_untracked() || busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=class(kind, size, "")
            type=if submit { "submit" } else { "button" }
            aria-label=label
            aria-disabled=Signal::derive(move || disabled.get().then_some("true"))
            aria-busy=Signal::derive(move || busy.get().then_some("true"))
            on:click=press
        >
            {icon.map(draw)}
            {children()}
        </button>
    }
}

/// A button with a symbol only. `label` is its name.
#[component]
pub fn IconButton(
    #[prop(into)] icon: Signal<Icon>,
    #[prop(into)] label: Signal<String>,
    #[prop(default = ButtonKind::Quiet)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    /// Pushed to the end of its line.
    #[prop(optional)]
    push: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    /// By which it has the focus again after it was drawn anew.
    #[prop(optional, into)]
    id: Option<String>,
    /// For a button that is on or off.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class=class(kind, size, if push { " btn--icon push" } else { " btn--icon" })
            type="button"
            id=id
            aria-label=label
            title=label
            aria-pressed=Signal::derive(move || pressed.map(|p| p.get().to_string()))
            aria-busy=Signal::derive(move || busy.get().then_some("true"))
            on:click=move |_| if !busy.get_untracked() { on_press.run(()) }
        >
            {live(move || draw(icon.get()))}
        </button>
    }
}

/// A link to another place of the console that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class(kind, size, "") href=href>
            {icon.map(draw)}
            {children()}
        </a>
    }
}

/// A link out of the console, into a new tab, without a referrer.
#[component]
pub fn ExternalLink(
    #[prop(into)] href: Signal<String>,
    /// Looks like a button.
    #[prop(optional)]
    button: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=if button { "btn" } else { "" }
            href=href
            target="_blank"
            rel="noopener noreferrer external"
        >
            {button.then(|| draw(Icon::External))}
            {children()}
            <span class="vh">", opens in a new tab"</span>
        </a>
    }
}
