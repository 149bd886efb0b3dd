//! Files for the person to keep.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands over `text` as a file. The name is made of safe characters, whatever it is built from.
pub fn text(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::UNDEFINED)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(&safe_name(name));
    link.click();
    // The browser reads the blob after this turn.
    Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// `name` with everything but letters, digits, dot, hyphen and underscore replaced, no dot in
/// front, and at most 100 characters.
fn safe_name(name: &str) -> String {
    let clean: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).take(100).collect();
    let clean = clean.trim_start_matches('.');
    if clean.is_empty() { "lanyard".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_inert() {
        assert_eq!(safe_name("people-2026-11-21.csv"), "people-2026-11-21.csv");
        assert_eq!(safe_name("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(safe_name("..."), "lanyard");
        assert_eq!(safe_name("Straße\u{202e}gpj.exe"), "Stra-e-gpj.exe");
        assert_eq!(safe_name(&"x".repeat(500)).len(), 100);
    }
}
