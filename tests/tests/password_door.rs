//! The door where login and password are typed: what it says before anything is sent, what is lost, how it looks.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Role, Trouble};
use journeys::door::{HEADING, asked, is_read, press_connect_as};
use journeys::ledger::kept;
use journeys::password::{CODE, WITH_PASSWORD, is_clean, made, secrets_are_dropped};
use journeys::stage::{Stage, dist};
use journeys::tokens::{PASSWORD, WRONG};
use matomo_sim::{Config, Fault, FaultKind};

fn simulated(config: Config) -> Stage {
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let stage = simulated(Config::default());
    stage.journey("password-typed").go(async |page| {
        page.open(&stage.console).await?;
        for (login, password, field, said) in [
            (" ", PASSWORD, "Login", "Type your login, or your e-mail address."),
            ("ann", "", "Password", "Type your password."),
        ] {
            press_connect_as(page, &stage.matomo, login, (password, "")).await?;
            page.text_contains(said).await?;
            assert!(page.textbox(field).description().await?.contains(said));
            assert!(page.textbox(field).has_focus().await?, "{field}");
        }
        // Nothing that was typed is lost for a wrong address: nothing was sent there.
        press_connect_as(page, "ftp://stats.example.org", "ann", (PASSWORD, "123456")).await?;
        page.text_contains("Lanyard speaks https and http, not ftp.").await?;
        assert_eq!(page.textbox("Password").value().await?, PASSWORD);
        assert_eq!(page.textbox(CODE).value().await?, "123456");
        // Neither is it by looking at the other way in.
        page.radio("With a token").click().await?;
        page.textbox("API token").appears().await?;
        page.radio(WITH_PASSWORD).click().await?;
        assert_eq!(page.textbox("Login").value().await?, "ann");
        assert_eq!(asked(page, &stage.matomo).await?, 0);
        Ok(())
    });
    assert!(stage.simulator(|sim| sim.calls().is_empty()).unwrap());
}

#[test]
fn an_answer_that_is_lost_is_not_asked_for_again() {
    for (kind, heading) in [
        (FaultKind::DropMidway, "No readable answer came to login and password"),
        (FaultKind::Truncate, "Matomo's answer was not understood"),
        // Without its CORS header fields it is as silent.
        (FaultKind::ErrorAfter, "No readable answer came to login and password"),
    ] {
        let stage = simulated(Config::default());
        stage.simulator(|sim| sim.faults().add(Fault::new(kind).writes()));
        let journey = stage.journey("password-lost").expects_in_console("index.php");
        let journey = journey.expects_in_console("Access-Control-Allow-Origin");
        journey.go(async |page| {
            page.open(&stage.console).await?;
            press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
            page.heading(heading).appears().await?;
            page.text_contains(
                "Matomo may have made a token all the same, which nobody knows. That would end in 8 hours",
            )
            .await?;
            secrets_are_dropped(page, &stage.login).await?;
            assert_eq!(asked(page, &stage.matomo).await?, 2);
            page.axe().await?;
            page.picture().await?;
            made(&stage, &stage.login, 1)?;
            // Pressed again by the person, it works.
            stage.simulator(|sim| sim.faults().clear());
            page.textbox("Password").fill(&stage.password).await?;
            page.press(Key::Enter).await?;
            is_read(page).await?;
            made(&stage, &stage.login, 2)?;
            is_clean(page, &stage, &[&stage.password]).await
        });
    }
}

#[test]
fn another_origin_gets_no_password() {
    let (stage, other) = (simulated(Config::default()), simulated(Config::default()));
    let journey = stage.journey("password-origin").expects_in_console("index.php").may_ask(&other.matomo);
    journey.expects_in_console("Access-Control-Allow-Origin").go(async |page| {
        page.open(&stage.console).await?;
        press_connect_as(page, &other.matomo, &other.login, (&other.password, "")).await?;
        page.heading("Matomo has to allow this origin").appears().await?;
        page.text_contains("The password was not sent, so nothing counts towards the lock-out.").await?;
        assert_eq!(page.textbox("Password").value().await?, other.password);
        Ok(())
    });
    made(&other, &other.login, 0).unwrap();
}

#[test]
fn the_door_with_a_password_is_accessible_in_light_and_dark_and_in_a_hand() {
    let stage = simulated(Config::default());
    stage.journey("password-looks").go(async |page| {
        for (width, height) in [(1280, 900), (390, 844)] {
            page.resize(width, height).await?;
            page.open(&stage.console).await?;
            page.radio(WITH_PASSWORD).click().await?;
            page.textbox("Matomo address").fill(&stage.matomo).await?;
            page.find(Role::Link, Name::Has("Auth tokens".into())).appears().await?;
            looks(page).await?;
            press_connect_as(page, &stage.matomo, "ann", (WRONG, "")).await?;
            page.heading("Matomo refused login or password").appears().await?;
            looks(page).await?;
            press_connect_as(page, &stage.matomo, &stage.login, (&stage.password, "")).await?;
            is_read(page).await?;
            page.run("document.querySelector('#main-nav').showPopover?.()", vec![]).await?;
            page.button("Lock").click().await?;
            page.find(Role::Heading, Name::Has("Locked at ".into())).appears().await?;
            looks(page).await?;
            page.button("Leave and forget everything").click().await?;
            let sure = page.dialog("Forget everything that Lanyard keeps in this browser?");
            sure.find(Role::Button, "Leave and forget everything").click().await?;
            page.heading(HEADING).appears().await?;
            assert!(kept(page).await?.is_empty(), "the ledger is still there");
            const NOTED: &str = "return Object.keys(localStorage).filter(key => key.includes('ledger-end')).length";
            assert_eq!(page.run(NOTED, vec![]).await?, 0);
        }
        Ok(())
    });
}

async fn looks(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    for dark in [false, true] {
        page.prefer_dark(dark).await?;
        page.picture().await?;
    }
    page.prefer_dark(false).await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().unwrap() <= 0, "{wide} px too wide");
    Ok(())
}
