//! The seam to the network.

use crate::{MatomoUrl, Request};
use std::{future::Future, pin::Pin};

/// A future that stays on its thread: the browser has one, and tests need no more.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What came back over the wire, before anyone has looked into it.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status. Says little: Matomo answers many errors with 200 (seen).
    pub status: u16,
    /// The body as received.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    // A body may hold a fresh token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

/// No readable answer came. A browser does not say why: a wrong address, an origin that is not
/// allowed, a refused token, the lock-out and maintenance all look the same (seen).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The request failed, or its answer may not be read.
    #[error("no readable answer came")]
    Unreadable,
    /// Nothing came within the transport's own patience.
    #[error("no answer came in time")]
    TimedOut,
}

/// Sends requests. Implementations add nothing to them: no header, no cookie, no retry.
pub trait Transport {
    /// Posts `request` and returns whatever answer can be read, whatever its status.
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>>;

    /// Whether anything at all answers at `url`, readable or not (a browser's `no-cors` request).
    /// Carries no token.
    fn knock<'a>(&'a self, url: &'a MatomoUrl) -> LocalFuture<'a, bool>;
}

/// Runs a future whose transport answers at once.
#[cfg(test)]
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    use std::task::{Context, Poll, Waker};
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("these transports answer at once"),
    }
}
