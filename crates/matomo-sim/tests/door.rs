//! What happens before a method is reached: tokens, the lock-out, CORS, pages.

#![allow(clippy::unwrap_used)]

use matomo_sim::{Config, Dataset, Dialect, Fault, FaultKind, PASSWORD, Reply, Request, Sim};

const NOW: u64 = 1_795_298_400_000;
const HOUR: u64 = 3_600_000;
const ORIGIN: &str = "https://console.example.com";
const VERSION: &str = "/index.php?module=API&method=API.getMatomoVersion&format=json";

fn sim() -> Sim {
    sim_of(Dialect::V5_8)
}

fn sim_of(dialect: Dialect) -> Sim {
    Sim::new(Config { dialect, cors_domains: vec![ORIGIN.to_owned()], ..Config::default() }, NOW)
}

fn from_origin(request: Request, origin: &str) -> Request {
    Request { origin: Some(origin.to_owned()), ..request }
}

fn ask(sim: &mut Sim, request: &Request) -> Reply {
    sim.handle(request, NOW).reply().unwrap()
}

fn version(sim: &mut Sim, token: &str, origin: &str) -> Reply {
    ask(sim, &from_origin(Request::post(VERSION, format!("token_auth={token}")), origin))
}

fn allowed(reply: &Reply) -> Option<&str> {
    reply.header("Access-Control-Allow-Origin")
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

#[test]
fn a_configured_origin_may_read_letter_for_letter() {
    let mut sim = sim();
    let token = sim.admin_token().to_owned();
    let reply = version(&mut sim, &token, ORIGIN);
    assert_eq!(allowed(&reply), Some(ORIGIN));
    assert_eq!(reply.header("Access-Control-Allow-Credentials"), Some("true"));
    assert_eq!(reply.header("Vary"), Some("Origin"));
    for other in ["https://console.example.com/", "http://console.example.com", "HTTPS://console.example.com", "null"] {
        let reply = version(&mut sim, &token, other);
        assert_eq!((reply.status, allowed(&reply), reply.header("Vary")), (200, None, Some("Origin")), "{other}");
    }
}

#[test]
fn a_star_echoes_every_origin_and_no_configuration_says_nothing() {
    let with = |domains: &[&str], origin: Option<&str>| {
        let cors_domains = domains.iter().map(|domain| (*domain).to_owned()).collect();
        let mut sim = Sim::new(Config { cors_domains, ..Config::default() }, NOW);
        let request = Request { origin: origin.map(str::to_owned), ..Request::get(VERSION) };
        let reply = ask(&mut sim, &request);
        (allowed(&reply).map(str::to_owned), reply.header("Vary").map(str::to_owned))
    };
    let (vary, any) = (Some("Origin".to_owned()), Some("*".to_owned()));
    assert_eq!(with(&["*"], Some("https://evil.example.net")), (Some("https://evil.example.net".into()), vary.clone()));
    assert_eq!(with(&["*"], None), (any, vary));
    assert_eq!(with(&[], Some(ORIGIN)), (None, None));
}

#[test]
fn errors_of_methods_are_readable_too() {
    let mut sim = sim();
    let reply = version(&mut sim, "", ORIGIN);
    assert_eq!((reply.status, allowed(&reply)), (401, Some(ORIGIN)));
    let missing = Request::post("/index.php?module=API&method=Nope.x&format=json", "");
    let reply = ask(&mut sim, &from_origin(missing, ORIGIN));
    assert_eq!((reply.status, allowed(&reply)), (404, Some(ORIGIN)));
}

#[test]
fn what_is_refused_at_the_door_is_unreadable() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let mut sim = sim_of(dialect);
        let reply = version(&mut sim, "0000", ORIGIN);
        assert_eq!((reply.status, allowed(&reply), reply.header("Vary")), (401, None, None));
        assert_eq!(
            text(&reply),
            r#"{"result":"error","message":"Unable to authenticate with the provided token. It is either invalid or expired."}"#
        );
        sim.faults().add(Fault::new(FaultKind::Maintenance).nth(1));
        let reply = version(&mut sim, "", ORIGIN);
        assert_eq!((reply.status, allowed(&reply)), (503, None));
        assert!(text(&reply).contains("undergoing maintenance"));
    }
}

