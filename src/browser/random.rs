//! The one door for randomness.

/// Fills `bytes` from the browser's generator for keys. Without one nothing secret may be made, so
/// this stops rather than returning something weaker. Works over plain http too.
pub fn fill(bytes: &mut [u8]) {
    let crypto = web_sys::window().and_then(|w| w.crypto().ok()).expect("this browser has no source of randomness");
    crypto.get_random_values_with_u8_array(bytes).expect("the browser's source of randomness failed");
}
