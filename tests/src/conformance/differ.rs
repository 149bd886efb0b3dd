//! What differs between two answers to the same call.

use super::{Compare, run::Seen};
use serde_json::Value;
use std::collections::BTreeSet;

/// How two answers to one call differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The call's label.
    pub label: String,
    /// In what they differ.
    pub aspect: Aspect,
    /// Where exactly, for a person to read: the simulator's first, then Matomo's.
    pub detail: String,
}

/// In what two answers can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// HTTP status.
    Status,
    /// JSON, a page, nothing.
    Kind,
    /// Whether another origin may read it.
    Origin,
    /// The text of an error.
    Message,
    /// Keys and types.
    Shape,
    /// Anything else in it.
    Value,
}

impl Aspect {
    /// Its name in `conformance-differences.txt`.
    pub fn as_str(self) -> &'static str {
        match self {
            Aspect::Status => "status",
            Aspect::Kind => "kind",
            Aspect::Origin => "origin",
            Aspect::Message => "message",
            Aspect::Shape => "shape",
            Aspect::Value => "value",
        }
    }
}

/// Every aspect in which the simulator's answer differs from Matomo's.
pub fn differences(label: &str, compare: Compare, simulated: &Seen, real: &Seen) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut note = |aspect, detail| found.push(Difference { label: label.to_owned(), aspect, detail });
    if simulated.status != real.status {
        note(Aspect::Status, format!("{} instead of {}", simulated.status, real.status));
    }
    if simulated.readable_from_origin != real.readable_from_origin {
        note(
            Aspect::Origin,
            format!("readable: {} instead of {}", simulated.readable_from_origin, real.readable_from_origin),
        );
    }
    if simulated.kind != real.kind {
        note(Aspect::Kind, format!("{:?} instead of {:?}: {}", simulated.kind, real.kind, real.body));
    } else if compare != Compare::Kind {
        let error = |seen: &Seen| seen.body.get("message").filter(|_| seen.body["result"] == "error").cloned();
        match (error(simulated), error(real)) {
            (Some(said), Some(meant)) if said == meant => {}
            (Some(said), Some(meant)) => note(Aspect::Message, format!("{said} instead of {meant}")),
            _ if compare == Compare::Shape && shape(&simulated.body) == shape(&real.body) => {}
            _ if shape(&simulated.body) != shape(&real.body) => {
                note(Aspect::Shape, first_difference("", &simulated.body, &real.body));
            }
            _ if simulated.body != real.body => note(Aspect::Value, first_difference("", &simulated.body, &real.body)),
            _ => {}
        }
    }
    found
}

/// Keys and types, without values. The rows of a list count once per shape.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "bool".into(),
        Value::Number(_) => "number".into(),
        Value::String(_) => "text".into(),
        Value::Array(items) => {
            let shapes: BTreeSet<String> = items.iter().map(|item| shape(item).to_string()).collect();
            shapes.into_iter().map(Value::String).collect()
        }
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), shape(v))).collect(),
    }
}

/// The first place where two values part, by path.
fn first_difference(path: &str, simulated: &Value, real: &Value) -> String {
    match (simulated, real) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
            let parts = keys.into_iter().find(|key| a.get(*key) != b.get(*key));
            parts.map_or_else(String::new, |key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => first_difference(&format!("{path}.{key}"), a, b),
                (Some(a), None) => format!("{path}.{key}: {} instead of no such key", shown(a)),
                (None, b) => format!("{path}.{key}: no such key instead of {}", b.map(shown).unwrap_or_default()),
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let parts = a.iter().zip(b).enumerate().find(|(_, (a, b))| a != b);
            parts.map_or_else(String::new, |(i, (a, b))| first_difference(&format!("{path}[{i}]"), a, b))
        }
        _ => format!("{path}: {} instead of {}", shown(simulated), shown(real)),
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.len() <= 700 { text } else { text.chars().take(700).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::run::Kind;
    use serde_json::json;

    fn seen(status: u16, body: Value) -> Seen {
        Seen { status, kind: Kind::Json, readable_from_origin: false, body }
    }

    fn aspects(compare: Compare, a: &Seen, b: &Seen) -> Vec<Aspect> {
        differences("x", compare, a, b).into_iter().map(|d| d.aspect).collect()
    }

    #[test]
    fn each_aspect_is_found_alone() {
        let ok = seen(200, json!({"a": 1}));
        assert_eq!(aspects(Compare::Values, &ok, &ok), []);
        assert_eq!(aspects(Compare::Values, &seen(400, json!({"a": 1})), &ok), [Aspect::Status]);
        assert_eq!(aspects(Compare::Values, &seen(200, json!({"a": 2})), &ok), [Aspect::Value]);
        assert_eq!(aspects(Compare::Shape, &seen(200, json!({"a": 2})), &ok), []);
        assert_eq!(aspects(Compare::Shape, &seen(200, json!({"a": "1"})), &ok), [Aspect::Shape]);
        assert_eq!(aspects(Compare::Kind, &seen(200, json!({"a": "1"})), &ok), []);
        let page = Seen { kind: Kind::Page, ..ok.clone() };
        assert_eq!(aspects(Compare::Kind, &page, &ok), [Aspect::Kind]);
        let readable = Seen { readable_from_origin: true, ..ok.clone() };
        assert_eq!(aspects(Compare::Kind, &readable, &ok), [Aspect::Origin]);
        let error = |m: &str| seen(200, json!({"result": "error", "message": m}));
        assert_eq!(aspects(Compare::Values, &error("a"), &error("b")), [Aspect::Message]);
        assert_eq!(aspects(Compare::Values, &error("a"), &error("a")), []);
        assert_eq!(aspects(Compare::Values, &error("a"), &ok), [Aspect::Shape]);
    }

    #[test]
    fn the_place_is_named() {
        let found =
            differences("x", Compare::Values, &seen(200, json!([{"r": "view"}])), &seen(200, json!([{"r": "write"}])));
        assert_eq!(found[0].detail, "[0].r: \"view\" instead of \"write\"");
        let found = differences("x", Compare::Values, &seen(200, json!([])), &seen(200, json!([1])));
        assert_eq!(found[0].detail, ": [] instead of [1]");
    }
}
