//! A plan goes as a file from one admin's browser to another's: what changed in between is told and decided, and the
//! record names both.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::asker::{Asker, at_once};
use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::ledger;
use journeys::matrix::{self, ALPINE, ANN, BEA, BERGEN, CID, DAN, DELTA, PUBLISH};
use journeys::real;
use journeys::stage::{Hosting, Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use journeys::tokens::looks_good;
use matomo_api::methods::{AddUser, CreateAppSpecificTokenAuth, SetSuperUserAccess, TokenDescription, TokenEnd};
use matomo_api::{Email, Login, MatomoUrl, Password, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};
use records::PlanFile;

/// The second admin.
const SECOND: &str = "sam.second";
/// Whoever becomes an admin of a site needs an approval and two people.
const DEMANDS: &str = r#"{"demands":{"reason":true,"approval_for":["admin"],"four_eyes":true}}"#;

#[test]
fn round_trip_between_two_browsers_with_a_conflict_in_between_on_simulators() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        let config = Config { dialect, data: Dataset::Empty, ..Config::default() };
        let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
        round_trip(&stage, dialect.version());
    }
}

#[test]
fn round_trip_between_two_browsers_with_a_conflict_in_between_on_a_real_5_3() {
    on_real_ones(Dialect::V5_3);
}

#[test]
fn round_trip_between_two_browsers_with_a_conflict_in_between_on_the_latest_matomo() {
    on_real_ones(Dialect::V5_8);
}

fn on_real_ones(dialect: Dialect) {
    for instance in real::matomos(dialect) {
        let stage = Stage::real(&dist().unwrap(), Hosting::Plain("/console/"), &instance).unwrap();
        round_trip(&stage, &instance.name);
    }
}

fn round_trip(stage: &Stage, name: &str) {
    let sites = matrix::company(stage).unwrap();
    let token = second_admin(stage).unwrap();
    let mut file = String::new();
    stage.journey(&format!("plan-file-a-{name}")).go(async |page| {
        with_demands(page, stage, &stage.token).await?;
        file = prepared(page, stage).await?;
        page.leaks_none_of(&[&stage.token, &stage.password]).await
    });
    // Meanwhile, past every console.
    matrix::give(stage, BEA, (&sites[1], Access::Admin, &[])).unwrap();
    matrix::give(stage, DAN, (&sites[0], Access::Write, &[])).unwrap();
    stage.journey(&format!("plan-file-b-{name}")).go(async |page| {
        with_demands(page, stage, &token).await?;
        bad_files(page, stage, &file).await?;
        decided(page, &file, &stage.login).await?;
        applied(page, stage, &sites).await?;
        names_both(page, stage).await?;
        page.leaks_none_of(&[&stage.token, &stage.password, &token]).await
    });
}

/// Another super user, with a token of their own.
fn second_admin(stage: &Stage) -> Result<String, Trouble> {
    let trouble = |why: &dyn std::fmt::Display| Trouble::new(why.to_string());
    let asker: Asker = stage.asker()?;
    let login = Login::reported(SECOND);
    let email = Email::parse("sam@journey.example.org").map_err(|why| trouble(&why))?;
    let password = || Password::new(matrix::PASSWORD.to_owned());
    asker.ask(&AddUser { login: login.clone(), password: password(), email, initial_site: None })?;
    let own = Password::new(stage.password.clone());
    asker.ask(&SetSuperUserAccess { login: login.clone(), super_user: true, password: own })?;
    let make = CreateAppSpecificTokenAuth {
        owner: login,
        password: password(),
        description: TokenDescription::parse("Second admin").map_err(|why| trouble(&why))?,
        end: TokenEnd::InHours(1),
        secure_only: true,
        two_factor_code: None,
    };
    Ok(at_once(asker.client().call_without_token(&make))?.expose().to_owned())
}

async fn with_demands(page: &Page, stage: &Stage, token: &str) -> Result<(), Trouble> {
    page.open(&stage.console).await?;
    page.run("localStorage.setItem('lanyard.settings', arguments[0])", vec![DEMANDS.into()]).await?;
    door::press_connect(page, &stage.matomo, token).await?;
    door::is_read(page).await?;
    page.heading("People").appears().await?;
    page.link("Role matrix").click().await?;
    page.heading("Role matrix").appears().await
}

/// The first admin stages four changes, may not apply them alone, and saves them.
async fn prepared(page: &Page, stage: &Stage) -> Result<String, Trouble> {
    page.table("Role matrix").appears().await?;
    for (login, site, key) in [(CID, ALPINE, "v"), (BEA, BERGEN, "n"), (DAN, ALPINE, "v"), (ANN, DELTA, "a")] {
        page.click_on(Place::Cell(login, site)).await?;
        page.keys(key).await?;
    }
    matrix::review(page).await?;
    for (field, text) in [
        ("Reason", "Autumn campaign"),
        ("Ticket", "CHG-4711"),
        ("Approved by", "Noor Abadi"),
        ("Where that can be found", "Mail of 20 Nov"),
    ] {
        page.find(Role::TextBox, Name::Has(field.into())).fill(text).await?;
    }
    page.button("Apply 4 changes").click().await?;
    page.text_contains("A second person is missing").await?;
    page.axe().await?;
    page.picture().await?;
    matrix::holds(stage, CID, &[])?;
    page.button("Save plan as file").click().await?;
    page.text_contains("Saved as plan-").await?;
    let file = std::fs::read_to_string(page.downloaded(".json").await?)?;
    assert!(file.contains("CHG-4711") && file.contains(&format!("\"prepared_by\": \"{}\"", stage.login)), "{file}");
    Ok(file)
}

