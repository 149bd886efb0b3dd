//! Toasts confirm; they never ask and never carry an error that needs action.

use super::{
    button::{ButtonSize, IconButton},
    icon::{Icon, icon},
};
use crate::browser::page;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;

const STAY: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
}

/// The place that toasts come from.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

impl Toasts {
    /// Made once, at the root.
    pub fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0), held: RwSignal::new(false) };
        provide_context(toasts);
        toasts
    }

    /// The toasts of this page.
    pub fn here() -> Self {
        expect_context()
    }

    /// Says that something is done.
    pub fn say(self, text: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| shown.push(Toast { id, text: text.into() }));
        self.leave_later(id);
    }

    /// Takes all away: what they say is not for everybody who passes by.
    pub fn clear(self) {
        self.shown.set(Vec::new());
    }

    // A toast stays while the pointer or the focus is on any of them.
    fn leave_later(self, id: u32) {
        set_timeout(move || if self.held.get_untracked() { self.leave_later(id) } else { self.drop(id) }, STAY);
    }

    fn drop(self, id: u32) {
        self.shown.update(|shown| shown.retain(|t| t.id != id));
    }
}

/// Where toasts are shown, and read out. Stands once in the shell.
#[component]
pub fn Toaster() -> impl IntoView {
    let toasts = Toasts::here();
    let hold = move |held: bool| move || toasts.held.set(held);
    let toast = move |toast: Toast| {
        let id = toast.id;
        let close = view! {
            <IconButton icon=Icon::X label="Dismiss" size=ButtonSize::Small on_press=Callback::new(move |()| toasts.drop(id))/>
        };
        view! { <div class="toast">{icon(Icon::Ok)}<span>{toast.text}</span>{close}</div> }
    };
    // What has the keyboard is seen: toasts that lie over it have been read, or are in the way.
    let make_way = window_event_listener(leptos::ev::focusin, move |event| {
        if toasts.shown.with_untracked(Vec::is_empty) {
            return;
        }
        let focused = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(focused) = focused else { return };
        let is_own = focused.closest(".toasts").is_ok_and(|toasts| toasts.is_some());
        if !is_own && page::lies_over(".toasts", &focused) {
            toasts.clear();
        }
    });
    on_cleanup(move || make_way.remove());
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| enter()
            on:pointerleave=move |_| leave()
            on:focusin=move |_| focus()
            on:focusout=move |_| blur()
        >
            <For each=move || toasts.shown.get() key=|t| t.id children=toast/>
        </div>
    }
}
