//! Reading JSON as Matomo writes it: ids as numbers or strings, truth as `1`, `"1"` or `true`,
//! empty maps as `[]`.

use serde_json::{Map, Value};

/// An answer that does not look as expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at {at}")]
pub struct Mismatch {
    /// What was looked for.
    pub expected: &'static str,
    /// Where, as a path of field names.
    pub at: String,
}

impl Mismatch {
    pub(crate) fn new(expected: &'static str, at: impl Into<String>) -> Self {
        Self { expected, at: at.into() }
    }
}

/// A list; also the object that Matomo makes of a list with gaps or when it is not cut
/// (`getAllSites` with `filter_limit=-1`).
pub(crate) fn list<'a>(value: &'a Value, at: &str) -> Result<Vec<&'a Value>, Mismatch> {
    match value {
        Value::Array(items) => Ok(items.iter().collect()),
        Value::Object(map) => Ok(map.values().collect()),
        _ => Err(Mismatch::new("a list", at)),
    }
}

/// A map; also the `[]` that PHP makes of an empty one.
pub(crate) fn map<'a>(value: &'a Value, at: &str) -> Result<Vec<(&'a str, &'a Value)>, Mismatch> {
    match value {
        Value::Object(map) => Ok(map.iter().map(|(k, v)| (k.as_str(), v)).collect()),
        Value::Array(items) if items.is_empty() => Ok(Vec::new()),
        _ => Err(Mismatch::new("a map", at)),
    }
}

/// An object with fields.
pub(crate) fn object<'a>(value: &'a Value, at: &str) -> Result<&'a Map<String, Value>, Mismatch> {
    value.as_object().ok_or_else(|| Mismatch::new("an object", at))
}

/// The inside of `{"value": …}`, or the bare value where Matomo leaves the wrapping out.
pub(crate) fn scalar(value: &Value) -> &Value {
    value.as_object().filter(|o| o.len() == 1).and_then(|o| o.get("value")).unwrap_or(value)
}

/// A text; numbers are taken as their digits.
pub(crate) fn text(value: &Value, at: &str) -> Result<String, Mismatch> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Mismatch::new("a text", at)),
    }
}

/// A text where there is one: not `null`, `false` or empty.
pub(crate) fn some_text(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}

/// A number, also written as text.
pub(crate) fn number(value: &Value, at: &str) -> Result<i64, Mismatch> {
    let number = match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|f| f as i64)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| Mismatch::new("a number", at))
}

/// Truth in any of Matomo's spellings.
pub(crate) fn truth(value: &Value, at: &str) -> Result<bool, Mismatch> {
    match value {
        Value::Bool(truth) => Ok(*truth),
        Value::Null => Ok(false),
        Value::Number(number) => Ok(number.as_f64() != Some(0.0)),
        Value::String(text) => match text.as_str() {
            "1" | "true" => Ok(true),
            "" | "0" | "false" => Ok(false),
            _ => Err(Mismatch::new("true or false", at)),
        },
        _ => Err(Mismatch::new("true or false", at)),
    }
}

/// A field that must be there.
pub(crate) fn field<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a Value, Mismatch> {
    object.get(name).ok_or_else(|| Mismatch::new("a field", name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn every_spelling_of_truth() {
        for yes in [json!(true), json!(1), json!("1"), json!("true")] {
            assert_eq!(truth(&yes, "x"), Ok(true), "{yes}");
        }
        for no in [json!(false), json!(0), json!("0"), json!(""), json!(null)] {
            assert_eq!(truth(&no, "x"), Ok(false), "{no}");
        }
        assert!(truth(&json!([]), "x").is_err());
        assert!(truth(&json!("perhaps"), "x").is_err());
    }

    #[test]
    fn lists_and_maps_in_phps_two_forms() {
        assert_eq!(list(&json!({"1": "a", "2": "b"}), "x").unwrap().len(), 2);
        assert_eq!(map(&json!([]), "x").unwrap().len(), 0);
        assert!(map(&json!([1]), "x").is_err());
        assert_eq!(scalar(&json!({"value": 3})), &json!(3));
        assert_eq!(scalar(&json!(3)), &json!(3));
    }

    #[test]
    fn numbers_and_texts_in_each_others_clothes() {
        assert_eq!(number(&json!("12"), "x"), Ok(12));
        assert_eq!(number(&json!(12.0), "x"), Ok(12));
        assert!(number(&json!("x"), "idsite").unwrap_err().to_string().contains("idsite"));
        assert_eq!(text(&json!(5), "x"), Ok("5".into()));
        assert_eq!(some_text(Some(&json!(false))), None);
        assert_eq!(some_text(Some(&json!("a"))), Some("a".into()));
    }
}
