//! What PHP takes for blank, for a number and for an entity.

use std::borrow::Cow;

/// PHP's `trim`. Every scalar parameter goes through it before a method sees it.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\0', '\u{b}'])
}

/// PHP's `is_numeric` for text: `12`, ` 1.5`, `1e3`.
pub(crate) fn is_numeric(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (text, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let some = !(whole.is_empty() && fraction.is_empty() || exponent.is_empty());
    some && digits(whole) && digits(fraction) && digits(exponent)
}

/// PHP's `(int)`: the whole number at the start, 0 where there is none.
pub(crate) fn integer_prefix(text: &str) -> i64 {
    let text = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let sign = usize::from(text.starts_with(['-', '+']));
    let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
    text[..sign + digits].parse().unwrap_or(0)
}

/// `htmlspecialchars`, with double quotes escaped; `'` only where `single` says so.
pub(crate) fn escape(text: &str, single: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' if single => out.push_str("&#039;"),
            _ => out.push(character),
        }
    }
    out
}

/// `html_entity_decode` for the five entities that `escape` makes and for numbers.
pub(crate) fn decode_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((character, length)) => {
                out.push(character);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|end| *end <= 10)?;
    let character = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers() {
        assert!(["1", "01", "1.0", "-1", " 1", "1e3", ".5", "1.", "1E-3"].into_iter().all(is_numeric));
        assert!(!["", "abc", "1a", "1 2", "inf", "nan", "-", ".", "1e", "e3", "1.2.3"].into_iter().any(is_numeric));
        assert_eq!(["7", "7x", " -3", "abc", "", "+2"].map(integer_prefix), [7, 7, -3, 0, 0, 2]);
    }

    #[test]
    fn blanks() {
        assert_eq!(trim(" \t x y\n\0"), "x y");
        assert_eq!(trim("\u{a0}x"), "\u{a0}x");
    }

    #[test]
    fn entities() {
        assert_eq!(escape("a<b&\"c'd", false), "a&lt;b&amp;&quot;c'd");
        assert_eq!(escape("'", true), "&#039;");
        assert_eq!(decode_entities("&lt;b&gt; &#39;&#x41; &nope; & x"), "<b> 'A &nope; & x");
        assert_eq!(decode_entities("&amp;lt;"), "&lt;");
    }

    proptest! {
        #[test]
        fn escaping_is_undone(text in ".*") {
            prop_assert_eq!(decode_entities(&escape(&text, true)).into_owned(), text);
        }
    }
}
