//! Copying text.

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, HtmlDocument, HtmlTextAreaElement};

/// The browser would not let the page copy; the person can still select the text by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyRefused;

/// Puts `text` on the clipboard. Over plain http there is no clipboard interface, so the old way
/// of selecting and copying is taken there.
pub async fn copy(text: &str) -> Result<(), CopyRefused> {
    let window = web_sys::window().ok_or(CopyRefused)?;
    if window.is_secure_context() {
        let done = JsFuture::from(window.navigator().clipboard().write_text(text)).await;
        if done.is_ok() {
            return Ok(());
        }
    }
    copy_by_selection(text).ok_or(CopyRefused)
}

/// Puts a text on the clipboard in two forms; where it is pasted decides which is taken.
pub fn copy_rich(html: &str, plain: &str) -> Result<(), CopyRefused> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(CopyRefused)?;
    let (html, text) = (html.to_owned(), plain.to_owned());
    let fill = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            let filled = data.set_data("text/html", &html).and_then(|()| data.set_data("text/plain", &text));
            if filled.is_ok() {
                event.prevent_default();
            }
        }
    });
    let listener = fill.as_ref().unchecked_ref();
    document.add_event_listener_with_callback("copy", listener).map_err(|_| CopyRefused)?;
    let done = copy_by_selection(plain);
    let _ = document.remove_event_listener_with_callback("copy", listener);
    done.ok_or(CopyRefused)
}

fn copy_by_selection(text: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let focused = document.active_element();
    // Inside an open dialog everything else is inert, so the field goes beside what has the focus.
    let place = focused.as_ref().and_then(|e| e.parent_element()).or_else(|| Some(document.body()?.into()))?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("vh");
    place.append_child(&field).ok()?;
    field.select();
    let done = document.unchecked_ref::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(focused) = focused.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = focused.focus();
    }
    done.then_some(())
}
