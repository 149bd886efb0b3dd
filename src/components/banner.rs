//! Banners: a fact that changes what to do.

use super::{
    Tone,
    icon::{Icon, icon},
};
use leptos::prelude::*;

/// A framed message. `alert` reads it out at once.
#[component]
pub fn Banner(
    tone: Tone,
    #[prop(into)] title: String,
    #[prop(optional)] alert: bool,
    /// As a strip over the whole width.
    #[prop(optional)]
    strip: bool,
    /// The button that takes it away, at the end of its first line.
    #[prop(optional)]
    close: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (name, symbol) = match tone {
        Tone::Plain => ("", Icon::Info),
        Tone::Info => (" banner--info", Icon::Info),
        Tone::Ok => (" banner--ok", Icon::Ok),
        Tone::Warn => (" banner--warn", Icon::Warning),
        Tone::Danger => (" banner--danger", Icon::Error),
    };
    view! {
        <div class=format!("banner{name}{}", if strip { " banner--strip" } else { "" }) role=alert.then_some("alert")>
            {icon(symbol)}
            <div class="banner__body">
                <p class="banner__title">{title}</p>
                {children.map(|c| c())}
            </div>
            {close}
        </div>
    }
}
