//! What belongs to one HTTP request as a whole, however many calls a bulk puts into it.

use crate::error::ApiError;
use crate::language::Language;
use crate::message::Message;
use crate::php::{Array, Key, Value, parse_query, trim};
use crate::store::Store;
use crate::{Call, Dialect, Request};

/// The request as PHP sees it, and what has been collected for the reply.
pub(crate) struct Exchange {
    /// Number of the request.
    pub(crate) number: u64,
    /// `$_GET`.
    pub(crate) get: Array,
    /// `$_POST`.
    pub(crate) post: Array,
    /// Header fields to send with the answer.
    pub(crate) headers: Vec<(String, String)>,
    /// Methods called so far.
    pub(crate) calls: Vec<Call>,
    /// At most one failure is counted per request.
    pub(crate) failure_counted: bool,
    /// Path without the query.
    pub(crate) path: String,
    /// The `Origin` header.
    pub(crate) origin: Option<String>,
    browser_language: Option<String>,
}

impl Exchange {
    /// Takes a request apart as PHP does.
    pub(crate) fn new(number: u64, request: &Request) -> Self {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let query = query.split('#').next().unwrap_or_default();
        let post = if request.method == "POST" { parse_query(&request.body) } else { Array::default() };
        Exchange {
            number,
            get: parse_query(query.as_bytes()),
            post,
            headers: Vec::new(),
            calls: Vec::new(),
            failure_counted: false,
            path: path.to_owned(),
            origin: request.origin.clone(),
            browser_language: request.accept_language.clone(),
        }
    }

    /// `$_GET + $_POST`: the query wins.
    pub(crate) fn parameters(&self) -> Array {
        self.get.clone().merged_with(&self.post)
    }

    /// A text parameter, from the query or else from the body.
    pub(crate) fn parameter(&self, name: &str) -> &str {
        text(&self.get, name).or_else(|| text(&self.post, name)).unwrap_or_default()
    }

    /// The token that came, if any, and whether it came in a way that does not end up in logs.
    ///
    /// 5.8 takes the body's and refuses two that differ; 5.3 takes the query's.
    pub(crate) fn token(&self, dialect: Dialect) -> Result<(Option<&str>, bool), ApiError> {
        let present = |array| text(array, "token_auth").filter(|token| !token.is_empty());
        Ok(match (present(&self.get), present(&self.post), dialect) {
            (Some(get), Some(post), Dialect::V5_8) if get != post => {
                return Err(ApiError::with_status(400, Message::TokensConflict));
            }
            (_, Some(post), Dialect::V5_8) => (Some(post), true),
            (Some(get), _, _) => (Some(get), false),
            (None, post, _) => (post, post.is_some()),
        })
    }

    /// Whether the call claims to be made with a session's token. Methods then want the caller's password.
    pub(crate) fn is_session_call(&self) -> bool {
        matches!(self.parameter("force_api_session"), "1" | "true")
    }

    /// The language to answer in: the parameter `language`, the caller's own choice, the browser's.
    pub(crate) fn language(&self, store: &Store, login: &str) -> Language {
        let chosen = Some(self.parameter("language")).filter(|code| crate::language::is_offered(code));
        match chosen.or_else(|| store.choices(login).and_then(|choices| choices.language.as_deref())) {
            Some(code) => Language::of_code(code),
            None => Language::of_browser(self.browser_language.as_deref().unwrap_or_default()),
        }
    }

    /// Sends a header field; an earlier one of the same name is replaced.
    pub(crate) fn set_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(present, _)| present != name);
        self.headers.push((name.to_owned(), value.into()));
    }
}

/// Blanks around every scalar go, as Matomo does before a method is called.
pub(crate) fn trimmed(parameters: Array) -> Array {
    parameters
        .iter()
        .map(|(key, value)| {
            let value = match value {
                Value::Text(text) => Value::Text(trim(text).to_owned()),
                other => other.clone(),
            };
            (key.clone(), value)
        })
        .collect::<Vec<(Key, Value)>>()
        .into_iter()
        .collect()
}

fn text<'a>(array: &'a Array, name: &str) -> Option<&'a str> {
    array.get(name).and_then(Value::as_text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn exchange(target: &str, body: &str) -> Exchange {
        Exchange::new(1, &Request::post(target, body))
    }

    #[test]
    fn the_query_wins_over_the_body() {
        let both = exchange("/index.php?a=1", "a=2&b=3");
        assert_eq!((both.parameter("a"), both.parameter("b"), both.parameter("c")), ("1", "3", ""));
        let get = Exchange::new(1, &Request { body: b"a=2".to_vec(), ..Request::get("/?b=1") });
        assert_eq!((get.parameter("a"), get.parameter("b")), ("", "1"));
    }

    #[test]
    fn where_the_token_is_looked_for() {
        let both = exchange("/?token_auth=a", "token_auth=b");
        assert_eq!(both.token(Dialect::V5_8).unwrap_err().status, 400);
        assert_eq!(both.token(Dialect::V5_3).unwrap(), (Some("a"), false));
        let body = exchange("/", "token_auth=b");
        assert_eq!(body.token(Dialect::V5_8).unwrap(), (Some("b"), true));
        assert_eq!(body.token(Dialect::V5_3).unwrap(), (Some("b"), true));
        assert_eq!(exchange("/", "token_auth=").token(Dialect::V5_8).unwrap(), (None, false));
    }

    #[test]
    fn blanks_go() {
        let parameters = trimmed(exchange("/", "a=+x+&b[]=+y+").parameters());
        assert_eq!(parameters.get("a"), Some(&Value::from("x")));
        assert_eq!(parameters.get("b").and_then(Value::as_array).unwrap().values().next(), Some(&Value::from(" y ")));
    }
}
