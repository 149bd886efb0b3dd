//! Coming in: what is in the way is told apart, a token is tried once and stays where it belongs.

#![allow(clippy::unwrap_used, missing_docs)]

use std::net::TcpListener;

use journeys::browser::{Journey, Name, Page, Role, Trouble};
use journeys::door::{HEADING, asked, come_back, come_in, is_read, press_connect};
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use matomo_sim::{Config, Dataset, Dialect, Fault, FaultKind};
use xtask::static_site::Site;

const WRONG: &str = "0123456789abcdef0123456789abcdef";
/// Chromium notes each answer that it keeps from the page.
const UNREADABLE: [&str; 2] = ["index.php", "Access-Control-Allow-Origin"];

fn demo(dialect: Dialect) -> Stage {
    let config = Config { dialect, data: Dataset::Demo, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

fn expecting(journey: Journey, parts: &[&str]) -> Journey {
    parts.iter().fold(journey, |journey, part| journey.expects_in_console(part))
}

#[test]
fn what_cannot_be_an_address_or_a_token_is_said_before_anything_is_sent() {
    let stage = demo(Dialect::V5_8);
    stage.journey("connect-typed").go(async |page| {
        page.open(&stage.console).await?;
        let address = page.textbox("Matomo address");
        for (typed, said) in [
            (" ", "Type the address of your Matomo, such as https://matomo.example.org."),
            ("https://stats example.org", "An address has no blanks in it."),
            ("ftp://stats.example.org", "Lanyard speaks https and http, not ftp."),
            ("https://stats_!.example.org", "is not a host name."),
            ("https://stats.example.org:99999", "“99999” is not a port; ports go from 1 to 65535."),
        ] {
            press_connect(page, typed, WRONG).await?;
            page.text_contains(said).await?;
            assert!(address.description().await?.contains(said), "{typed}");
            assert_eq!(address.attribute("aria-invalid").await?.as_deref(), Some("true"), "{typed}");
            assert!(address.has_focus().await?, "{typed}");
        }
        let pasted = format!(" {}index.php?module=CoreHome&idSite=1 ", stage.matomo);
        press_connect(page, &pasted, " ").await?;
        page.text_contains("Paste the token here.").await?;
        assert!(page.textbox("API token").has_focus().await?);
        assert_eq!(address.value().await?, stage.matomo);
        assert!(address.description().await?.contains("Shortened to the folder that Matomo lies in."));
        assert_eq!(asked(page, &stage.matomo).await?, 0);
        Ok(())
    });
    assert!(stage.simulator(|sim| sim.calls().is_empty()).unwrap());
}

#[test]
fn nothing_there_and_something_else_there_are_told_apart() {
    let stage = demo(Dialect::V5_8);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = format!("http://{free}/");
    let nowhere = "https://matomo.invalid/";
    let journey = expecting(stage.journey("connect-nothing-there"), &["index.php", "matomo.php", "net::ERR_"]);
    journey.may_ask(&nobody).may_ask(nowhere).go(async |page| {
        page.open(&stage.console).await?;
        press_connect(page, &nobody, WRONG).await?;
        page.heading(&format!("No server answers at {free}")).appears().await?;
        page.text_contains("Look at the spelling of the address.").await?;
        page.axe().await?;
        press_connect(page, nowhere, WRONG).await?;
        page.heading("No server answers at matomo.invalid").appears().await?;
        press_connect(page, "http://matomo.invalid", WRONG).await?;
        page.heading("This page may not ask a Matomo over plain http").appears().await?;
        press_connect(page, &stage.console, WRONG).await?;
        page.heading("This is not a Matomo").appears().await?;
        page.text_contains("Open Matomo and take the address from there, up to index.php").await?;
        page.text_lacks("tries left").await?;
        page.leaks_none_of(&[&stage.token]).await
    });
}

#[test]
fn an_origin_that_is_not_allowed_gets_the_line_to_allow_it_and_sends_no_token() {
    let stage = demo(Dialect::V5_8);
    let other = demo(Dialect::V5_8);
    let journey = expecting(stage.journey("connect-origin"), &UNREADABLE).may_ask(&other.matomo);
    let origin = url::Url::parse(&stage.console).unwrap().origin().ascii_serialization();
    journey.go(async |page| {
        page.open(&stage.console).await?;
        press_connect(page, &other.matomo, &other.token).await?;
        page.heading("Matomo has to allow this origin").appears().await?;
        page.text_contains(&format!("[General] cors_domains[] = \"{origin}\"")).await?;
        page.text_contains("The token was not sent, so nothing counts towards the lock-out.").await?;
        page.axe().await?;
        page.picture().await?;
        // Told what to do, it was done: the same press works.
        press_connect(page, &stage.matomo, &stage.token).await?;
        is_read(page).await
    });
    assert!(other.simulator(|sim| sim.calls().iter().all(|call| call.caller == "anonymous")).unwrap());
}

#[test]
fn a_wrong_token_is_tried_once_at_each_press_and_the_tries_left_are_said() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let stage = demo(dialect);
        expecting(stage.journey("connect-wrong-token"), &UNREADABLE).go(async |page| {
            page.open(&stage.console).await?;
            for (press, token) in [WRONG, "abc", "x y\u{a0}z"].into_iter().enumerate() {
                press_connect(page, &stage.matomo, token).await?;
                page.heading("Matomo gives no readable answer to this token").appears().await?;
                page.waits_for("that it ended", "return !document.querySelector('[aria-busy=true]')").await?;
                // The question without a token, and the one with it.
                assert_eq!(asked(page, &stage.matomo).await?, 2 * (press as u64 + 1));
                let said = page.textbox("API token").description().await?;
                assert_eq!(said.contains("It is tried all the same."), token.len() < 32, "{said}");
                assert_eq!(said.contains("Blanks and line breaks are left out."), token.contains(' '), "{said}");
                assert!(page.textbox("API token").has_focus().await?);
            }
            page.find(Role::Alert, Name::Any).appears().await?;
            page.text_contains("Token refused. At most 17 tries left in this hour").await?;
            page.axe().await?;
            // A good one comes in nevertheless, with the blanks of a careless copy.
            page.textbox("API token").paste(&format!(" {} {} ", &stage.token[..8], &stage.token[8..])).await?;
            page.text_contains("Blanks and line breaks are left out.").await?;
            page.button("Connect").click().await?;
            is_read(page).await?;
            page.leaks_none_of(&[&stage.token]).await
        });
    }
}

