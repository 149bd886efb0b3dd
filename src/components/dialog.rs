//! A dialog: one decision. The browser keeps the focus inside and gives it back on closing.

use super::live::live;
use super::{
    button::{ButtonSize, IconButton},
    fresh_id,
    icon::Icon,
};
use leptos::{html, prelude::*};

/// Opens and closes with `open`, which Escape sets to false too. Its content lives only while it
/// is open.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// For one question.
    #[prop(optional)]
    small: bool,
    children: ChildrenFn,
    /// The buttons; the first is the one that decides.
    #[prop(into)]
    foot: ViewFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let id = fresh_id("dialog");
    let heading = id.clone();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class=if small { "dialog dialog--sm" } else { "dialog" }
            aria-labelledby=id
            on:close=move |_| open.set(false)
        >
            <header class="dialog__head">
                <h2 id=heading>{live(move || title.get())}</h2>
                <IconButton icon=Icon::X label="Close" size=ButtonSize::Small on_press=Callback::new(move |()| open.set(false))/>
            </header>
            <Show when=move || open.get()>
                <div class="dialog__body">{children()}</div>
                <footer class="dialog__foot">{foot.run()}</footer>
            </Show>
        </dialog>
    }
}
