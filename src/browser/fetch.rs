//! The network, as a [`Transport`].

use gloo_net::http::{Request as FetchRequest, RequestBuilder};
use gloo_timers::callback::Timeout;
use matomo_api::{Answer, LocalFuture, MatomoUrl, Request, Transport, TransportError};
use std::{cell::Cell, rc::Rc};
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// How long an answer may take. PHP's own limit is mostly 30 s; a bulk of 50 is well below it.
const PATIENCE_MS: u32 = 40_000;
/// How long a sign of life may take.
const KNOCK_MS: u32 = 15_000;

/// Sends requests with `fetch`: no cookie, no cache, no referrer, no header that would make the
/// browser ask Matomo for permission first (it refuses such questions, seen).
pub struct Fetch;

impl Transport for Fetch {
    fn send<'a>(&'a self, request: &'a Request) -> LocalFuture<'a, Result<Answer, TransportError>> {
        Box::pin(async move {
            let patience = Patience::of(PATIENCE_MS);
            let sent = plain(FetchRequest::post(&request.url))
                .mode(RequestMode::Cors)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .abort_signal(patience.signal().as_ref())
                .body(request.body.clone());
            let answer = async {
                let response = sent?.send().await?;
                Ok::<_, gloo_net::Error>(Answer { status: response.status(), body: response.binary().await? })
            };
            answer.await.map_err(|_| patience.verdict())
        })
    }

    fn knock<'a>(&'a self, url: &'a MatomoUrl) -> LocalFuture<'a, bool> {
        Box::pin(async move {
            let patience = Patience::of(KNOCK_MS);
            let request = plain(FetchRequest::get(url.as_str())).mode(RequestMode::NoCors);
            request.abort_signal(patience.signal().as_ref()).send().await.is_ok()
        })
    }
}

fn plain(request: RequestBuilder) -> RequestBuilder {
    request
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Follow)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}

/// Ends a request that takes too long.
struct Patience {
    controller: Option<AbortController>,
    over: Rc<Cell<bool>>,
    _timeout: Timeout,
}

impl Patience {
    fn of(milliseconds: u32) -> Self {
        let controller = AbortController::new().ok();
        let over = Rc::new(Cell::new(false));
        let timeout = Timeout::new(milliseconds, {
            let (controller, over) = (controller.clone(), over.clone());
            move || {
                over.set(true);
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        });
        Self { controller, over, _timeout: timeout }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    fn verdict(&self) -> TransportError {
        if self.over.get() { TransportError::TimedOut } else { TransportError::Unreadable }
    }
}
