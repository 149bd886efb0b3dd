//! The company's logo as a data URL.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The most bytes a picture may have.
pub const LARGEST_LOGO: usize = 64 * 1024;

/// A picture as a data URL: PNG, JPEG, or SVG that runs nothing and asks for nothing elsewhere.
///
/// A browser runs no script of an SVG in `<img>` anyway; the check is for the day when somebody puts
/// the drawing into a page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Logo(String);

/// Why a picture cannot be the logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLogo {
    /// No data URL in base64, as a browser makes it of a file.
    #[error("this is no picture that the browser could read")]
    NoDataUrl,
    /// Another type, or a content that is not what its type says.
    #[error("the logo must be a PNG, JPEG or SVG picture")]
    Type,
    /// Too many bytes.
    #[error("the logo has {} KiB; at most {} KiB fit", .0.div_ceil(1024), LARGEST_LOGO / 1024)]
    TooLarge(usize),
    /// An SVG with a script, a handler, an entity or an address elsewhere.
    #[error("the drawing holds “{0}”: save it as plain SVG, without scripts and links, or as PNG")]
    Active(&'static str),
}

impl Logo {
    /// Checks a data URL.
    pub fn parse(url: &str) -> Result<Self, BadLogo> {
        let (head, payload) = url.trim().split_once(',').ok_or(BadLogo::NoDataUrl)?;
        let head = head.to_ascii_lowercase();
        let kind =
            head.strip_prefix("data:").and_then(|head| head.strip_suffix(";base64")).ok_or(BadLogo::NoDataUrl)?;
        // Before it is decoded: four characters hold three bytes.
        if payload.len() / 4 * 3 > LARGEST_LOGO + 2 {
            return Err(BadLogo::TooLarge(payload.len() / 4 * 3));
        }
        let bytes = decoded(payload).ok_or(BadLogo::NoDataUrl)?;
        if bytes.len() > LARGEST_LOGO {
            return Err(BadLogo::TooLarge(bytes.len()));
        }
        match kind.split(';').next().unwrap_or_default() {
            "image/png" if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => (),
            "image/jpeg" if bytes.starts_with(b"\xff\xd8\xff") => (),
            "image/svg+xml" => check_svg(&bytes)?,
            _ => return Err(BadLogo::Type),
        }
        Ok(Self(url.trim().to_owned()))
    }

    /// The data URL, for `<img src>`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a drawing for paper has no need of. `&#` is how any of them could be written otherwise.
const ACTIVE: [&str; 13] = [
    "<script",
    "<foreignobject",
    "<iframe",
    "<object",
    "<embed",
    "<!entity",
    "<?xml-stylesheet",
    "<handler",
    "javascript:",
    "@import",
    "&#",
    "<animate",
    "<set",
];

fn check_svg(bytes: &[u8]) -> Result<(), BadLogo> {
    let text = str::from_utf8(bytes).map_err(|_| BadLogo::Type)?;
    let plain = text.replace(char::is_control, " ").to_ascii_lowercase();
    if !plain.contains("<svg") {
        return Err(BadLogo::Type);
    }
    // Blanks and controls count for nothing within an address; a prefix hides no element.
    let dense: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(found) = ACTIVE.into_iter().find(|word| dense.contains(word) || has_prefixed(&dense, word)) {
        return Err(BadLogo::Active(found));
    }
    if has_handler(&plain) {
        return Err(BadLogo::Active("on…="));
    }
    let leads_away = |attribute: &str, own: &[&str]| {
        dense.match_indices(attribute).any(|(at, _)| {
            let value = dense[at + attribute.len()..].trim_start_matches(['"', '\'', '(']);
            !own.iter().any(|own| value.starts_with(own))
        })
    };
    if leads_away("href=", &["#", "data:image/png;base64", "data:image/jpeg;base64"]) {
        return Err(BadLogo::Active("href"));
    }
    if leads_away("url(", &["#"]) {
        return Err(BadLogo::Active("url("));
    }
    Ok(())
}

/// `<x:script` for `<script`.
fn has_prefixed(dense: &str, word: &str) -> bool {
    let Some(name) = word.strip_prefix('<').filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) else {
        return false;
    };
    dense.match_indices(&format!(":{name}")).any(|(at, _)| {
        let prefix = dense[..at].trim_end_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        prefix.ends_with('<')
    })
}

