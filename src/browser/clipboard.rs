//! Copying text.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

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
