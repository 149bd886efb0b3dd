//! A field goes away while the keyboard is in it: by Enter, which goes on, or by the browser's Back. The page that
//! follows is there, and nothing stops.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Role, Trouble};
use journeys::door;
use journeys::stage::{Stage, dist};
use journeys::steps;
use matomo_sim::{Config, Dataset};

const NAME: &str = "Nadia Enter";
const EMAIL: &str = "nadia.enter@journey.example.org";

fn go(name: &str, journey: impl AsyncFnOnce(&Page, &Stage) -> Result<(), Trouble>) {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey(&format!("leaving-{name}")).go(async |page| journey(page, &stage).await);
}

#[test]
fn enter_goes_from_step_to_step() {
    go("enter", async |page, stage| {
        steps::connect(page, stage).await?;
        page.link("Onboard a person").click().await?;
        page.heading("Engagement").appears().await?;
        let sentence = page.find(Role::TextBox, Name::Has("In one sentence".into()));
        sentence.fill("Shop campaigns").await?;
        sentence.press(&Key::Enter.to_string()).await?;
        page.heading("Person").appears().await?;
        page.textbox("Full name").fill(NAME).await?;
        page.textbox("E-mail").fill(EMAIL).await?;
        page.textbox("E-mail").press(&Key::Enter.to_string()).await?;
        page.heading("Access").appears().await?;
        page.link("Back").click().await?;
        page.heading("Person").appears().await?;
        assert_eq!(page.textbox("E-mail").value().await?, EMAIL);
        Ok(())
    });
}

#[test]
fn back_leaves_a_field_that_is_typed_into() {
    go("back", async |page, stage| {
        steps::connect(page, stage).await?;
        steps::start(page).await?;
        page.textbox("Full name").fill(NAME).await?;
        page.textbox("E-mail").fill(EMAIL).await?;
        page.back().await?;
        page.heading("Engagement").appears().await?;
        page.button("Next").click().await?;
        page.heading("Person").appears().await?;
        assert_eq!(page.textbox("E-mail").value().await?, EMAIL);
        Ok(())
    });
}

#[test]
fn enter_in_the_address_comes_in_by_the_door() {
    go("door", async |page, stage| {
        page.open(&stage.console).await?;
        page.textbox("API token").paste(&stage.token).await?;
        page.textbox("Matomo address").fill(&stage.matomo).await?;
        page.textbox("Matomo address").press(&Key::Enter.to_string()).await?;
        door::is_read(page).await?;
        page.heading("People").appears().await
    });
}
