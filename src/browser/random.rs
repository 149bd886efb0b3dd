//! The one door for randomness.

/// The bytes of a new id.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// Fills `bytes` from the browser's generator for keys. Without one nothing secret may be made, so
/// this stops rather than returning something weaker. Works over plain http too.
pub fn fill(bytes: &mut [u8]) {
    let crypto = web_sys::window().and_then(|w| w.crypto().ok()).expect("this browser has no source of randomness");
    crypto.get_random_values_with_u8_array(bytes).expect("the browser's source of randomness failed");
}
