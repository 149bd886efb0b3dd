//! Dialogs over the grid: what needs more than a key.

mod capabilities;
mod files;
mod find;
mod from;
mod menu;
mod templates;
mod view;

pub use files::printed;

use super::desk::{Desk, Sheet};
use crate::components::{Button, ButtonKind, Dialog};
use leptos::prelude::*;

/// The dialog that is open, if any. Closing it gives the focus back to the grid.
pub fn sheets(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(desk.sheet.get().is_some()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            desk.sheet.set(None);
            desk.focus();
        }
        now
    });
    let title = Signal::derive(move || {
        match desk.sheet.get() {
            Some(Sheet::Menu) => "What to do with the selection",
            Some(Sheet::Capabilities) => "Capabilities",
            Some(Sheet::SameAs) => "Same as another person",
            Some(Sheet::FromSite) => "Same as on another site",
            Some(Sheet::Template) => "Templates",
            Some(Sheet::Find) => "Go to a person or site",
            Some(Sheet::View) => "What is shown",
            Some(Sheet::Export) => "Export",
            Some(Sheet::Import) => "Import",
            Some(Sheet::Keys) => "Keys",
            None => "",
        }
        .to_owned()
    });
    let content = move || match desk.sheet.get() {
        Some(Sheet::Menu) => menu::menu(desk),
        Some(Sheet::Capabilities) => capabilities::choice(desk),
        Some(Sheet::SameAs) => from::person(desk),
        Some(Sheet::FromSite) => from::site(desk),
        Some(Sheet::Template) => templates::templates(desk),
        Some(Sheet::Find) => find::find(desk),
        Some(Sheet::View) => view::view_of(desk),
        Some(Sheet::Export) => files::export(desk),
        Some(Sheet::Import) => files::import(desk),
        Some(Sheet::Keys) => menu::keys(),
        None => ().into_any(),
    };
    let close = move || {
        view! { <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| desk.close())>"Back to the matrix"</Button> }
    };
    // A field for searching would empty itself first.
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            desk.close();
        }
    };
    view! {
        <Dialog open=open title=title foot=close><div on:keydown=escape>{crate::components::live(content)}</div></Dialog>
    }
    .into_any()
}
