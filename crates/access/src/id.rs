//! Names of what a browser keeps.

/// Whether a text is such a name: 1 to 40 small letters, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(fits)
}

/// A new one, made of random bytes.
pub fn random_id(bytes: [u8; 8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
