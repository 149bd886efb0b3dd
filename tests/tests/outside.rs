//! What changed outside of the console is told at connect, listed, and declared or put back; and what an entry did is
//! undone from it.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::ledger::kept;
use journeys::matrix::{self, ALPINE, BEA, BERGEN, CID, give, holds, on_real_ones, on_simulators};
use journeys::seed::has_begun;
use journeys::stage::Stage;
use journeys::steps::{IN_PLACE, MadeSite};
use matomo_api::Role as Access;
use matomo_sim::Dialect;
use records::{Account, Entry, What};

#[test]
fn what_changed_outside_is_declared_or_put_back_on_simulators() {
    on_simulators("outside", async |page, stage, sites| outside(page, stage, sites, true).await);
}

#[test]
fn what_changed_outside_is_declared_or_put_back_on_real_ones() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        on_real_ones("outside", dialect, async |page, stage, sites| outside(page, stage, sites, false).await);
    }
}

async fn again(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    page.reload().await?;
    door::come_back(page, &stage.token).await
}

async fn to_outside(page: &Page) -> Result<(), Trouble> {
    page.link("Look at them").click().await?;
    page.heading("Changed outside").appears().await
}

async fn outside(page: &Page, stage: &Stage, sites: &[MadeSite; 4], whole: bool) -> Result<(), Trouble> {
    let [alpine, bergen, ..] = sites;
    has_begun(page).await?;
    give(stage, CID, (alpine, Access::View, &[]))?;
    give(stage, BEA, (bergen, Access::Admin, &[]))?;
    again(page, stage).await?;
    page.text_contains("2 changes were made outside of the console").await?;
    if whole {
        page.axe().await?;
        page.picture().await?;
    }
    to_outside(page).await?;
    let (of_cid, of_bea) = (
        format!("{CID} on {ALPINE} ({}): no access → view.", alpine.id),
        format!("{BEA} on {BERGEN} ({}): write → admin.", bergen.id),
    );
    page.find(Role::Checkbox, of_cid.as_str()).appears().await?;
    let bea = page.find(Role::Checkbox, of_bea.as_str());
    bea.appears().await?;
    if whole {
        looks(page).await?;
    }
    bea.click().await?;
    let declare = page.button("Declare 1 change");
    declare.click().await?;
    page.text_contains("Say what is known of why this changed.").await?;
    page.axe().await?;
    page.textbox("Reason").fill("Asked for by telephone").await?;
    page.textbox("Ticket optional").fill("JIRA-77").await?;
    page.textbox("Who says so optional").fill("J. Verhoek").await?;
    declare.click().await?;
    page.text_contains("1 change put on record").await?;
    page.text_lacks(&of_cid).await?;
    bea.appears().await?;
    holds(stage, CID, &[(alpine, Access::View, &[])])?;
    let declared = kept(page).await?.into_iter().next_back().unwrap();
    let What::Declared(told) = declared.what() else { panic!("{declared:?}") };
    assert_eq!((told.people.len(), told.people[0].login.as_str(), told.people[0].after), (1, CID, Account::Active));
    assert_eq!(told.why.reason.to_string(), "Asked for by telephone");
    assert_eq!(told.why.approval.as_ref().map(|one| one.who.to_string()), Some("J. Verhoek".to_owned()));

    // It stays, also after a reload, until it is put back.
    again(page, stage).await?;
    bea.appears().await?;
    page.text_contains("1 change outside of the console").await?;
    page.button("Put back…").click().await?;
    page.heading("Put back").appears().await?;
    page.axe().await?;
    page.picture().await?;
    page.find(Role::Button, Name::Has("Undo 1".into())).click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(IN_PLACE).await?;
    holds(stage, BEA, &[(bergen, Access::Write, &[])])?;
    on_record(page, |one| matches!(one.what(), What::PlanApplied(_))).await?;

    // Own work is no surprise.
    page.open(&format!("{}records/outside/", stage.console)).await?;
    door::come_back(page, &stage.token).await?;
    page.text_contains("Nothing changed outside of the console").await?;
    page.axe().await?;
    page.picture().await?;

    // And from its entry.
    page.open(&format!("{}records/back/?entry={}", stage.console, declared.hash())).await?;
    door::come_back(page, &stage.token).await?;
    page.heading(&format!("Undo {}", declared.id())).appears().await?;
    page.axe().await?;
    page.picture().await?;
    page.find(Role::Button, Name::Has("Undo 1".into())).click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(IN_PLACE).await?;
    holds(stage, CID, &[])?;
    let undone =
        |one: &Entry| matches!(one.what(), What::PlanApplied(applied) if applied.undoes == Some(declared.id()));
    on_record(page, undone).await?;
    page.open(&format!("{}records/back/?entry={}", stage.console, declared.hash())).await?;
    door::come_back(page, &stage.token).await?;
    page.text_contains("It is as it was before").await
}

/// A look at it as others see it: in the dark, and in a hand.
async fn looks(page: &Page) -> Result<(), Trouble> {
    page.axe().await?;
    page.picture().await?;
    page.prefer_dark(true).await?;
    page.picture().await?;
    page.resize(390, 844).await?;
    page.axe().await?;
    page.picture().await?;
    let wide = page.run("return document.documentElement.scrollWidth - innerWidth", vec![]).await?;
    assert!(wide.as_i64().is_some_and(|wide| wide <= 0), "it scrolls sideways: {wide}");
    page.prefer_dark(false).await?;
    page.resize(1280, 900).await
}

/// Waits until the last entry is such a one.
async fn on_record(page: &Page, is_it: impl Fn(&Entry) -> bool) -> Result<(), Trouble> {
    let mut last = None;
    for _ in 0..300 {
        last = kept(page).await?.into_iter().next_back();
        if last.as_ref().is_some_and(&is_it) {
            return Ok(());
        }
    }
    Err(Trouble::new(format!("the last entry is {last:?}")))
}

#[test]
fn work_of_this_console_is_never_a_surprise() {
    on_simulators("outside-own", async |page, stage, [alpine, ..]| {
        has_begun(page).await?;
        page.click_on(Place::Cell(CID, ALPINE)).await?;
        page.keys("v").await?;
        matrix::review(page).await?;
        matrix::apply(page, None).await?;
        holds(stage, CID, &[(alpine, Access::View, &[])])?;
        // Right after it, and after a reload.
        page.link("People").click().await?;
        page.heading("People").appears().await?;
        door::is_read(page).await?;
        page.text_lacks("outside of the console").await?;
        again(page, stage).await?;
        page.waits_for("the ledger was read", "return !document.querySelector('[aria-busy=true]')").await?;
        page.text_lacks("outside of the console").await?;
        page.open(&format!("{}records/outside/", stage.console)).await?;
        door::come_back(page, &stage.token).await?;
        page.text_contains("Nothing changed outside of the console").await
    });
}
