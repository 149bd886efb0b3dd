//! The role matrix's dialogs that reach into Matomo: capabilities beside a role, and what people have on another site.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Name, Page, Place, Role, Trouble};
use journeys::matrix::{
    self, ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, PUBLISH, here, holds, on_real_ones, on_simulators, tab_to,
    walk_to,
};
use journeys::stage::Stage;
use journeys::steps::MadeSite;
use matomo_api::Role as Access;
use matomo_api::methods::GetAvailableCapabilities;
use matomo_sim::Dialect;

/// Only admin holds this anyway, too.
const TEMPLATES: &str = "tagmanager_use_custom_templates";

#[test]
fn capabilities_on_simulators() {
    on_simulators("capabilities", capabilities);
}

#[test]
fn capabilities_on_a_real_5_3() {
    on_real_ones("capabilities", Dialect::V5_3, capabilities);
}

#[test]
fn capabilities_on_a_real_5_8() {
    on_real_ones("capabilities", Dialect::V5_8, capabilities);
}

/// With keys alone: given, refused where there is no role, kept when the role changes, and taken away again.
async fn capabilities(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    let known = stage.asker()?.ask(&GetAvailableCapabilities)?;
    let named = |id: &str| known.iter().find(|one| one.id.as_str() == id).unwrap().name.clone();
    let (publish, templates) = (named(PUBLISH), named(TEMPLATES));
    tab_to(page, "gridcell", "").await?;
    walk_to(page, ANN, ALPINE).await?;
    page.keys("c").await?;
    page.dialog("Capabilities").appears().await?;
    page.text_contains(&format!("{ANN} on {ALPINE}: ")).await?;
    page.axe().await?;
    page.picture().await?;
    // Closed without a choice, nothing is staged.
    page.press(Key::Escape).await?;
    page.dialog("Capabilities").disappears().await?;
    here(page, "view, with 1 capability").await?;
    page.keys("c").await?;
    chooses(page, &templates, Key::Right).await?;
    here(page, "view, with 1 capability; staged: view, with 2 capabilities").await?;
    // Without a role there is nothing for them to be on top of.
    walk_to(page, CID, BERGEN).await?;
    page.keys("c").await?;
    chooses(page, &publish, Key::Right).await?;
    here(page, "no access").await?;
    let refused = format!("there is none. Set a role first. ({CID} on {BERGEN})");
    page.find(Role::Alert, Name::Any).appears().await?;
    page.text_contains(&refused).await?;
    page.axe().await?;
    page.picture().await?;
    page.keys("v").await?;
    here(page, "no access; staged: view").await?;
    page.keys("c").await?;
    chooses(page, &publish, Key::Right).await?;
    here(page, "no access; staged: view, with 1 capability").await?;
    page.text_lacks(&refused).await?;
    // Another role keeps them.
    page.keys("w").await?;
    here(page, "no access; staged: write, with 1 capability").await?;
    // Who holds it anyway is given nothing.
    walk_to(page, DAN, DELTA).await?;
    page.keys("c").await?;
    chooses(page, &publish, Key::Right).await?;
    page.text_contains("Nothing changes").await?;
    here(page, "admin").await?;
    reviewed(page).await?;
    let cid = (&sites[1], Access::Write, &[PUBLISH][..]);
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH, TEMPLATES])])?;
    holds(stage, CID, &[cid])?;
    holds(stage, DAN, &[(&sites[3], Access::Admin, &[])])?;
    // What is there survives another role in Matomo as well.
    back(page).await?;
    walk_to(page, ANN, ALPINE).await?;
    here(page, "view, with 2 capabilities").await?;
    page.keys("w").await?;
    here(page, "view, with 2 capabilities; staged: write, with 2 capabilities").await?;
    reviewed(page).await?;
    holds(stage, ANN, &[(&sites[0], Access::Write, &[PUBLISH, TEMPLATES])])?;
    // One is taken away, the other stays.
    back(page).await?;
    walk_to(page, ANN, ALPINE).await?;
    here(page, "write, with 2 capabilities").await?;
    page.keys("c").await?;
    chooses(page, &publish, Key::Left).await?;
    here(page, "write, with 2 capabilities; staged: write, with 1 capability; needs care").await?;
    matrix::review(page).await?;
    page.text_contains("Takes away what was granted beside the role").await?;
    page.find(Role::Checkbox, Name::Has("I have read".into())).click().await?;
    matrix::apply(page, None).await?;
    holds(stage, ANN, &[(&sites[0], Access::Write, &[TEMPLATES])])?;
    holds(stage, CID, &[cid])
}

