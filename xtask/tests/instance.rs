//! What the library promises about real instances. Needs one that is up: `cargo xtask matomo up`.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpStream;

use xtask::matomo::{self, Instance, front};
use xtask::static_site::headers;

/// One after the other: these tests change what they share.
#[test]
fn real_instances_are_what_tests_rely_on() {
    let instances: Vec<_> = matomo::running().unwrap().into_iter().filter(Instance::is_own).collect();
    assert!(!instances.is_empty(), "no Matomo is up: `cargo xtask matomo up`");
    for instance in &instances {
        instance.reset().unwrap();
        capabilities_of_tag_manager_are_there(instance);
        a_reset_brings_back_the_fresh_state(instance);
        a_crowd_is_there_at_once(instance);
        mails_arrive_in_the_sink(instance);
        origins_are_allowed_at_once(instance);
        nginx_serves_console_and_matomo(instance);
        instance.reset().unwrap();
    }
}

fn capabilities_of_tag_manager_are_there(instance: &Instance) {
    let answer = call(instance, "UsersManager.getAvailableCapabilities", "", "");
    for id in ["tagmanager_write", "tagmanager_publish_live_container", "tagmanager_use_custom_templates"] {
        assert!(answer.contains(id), "{answer}");
    }
}

fn a_reset_brings_back_the_fresh_state(instance: &Instance) {
    for _ in 0..2 {
        let answer = call(instance, "SitesManager.addSite", "siteName=Shop&urls=https://shop.example", "");
        assert!(answer.ends_with("{\"value\":1}"), "the first site is number 1: {answer}");
        let answer =
            call(instance, "UsersManager.addUser", "userLogin=rosa&password=a-Long-1-pass&email=rosa@example.org", "");
        assert!(answer.contains("success"), "{answer}");
        instance
            .sql("insert into matomo_brute_force_log (ip_address, attempted_at) values ('127.0.0.1', now())")
            .unwrap();
        instance.clear_lockout().unwrap();
        assert_eq!(instance.sql("select count(*) from matomo_brute_force_log").unwrap(), [["0"]]);
        assert_eq!(
            instance.sql("select login from matomo_user order by login").unwrap(),
            [["admin"], ["anonymous"], ["rosa"]]
        );
        instance.reset().unwrap();
        assert_eq!(instance.sql("select login from matomo_user order by login").unwrap(), [["admin"], ["anonymous"]]);
        assert_eq!(instance.sql("select count(*) from matomo_site").unwrap(), [["0"]]);
        assert_eq!(instance.mails().unwrap(), []);
    }
}

fn a_crowd_is_there_at_once(instance: &Instance) {
    instance.fill(500, 216).unwrap();
    let sites = call(instance, "SitesManager.getSitesWithAdminAccess", "", "");
    let people = call(instance, "UsersManager.getUsers", "", "");
    assert_eq!(sites.matches("\"main_url\":").count(), 500);
    assert_eq!(people.matches("\"login\":\"person-").count(), 216);
    let pairs =
        instance.sql("select access, count(*) from matomo_access where login like 'person-%' group by access").unwrap();
    assert_eq!(pairs.len(), 3, "{pairs:?}");
    instance.reset().unwrap();
}

fn mails_arrive_in_the_sink(instance: &Instance) {
    call(instance, "SitesManager.addSite", "siteName=Shop&urls=https://shop.example", "");
    let answer = call(instance, "UsersManager.inviteUser", "userLogin=ivo&email=ivo@example.org&initialIdSite=1", "");
    assert!(answer.contains("success"), "{answer}");
    let mails = instance.mails().unwrap();
    let mail = mails.iter().find(|mail| mail.to == "ivo@example.org").unwrap_or_else(|| panic!("{mails:?}"));
    assert!(mail.text.contains("acceptInvitation") || mail.html.contains("acceptInvitation"), "{mail:?}");
    instance.forget_mails().unwrap();
    assert_eq!(instance.mails().unwrap(), []);
}

fn origins_are_allowed_at_once(instance: &Instance) {
    for origin in ["http://127.0.0.1:4567", "http://localhost:4568"] {
        instance.allow_origins(&[origin]).unwrap();
        for (asking, allowed) in [(origin, true), ("http://127.0.0.1:9999", false)] {
            let answer = call(instance, "API.getMatomoVersion", "", &format!("Origin: {asking}\r\n"));
            assert_eq!(answer.contains(&format!("Access-Control-Allow-Origin: {asking}")), allowed, "{answer}");
        }
    }
}

fn nginx_serves_console_and_matomo(instance: &Instance) {
    let dist = std::env::temp_dir().join(format!("lanyard-front-{}", std::process::id()));
    std::fs::create_dir_all(dist.join("people")).unwrap();
    let wasm = "core-0123456789ab.wasm";
    for (name, text) in
        [("index.html", "root"), ("people/index.html", "people"), (wasm, "wasm"), (&format!("{wasm}.gz"), "gzip")]
    {
        std::fs::write(dist.join(name), text).unwrap();
    }
    for layout in [front::Layout::SameOrigin, front::Layout::OwnHost] {
        let front = front::start(&dist, instance, layout).unwrap();
        assert!(front.console_url.starts_with(front.origin()));
        let page = get(&front.console_url, "");
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("root"), "{page}");
        for (name, value) in headers::ALWAYS {
            assert!(page.contains(&format!("{name}: {value}\r\n")), "{name}: {page}");
        }
        assert!(page.contains(&format!("Cache-Control: {}\r\n", headers::ASK_AGAIN)), "{page}");
        assert!(get(&format!("{}people/", front.console_url), "").ends_with("people"));
        let moved = get(&format!("{}people?role=admin", front.console_url), "");
        assert!(moved.starts_with("HTTP/1.1 301") && moved.contains("/people/?role=admin\r\n"), "{moved}");
        let file = get(&format!("{}{wasm}", front.console_url), "Accept-Encoding: gzip\r\n");
        assert!(file.contains("Content-Encoding: gzip") && file.ends_with("gzip"), "{file}");
        assert!(file.contains("Content-Type: application/wasm"), "{file}");
        assert!(file.contains(&format!("Cache-Control: {}\r\n", headers::FOR_EVER)), "{file}");
        assert!(get(&format!("{}nothing", front.console_url), "").starts_with("HTTP/1.1 404"));
        let mut matomo = instance.clone();
        matomo.base_url.clone_from(&front.matomo_url);
        let answer = call(&matomo, "API.getMatomoVersion", "", "");
        assert!(answer.contains(&instance.version), "{answer}");
        if layout == front::Layout::SameOrigin {
            assert!(get(&format!("{}config/config.ini.php", front.matomo_url), "").starts_with("HTTP/1.1 403"));
        }
    }
    std::fs::remove_dir_all(dist).unwrap();
}

fn call(instance: &Instance, method: &str, parameters: &str, header: &str) -> String {
    let query = format!("index.php?module=API&method={method}&format=json&filter_limit=-1");
    let body = format!("token_auth={}&{parameters}", instance.token);
    let more = format!("{header}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
    ask("POST", &format!("{}{query}", instance.base_url), &more, &body)
}

fn get(url: &str, header: &str) -> String {
    ask("GET", url, header, "")
}

fn ask(method: &str, url: &str, header: &str, body: &str) -> String {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    // In one piece: PHP's own server hangs up on a request that comes in crumbs.
    let request = format!("{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{header}\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