#[test]
fn a_refusal_is_json_only_if_the_query_says_what_is_called() {
    let mut sim = sim();
    let target = "/index.php?module=API&format=json";
    let reply = ask(&mut sim, &Request::post(target, "method=API.getMatomoVersion&token_auth=0000"));
    assert_eq!((reply.status, reply.header("Content-Type")), (401, Some("text/html; charset=utf-8")));
    assert!(text(&reply).starts_with("<!DOCTYPE html>"));
    let reply = ask(&mut sim, &Request::get(&format!("{VERSION}&token_auth=0000")));
    assert!(text(&reply).contains("or is required to be sent as a POST parameter."));
}

#[test]
fn a_preflight_never_says_which_fields_are_allowed() {
    let mut sim = sim();
    let body = format!("token_auth={}", sim.admin_token());
    let options = Request { method: "OPTIONS".to_owned(), ..Request::post(VERSION, body) };
    let reply = ask(&mut sim, &from_origin(options, ORIGIN));
    assert_eq!((reply.status, allowed(&reply)), (401, Some(ORIGIN)), "its body is not read");
    assert_eq!(reply.header("Access-Control-Allow-Headers"), None);
    assert_eq!(reply.header("Access-Control-Allow-Methods"), None);
}

#[test]
fn another_origin_cannot_read_what_it_still_does() {
    let mut sim = sim();
    let target = "/index.php?module=API&method=SitesManager.addSite&format=json";
    let body = format!("token_auth={}&siteName=x", sim.admin_token());
    let reply = ask(&mut sim, &from_origin(Request::post(target, body), "https://evil.example.net"));
    assert_eq!(allowed(&reply), None);
    assert!(sim.calls().last().unwrap().wrote);
}

#[test]
fn two_tokens_that_differ() {
    let request = |sim: &Sim| {
        Request::post(&format!("{VERSION}&token_auth=anonymous"), format!("token_auth={}", sim.admin_token()))
    };
    let mut new = sim();
    let (both, mut old) = (request(&new), sim_of(Dialect::V5_3));
    let reply = ask(&mut new, &both);
    assert_eq!(reply.status, 400);
    assert!(text(&reply).contains("Conflicting authentication parameters provided."));
    let both = request(&old);
    assert!(text(&ask(&mut old, &both)).contains("requires view access"), "5.3 takes the query's");
}

#[test]
fn the_lock_out() {
    let mut sim = sim();
    let token = sim.admin_token().to_owned();
    for _ in 0..20 {
        assert_eq!(version(&mut sim, "0000", ORIGIN).status, 401);
    }
    assert_eq!(version(&mut sim, &token, ORIGIN).status, 200, "20 failures are allowed");
    version(&mut sim, "0000", ORIGIN);
    let locked = version(&mut sim, &token, ORIGIN);
    assert_eq!((locked.status, allowed(&locked)), (500, None));
    let say = "Too many failed logins. Please wait and try logging in again later.";
    assert!(text(&locked).contains(say));
    let ids =
        Request::post("/index.php?module=API&method=SitesManager.getSitesIdWithAtLeastViewAccess&format=json", "");
    assert_eq!(text(&ask(&mut sim, &ids)), "[]", "without a token it still answers");
    let create = "/index.php?module=API&method=UsersManager.createAppSpecificTokenAuth&format=json";
    let body = format!("userLogin=admin&passwordConfirmation={PASSWORD}&description=x");
    let reply = ask(&mut sim, &Request::post(create, body));
    assert_eq!((reply.status, text(&reply).contains(say)), (200, true));
    assert_eq!(ask(&mut sim, &Request::get("/index.php")).status, 500);
    let later = Request::post(VERSION, format!("token_auth={token}"));
    assert_eq!(sim.handle(&later, NOW + HOUR).reply().unwrap().status, 200);
}

#[test]
fn wrong_passwords_count_once_per_request_and_weak_ones_not_at_all() {
    let confirm = |sim: &mut Sim, password: &str| {
        let target = "/index.php?module=API&method=UsersManager.setSuperUserAccess&format=json";
        let body = format!(
            "token_auth={}&userLogin=x&hasSuperUserAccess=1&passwordConfirmation={password}",
            sim.admin_token()
        );
        ask(sim, &Request::post(target, body)).status
    };
    let mut sim = sim();
    for _ in 0..30 {
        assert_eq!(confirm(&mut sim, "weak"), 200);
    }
    for _ in 0..21 {
        assert_eq!(confirm(&mut sim, "wrongpass"), 200);
    }
    assert_eq!(confirm(&mut sim, "wrongpass"), 500);
    let mut sim = Sim::new(Config::default(), NOW);
    let element = "urls[]=method%3DUsersManager.setSuperUserAccess%26userLogin%3Dx%26hasSuperUserAccess%3D1%26passwordConfirmation%3Dwrongpass&";
    let body = format!("token_auth={}&{}", sim.admin_token(), element.repeat(25));
    let bulk = Request::post("/index.php?module=API&method=API.getBulkRequest&format=json", body);
    for _ in 0..20 {
        assert_eq!(ask(&mut sim, &bulk).status, 200);
    }
    assert_eq!(confirm(&mut sim, PASSWORD), 200, "20 requests, 20 failures");
}