/// An attribute such as `onload=`: a word that begins with `on` after a blank, a quote or a slash.
fn has_handler(plain: &str) -> bool {
    plain.match_indices("on").any(|(at, _)| {
        let starts = plain[..at].ends_with([' ', '"', '\'', '/']) || at == 0;
        let name = plain[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        starts && name.trim_start().starts_with('=')
    })
}

/// Base64 (RFC 4648) with its padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            bits = bits << 6 | u32::from(value(*digit)?);
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(bytes)
}

impl TryFrom<String> for Logo {
    type Error = BadLogo;

    fn try_from(url: String) -> Result<Self, BadLogo> {
        Self::parse(&url)
    }
}

impl From<Logo> for String {
    fn from(logo: Logo) -> Self {
        logo.0
    }
}

impl fmt::Debug for Logo {
    /// Kind and size: the picture is no reading matter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.0.split([':', ';']).nth(1).unwrap_or_default();
        write!(f, "Logo({kind}, {} characters)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn encoded(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for group in bytes.chunks(3) {
            let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
            for place in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
                text.push(if place <= group.len() { char::from(digit) } else { '=' });
            }
        }
        text
    }

    fn svg(drawing: &str) -> Result<Logo, BadLogo> {
        Logo::parse(&format!("data:image/svg+xml;base64,{}", encoded(drawing.as_bytes())))
    }

    #[test]
    fn a_picture_is_what_its_type_says() {
        let of = |kind: &str, bytes: &[u8]| Logo::parse(&format!("data:{kind};base64,{}", encoded(bytes)));
        assert!(of("image/png", b"\x89PNG\r\n\x1a\n...").is_ok());
        assert!(of("image/jpeg", b"\xff\xd8\xff\xe0").is_ok());
        assert_eq!(of("image/png", b"\xff\xd8\xff\xe0"), Err(BadLogo::Type));
        assert_eq!(of("image/gif", b"GIF89a"), Err(BadLogo::Type));
        assert_eq!(of("text/html", b"<svg>"), Err(BadLogo::Type));
        for bad in ["", "logo.png", "https://example.org/logo.png", "data:image/png,abc", "data:image/png;base64,a=b="]
        {
            assert_eq!(Logo::parse(bad), Err(BadLogo::NoDataUrl), "{bad}");
        }
    }

    #[test]
    fn a_picture_is_small() {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.resize(LARGEST_LOGO, 7);
        let of = |bytes: &[u8]| Logo::parse(&format!("data:image/png;base64,{}", encoded(bytes)));
        let logo = of(&bytes).unwrap();
        assert_eq!(format!("{logo:?}"), format!("Logo(image/png, {} characters)", logo.as_str().len()));
        bytes.push(7);
        assert_eq!(of(&bytes), Err(BadLogo::TooLarge(LARGEST_LOGO + 1)));
        bytes.resize(3 * LARGEST_LOGO, 7);
        assert_eq!(of(&bytes).unwrap_err().to_string(), "the logo has 192 KiB; at most 64 KiB fit");
    }

    #[test]
    fn a_drawing_runs_nothing_and_asks_for_nothing() {
        let own = r##"<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a"/></defs><use href="#a"/>
            <rect fill="url(#b)" class="icon on"/><text>Lion = on</text></svg>"##;
        assert!(svg(own).is_ok(), "{:?}", svg(own));
        for active in [
            "<svg><script>x</script></svg>",
            "<svg><s:SCRIPT xmlns:s='http://www.w3.org/2000/svg'/></svg>",
            "<svg\nonload = 'x()'></svg>",
            "<svg><a href='javascript:x()'/></svg>",
            "<svg><a href='java\tscript:x()'/></svg>",
            "<svg><image href='https://example.org/x.png'/></svg>",
            "<svg><image href = \"//example.org/x\"/></svg>",
            "<svg><rect fill='url(https://example.org/x#y)'/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
            "<svg><foreignObject><p/></foreignObject></svg>",
            "<svg><style>@import 'x.css'</style></svg>",
            "<svg><a href='&#106;avascript:x()'/></svg>",
            "<svg><set attributeName='href' to='javascript:x()'/></svg>",
            "<svg><image href='data:image/svg+xml;base64,AAAA'/></svg>",
        ] {
            assert!(matches!(svg(active), Err(BadLogo::Active(_))), "{active}: {:?}", svg(active));
        }
        assert_eq!(svg("<html></html>"), Err(BadLogo::Type));
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(decoded(&encoded(&bytes)), Some(bytes));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,60}", kind in "image/(png|svg\\+xml)") {
            let _ = Logo::parse(&text);
            let _ = Logo::parse(&format!("data:{kind};base64,{}", encoded(format!("<svg {text}").as_bytes())));
        }
    }
}
