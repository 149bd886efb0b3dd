//! How a method fails.

use crate::Dialect;
use crate::message::Message;

/// An exception of Matomo's: what it says, and what becomes of the HTTP status.
#[derive(Debug)]
pub(crate) struct ApiError {
    /// HTTP status of the reply when the call stands alone. In a bulk it is lost.
    pub(crate) status: u16,
    /// What went wrong.
    pub(crate) message: Message,
    /// A crash of PHP's rather than an exception: it takes a whole bulk with it.
    pub(crate) fatal: bool,
}

impl ApiError {
    /// An ordinary exception: HTTP 200 with an error in the body.
    pub(crate) fn plain(message: Message) -> Self {
        ApiError { status: 200, message, fatal: false }
    }

    /// No access: 401 since 5.0.
    pub(crate) fn denied(message: Message) -> Self {
        ApiError { status: 401, message, fatal: false }
    }

    /// A wrong request. 5.7 began to say 400; before, it was an ordinary exception.
    pub(crate) fn bad_request(dialect: Dialect, message: Message) -> Self {
        ApiError { status: dialect.pick(200, 400), message, fatal: false }
    }

    /// A status that both versions give.
    pub(crate) fn with_status(status: u16, message: Message) -> Self {
        ApiError { status, message, fatal: false }
    }

    /// A crash, answered 500.
    pub(crate) fn crash(message: Message) -> Self {
        ApiError { status: 500, message, fatal: true }
    }
}
