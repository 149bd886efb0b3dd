//! Between a program and a Matomo: passes everything on and keeps what was asked, and how the program was called.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::http::Http;

/// Listens on an address of its own, and asks the Matomo behind it. Ends when it is dropped.
pub struct Between {
    url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    ends: Arc<AtomicBool>,
    work: Option<JoinHandle<()>>,
}

/// A request that was passed on.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its first line and its headers, as they came.
    pub head: String,
    /// Matomo's name of the method.
    pub method: String,
    /// The command lines of this program's children and theirs at that time, where the system shows them.
    pub commands: Vec<String>,
}

impl Between {
    /// Begins.
    pub fn of(matomo: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let (asked, ends) = (Arc::<Mutex<Vec<Asked>>>::default(), Arc::<AtomicBool>::default());
        let (list, end, matomo) = (asked.clone(), ends.clone(), matomo.trim_end_matches('/').to_owned());
        let work = std::thread::spawn(move || {
            for stream in listener.incoming().take_while(|_| !end.load(Ordering::SeqCst)) {
                if let Err(why) = stream.and_then(|stream| pass_on(stream, &matomo, &list)) {
                    println!("between {matomo} and whoever asks: {why}");
                }
            }
        });
        Ok(Self { url, asked, ends, work: Some(work) })
    }

    /// Where it listens, with a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was asked since this was asked last.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // It looks up when somebody comes.
        let woken = TcpStream::connect(self.url.trim_start_matches("http://").trim_end_matches('/'));
        if let (Ok(_), Some(work)) = (woken, self.work.take()) {
            let _ = work.join();
        }
    }
}

/// One request, and its answer. More than one a connection nobody needs who looks at small programs.
fn pass_on(mut stream: TcpStream, matomo: &str, asked: &Mutex<Vec<Asked>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let header =
        |name: &str| head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix(name).map(str::to_owned));
    let length = header("content-length:").and_then(|text| text.trim().parse().ok()).unwrap_or_default();
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let method = target.split(['?', '&']).find_map(|part| part.strip_prefix("method=")).unwrap_or_default().to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(Asked { head, method, commands: commands() });
    let reply = Http::default().post(&format!("{matomo}{target}"), &[], &String::from_utf8_lossy(&body));
    let reply = reply.map_err(std::io::Error::other)?;
    let (status, kind, length) = (reply.status, reply.content_type, reply.body.len());
    write!(
        stream,
        "HTTP/1.1 {status} As Matomo says\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{}",
        reply.body
    )
}

/// The command lines of all processes that this one started, and of those that they started.
fn commands() -> Vec<String> {
    let mut parents: HashMap<u32, u32> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let id: Option<u32> = entry.file_name().to_str().and_then(|name| name.parse().ok());
        // After the name, which stands in parentheses and may hold anything: the state, and the parent.
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        parents.extend(id.zip(parent));
    }
    let own = std::process::id();
    let is_below =
        |id: u32| std::iter::successors(parents.get(&id), |parent| parents.get(parent)).any(|one| *one == own);
    let below = parents.keys().filter(|id| is_below(**id));
    let read = |id: &u32| fs::read(format!("/proc/{id}/cmdline")).ok();
    below.filter_map(read).map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).collect()
}
