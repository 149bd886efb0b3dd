//! A list of people that is longer than a screen: as much of it is drawn as is looked at, and what is to be put right
//! is there to be gone to.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::stage::{Stage, dist};
use journeys::steps;
use matomo_sim::{Config, Dataset};

/// Of seventy, the sixty-fifth has no address.
fn table() -> String {
    let row = |at: u32| match at {
        65 => "Pia Number65,nowhere\n".to_owned(),
        at => format!("Pia Number{at},p{at}@crowd.example.org\n"),
    };
    format!("Name,E-mail\n{}", (1..=70).map(row).collect::<String>())
}

async fn draws(page: &Page, rows: usize) -> Result<(), Trouble> {
    let script = format!("return document.querySelectorAll('.crowd tbody tr').length === {rows}");
    page.waits_for(&format!("{rows} rows of the list"), &script).await
}

#[test]
fn a_long_list_leads_to_what_is_to_be_put_right() {
    let stage =
        Stage::simulated(&dist().unwrap(), "/console/", Config { data: Dataset::Empty, ..Config::default() }).unwrap();
    stage.journey("crowd-long").go(async |page| {
        steps::connect(page, &stage).await?;
        steps::start(page).await?;
        page.radio("Many people").click().await?;
        page.textbox("Addresses or a table").paste(&table()).await?;
        page.button("Add to the list").click().await?;
        page.text_contains("70 people: 69 new, 1 to put right").await?;
        draws(page, 40).await?;
        page.button("Next").click().await?;
        page.text_contains("One thing to fix before you go on").await?;
        draws(page, 1).await?;
        page.axe().await?;
        page.picture().await?;
        // The row stays while it is put right.
        page.find(Role::Link, Name::Has("Row 65, E-mail".into())).click().await?;
        page.textbox("E-mail in row 65").fill("p65@crowd.example.org").await?;
        page.text_contains("70 people: 70 new").await?;
        draws(page, 1).await?;
        page.find(Role::Button, Name::Has("All 70".into())).click().await?;
        draws(page, 40).await?;
        page.button("Show all 70").click().await?;
        draws(page, 70).await?;
        // Where something else is wrong, all people stay.
        page.find(Role::TextBox, Name::Has("Contact".into())).fill(&"x".repeat(300)).await?;
        page.button("Next").click().await?;
        page.text_contains("One thing to fix before you go on").await?;
        draws(page, 70).await
    });
}
