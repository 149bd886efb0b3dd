//! Faults at run time: what was done and what was heard of it.

#![allow(clippy::unwrap_used)]

use matomo_sim::{Call, Config, Fault, FaultKind, Outcome, Reply, Request, Sim};

const NOW: u64 = 1_795_298_400_000;

fn sim() -> Sim {
    Sim::new(Config { cors_domains: vec!["*".to_owned()], ..Config::default() }, NOW)
}

fn send(sim: &mut Sim, method: &str, form: &str) -> Outcome {
    let target = format!("/index.php?module=API&method={method}&format=json");
    let body = format!("token_auth={}&{form}", sim.admin_token());
    sim.handle(&Request::post(&target, body), NOW)
}

fn add(sim: &mut Sim, name: &str) -> Outcome {
    send(sim, "SitesManager.addSite", &format!("siteName={name}"))
}

fn sites(sim: &mut Sim) -> String {
    String::from_utf8(send(sim, "SitesManager.getAllSitesId", "").reply().unwrap().body).unwrap()
}

fn status(outcome: Outcome) -> Option<u16> {
    outcome.reply().map(|reply| reply.status)
}

#[test]
fn dropped_before_and_after_the_effect() {
    let mut sim = sim();
    sim.faults().add(Fault::new(FaultKind::DropBefore).writes().nth(1));
    sim.faults().add(Fault::new(FaultKind::DropAfter).writes().nth(2));
    assert_eq!(sites(&mut sim), "[]");
    assert!(matches!(add(&mut sim, "a"), Outcome::Dropped));
    assert_eq!(sites(&mut sim), "[]");
    assert!(matches!(add(&mut sim, "b"), Outcome::Dropped));
    assert_eq!(sites(&mut sim), "[1]");
    assert_eq!(status(add(&mut sim, "c")), Some(200));
    sim.faults().add(Fault::new(FaultKind::DropMidway).nth(1));
    let Outcome::DroppedMidway(reply) = add(&mut sim, "d") else { panic!() };
    assert_eq!((reply.status, reply.body.as_slice()), (200, br#"{"value":3}"#.as_slice()));
    assert_eq!(sites(&mut sim), "[1,2,3]");
    assert_eq!(sim.requests(), 8, "those that were dropped count");
}

#[test]
fn pages_instead_of_answers() {
    for (kind, status, done) in
        [(FaultKind::ErrorBefore, 500, "[]"), (FaultKind::ErrorAfter, 500, "[1]"), (FaultKind::Maintenance, 503, "[]")]
    {
        let mut sim = sim();
        sim.faults().add(Fault::new(kind).nth(1));
        let reply = add(&mut sim, "a").reply().unwrap();
        assert_eq!((reply.status, reply.header("Content-Type")), (status, Some("text/html; charset=utf-8")));
        assert_eq!(reply.header("Access-Control-Allow-Origin"), None);
        assert_eq!(sites(&mut sim), done, "{kind:?}");
    }
}

#[test]
fn half_an_answer() {
    let mut sim = sim();
    sim.faults().add(Fault::new(FaultKind::Truncate).on("SitesManager.addSite"));
    let reply = add(&mut sim, "a").reply().unwrap();
    assert_eq!((reply.status, reply.body.as_slice()), (200, br#"{"val"#.as_slice()));
    assert_eq!(sites(&mut sim), "[1]");
}

#[test]
fn a_token_that_is_refused_from_some_request_on() {
    let mut sim = sim();
    sim.faults().add(Fault::new(FaultKind::Unauthorized).onwards(2));
    assert_eq!(sites(&mut sim), "[]");
    for _ in 0..3 {
        let reply: Reply = add(&mut sim, "a").reply().unwrap();
        assert_eq!((reply.status, reply.header("Access-Control-Allow-Origin")), (401, None));
    }
    sim.faults().clear();
    assert_eq!(sites(&mut sim), "[]");
}

#[test]
fn delays_are_told_and_add_up() {
    let mut sim = Sim::new(Config { latency_ms: 20, ..Config::default() }, NOW);
    sim.faults().add(Fault::new(FaultKind::Delay(300)).writes());
    let delay = |outcome: Outcome| outcome.reply().unwrap().delay_ms;
    assert_eq!(delay(send(&mut sim, "SitesManager.getAllSitesId", "")), 20);
    assert_eq!(delay(add(&mut sim, "a")), 320);
}

#[test]
fn a_bulk_is_one_request_and_writes_if_an_element_can() {
    let mut sim = sim();
    sim.faults().add(Fault::new(FaultKind::DropAfter).writes().nth(1));
    let read = "urls[]=method%3DSitesManager.getAllSitesId";
    let write = "urls[]=method%3DSitesManager.addSite%26siteName%3Dx";
    assert_eq!(status(send(&mut sim, "API.getBulkRequest", read)), Some(200));
    assert!(matches!(send(&mut sim, "API.getBulkRequest", &format!("{read}&{write}&{write}")), Outcome::Dropped));
    assert_eq!(sites(&mut sim), "[1,2]");
}

#[test]
fn the_log_shows_what_was_done_even_if_nothing_was_heard() {
    let mut sim = sim();
    sim.faults().add(Fault::new(FaultKind::DropAfter).nth(1));
    add(&mut sim, "a");
    send(&mut sim, "UsersManager.inviteUser", "userLogin=ina&email=ina@example.org&initialIdSite=1");
    send(&mut sim, "UsersManager.inviteUser", "userLogin=ina&email=ina@example.org&initialIdSite=1");
    let call = |request, method: &str, subject: Option<&str>, wrote, ok| Call {
        request,
        method: method.to_owned(),
        caller: "admin".to_owned(),
        subject: subject.map(str::to_owned),
        wrote,
        ok,
    };
    assert_eq!(
        sim.calls(),
        [
            call(1, "SitesManager.addSite", None, true, true),
            call(2, "UsersManager.inviteUser", Some("ina"), true, true),
            call(3, "UsersManager.inviteUser", Some("ina"), false, false),
        ]
    );
    assert_eq!(sim.mails().len(), 1);
}