/// In the open dialog: what is chosen for this capability, from “as it is” to the right or, by way of the end, to the left.
async fn chooses(page: &Page, capability: &str, arrow: Key) -> Result<(), Trouble> {
    let group = page.find(Role::Group, capability);
    group.appears().await?;
    while !group.has_focus().await? {
        tab_to(page, "radio", "As it is").await?;
    }
    page.press(arrow).await?;
    let chosen = if matches!(arrow, Key::Right) { "Give" } else { "Take" };
    page.focus_is(chosen, |focused| focused.role == "radio" && focused.name == chosen).await?;
    tab_to(page, "button", "Stage capabilities").await?;
    page.press(Key::Enter).await?;
    page.dialog("Capabilities").disappears().await
}

/// Through the review to the end.
async fn reviewed(page: &Page) -> Result<(), Trouble> {
    matrix::review(page).await?;
    matrix::apply(page, None).await
}

/// To the matrix again, with the keyboard on its cells.
async fn back(page: &Page) -> Result<(), Trouble> {
    page.link("Back to the matrix").click().await?;
    page.text_contains("Nothing is staged.").await?;
    tab_to(page, "gridcell", "").await.map(drop)
}

#[test]
fn as_on_another_site_on_simulators() {
    on_simulators("from-site", from_site);
}

#[test]
fn as_on_another_site_on_a_real_5_3() {
    on_real_ones("from-site", Dialect::V5_3, from_site);
}

#[test]
fn as_on_another_site_on_a_real_5_8() {
    on_real_ones("from-site", Dialect::V5_8, from_site);
}

async fn from_site(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    // From one row it is everybody, capabilities too.
    page.click_on(Place::Cell(CID, COAST)).await?;
    opens(page).await?;
    page.axe().await?;
    page.picture().await?;
    page.textbox("Which site").fill("alpi").await?;
    page.button(&format!("Same as on {BERGEN}")).disappears().await?;
    takes(page, ALPINE).await?;
    page.cell_says(ANN, COAST, "no access; staged: view, with 1 capability").await?;
    page.cell_says(BEA, COAST, "no access").await?;
    page.text_contains("1 cell staged").await?;
    // From several rows it is these people, and what they have on the other site takes the place of what is here.
    page.click_on(Place::Cell(BEA, DELTA)).await?;
    page.click_with_shift_on(Place::Cell(DAN, DELTA)).await?;
    opens(page).await?;
    takes(page, BERGEN).await?;
    page.cell_says(BEA, DELTA, "no access; staged: write").await?;
    page.cell_says(DAN, DELTA, "admin; staged: no access").await?;
    // On top of it nobody has less than before; what is staged on the other site counts.
    page.click_on(Place::Column(BERGEN)).await?;
    opens(page).await?;
    page.radio("Add, never less").click().await?;
    takes(page, COAST).await?;
    page.cell_says(ANN, BERGEN, "no access; staged: view, with 1 capability").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    page.click_with_shift_on(Place::Cell(BEA, ALPINE)).await?;
    opens(page).await?;
    page.radio("Add, never less").click().await?;
    takes(page, DELTA).await?;
    page.cell_says(ANN, ALPINE, "view, with 1 capability").await?;
    page.cell_says(BEA, ALPINE, "no access; staged: write").await?;
    reviewed(page).await?;
    let ann = |site| (site, Access::View, &[PUBLISH][..]);
    holds(stage, ANN, &[ann(&sites[0]), ann(&sites[1]), ann(&sites[2])])?;
    let bea = |site| (site, Access::Write, &[][..]);
    holds(stage, BEA, &[bea(&sites[0]), bea(&sites[1]), bea(&sites[3])])?;
    holds(stage, CID, &[])?;
    holds(stage, DAN, &[])
}

/// The dialog, by the menu.
async fn opens(page: &Page) -> Result<(), Trouble> {
    page.button("More…").click().await?;
    let menu = page.dialog("What to do with the selection");
    menu.find(Role::Button, "Same as on another site…").click().await?;
    page.dialog("Same as on another site").appears().await
}

async fn takes(page: &Page, site: &str) -> Result<(), Trouble> {
    page.button(&format!("Same as on {site}")).click().await?;
    page.dialog("Same as on another site").disappears().await
}