#[test]
fn formats() {
    let mut sim = sim();
    let body = format!("token_auth={}", sim.admin_token());
    let mut with = |format: &str| {
        let target = format!("/index.php?module=API&method=API.getMatomoVersion{format}");
        let reply = ask(&mut sim, &Request::post(&target, body.clone()));
        (reply.header("Content-Type").unwrap().to_owned(), text(&reply))
    };
    assert_eq!(with("&format=JSON").1, r#"{"value":"5.8.0"}"#);
    let xml = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<result>5.8.0</result>";
    assert_eq!(with(""), ("text/xml; charset=utf-8".into(), xml.into()));
    assert!(with("&format=bogus").1.starts_with("Error: Renderer format 'bogus' not valid."));
}

#[test]
fn pages() {
    let mut sim = sim();
    let mut page = |target: &str| {
        let reply = ask(&mut sim, &Request::get(target));
        (reply.status, text(&reply).contains("<h1>Sign in</h1>"))
    };
    assert_eq!(page("/index.php"), (200, true));
    assert_eq!(page("/"), (200, true));
    assert_eq!(page("/analytics/index.php?module=Login"), (200, true));
    assert_eq!(page("/index.php?module=UsersManager&action=userSecurity"), (403, true));
    assert_eq!(page("/index.php?module=Nope"), (404, false));
    assert_eq!(page("/index.php?module=Login&action=acceptInvitation&token=x"), (500, false));
    assert_eq!(page("/favicon.ico"), (404, false));
    let mut old = sim_of(Dialect::V5_3);
    assert_eq!(ask(&mut old, &Request::get("/index.php?module=Nope")).status, 500);
}

#[test]
fn a_strong_token_is_refused_outside_the_api() {
    let mut sim = sim();
    let body = format!("token_auth={}", sim.admin_token());
    assert_eq!(ask(&mut sim, &Request::post("/index.php?method=API.getMatomoVersion&format=json", body)).status, 500);
}

#[test]
fn when_somebody_was_last_seen_depends_on_version_and_list() {
    let field = |dialect, method: &str, name: &str| {
        let config = Config { dialect, data: Dataset::Demo, ..Config::default() };
        let mut sim = Sim::new(config, NOW);
        let target = format!("/index.php?module=API&method={method}&format=json");
        let body = format!("token_auth={}&idSite=1&filter_limit=-1", sim.admin_token());
        let rows: serde_json::Value =
            serde_json::from_slice(&ask(&mut sim, &Request::post(&target, body)).body).unwrap();
        let row = rows.as_array().unwrap().iter().find(|row| row["login"] == "root.legacy").unwrap();
        row.get(name).and_then(|value| value.as_str()).map(str::to_owned)
    };
    let (users, roles, supers) =
        ("UsersManager.getUsers", "UsersManager.getUsersPlusRole", "UsersManager.getUsersHavingSuperUserAccess");
    let date = field(Dialect::V5_8, users, "last_seen").unwrap();
    assert!(date.starts_with("2025-"), "{date}");
    assert_eq!(field(Dialect::V5_3, users, "last_seen"), Some(date.clone()));
    assert_eq!(field(Dialect::V5_8, roles, "last_seen"), Some(date));
    assert!(field(Dialect::V5_3, roles, "last_seen").unwrap().starts_with("412 days "));
    assert!(field(Dialect::V5_8, users, "last_seen_ago").unwrap().starts_with("412 days "));
    assert_eq!(field(Dialect::V5_3, users, "last_seen_ago"), None);
    assert_eq!(field(Dialect::V5_8, supers, "last_seen"), None);
    assert!(field(Dialect::V5_3, supers, "last_seen").is_some());
}
