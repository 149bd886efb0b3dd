//! Plain HTTP, for whatever is not done in a browser.

use std::time::Duration;

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type` without its parameters, in lower case; empty if there is none.
    pub content_type: String,
    /// `Access-Control-Allow-Origin`.
    pub allow_origin: Option<String>,
    /// The body, as text.
    pub body: String,
}

/// A client that follows no redirect, keeps no cookie and takes every status for an answer.
#[derive(Clone)]
pub struct Http(ureq::Agent);

impl Default for Http {
    fn default() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self(config.into())
    }
}

impl Http {
    /// Posts a form.
    pub fn post(&self, url: &str, headers: &[(&str, &str)], form: &str) -> Result<Reply, ureq::Error> {
        let mut request = self.0.post(url).header("Content-Type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(form)?)
    }

    /// Gets a page.
    pub fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Reply, ureq::Error> {
        let mut request = self.0.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call()?)
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<Reply, ureq::Error> {
    let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let content_type = header("content-type").unwrap_or_default();
    Ok(Reply {
        status: response.status().as_u16(),
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        allow_origin: header("access-control-allow-origin"),
        body: String::from_utf8_lossy(&response.body_mut().with_config().limit(50 << 20).read_to_vec()?).into_owned(),
    })
}
