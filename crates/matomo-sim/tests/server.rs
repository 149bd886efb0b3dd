//! The simulator over HTTP, on a real socket.

#![cfg(feature = "server")]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use matomo_sim::server::{self, Server};
use matomo_sim::{Config, Dataset, Fault, FaultKind};

struct Client(BufReader<TcpStream>);

impl Client {
    fn to(server: &Server) -> Self {
        let address = server.url();
        Client(BufReader::new(TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap()))
    }

    /// Status, header fields in lower case, body; `None` if the connection is closed without an answer.
    fn post(&mut self, target: &str, body: &str) -> Option<(u16, String, String)> {
        let request = format!(
            "POST {target} HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\nAccept-Language: de\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head).unwrap_or(0) == 0 {
                return None;
            }
        }
        let head = head.to_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Some((status, head, String::from_utf8(body).unwrap()))
    }
}

const VERSION: &str = "/index.php?module=API&method=API.getMatomoVersion&format=json";

fn demo() -> (Server, String) {
    let config = Config { data: Dataset::Demo, cors_domains: vec!["https://a.example".into()], ..Config::default() };
    let server = server::spawn(config, 0).unwrap();
    let token = server.with(|sim| sim.admin_token().to_owned());
    (server, format!("token_auth={token}"))
}

#[test]
fn answers_on_a_connection_that_is_kept() {
    let (server, token) = demo();
    let mut client = Client::to(&server);
    for _ in 0..3 {
        let (status, head, body) = client.post(VERSION, &token).unwrap();
        assert_eq!((status, body.as_str()), (200, r#"{"value":"5.8.0"}"#));
        assert!(head.contains("access-control-allow-origin: https://a.example\r\n"), "{head}");
    }
    let (_, _, german) = client.post("/index.php?module=API&method=UsersManager.getUser&format=json", &token).unwrap();
    assert!(german.contains("Bitte geben Sie einen Wert"), "{german}");
    assert_eq!(server.with(|sim| sim.calls().len()), 3, "what is refused for a missing value was not called");
}

#[test]
fn really_drops_a_connection() {
    let (server, token) = demo();
    server.with(|sim| sim.faults().add(Fault::new(FaultKind::DropAfter).writes().nth(1)));
    let target = "/index.php?module=API&method=SitesManager.addSite&format=json";
    let body = format!("{token}&siteName=x");
    assert!(Client::to(&server).post(target, &body).is_none());
    let (_, _, body) = Client::to(&server).post(target, &body).unwrap();
    assert_eq!(body, r#"{"value":11}"#, "the first was added all the same");
}

#[test]
fn drops_a_connection_in_the_middle_of_an_answer() {
    let (server, token) = demo();
    server.with(|sim| sim.faults().add(Fault::new(FaultKind::DropMidway).nth(1)));
    let address = server.url();
    let mut stream = TcpStream::connect(address.strip_prefix("http://").unwrap()).unwrap();
    let request = format!("POST {VERSION} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{token}", token.len());
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.to_lowercase().contains("content-length: 17"), "{head}");
    assert_eq!(body, r#"{"value""#, "8 of 17 bytes");
}

#[test]
fn links_lead_back_to_the_server() {
    let (server, token) = demo();
    let target = "/index.php?module=API&method=UsersManager.generateInviteLink&format=json";
    let (_, _, body) = Client::to(&server).post(target, &format!("{token}&userLogin=r.dlamini")).unwrap();
    let url = server.url().replace('/', "\\/");
    assert!(
        body.starts_with(&format!(r#"{{"value":"{url}\/index.php?module=Login&action=acceptInvitation&token="#)),
        "{body}"
    );
    let link = body.split('"').nth(3).unwrap().replace("\\/", "/");
    let path = link.strip_prefix(&server.url()).unwrap();
    let (status, _, page) = Client::to(&server).post(path, "").unwrap();
    assert!(status == 200 && page.contains("<h1>Set Password</h1>"), "{page}");
}

#[test]
fn stops_when_it_is_dropped() {
    let (server, _) = demo();
    let url = server.url();
    drop(server);
    assert!(TcpStream::connect(url.strip_prefix("http://").unwrap()).is_err());
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let (server, _) = demo();
    let port = server.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(server::spawn(Config::default(), port).is_err());
}
