//! Serves the sealed console on this machine, as the configurations in `deploy/` make real servers do.

pub mod headers;
mod http;
mod mime;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::dist::{Files, read_folder};
use crate::{Explain, Result};

/// A folder of files, read once, under a path of a server.
#[derive(Debug, Clone)]
pub struct Site {
    files: Arc<Files>,
    base: String,
}

impl Site {
    /// The files below `folder` as they are now, at the root of the server.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn new(folder: &Path) -> Result<Self> {
        Ok(Self { files: Arc::new(read_folder(folder)?), base: "/".to_owned() })
    }

    /// The same files under a path such as `/console/`.
    #[must_use]
    pub fn under(mut self, base: &str) -> Self {
        let base = base.trim_matches('/');
        self.base = if base.is_empty() { "/".to_owned() } else { format!("/{base}/") };
        self
    }

    /// Starts to serve at an address such as `127.0.0.1:0`; the server stops when what is returned is dropped.
    ///
    /// # Errors
    /// If the address is not free.
    pub fn serve(self, address: &str) -> Result<Server> {
        let listener = TcpListener::bind(address).explain(format!("listen on {address}"))?;
        let address = listener.local_addr().explain("learn the address of the server")?;
        let stopped = Arc::new(AtomicBool::new(false));
        let url = format!("http://{address}{}", self.base);
        let flag = Arc::clone(&stopped);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if flag.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(stream) = stream {
                    let site = self.clone();
                    std::thread::spawn(move || http::answer_all(&site, stream));
                }
            }
        });
        Ok(Server { address, url, stopped, thread: Some(thread) })
    }

    /// What to answer to a request for `target`, a path with or without a query.
    fn find(&self, target: &str, accepts: http::Accepts) -> Found<'_> {
        let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
        if format!("{path}/") == self.base {
            return Found::Moved(format!("{}{query}", self.base));
        }
        let Some(inside) = path.strip_prefix(&self.base).and_then(http::decoded) else { return Found::Nothing };
        let name =
            if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.clone() };
        if let Some(file) = self.file(&name, accepts) {
            return Found::File(file);
        }
        if self.files.contains_key(&format!("{inside}/index.html")) {
            return Found::Moved(format!("{path}/{query}"));
        }
        Found::Nothing
    }

    fn file(&self, name: &str, accepts: http::Accepts) -> Option<File<'_>> {
        let (name, plain) = self.files.get_key_value(name)?;
        let ready = [("br", ".br", accepts.brotli), ("gzip", ".gz", accepts.gzip)];
        let dense = ready
            .into_iter()
            .filter(|(_, _, accepted)| *accepted)
            .find_map(|(encoding, ending, _)| Some((self.files.get(&format!("{name}{ending}"))?, encoding)));
        let (bytes, encoding) = dense.map_or((plain, None), |(bytes, encoding)| (bytes, Some(encoding)));
        Some(File { bytes, encoding, mime: mime::of(name), cache: headers::cache(name) })
    }
}

/// What a request meets.
#[derive(Debug, PartialEq, Eq)]
enum Found<'a> {
    File(File<'a>),
    Moved(String),
    Nothing,
}

/// A file as it goes out.
#[derive(Debug, PartialEq, Eq)]
struct File<'a> {
    bytes: &'a [u8],
    encoding: Option<&'static str>,
    mime: &'static str,
    cache: &'static str,
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    url: String,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Where the console is, with a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What `cors_domains[]` has to name.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // The thread ends only when it is told to, which nobody can do from here on.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a visitor.
        let woken = TcpStream::connect(self.address).is_ok();
        if let (true, Some(thread)) = (woken, self.thread.take()) {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