/// A file that is none, one that was edited, and one for another Matomo say so.
async fn bad_files(page: &Page, stage: &Stage, file: &str) -> Result<(), Trouble> {
    page.link("Open a plan file").click().await?;
    page.heading("Plan from a file").appears().await?;
    looks_good(page).await?;
    let (own, _) = MatomoUrl::parse(&stage.matomo).unwrap();
    let (other, _) = MatomoUrl::parse("https://elsewhere.example.org/").unwrap();
    let elsewhere = PlanFile { instance: other, ..PlanFile::read(file, &own).unwrap() }.write();
    for (text, why) in [
        ("Name,E-mail\n", "This file cannot be read: it is not JSON"),
        (r#"{"policy":{}}"#, "This is no plan of Lanyard’s."),
        (&*file.replace("CHG-4711", "CHG-4712"), "This plan was edited or damaged on its way"),
        (&*elsewhere, "This plan is for another Matomo: elsewhere.example.org"),
    ] {
        choose(page, text).await?;
        page.text_contains(why).await?;
        assert!(!page.find(Role::Button, Name::Has("Apply ".into())).is_there().await?, "{why}");
    }
    page.axe().await?;
    page.picture().await.map(drop)
}

/// What changed in between is told, and stays unless the plan is to count.
async fn decided(page: &Page, file: &str, prepared_by: &str) -> Result<(), Trouble> {
    choose(page, file).await?;
    page.text_contains("2 of these changed since the plan was prepared").await?;
    page.text_contains(prepared_by).await?;
    let rows = page.find(Role::Table, "What others changed").rows().await?;
    assert_eq!(rows.len(), 3, "{rows:?}");
    let row = |login: &str| rows.iter().find(|row| row[0].starts_with(login)).unwrap().clone();
    for (login, words) in [(BEA, ["write", "admin", "no access"]), (DAN, ["no access", "write", "view"])] {
        let row = row(login);
        for (at, words) in words.into_iter().enumerate() {
            assert!(row[at + 1].to_lowercase().contains(words), "{words}: {row:?}");
        }
    }
    for (id, text) in [("why-reason", "Autumn campaign"), ("why-ticket", "CHG-4711"), ("why-approved-by", "Noor Abadi")]
    {
        assert_eq!(page.run("return document.getElementById(arguments[0]).value", vec![id.into()]).await?, *text);
    }
    page.button("Apply 2 changes").appears().await?;
    looks_good(page).await?;
    page.checkbox(&format!("Apply the plan’s: {BEA} on {BERGEN}")).click().await?;
    page.button("Apply 3 changes").appears().await?;
    page.focus_is("the same tick", |focused| focused.name.contains(BEA)).await?;
    page.checkbox(&format!("Apply the plan’s: {DAN} on {ALPINE}")).click().await?;
    page.button("Apply 4 changes").appears().await?;
    page.checkbox(&format!("Apply the plan’s: {DAN} on {ALPINE}")).click().await?;
    page.button("Apply 3 changes").appears().await
}

async fn applied(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.find(Role::Checkbox, Name::Has("I have read".into())).click().await?;
    page.button("Apply 3 changes").click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(IN_PLACE).await?;
    matrix::holds(stage, CID, &[(&sites[0], Access::View, &[])])?;
    matrix::holds(stage, BEA, &[])?;
    matrix::holds(stage, DAN, &[(&sites[0], Access::Write, &[]), (&sites[3], Access::Admin, &[])])?;
    matrix::holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH]), (&sites[3], Access::Admin, &[])])?;
    assert!(!steps::account(stage, CID)?.super_user);
    Ok(())
}

/// The second admin's ledger says who prepared it and who applied it.
async fn names_both(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.text_contains("On record as UAM-").await?;
    let (entry, applied) = ledger::last_applied(page).await?;
    assert_eq!(entry.head().actor.as_ref().map(Login::as_str), Some(SECOND));
    assert_eq!(applied.why.prepared_by.as_ref().map(Login::as_str), Some(&*stage.login));
    assert_eq!((applied.why.reason.as_str(), applied.why.ticket.as_str()), ("Autumn campaign", "CHG-4711"));
    assert_eq!(applied.why.approval.unwrap().who.as_str(), "Noor Abadi");
    let touched: Vec<&str> = applied.people.iter().map(|one| one.login.as_str()).collect();
    assert_eq!(touched, [ANN, BEA, CID]);
    page.axe().await?;
    page.picture().await.map(drop)
}

/// Chooses a file, as the browser's own dialog does.
async fn choose(page: &Page, text: &str) -> Result<(), Trouble> {
    const CHOOSE: &str = "const input = document.querySelector('main input[type=file]');
        const chosen = new DataTransfer();
        chosen.items.add(new File([arguments[0]], 'plan.json'));
        input.files = chosen.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(CHOOSE, vec![text.into()]).await.map(drop)
}
