//! Badges say a state in words; the person stands as a badge on a lanyard.

use super::{
    Tone,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// A framed state.
pub fn badge(tone: Tone, icon: Option<Icon>, text: impl Into<String>) -> AnyView {
    let class = match tone {
        Tone::Plain => "badge",
        Tone::Info => "badge badge--accent",
        Tone::Ok => "badge badge--ok",
        Tone::Warn => "badge badge--warn",
        Tone::Danger => "badge badge--danger",
    };
    view! { <span class=class>{icon.map(draw)}{text.into()}</span> }.into_any()
}

/// A state with a mark and no frame, for table cells.
pub fn state(tone: Tone, icon: Icon, text: impl Into<String>) -> AnyView {
    let class = match tone {
        Tone::Plain | Tone::Info => "state soft",
        Tone::Ok => "state ok",
        Tone::Warn => "state warn",
        Tone::Danger => "state danger",
    };
    view! { <span class=class>{draw(icon)}{text.into()}</span> }.into_any()
}

/// What kind of badge somebody wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum AvatarKind {
    #[default]
    Person,
    SuperUser,
    Pending,
    Service,
}

/// Initials on a badge. Only decoration: the name stands beside it.
pub fn avatar(initials: impl Into<String>, kind: AvatarKind, large: bool) -> AnyView {
    let kind = match kind {
        AvatarKind::Person => "",
        AvatarKind::SuperUser => " avatar--super",
        AvatarKind::Pending => " avatar--pending",
        AvatarKind::Service => " avatar--service",
    };
    let class = format!("avatar{kind}{}", if large { " avatar--lg" } else { "" });
    view! { <span class=class aria-hidden="true">{initials.into()}</span> }.into_any()
}
