//! As much of HTTP/1.1 as a browser on this machine needs to load files.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Found, Site, headers};

/// A browser keeps a connection open for more; this long.
const IDLE: Duration = Duration::from_secs(30);
/// The most that a request's lines may take together, in bytes.
const MOST: u64 = 32 * 1024;

/// Which compressed forms a browser takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accepts {
    /// `br`
    pub brotli: bool,
    /// `gzip`
    pub gzip: bool,
}

/// Answers the requests of one connection until the browser closes it.
pub fn answer_all(site: &Site, stream: TcpStream) {
    // What fails here is the browser going away, which is its good right.
    let _ = try_answer_all(site, stream);
}

fn try_answer_all(site: &Site, mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(request) = read_request(&mut reader)? {
        stream.write_all(&answer(site, &request))?;
        if request.close {
            break;
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    accepts: Accepts,
    close: bool,
}

fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut reader = reader.take(MOST);
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_ascii_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let mut request =
        Request { method: method.to_owned(), target: target.to_owned(), accepts: Accepts::default(), close: false };
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(Some(request)) };
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.accepts = accepts(value),
            "connection" => request.close = value.trim().eq_ignore_ascii_case("close"),
            // No request here has a body; whoever sends one gets an answer and is cut off.
            "content-length" => request.close = true,
            _ => {}
        }
    }
}

fn accepts(value: &str) -> Accepts {
    let names: Vec<_> = value.split(',').map(|part| part.split(';').next().unwrap_or_default().trim()).collect();
    Accepts { brotli: names.contains(&"br"), gzip: names.contains(&"gzip") }
}

fn answer(site: &Site, request: &Request) -> Vec<u8> {
    let mut lines: Vec<(&str, String)> =
        headers::ALWAYS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let found = match request.method.as_str() {
        "GET" | "HEAD" => Some(site.find(&request.target, request.accepts)),
        _ => None,
    };
    let (status, body): (&str, &[u8]) = match found {
        Some(Found::File(file)) => {
            lines.push(("Content-Type", file.mime.to_owned()));
            lines.push(("Cache-Control", file.cache.to_owned()));
            lines.push(("Vary", "Accept-Encoding".to_owned()));
            if let Some(encoding) = file.encoding {
                lines.push(("Content-Encoding", encoding.to_owned()));
            }
            ("200 OK", file.bytes)
        }
        Some(Found::Moved(location)) => {
            lines.push(("Location", location));
            ("301 Moved Permanently", b"")
        }
        Some(Found::Nothing) => {
            lines.push(("Content-Type", "text/plain; charset=utf-8".to_owned()));
            ("404 Not Found", b"There is no such file.\n")
        }
        None => {
            lines.push(("Allow", "GET, HEAD".to_owned()));
            ("405 Method Not Allowed", b"")
        }
    };
    let mut out = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in lines {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(if request.close { "Connection: close\r\n\r\n" } else { "\r\n" });
    let mut out = out.into_bytes();
    if request.method != "HEAD" {
        out.extend_from_slice(body);
    }
    out
}

/// A path without its percent signs; nothing where they do not stand for text.
pub fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_request_is_read_up_to_its_blank_line() {
        let text = "GET /people/?role=admin HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip;q=1.0, br\r\nConnection: close\r\n\r\nGET /";
        let request = read_request(&mut text.as_bytes()).unwrap().unwrap();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/people/?role=admin"));
        assert_eq!(request.accepts, Accepts { brotli: true, gzip: true });
        assert!(request.close);
    }

    #[test]
    fn what_ends_early_or_never_is_no_request() {
        let endless = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(100_000));
        for text in ["", "GET", "GET / HTTP/1.1\r\nHost: x\r\n", &endless] {
            assert_eq!(read_request(&mut text.as_bytes()).unwrap(), None, "{:.20}", text);
        }
    }

    #[test]
    fn percent_signs_stand_for_bytes() {
        assert_eq!(decoded("a%20b%C3%A9").as_deref(), Some("a bé"));
        for path in ["%", "%zz", "%ff", "%2"] {
            assert_eq!(decoded(path), None, "{path}");
        }
    }
}
