//! Files that the person chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// The file that was chosen. It is taken out of the control, so that the same one, corrected, can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(file)
}

/// What is in a file of UTF-8, without a mark of the byte order.
pub async fn text(file: &File) -> Option<String> {
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

/// What is in a file; `None` if the browser does not give it out.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The file as a data URL.
pub async fn data_url(file: &File) -> Option<String> {
    // What `btoa` takes: a character for each byte.
    let latin: String = bytes(file).await?.into_iter().map(char::from).collect();
    let encoded = web_sys::window()?.btoa(&latin).ok()?;
    Some(format!("data:{};base64,{encoded}", file.type_()))
}
