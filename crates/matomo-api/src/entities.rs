//! Matomo escapes its error messages for HTML. They are decoded here, once, to be set as text.

/// Decodes the entities that PHP's `htmlspecialchars` writes, numeric ones, and the few names that
/// occur in Matomo's translations. Anything else stays as it is.
pub fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match rest.find(';').filter(|end| *end <= 10).and_then(|end| Some((decode(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn decode(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entities_of_messages_are_decoded_once() {
        assert_eq!(decode_entities("Settings &gt; Plugins &quot;x&quot; it&#039;s"), "Settings > Plugins \"x\" it's");
        assert_eq!(decode_entities("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
        assert_eq!(decode_entities("a & b; &unknown; &"), "a & b; &unknown; &");
        assert_eq!(decode_entities("&#x20AC;&#0;&#xD800;"), "€&#0;&#xD800;");
    }

    proptest! {
        #[test]
        fn text_without_ampersand_is_untouched(text in "[^&]{0,40}") {
            prop_assert_eq!(decode_entities(&text), text);
        }
    }
}
