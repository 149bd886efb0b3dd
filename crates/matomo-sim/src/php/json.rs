//! `json_encode` with its default flags: slashes and everything outside ASCII escaped.

use std::fmt::Write as _;

use super::{Key, Value};

/// The JSON text of `value`.
pub(crate) fn to_json(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Text(text) => write_text(out, text),
        Value::Array(array) => {
            let list = array.is_list();
            out.push(if list { '[' } else { '{' });
            for (position, (key, item)) in array.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                if !list {
                    match key {
                        Key::Index(index) => {
                            let _ = write!(out, "\"{index}\"");
                        }
                        Key::Name(name) => write_text(out, name),
                    }
                    out.push(':');
                }
                write_value(out, item);
            }
            out.push(if list { ']' } else { '}' });
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '/' => out.push_str("\\/"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::php::Array;

    #[test]
    fn shapes_follow_the_keys() {
        assert_eq!(to_json(&Array::default().into()), "[]");
        assert_eq!(to_json(&["a"].into_iter().collect::<Array>().into()), r#"["a"]"#);
        let by_id: Array = [(Key::Index(1), Value::Bool(true))].into_iter().collect();
        assert_eq!(to_json(&by_id.into()), r#"{"1":true}"#);
        assert_eq!(to_json(&Array::of([("value", Value::Null)]).into()), r#"{"value":null}"#);
    }

    #[test]
    fn escapes_as_php_does() {
        assert_eq!(to_json(&"https://ä😀\"\\\u{1}".into()), r#""https:\/\/\u00e4\ud83d\ude00\"\\\u0001""#);
    }

    proptest! {
        #[test]
        fn any_text_reads_back(text in ".*") {
            let back: String = serde_json::from_str(&to_json(&text.as_str().into())).unwrap();
            prop_assert_eq!(back, text);
        }
    }
}