#[test]
fn maintenance_and_a_failing_server_are_told() {
    let stage = demo(Dialect::V5_8);
    let journey = expecting(stage.journey("connect-maintenance"), &UNREADABLE).expects_in_console("503");
    let fault = |kind| {
        stage.simulator(|sim| {
            sim.faults().clear();
            sim.faults().add(Fault::new(kind));
        })
    };
    journey.go(async |page| {
        page.open(&stage.console).await?;
        // Without its CORS header fields an answer cannot be told from a forbidden one: both are said.
        fault(FaultKind::Maintenance);
        press_connect(page, &stage.matomo, &stage.token).await?;
        page.heading("Matomo has to allow this origin").appears().await?;
        page.text_contains("Then Matomo may be in maintenance").await?;
        fault(FaultKind::Truncate);
        page.button("Check again").click().await?;
        page.heading("This is not a Matomo").appears().await?;
        stage.simulator(|sim| sim.faults().clear());
        page.button("Check again").click().await?;
        is_read(page).await
    });
}

#[test]
fn the_first_question_goes_without_the_token() {
    let stage = demo(Dialect::V5_8);
    stage.journey("connect-first-question").go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        page.heading("People").appears().await?;
        page.address_contains("/console/people/").await?;
        page.leaks_none_of(&[&stage.token]).await
    });
    let calls = stage.simulator(|sim| sim.calls().to_vec()).unwrap();
    let first = calls.first().unwrap().request;
    assert!(calls.iter().all(|call| (call.caller == "anonymous") == (call.request == first)), "{calls:?}");
    assert!(calls.iter().all(|call| !call.wrote));
}

