//! What the browser has noticed meanwhile: console, violations, requests, addresses.

use serde_json::Value;
use url::Url;

use super::{Kind, Page, Trouble, command};

/// Notes violations of the page's content security policy.
pub(super) const LISTENER: &str = "window.__violations = [];
    addEventListener('securitypolicyviolation', e => window.__violations.push(
        `${e.effectiveDirective} forbids ${e.blockedURI} (${e.sourceFile || 'page'}:${e.lineNumber})`));";

/// What has been noticed since the journey began.
#[derive(Debug, Default)]
pub struct Observed {
    /// Everything in the console, by level.
    pub console: Vec<Entry>,
    /// Violations of the content security policy.
    pub violations: Vec<String>,
    /// Every request's address, with the page's that made it.
    pub requests: Vec<Sent>,
    /// Every address that the window has had.
    pub addresses: Vec<String>,
}

/// A line in the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `SEVERE`, `WARNING`, `INFO`.
    pub level: String,
    /// Who wrote it: `console-api`, `javascript`, `security`, `network`.
    pub source: String,
    /// The line.
    pub text: String,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Where to.
    pub url: String,
    /// Its headers, as JSON.
    pub headers: String,
}

impl Observed {
    pub(super) fn address(&mut self, address: &str) {
        if self.addresses.last().is_none_or(|last| last != address) {
            self.addresses.push(address.to_owned());
        }
    }

    /// Requests to other origins than these.
    pub fn strange_requests(&self, allowed: &[String]) -> Vec<&str> {
        let is_strange = |url: &str| match Url::parse(url) {
            // data:, blob: and the browser's own pages go nowhere.
            Ok(url) if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") => false,
            Ok(url) => !allowed.contains(&url.origin().ascii_serialization()),
            Err(_) => true,
        };
        self.requests.iter().map(|sent| sent.url.as_str()).filter(|url| is_strange(url)).collect()
    }

    /// Errors in the console, but for those that the journey expects.
    pub fn console_errors(&self, expected: &[String]) -> Vec<&Entry> {
        let is_expected = |entry: &Entry| expected.iter().any(|part| entry.text.contains(part));
        self.console.iter().filter(|entry| entry.level == "SEVERE" && !is_expected(entry)).collect()
    }

    fn take_console(&mut self, log: &Value) {
        for entry in log.as_array().into_iter().flatten() {
            let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            self.console.push(Entry { level: text("level"), source: text("source"), text: text("message") });
        }
    }

    fn take_events(&mut self, log: &Value) {
        for entry in log.as_array().into_iter().flatten() {
            let event: Value = entry["message"].as_str().and_then(|m| serde_json::from_str(m).ok()).unwrap_or_default();
            let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
            match method.as_str().unwrap_or_default() {
                "Network.requestWillBeSent" => self.requests.push(Sent {
                    url: params["request"]["url"].as_str().unwrap_or_default().to_owned(),
                    headers: params["request"]["headers"].to_string(),
                }),
                "Network.webSocketCreated" => self
                    .requests
                    .push(Sent { url: params["url"].as_str().unwrap_or_default().to_owned(), headers: String::new() }),
                "Page.frameNavigated" => self.address(params["frame"]["url"].as_str().unwrap_or_default()),
                "Page.navigatedWithinDocument" => self.address(params["url"].as_str().unwrap_or_default()),
                _ => {}
            }
        }
    }
}

impl Page {
    /// Takes in what the browser has noticed since this was last asked. A journey ends with it by
    /// itself; before that it is needed only to look at what there is so far.
    pub async fn observe(&self) -> Result<(), Trouble> {
        self.address().await?;
        if self.kind() == Kind::Chromium {
            let console = command::log(&self.client(), "browser").await?;
            let events = command::log(&self.client(), "performance").await?;
            let violations =
                self.run("const v = window.__violations || []; window.__violations = []; return v", vec![]);
            let violations = violations.await?;
            let mut observed = self.observed.borrow_mut();
            observed.take_console(&console);
            observed.take_events(&events);
            observed.violations.extend(violations.as_array().into_iter().flatten().map(ToString::to_string));
        } else {
            // What the standard tells everywhere: the requests of the document that is shown.
            let names = self.run("return performance.getEntriesByType('resource').map(r => r.name)", vec![]).await?;
            let urls = names.as_array().into_iter().flatten().filter_map(Value::as_str);
            let sent = urls.map(|url| Sent { url: url.to_owned(), headers: String::new() });
            self.observed.borrow_mut().requests.extend(sent.collect::<Vec<_>>());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_third_origin_is_strange() {
        let sent = |url: &str| Sent { url: url.into(), headers: String::new() };
        let observed = Observed {
            requests: ["http://a/x", "http://a:81/x", "data:,x", "blob:http://c/1", "https://b/y", "wss://a/z"]
                .map(sent)
                .into(),
            ..Observed::default()
        };
        let allowed = ["http://a".to_owned(), "https://b".to_owned()];
        assert_eq!(observed.strange_requests(&allowed), ["http://a:81/x", "wss://a/z"]);
    }

    #[test]
    fn only_severe_entries_that_nobody_expects_are_errors() {
        let entry = |level: &str, text: &str| json!({ "level": level, "source": "console-api", "message": text });
        let mut observed = Observed::default();
        observed.take_console(&json!([entry("SEVERE", "one"), entry("WARNING", "two"), entry("SEVERE", "401 three")]));
        let errors = observed.console_errors(&["401".to_owned()]);
        assert_eq!(errors.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(), ["one"]);
    }

    #[test]
    fn events_become_requests_and_addresses() {
        let event = |method: &str, params: Value| json!({ "message": json!({"message": {"method": method, "params": params}}).to_string() });
        let mut observed = Observed::default();
        observed.take_events(&json!([
            event("Network.requestWillBeSent", json!({ "request": { "url": "http://a/", "headers": { "X": "y" } } })),
            event("Page.navigatedWithinDocument", json!({ "url": "http://a/people/" })),
            event("Page.navigatedWithinDocument", json!({ "url": "http://a/people/" })),
        ]));
        assert_eq!(observed.requests, [Sent { url: "http://a/".into(), headers: "{\"X\":\"y\"}".into() }]);
        assert_eq!(observed.addresses, ["http://a/people/"]);
    }
}
