//! The simulator as an HTTP server on 127.0.0.1, in a thread of its own.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http_body_util::{BodyExt, Either, Full};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{ACCEPT_LANGUAGE, HeaderName, ORIGIN};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use crate::{Config, Outcome, Request, Sim};

/// Starts a server on `port` of 127.0.0.1; 0 takes any free one. Links point to the server itself unless
/// `trusted_base` was set to something else than the default.
///
/// # Errors
///
/// If the port cannot be had or no thread can be started.
pub fn spawn(config: Config, port: u16) -> io::Result<Server> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let mut config = config;
    if config.trusted_base == Config::default().trusted_base {
        config.trusted_base = format!("http://{address}");
    }
    let sim = Arc::new(Mutex::new(Sim::new(config, now_ms())));
    let (stop, stopped) = oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let shared = Arc::clone(&sim);
    let thread = thread::Builder::new()
        .name("matomo-sim".to_owned())
        .spawn(move || runtime.block_on(serve(listener, shared, stopped)))?;
    Ok(Server { address, sim, stop: Some(stop), thread: Some(thread) })
}

/// A running server. Dropping it stops it and closes its connections.
pub struct Server {
    address: SocketAddr,
    sim: Arc<Mutex<Sim>>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Server {
    /// Its address, without a closing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Works on the simulator between two requests: to set faults, to look at mails and calls.
    pub fn with<R>(&self, work: impl FnOnce(&mut Sim) -> R) -> R {
        work(&mut lock(&self.sim))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The thread ends as its channel is closed; that it ended badly changes nothing here.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Server").field("url", &self.url()).finish_non_exhaustive()
    }
}

async fn serve(
    listener: TcpListener,
    sim: Arc<Mutex<Sim>>,
    mut stopped: oneshot::Receiver<Infallible>,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let connections = tokio::task::LocalSet::new();
    let accept = async {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let sim = Arc::clone(&sim);
            tokio::task::spawn_local(async move {
                let service = service_fn(move |request| answer(Arc::clone(&sim), request));
                let http = hyper::server::conn::http1::Builder::new();
                // An error is a dropped connection, by the client or, as a fault, by the service.
                let _ = http.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    };
    connections
        .run_until(async {
            tokio::select! {
                () = accept => {}
                _ = &mut stopped => {}
            }
        })
        .await;
    Ok(())
}

/// A connection that is to be closed. hyper closes it when the service or the body of an answer fails.
#[derive(Debug)]
struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("closed before the end of the answer")
    }
}

impl std::error::Error for Closed {}

async fn answer(
    sim: Arc<Mutex<Sim>>,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Either<Full<Bytes>, Half>>, Closed> {
    let (head, body) = request.into_parts();
    let header = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let request = Request {
        method: head.method.as_str().to_owned(),
        target: head.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        origin: header(ORIGIN),
        accept_language: header(ACCEPT_LANGUAGE),
        body: body.collect().await.map_err(|_| Closed)?.to_bytes().to_vec(),
    };
    let outcome = lock(&sim).handle(&request, now_ms());
    let (reply, whole) = match outcome {
        Outcome::Reply(reply) => (reply, true),
        Outcome::DroppedMidway(reply) => (reply, false),
        Outcome::Dropped => return Err(Closed),
    };
    if reply.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(reply.delay_ms)).await;
    }
    let mut response = hyper::Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let body = Bytes::from(reply.body);
    response.body(if whole { Either::Left(body.into()) } else { Either::Right(Half::of(body)) }).map_err(|_| Closed)
}

/// The first half of a body, announced as the whole; then the connection is closed.
struct Half {
    announced: u64,
    first: Option<Bytes>,
    sent: bool,
}

impl Half {
    fn of(body: Bytes) -> Self {
        Half { announced: body.len() as u64, first: Some(body.slice(..body.len() / 2)), sent: false }
    }
}

impl Body for Half {
    type Data = Bytes;
    type Error = Closed;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Closed>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if !self.sent {
            // hyper sends what it has when it has to wait.
            self.sent = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(Closed)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

fn lock(sim: &Mutex<Sim>) -> MutexGuard<'_, Sim> {
    sim.lock().unwrap_or_else(PoisonError::into_inner)
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