#[test]
fn the_demo_needs_no_network() {
    let server = Site::new(&dist().unwrap()).unwrap().serve("127.0.0.1:0").unwrap();
    let url = server.url().to_owned();
    Journey::new("connect-demo").may_ask(&url).go(async |page| {
        page.open(&url).await?;
        page.heading(HEADING).appears().await?;
        drop(server);
        page.button("Try the demo").click().await?;
        page.heading("People").appears().await?;
        is_read(page).await?;
        page.text_contains("40 accounts").await?;
        page.link("m.calder").click().await?;
        page.heading("m.calder").appears().await?;
        page.text_contains("A made-up Matomo inside this page. Nothing leaves it.").await
    });
}

#[test]
fn a_token_lives_as_long_as_it_was_asked_to() {
    let stage = demo(Dialect::V5_8);
    expecting(stage.journey("connect-keep"), &UNREADABLE).go(async |page| {
        page.open(&stage.console).await?;
        come_in(page, &stage).await?;
        // Without being asked, nothing is kept.
        page.reload().await?;
        page.heading(HEADING).appears().await?;
        assert_eq!(page.textbox("Matomo address").value().await?, stage.matomo);
        assert_eq!(page.textbox("API token").value().await?, "");
        page.leaks_none_of(&[&stage.token]).await?;
        // Asked to, the tab keeps it, over a reload and at another address.
        page.checkbox("Keep for this tab").click().await?;
        come_back(page, &stage.token).await?;
        page.reload().await?;
        is_read(page).await?;
        page.open(&format!("{}sites/", stage.console)).await?;
        is_read(page).await?;
        page.heading("Sites").appears().await?;
        // Locked, it is gone from everywhere, and so is what was read.
        page.button("Lock").click().await?;
        page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
        page.text_lacks("Intranet & handbook").await?;
        page.leaks_none_of(&[&stage.token]).await?;
        page.textbox("API token").paste(WRONG).await?;
        page.button("Unlock").click().await?;
        page.text_contains("Matomo gives no readable answer to this token").await?;
        page.textbox("API token").fill(&stage.token).await?;
        page.button("Unlock").click().await?;
        is_read(page).await?;
        page.heading("Sites").appears().await?;
        page.leaks_none_of(&[&stage.token]).await?;
        disconnects(page, &stage).await?;
        page.checkbox("Keep for this tab").click().await?;
        come_back(page, &stage.token).await?;
        disconnects(page, &stage).await
    });
}

async fn disconnects(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.button("Disconnect").click().await?;
    page.heading(HEADING).appears().await?;
    page.leaks_none_of(&[&stage.token]).await?;
    page.reload().await?;
    page.heading(HEADING).appears().await
}

#[test]
fn matomo_5_3_is_connected_to_on_its_own_origin_and_from_another() {
    connects(Dialect::V5_3);
}

#[test]
fn the_latest_matomo_is_connected_to_on_its_own_origin_and_from_another() {
    connects(Dialect::V5_8);
}

fn connects(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let mut ways = vec![Hosting::Plain("/console/")];
        if instance.is_own() {
            ways.extend([Hosting::OwnHost, Hosting::BesideMatomo]);
        } else {
            println!("NOT RUN: nginx in front, since {} was not set up here", instance.name);
        }
        for way in ways {
            let stage = Stage::real(&dist().unwrap(), way, &instance).unwrap();
            expecting(stage.journey("connect-real"), &UNREADABLE).go(async |page| {
                page.open(&stage.console).await?;
                if way == Hosting::Plain("/console/") {
                    press_connect(page, &stage.matomo, WRONG).await?;
                    page.heading("Matomo gives no readable answer to this token").appears().await?;
                }
                come_in(page, &stage).await?;
                page.find(Role::Link, Name::Has(", connected".into())).click().await?;
                page.heading("Connection").appears().await?;
                page.text_contains(&format!("Version {}", instance.version)).await?;
                page.text_contains("Super user: sees and may do everything").await?;
                page.text_contains(&format!("Whose {}", stage.login)).await?;
                page.leaks_none_of(&[&stage.token, &stage.password]).await
            });
        }
    }
}
