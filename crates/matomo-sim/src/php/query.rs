//! How PHP fills `$_GET` and `$_POST`.

use super::{Array, Key, Value};

/// PHP's `max_input_vars`: variables past it are dropped without a word.
const MAX_VARIABLES: usize = 1000;

/// Parses a query string or a form body, with `name[]`, `name[key]` and repeated names as PHP reads them.
pub(crate) fn parse_query(form: &[u8]) -> Array {
    let mut array = Array::default();
    for (name, value) in form_urlencoded::parse(form).take(MAX_VARIABLES) {
        let name = name.trim_start_matches(' ');
        if !name.is_empty() {
            assign(&mut array, name, Value::Text(value.into_owned()));
        }
    }
    array
}

fn assign(array: &mut Array, name: &str, value: Value) {
    let (first, mut rest) = match name.find('[') {
        Some(at) if at > 0 && name[at..].contains(']') => name.split_at(at),
        _ => (name, ""),
    };
    let mut key = Key::new(&first.replace(['.', ' ', '['], "_"));
    let mut array = array;
    while let Some((inner, after)) = rest.strip_prefix('[').and_then(|open| open.split_once(']')) {
        array = array.array_at(key);
        key = if inner.is_empty() { Key::Index(array.next_index()) } else { Key::new(inner) };
        rest = after;
    }
    array.set(key, value);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::php::to_json;

    fn parsed(form: &str) -> String {
        to_json(&parse_query(form.as_bytes()).into())
    }

    #[test]
    fn plain_names_the_last_wins() {
        assert_eq!(parsed("a=1&b=%C3%A4+x&a=2&c"), r#"{"a":"2","b":"\u00e4 x","c":""}"#);
        assert_eq!(parsed(""), "[]");
        assert_eq!(parsed("a.b=1&=2"), r#"{"a_b":"1"}"#);
    }

    #[test]
    fn brackets_make_arrays() {
        assert_eq!(parsed("s[]=1&s[]=2"), r#"{"s":["1","2"]}"#);
        assert_eq!(parsed("urls%5B1%5D=a&urls[x][]=b"), r#"{"urls":{"1":"a","x":["b"]}}"#);
        assert_eq!(parsed("a=1&a[]=2"), r#"{"a":["2"]}"#);
        assert_eq!(parsed("a[=1"), r#"{"a_":"1"}"#);
    }

    #[test]
    fn variables_past_a_thousand_vanish() {
        let form = "s[]=1&".repeat(1500);
        assert_eq!(parse_query(form.as_bytes()).get("s").and_then(Value::as_array).map(Array::len), Some(1000));
    }
}
