//! Matomo's XML, which is what a caller gets who forgets `format=json`.

use super::{Key, Value, escape};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n";

/// The XML of an answer.
pub(crate) fn to_xml(value: &Value) -> String {
    let mut out = String::from(HEAD);
    match value {
        Value::Null => out.push_str("<result>\n\t<success message=\"ok\" />\n</result>"),
        Value::Array(array) if array.is_empty() => out.push_str("<result />"),
        Value::Array(array) => {
            out.push_str("<result>\n");
            let row = array.values().all(|item| item.as_array().is_none()) && !array.is_list();
            if row {
                out.push_str("\t<row>\n");
                write_items(&mut out, value, 2);
                out.push_str("\t</row>\n");
            } else {
                write_items(&mut out, value, 1);
            }
            out.push_str("</result>");
        }
        scalar => {
            out.push_str("<result>");
            out.push_str(&scalar_text(scalar));
            out.push_str("</result>");
        }
    }
    out
}

/// The XML of an error; `message` is escaped already.
pub(crate) fn error_to_xml(message: &str) -> String {
    format!("{HEAD}<result>\n\t<error message=\"{message}\" />\n</result>")
}

fn write_items(out: &mut String, value: &Value, depth: usize) {
    let Value::Array(array) = value else { return };
    let list = array.is_list();
    for (key, item) in array.iter() {
        let (open, close) = match key {
            Key::Index(_) if list => ("row".to_owned(), "row".to_owned()),
            Key::Index(index) => (format!("row key=\"{index}\""), "row".to_owned()),
            Key::Name(name) => (name.to_string(), name.to_string()),
        };
        let indent = "\t".repeat(depth);
        match item {
            Value::Array(inner) if !inner.is_empty() => {
                out.push_str(&format!("{indent}<{open}>\n"));
                write_items(out, item, depth + 1);
                out.push_str(&format!("{indent}</{close}>\n"));
            }
            _ => match scalar_text(item) {
                text if text.is_empty() => out.push_str(&format!("{indent}<{open} />\n")),
                text => out.push_str(&format!("{indent}<{open}>{text}</{close}>\n")),
            },
        }
    }
}

fn scalar_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Array(_) => String::new(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => escape(text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::Array;

    #[test]
    fn as_recorded() {
        assert_eq!(to_xml(&"5.8.0".into()), format!("{HEAD}<result>5.8.0</result>"));
        assert_eq!(to_xml(&Value::Null), format!("{HEAD}<result>\n\t<success message=\"ok\" />\n</result>"));
        let logins: Array = ["admin"].into_iter().collect();
        assert_eq!(to_xml(&logins.into()), format!("{HEAD}<result>\n\t<row>admin</row>\n</result>"));
        let user = Array::of([("login", "a<b".into()), ("invited_by", Value::Null), ("uses_2fa", false.into())]);
        assert_eq!(
            to_xml(&user.into()),
            format!(
                "{HEAD}<result>\n\t<row>\n\t\t<login>a&lt;b</login>\n\t\t<invited_by />\n\t\t<uses_2fa>0</uses_2fa>\n\t</row>\n</result>"
            )
        );
        let map: Array = [(Key::new("bob"), Value::Array([1_i64, 2].into_iter().collect()))].into_iter().collect();
        assert_eq!(
            to_xml(&map.into()),
            format!("{HEAD}<result>\n\t<bob>\n\t\t<row>1</row>\n\t\t<row>2</row>\n\t</bob>\n</result>")
        );
    }
}
