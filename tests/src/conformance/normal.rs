//! Takes out of an answer what differs between any two instances.

use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// The start of every login that the script makes.
pub const LOGIN: &str = "cf-";

/// The start of the name of every site that the script makes.
pub const SITE_NAME: &str = "cf ";

/// Site ids from here on belong to no site. The script uses them to see what Matomo does about that.
pub const UNKNOWN_SITES: u64 = 900_000;

/// Days after which invitations of the script expire.
const EXPIRIES: [u64; 4] = [3, 7, 14, 30];

/// What stands before a site's id in a message.
const BEFORE_ID: [&str; 3] = ["website id = ", "idSite ", "id was set to '"];

/// What an instance calls the things that the script made in it.
pub struct Names {
    /// Its address.
    pub base_url: String,
    /// Ids of the script's sites and their names in the script.
    pub sites: BTreeMap<u64, String>,
}

impl Names {
    /// The answer without accounts and sites of others, with site ids replaced by the script's
    /// names for them, and without times, tokens and the version's number.
    pub fn normal(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) if is_sites(items) => {
                Value::Array(items.iter().filter(|i| self.is_own_site(i)).map(|i| self.site(i)).collect())
            }
            Value::Array(items) => {
                Value::Array(items.iter().filter(|i| self.is_own(i)).map(|i| self.normal(i)).collect())
            }
            Value::Object(map) => self.normal_object(map),
            Value::String(text) => Value::String(self.text(text)),
            other => other.clone(),
        }
    }

    fn normal_object(&self, map: &Map<String, Value>) -> Value {
        // Keys are logins or site ids in some answers: those of others go.
        let kept: Map<String, Value> = map
            .iter()
            .filter(|(key, v)| self.is_own_key(key, v))
            .map(|(k, v)| (self.key(k), self.member(k, v)))
            .collect();
        // PHP writes an empty map as a list.
        if kept.is_empty() && !map.is_empty() { Value::Array(Vec::new()) } else { Value::Object(kept) }
    }

    fn member(&self, key: &str, value: &Value) -> Value {
        match (key, value) {
            ("idsite" | "site" | "value", Value::Number(_) | Value::String(_)) if number(value).is_some() => {
                self.site(value)
            }
            // A day is counted as begun only in the very second of the invitation.
            ("invite_status", Value::Number(days)) => {
                let begun = days.as_u64().map(|days| days + 1).filter(|days| EXPIRIES.contains(days));
                begun.map_or_else(|| value.clone(), Value::from)
            }
            _ => self.normal(value),
        }
    }

    fn key(&self, key: &str) -> String {
        key.parse().ok().and_then(|id: u64| self.sites.get(&id)).map_or_else(|| key.to_owned(), |name| braced(name))
    }

    fn is_own_key(&self, key: &str, value: &Value) -> bool {
        match value {
            Value::Array(items) if is_sites(items) || items.is_empty() => is_own_login(key) || key == "capabilities",
            Value::Object(inner) if inner.contains_key("idsite") => self.is_own(value),
            _ => true,
        }
    }

    /// Whether a row is about an account or a site of the script's, or about neither.
    fn is_own(&self, row: &Value) -> bool {
        let Some(row) = row.as_object() else { return true };
        let name = row.get("site_name").or(row.get("name")).and_then(Value::as_str);
        if name.is_some_and(|name| name.starts_with(SITE_NAME)) {
            return true;
        }
        row.get("login").and_then(Value::as_str).is_none_or(is_own_login)
            && ["idsite", "site"].iter().all(|key| row.get(*key).is_none_or(|id| self.is_own_site(id)))
    }

    fn is_own_site(&self, id: &Value) -> bool {
        number(id).is_some_and(|id| self.sites.contains_key(&id) || id >= UNKNOWN_SITES)
    }

    /// A site's name in the script, keeping whether the id was a number or a string.
    fn site(&self, id: &Value) -> Value {
        match number(id).and_then(|id| self.sites.get(&id)) {
            Some(name) if id.is_number() => Value::String(braced(name)),
            Some(name) => Value::String(format!("'{}'", braced(name))),
            None if number(id).is_some_and(|id| id < UNKNOWN_SITES) => "{another}".into(),
            None => id.clone(),
        }
    }

    /// A text without times, tokens, versions, addresses and site ids.
    pub fn text(&self, text: &str) -> String {
        if is_version(text) {
            return "<version>".to_owned();
        }
        let text = text.replace(&self.base_url, "<base>");
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_hexdigit()) {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            if let Some(after) = after_time(rest) {
                out.push_str("<time>");
                rest = after;
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            let own = run.parse().ok().and_then(|id: u64| self.sites.get(&id));
            let is_id = BEFORE_ID.iter().any(|start| out.ends_with(start));
            match own {
                _ if run.len() == 32 => out.push_str("<hex>"),
                Some(name) if is_id => out.push_str(&braced(name)),
                _ => out.push_str(run),
            }
            rest = after;
        }
        out + rest
    }
}

