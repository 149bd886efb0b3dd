//! Texts in the encodings of many programs.

use web_sys::TextDecoder;

/// Bytes as text; what does not fit becomes a mark that stands for it. `None` if the browser does not know the
/// encoding.
pub fn decode(bytes: &[u8], encoding: &str) -> Option<String> {
    TextDecoder::new_with_label(encoding).ok()?.decode_with_u8_array(bytes).ok()
}
