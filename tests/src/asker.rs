//! Asks Matomo itself, past the console: what a journey claims to have done is looked up there.

use std::future::ready;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use matomo_api::{
    Answer, Bulk, BulkReply, Client, Connection, Error, LocalFuture, MatomoUrl, Method, Request, Token, Transport,
    TransportError,
};

use crate::browser::Trouble;
use crate::http::Http;

/// A super user, or whoever's token it is, who asks over plain HTTP.
pub struct Asker {
    client: Client,
}

impl Asker {
    /// Asks the Matomo at this address with this token.
    pub fn new(address: &str, token: &str) -> Result<Self, Trouble> {
        let (url, _) = MatomoUrl::parse(address).map_err(|why| Trouble::new(why.to_string()))?;
        let (token, _) = Token::parse(token).ok_or_else(|| Trouble::new("there is no token to ask with"))?;
        Ok(Self { client: Client::new(url, token, Rc::new(Native(Http::default()))) })
    }

    /// One call.
    pub fn ask<M: Method>(&self, method: &M) -> Result<M::Response, Error> {
        at_once(self.client.call(method))
    }

    /// Many calls in one request.
    pub fn ask_all(&self, bulk: &Bulk) -> Result<BulkReply, Error> {
        at_once(self.client.bulk(bulk))
    }

    /// What the console learns when it connects.
    pub fn connect(&self) -> Result<Connection, Error> {
        at_once(matomo_api::connect(&self.client))
    }

    /// The client, for functions that want one.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// The end of a future whose every wait is over before it begins.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}

struct Native(Http);

impl Transport for Native {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        let reply = self.0.post(&request.url, &[], &request.body);
        let answer = reply.map(|reply| Answer { status: reply.status, body: reply.body.into_bytes() });
        Box::pin(ready(answer.map_err(|why| match why {
            ureq::Error::Timeout(_) => TransportError::TimedOut,
            _ => TransportError::Unreadable,
        })))
    }

    fn knock<'a>(&'a self, url: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(ready(self.0.get(url.as_str(), &[]).is_ok()))
    }
}
