//! A Matomo, a token and a way to reach it.

use crate::{Answer, Bulk, BulkReply, Error, MatomoUrl, Method, Request, Token, Transport};
use serde_json::Value;
use std::rc::Rc;

/// Speaks to one Matomo as one account. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    url: MatomoUrl,
    token: Token,
    transport: Rc<dyn Transport>,
}

impl Client {
    /// A client; nothing is sent yet.
    pub fn new(url: MatomoUrl, token: Token, transport: Rc<dyn Transport>) -> Self {
        Self { url, token, transport }
    }

    /// Its Matomo.
    pub fn url(&self) -> &MatomoUrl {
        &self.url
    }

    /// The token, for the request builder and for whoever keeps it over a reload on demand.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The network it uses.
    pub fn transport(&self) -> &Rc<dyn Transport> {
        &self.transport
    }

    /// One call with the token.
    pub async fn call<M: Method>(&self, method: &M) -> Result<M::Response, Error> {
        let answer = self.send(&Request::new(&self.url, Some(&self.token), method)).await?;
        decode(method, &answer)
    }

    /// One call as nobody: for creating tokens, which needs the owner's password and no token.
    pub async fn call_without_token<M: Method>(&self, method: &M) -> Result<M::Response, Error> {
        let answer = self.send(&Request::new(&self.url, None, method)).await?;
        decode(method, &answer)
    }

    /// Many calls as one request.
    pub async fn bulk(&self, bulk: &Bulk) -> Result<BulkReply, Error> {
        let answer = self.send(&bulk.request(&self.url, &self.token)).await?;
        bulk.decode(&answer)
    }

    async fn send(&self, request: &Request) -> Result<Answer, Error> {
        self.transport.send(request).await.map_err(Error::Unreachable)
    }
}

/// Reads one answer: the body first, then the status, since many errors come with 200 (seen).
pub(crate) fn decode<M: Method>(method: &M, answer: &Answer) -> Result<M::Response, Error> {
    let value = read_answer(answer)?;
    method.decode(&value).map_err(|m| Error::of_mismatch(m, &value))
}

pub(crate) fn read_answer(answer: &Answer) -> Result<Value, Error> {
    let value: Value = match serde_json::from_slice(&answer.body) {
        Ok(value) => value,
        Err(_) => return Err(Error::of_text(answer.status, &answer.body)),
    };
    match error_in(answer.status, &value) {
        Some(error) => Err(error),
        None if answer.status >= 500 => Err(Error::Server(answer.status)),
        None => Ok(value),
    }
}

pub(crate) fn error_in(status: u16, value: &Value) -> Option<Error> {
    let object = value.as_object()?;
    if object.get("result")?.as_str()? != "error" {
        return None;
    }
    let message = object.get("message").and_then(Value::as_str).unwrap_or_default();
    Some(Error::of_message(status, message))
}
