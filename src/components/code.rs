//! Text to be copied.

use super::live::live;
use super::{
    button::{Button, ButtonSize},
    icon::Icon,
    toast::Toasts,
};
use crate::browser::clipboard;
use leptos::{prelude::*, task::spawn_local};

/// Copies a text and says so; where the browser refuses, says how to do it by hand.
#[component]
pub fn CopyButton(
    /// The name of the button, such as "Copy config line".
    #[prop(into)]
    label: String,
    /// Said when it is done, such as "Config line copied".
    #[prop(into)]
    done: String,
    #[prop(into)] text: Signal<String>,
    /// Shows the whole name rather than "Copy".
    #[prop(optional)]
    named: bool,
    #[prop(default = ButtonSize::Small)] size: ButtonSize,
) -> impl IntoView {
    let toasts = Toasts::here();
    let shown = if named { label.clone() } else { "Copy".to_owned() };
    let done = StoredValue::new(done);
    let copy = move |()| {
        let text = text.get_untracked();
        spawn_local(async move {
            match clipboard::copy(&text).await {
                Ok(()) => toasts.say(done.get_value()),
                Err(_) => toasts.say("The browser does not let this page copy: select the text and copy it"),
            }
        });
    };
    view! { <Button icon=Icon::Copy label=label size=size on_press=Callback::new(copy)>{shown}</Button> }
}

/// Lines of a file or of a shell, with a button that copies the part that matters.
#[component]
pub fn CodeBlock(
    /// Lines before the one that matters.
    #[prop(optional, into)]
    before: String,
    /// What matters, and what is copied.
    #[prop(into)]
    text: Signal<String>,
    #[prop(into)] copy_label: String,
    #[prop(into)] copied: String,
) -> impl IntoView {
    view! {
        <div class="code">
            <pre><code>{before}<mark>{live(move || text.get())}</mark></code></pre>
            <CopyButton label=copy_label done=copied text=text/>
        </div>
    }
}