fn braced(name: &str) -> String {
    format!("{{{name}}}")
}

fn is_own_login(login: &str) -> bool {
    login == "anonymous" || login.to_ascii_lowercase().starts_with(LOGIN) || login == "424242"
}

/// A list of nothing but numbers is a list of site ids.
fn is_sites(items: &[Value]) -> bool {
    !items.is_empty() && items.iter().all(|item| number(item).is_some())
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => Number::as_u64(number),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn is_version(text: &str) -> bool {
    text.split('.').count() == 3
        && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// What follows a `2026-11-30 12:00:00` at the start of `text`.
fn after_time(text: &str) -> Option<&str> {
    const FORM: &[u8] = b"0000-00-00 00:00:00";
    let head = text.as_bytes().get(..FORM.len())?;
    let fits = head.iter().zip(FORM).all(|(c, form)| if *form == b'0' { c.is_ascii_digit() } else { c == form });
    fits.then(|| &text[FORM.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names() -> Names {
        let sites = [(7, "A".to_owned()), (12, "B".to_owned())].into();
        Names { base_url: "http://127.0.0.1:1/".into(), sites }
    }

    #[test]
    fn rows_of_others_go() {
        let rows = json!([{"login": "cf-a", "x": 1}, {"login": "eve"}, {"idsite": 3}, {"idsite": 7}, {"site": "12"}]);
        assert_eq!(names().normal(&rows), json!([{"login": "cf-a", "x": 1}, {"idsite": "{A}"}, {"site": "'{B}'"}]));
        let map = json!({"cf-a": [7, 3], "eve": [7], "CF-B": [900_001]});
        assert_eq!(names().normal(&map), json!({"cf-a": ["{A}"], "CF-B": [900_001]}));
        assert_eq!(names().normal(&json!({"eve": [7]})), json!([]));
        assert_eq!(names().normal(&json!({})), json!({}));
        let sites = json!({"7": {"idsite": 7}, "3": {"idsite": 3}});
        assert_eq!(names().normal(&sites), json!({"{A}": {"idsite": "{A}"}}));
    }

    #[test]
    fn a_row_keeps_its_empty_lists() {
        let row = json!({"login": "cf-a", "capabilities": [], "role": "view"});
        assert_eq!(names().normal(&row), row);
    }

    #[test]
    fn a_day_may_have_begun_or_not() {
        let status = |days: Value| names().normal(&json!({"invite_status": days}))["invite_status"].clone();
        assert_eq!((status(json!(6)), status(json!(7))), (json!(7), json!(7)));
        assert_eq!((status(json!("active")), status(json!(5))), (json!("active"), json!(5)));
    }

    #[test]
    fn sites_are_told_by_name_too() {
        let rows = json!([{"idsite": 40, "site_name": "cf x"}, {"idsite": 41, "site_name": "Blog"}]);
        assert_eq!(names().normal(&rows), json!([{"idsite": "{another}", "site_name": "cf x"}]));
        assert_eq!(names().normal(&json!({"value": "7"})), json!({"value": "'{A}'"}));
    }

    #[test]
    fn texts_lose_what_differs() {
        let text = |t| names().text(t);
        assert_eq!(text("website id = 7 not found"), "website id = {A} not found");
        assert_eq!(
            text("http://127.0.0.1:1/index.php?token=0123456789abcdef0123456789abcdef"),
            "<base>index.php?token=<hex>"
        );
        assert_eq!(text("at 2026-11-21 19:43:02."), "at <time>.");
        assert_eq!(text("5.8.0"), "<version>");
        assert_eq!(text("grün é idSite 12."), "grün é idSite {B}.");
        assert_eq!(text("between 7 and 12"), "between 7 and 12");
    }
}
