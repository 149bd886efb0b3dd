//! The headers that a `<meta>` in the page cannot give. `deploy/` gives the same; a test compares.

/// Sent with every answer.
pub const ALWAYS: [(&str, &str); 6] = [
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];

/// For files that are named by their content.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: asked again each time, so that a new version is there at the next visit.
pub const ASK_AGAIN: &str = "no-cache";

/// `Cache-Control` of a file.
pub fn cache(name: &str) -> &'static str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digest = stem.rsplit_once('-').map_or("", |(_, digest)| digest);
    let named_by_content =
        digest.len() == 12 && digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if named_by_content { FOR_EVER } else { ASK_AGAIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept() {
        assert_eq!(cache("lanyard_bg-0123456789ab.wasm"), FOR_EVER);
        for name in ["index.html", "people/index.html", "a-0123456789aX.js", "THIRD-PARTY-NOTICES.txt"] {
            assert_eq!(cache(name), ASK_AGAIN, "{name}");
        }
    }
}
