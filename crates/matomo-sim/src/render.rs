//! How an answer or an error becomes a reply.

use crate::error::ApiError;
use crate::exchange::Exchange;
use crate::language::Language;
use crate::php::{Array, Key, Value, error_to_xml, escape, integer_prefix, is_numeric, to_json, to_xml};
use crate::{Dialect, Reply};

/// The formats that the simulator writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

impl Format {
    /// What the parameter `format` asks for; XML where it is missing, as ever in Matomo.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "xml" | "" => Some(Format::Xml),
            _ => None,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Format::Json => "application/json; charset=utf-8",
            Format::Xml => "text/xml; charset=utf-8",
        }
    }
}

/// Cuts an answer to `filter_limit` and `filter_offset`. Only an array whose first key is a number is cut, and then its
/// numbers are counted anew: a map that begins with a login of digits loses that login.
pub(crate) fn cut(value: Value, parameters: &Array) -> Value {
    let number = |name| {
        let text = parameters.get(name).and_then(Value::as_text).unwrap_or_default();
        is_numeric(text).then(|| integer_prefix(text))
    };
    let limit = number("filter_limit").and_then(|limit| usize::try_from(limit).ok());
    let offset = number("filter_offset").and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
    match value {
        Value::Array(array) if array.starts_with_number() && (limit.is_some() || offset > 0) => {
            array.sliced(offset, limit).into()
        }
        other => other,
    }
}

/// The value as JSON answers show it: nothing is a success, a scalar is wrapped.
pub(crate) fn json_shape(value: Value) -> Value {
    match value {
        Value::Null => Array::of([("result", "success".into()), ("message", "ok".into())]).into(),
        Value::Array(array) => array.into(),
        scalar => Array::from_iter([(Key::from("value"), scalar)]).into(),
    }
}

/// An error as a value, with its message as given.
pub(crate) fn error_shape(message: String) -> Value {
    Array::of([("result", "error".into()), ("message", message.into())]).into()
}

/// The reply to a call that went well.
pub(crate) fn success(value: Value, format: Format, exchange: &Exchange) -> Reply {
    let body = match format {
        Format::Json => to_json(&json_shape(value)),
        Format::Xml => to_xml(&value),
    };
    reply(200, format.content_type(), body, exchange)
}

/// The reply to a call that failed. The message gets entities: `"` becomes `&quot;`, `'` stays.
pub(crate) fn failure(
    error: &ApiError,
    format: Format,
    language: Language,
    dialect: Dialect,
    exchange: &Exchange,
) -> Reply {
    let message = escape(&error.message.text(language, dialect), false).replace('\n', " ");
    let body = match format {
        Format::Json => to_json(&error_shape(message)),
        Format::Xml => error_to_xml(&message),
    };
    reply(error.status, format.content_type(), body, exchange)
}

/// A reply with the header fields that have been collected.
pub(crate) fn reply(status: u16, content_type: &str, body: String, exchange: &Exchange) -> Reply {
    let mut headers = vec![("X-Matomo-Request-Id".to_owned(), request_id(exchange.number))];
    headers.extend(exchange.headers.iter().cloned());
    headers.push(("Content-Type".to_owned(), content_type.to_owned()));
    Reply { status, headers, body: body.into_bytes(), delay_ms: 0 }
}

/// Five hexadecimal digits, as Matomo's are.
fn request_id(number: u64) -> String {
    format!("{:05x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::parse_query;

    fn cut_to(form: &str, value: Array) -> String {
        to_json(&cut(value.into(), &parse_query(form.as_bytes())))
    }

    #[test]
    fn lists_are_cut_and_maps_of_names_are_not() {
        let list = || ["a", "b", "c"].into_iter().collect::<Array>();
        assert_eq!(cut_to("filter_limit=2", list()), r#"["a","b"]"#);
        assert_eq!(cut_to("filter_limit=-1", list()), r#"["a","b","c"]"#);
        assert_eq!(cut_to("filter_limit=abc", list()), r#"["a","b","c"]"#);
        assert_eq!(cut_to("filter_limit=0", list()), "[]");
        assert_eq!(cut_to("filter_limit=-1&filter_offset=2", list()), r#"["c"]"#);
        let map = Array::of([("a", 1_i64.into()), ("b", 2_i64.into())]);
        assert_eq!(cut_to("filter_limit=1", map), r#"{"a":1,"b":2}"#);
    }

    #[test]
    fn an_object_keyed_by_id_becomes_a_list_when_it_is_cut() {
        let sites = || [(Key::new("1"), Value::from("a")), (Key::new("2"), Value::from("b"))].into_iter().collect();
        assert_eq!(cut_to("filter_limit=-1", sites()), r#"{"1":"a","2":"b"}"#);
        assert_eq!(cut_to("filter_limit=100", sites()), r#"["a","b"]"#);
    }

    #[test]
    fn shapes() {
        assert_eq!(to_json(&json_shape(Value::Null)), r#"{"result":"success","message":"ok"}"#);
        assert_eq!(to_json(&json_shape(true.into())), r#"{"value":true}"#);
        assert_eq!(to_json(&json_shape(Array::default().into())), "[]");
    }

    #[test]
    fn formats() {
        assert_eq!(Format::of_name("JSON"), Some(Format::Json));
        assert_eq!(Format::of_name(""), Some(Format::Xml));
        assert_eq!(Format::of_name("bogus"), None);
        assert_ne!(request_id(1), request_id(2));
        assert_eq!(request_id(1).len(), 5);
    }
}
