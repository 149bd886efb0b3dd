//! WebDriver commands that fantoccini has no name for.

use fantoccini::{Client, elements::Element, wd::WebDriverCompatibleCommand};
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::Trouble;

/// The role that the browser's accessibility tree gives an element (W3C: Get Computed Role).
pub async fn role(client: &Client, element: &Element) -> Result<String, Trouble> {
    computed(client, element, "computedrole").await
}

/// The accessible name of an element (W3C: Get Computed Label), with blanks folded.
pub async fn name(client: &Client, element: &Element) -> Result<String, Trouble> {
    let name = computed(client, element, "computedlabel").await?;
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A command of Chromium's DevTools protocol.
pub async fn devtools(client: &Client, command: &str, parameters: Value) -> Result<Value, Trouble> {
    send(client, Method::POST, "goog/cdp/execute".into(), Some(json!({ "cmd": command, "params": parameters }))).await
}

/// What Chromium has logged since it was last asked: `browser` or `performance`.
pub async fn log(client: &Client, kind: &str) -> Result<Value, Trouble> {
    send(client, Method::POST, "se/log".into(), Some(json!({ "type": kind }))).await
}

async fn computed(client: &Client, element: &Element, what: &str) -> Result<String, Trouble> {
    let path = format!("element/{}/{what}", &*element.element_id());
    let value = send(client, Method::GET, path, None).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

async fn send(client: &Client, method: Method, path: String, body: Option<Value>) -> Result<Value, Trouble> {
    Ok(client.issue_cmd(Command { method, path, body }).await?)
}

#[derive(Debug)]
struct Command {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
