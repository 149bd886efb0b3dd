#![allow(clippy::unwrap_used)]
use std::io::{Read, Write};

use super::http::Accepts;
use super::*;

fn site(base: &str) -> Site {
    let files = [
        ("index.html", "root"),
        ("people/index.html", "people"),
        ("a-0123456789ab.js", "script"),
        ("a-0123456789ab.js.br", "brotli"),
        ("a-0123456789ab.js.gz", "gzip"),
    ];
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    Site { files: Arc::new(files), base: "/".to_owned() }.under(base)
}

fn get(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_folder_is_answered_by_its_page() {
    let site = site("/");
    for (target, body) in [("/", "root"), ("/?x=1", "root"), ("/people/", "people"), ("/people/?role=admin", "people")]
    {
        let Found::File(file) = site.find(target, Accepts::default()) else { panic!("{target} is not found") };
        assert_eq!(file.bytes, body.as_bytes());
    }
}

#[test]
fn a_folder_without_its_slash_is_sent_on_with_its_query() {
    assert_eq!(
        site("/").find("/people?role=admin", Accepts::default()),
        Found::Moved("/people/?role=admin".to_owned())
    );
    assert_eq!(site("console").find("/console", Accepts::default()), Found::Moved("/console/".to_owned()));
    assert_eq!(
        site("console").find("/console/people", Accepts::default()),
        Found::Moved("/console/people/".to_owned())
    );
}

#[test]
fn nothing_is_found_outside_the_base_or_the_list() {
    for target in ["/", "/people/", "/console/../index.html", "/console/%2e%2e/Cargo.toml", "/console/nothing", "*", ""]
    {
        assert_eq!(site("/console/").find(target, Accepts::default()), Found::Nothing, "{target}");
    }
}

#[test]
fn the_densest_form_that_is_accepted_goes_out() {
    for (brotli, gzip, body, encoding) in
        [(true, true, "brotli", Some("br")), (false, true, "gzip", Some("gzip")), (false, false, "script", None)]
    {
        let site = site("/");
        let Found::File(file) = site.find("/a-0123456789ab.js", Accepts { brotli, gzip }) else { panic!("not found") };
        assert_eq!((file.bytes, file.encoding), (body.as_bytes(), encoding));
        assert_eq!((file.mime, file.cache), ("text/javascript; charset=utf-8", headers::FOR_EVER));
    }
}

#[test]
fn every_answer_has_the_headers() {
    let server = site("/console/").serve("127.0.0.1:0").unwrap();
    assert_eq!(server.url(), format!("{}/console/", server.origin()));
    for request in ["GET /console/", "GET /console/people", "GET /nothing", "POST /console/"] {
        let answer = get(&server, request);
        for (name, value) in headers::ALWAYS {
            assert!(answer.contains(&format!("{name}: {value}\r\n")), "{request}: {answer}");
        }
    }
}

#[test]
fn a_head_has_no_body_and_other_methods_are_refused() {
    let server = site("/").serve("127.0.0.1:0").unwrap();
    let head = get(&server, "HEAD /");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(get(&server, "DELETE /").starts_with("HTTP/1.1 405 "));
}

#[test]
fn a_server_that_is_dropped_has_stopped() {
    let server = site("/").serve("127.0.0.1:0").unwrap();
    let address = server.address;
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
