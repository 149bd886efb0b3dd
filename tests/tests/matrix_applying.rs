//! From the matrix into Matomo when somebody else is at work, when Matomo deletes what it should not, when the page is
//! closed and when the network fails.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::grants::{self, Grants};
use journeys::matrix::{
    self, ALPINE, ANN, BEA, BERGEN, CID, DAN, DELTA, PUBLISH, give, holds, on_real_ones, on_simulators,
};
use journeys::stage::{Stage, dist};
use journeys::steps::{self, IN_PLACE, MadeSite};
use matomo_api::Role as Access;
use matomo_api::methods::{GetAllSites, GetUsers};
use matomo_sim::{Config, Dataset, Dialect, Fault, FaultKind};

#[test]
fn what_somebody_else_changed_before_applying_is_decided_on_simulators() {
    on_simulators("theirs-late", async |page, stage, sites| changed_before_applying(page, stage, sites, false).await);
    on_simulators("mine-late", async |page, stage, sites| changed_before_applying(page, stage, sites, true).await);
}

#[test]
fn what_somebody_else_changed_before_applying_is_decided_on_real_ones() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        on_real_ones("theirs-late", dialect, async |page, stage, sites| {
            changed_before_applying(page, stage, sites, false).await
        });
        on_real_ones("mine-late", dialect, async |page, stage, sites| {
            changed_before_applying(page, stage, sites, true).await
        });
    }
}

/// Stages view on Alpine for Cid, and no access on Bergen for Bea.
async fn stage_two(page: &Page) -> Result<(), Trouble> {
    page.click_on(Place::Cell(CID, ALPINE)).await?;
    page.keys("v").await?;
    page.click_on(Place::Cell(BEA, BERGEN)).await?;
    page.keys("n").await?;
    page.cell_says(BEA, BERGEN, "write; staged: no access").await
}

/// After the review was read, another admin changes one of the grants.
async fn changed_before_applying(page: &Page, stage: &Stage, sites: &[MadeSite; 4], mine: bool) -> Result<(), Trouble> {
    stage_two(page).await?;
    matrix::review(page).await?;
    let theirs = (&sites[1], Access::Admin, &[][..]);
    give(stage, BEA, theirs)?;
    matrix::send(page, None).await?;
    page.text_contains("Somebody changed this meanwhile").await?;
    let rows = page.find(Role::Table, Name::Has("Differences".into())).rows().await?;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[1][0], format!("{BEA} on {BERGEN}"));
    assert!(rows[1][1].contains("Write") && rows[1][2].contains("Admin"), "{rows:?}");
    page.axe().await?;
    page.picture().await?;
    holds(stage, BEA, &[theirs])?;
    holds(stage, CID, &[])?;
    page.button(if mine { "Apply the plan all the same" } else { "Leave these as they are now" }).click().await?;
    page.text_contains(IN_PLACE).await?;
    holds(stage, BEA, &[theirs][usize::from(mine)..])?;
    holds(stage, CID, &[(&sites[0], Access::View, &[])])?;
    page.link("Back to the matrix").click().await?;
    page.text_contains("Nothing is staged.").await?;
    page.cell_says(BEA, BERGEN, if mine { "no access" } else { "admin" }).await
}

#[test]
fn what_was_staged_survives_a_reload_and_is_decided_where_somebody_else_was_at_work() {
    on_simulators("theirs-early", async |page, stage, sites| changed_since_staging(page, stage, sites, false).await);
    on_simulators("mine-early", async |page, stage, sites| changed_since_staging(page, stage, sites, true).await);
}

#[test]
fn what_was_staged_survives_a_reload_and_is_decided_on_real_ones() {
    for dialect in [Dialect::V5_3, Dialect::V5_8] {
        on_real_ones("theirs-early", dialect, async |page, stage, sites| {
            changed_since_staging(page, stage, sites, false).await
        });
        on_real_ones("mine-early", dialect, async |page, stage, sites| {
            changed_since_staging(page, stage, sites, true).await
        });
    }
}

/// Between staging and a reload, another admin changes one of the grants.
async fn changed_since_staging(page: &Page, stage: &Stage, sites: &[MadeSite; 4], mine: bool) -> Result<(), Trouble> {
    stage_two(page).await?;
    matrix::review(page).await?;
    page.text_contains("Kept in this browser").await?;
    let theirs = (&sites[1], Access::Admin, &[][..]);
    give(stage, BEA, theirs)?;
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.heading("Review").appears().await?;
    page.text_contains("Somebody changed this since it was staged").await?;
    let rows = page.find(Role::Table, "What others changed").rows().await?;
    assert_eq!(rows.len(), 2, "{rows:?}");
    for (at, words) in [(0, BEA), (1, "Write"), (2, "Admin"), (3, "No access")] {
        assert!(rows[1][at].contains(words), "{words}: {rows:?}");
    }
    page.button("Apply 1 change").appears().await?;
    page.axe().await?;
    page.picture().await?;
    let decision = if mine { "Apply mine" } else { "Keep theirs" };
    page.button(&format!("{decision}: {BEA} on {BERGEN}")).click().await?;
    page.button(if mine { "Apply 2 changes" } else { "Apply 1 change" }).appears().await?;
    page.text_lacks("Somebody changed this since it was staged").await?;
    matrix::apply(page, None).await?;
    holds(stage, BEA, &[theirs][usize::from(mine)..])?;
    holds(stage, CID, &[(&sites[0], Access::View, &[])])
}

#[test]
fn a_super_user_who_steps_down_has_what_matomo_deleted_on_simulators() {
    on_simulators("super-user", super_user);
}

#[test]
fn a_super_user_who_steps_down_has_what_matomo_deleted_on_real_ones() {
    on_real_ones("super-user", Dialect::V5_3, super_user);
    on_real_ones("super-user", Dialect::V5_8, super_user);
}

async fn super_user(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    let menu = page.dialog("What to do with the selection");
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    page.button("More…").click().await?;
    menu.find(Role::Button, "Make super user").click().await?;
    menu.disappears().await?;
    page.cell_says(ANN, BERGEN, "no access; staged: super user; needs care").await?;
    matrix::review(page).await?;
    page.text_contains("Dangerous").await?;
    page.axe().await?;
    page.picture().await?;
    // Not without the login, typed.
    page.find(Role::Button, Name::Has("Apply ".into())).click().await?;
    page.text_contains(&format!("Type {ANN} to go on.")).await?;
    assert!(!steps::account(stage, ANN)?.super_user);
    matrix::send(page, Some(ANN)).await?;
    own_password(page, stage).await?;
    assert!(steps::account(stage, ANN)?.super_user);
    assert!(
        !grants::all(&stage.asker()?)?.keys().any(|(login, _)| login == ANN),
        "Matomo deletes the roles of super users"
    );

    // What Matomo has deleted is kept in this browser.
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.link("Back to the matrix").click().await?;
    page.cell_says(ANN, ALPINE, "super user").await?;
    page.click_on(Place::Cell(ANN, DELTA)).await?;
    page.button("More…").click().await?;
    menu.find(Role::Button, "No longer super user").click().await?;
    menu.disappears().await?;
    page.cell_says(ANN, ALPINE, "super user; staged: view, with 1 capability; needs care").await?;
    matrix::review(page).await?;
    matrix::send(page, Some(ANN)).await?;
    own_password(page, stage).await?;
    assert!(!steps::account(stage, ANN)?.super_user);
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH])])
}

/// Matomo wants the caller's own for this, and gets it once.
async fn own_password(page: &Page, stage: &Stage) -> Result<(), Trouble> {
    let field = page.textbox("Your own Matomo password");
    field.fill(&stage.password).await?;
    page.button("Go on").click().await?;
    page.text_contains(IN_PLACE).await?;
    page.leaks_none_of(&[&stage.password]).await
}

#[test]
fn an_applied_plan_is_taken_back_on_simulators() {
    on_simulators("undo", taken_back);
}

#[test]
fn an_applied_plan_is_taken_back_on_real_ones() {
    on_real_ones("undo", Dialect::V5_3, taken_back);
    on_real_ones("undo", Dialect::V5_8, taken_back);
}

async fn taken_back(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    stage_two(page).await?;
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    page.keys("w").await?;
    page.click_on(Place::Cell(DAN, DELTA)).await?;
    page.keys("n").await?;
    page.cell_says(DAN, DELTA, "admin; staged: no access").await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    holds(stage, ANN, &[(&sites[0], Access::Write, &[PUBLISH])])?;
    holds(stage, DAN, &[])?;
    // Later, too.
    page.reload().await?;
    door::come_back(page, &stage.token).await?;
    page.text_contains("This was carried out and read back.").await?;
    page.axe().await?;
    page.button("Undo").click().await?;
    page.heading("Undo").appears().await?;
    page.axe().await?;
    page.picture().await?;
    // What shall stay is dropped from the way back.
    page.button(&format!("Drop all of {CID}")).click().await?;
    // It makes somebody an admin.
    page.find(Role::Checkbox, Name::Has("I have read".into())).click().await?;
    page.button("Undo 3 changes").click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(IN_PLACE).await?;
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH])])?;
    holds(stage, BEA, &[(&sites[1], Access::Write, &[])])?;
    holds(stage, CID, &[(&sites[0], Access::View, &[])])?;
    holds(stage, DAN, &[(&sites[3], Access::Admin, &[])])
}

/// So many that they are written in several requests.
fn many() -> Stage {
    let config = Config { data: Dataset::Large { users: 130, sites: 6 }, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

/// Write on one site for everybody who can have it: what shall be, and for how many it is new.
async fn stage_a_column(page: &Page, stage: &Stage) -> Result<(Grants, usize), Trouble> {
    let site = stage.asker()?.ask(&GetAllSites)?.swap_remove(2);
    let mut wanted = grants::all(&stage.asker()?)?;
    let mut new = 0;
    for user in stage.asker()?.ask(&GetUsers::all())? {
        if user.super_user || user.login.as_str() == "anonymous" {
            continue;
        }
        // The one capability that somebody has here on top of view, write holds anyway.
        let write = BTreeSet::from(["write".to_owned()]);
        let before = wanted.insert((user.login.as_str().to_owned(), site.id), write.clone());
        new += usize::from(before != Some(write));
    }
    matrix::open(page, stage).await?;
    page.click_on(Place::Column(&site.name)).await?;
    page.keys("w").await?;
    page.text_contains(&format!("{new} cells staged")).await?;
    matrix::review(page).await?;
    assert!(new > 100, "{new} calls are too few for three requests");
    Ok((wanted, new))
}

/// Applies while this goes wrong with the requests that write, resumes, and ends in exactly the wanted state.
fn meets(name: &str, fault: Fault, again: bool) {
    let stage = many();
    stage.journey(&format!("matrix-fault-{name}")).expects_in_console("index.php").go(async |page| {
        let (wanted, new) = stage_a_column(page, &stage).await?;
        stage.simulator(|sim| sim.faults().add(fault.writes()));
        matrix::send(page, Some(&new.to_string())).await?;
        page.button("Resume").appears().await?;
        page.text_contains("Interrupted").await?;
        page.picture().await?;
        stage.simulator(|sim| sim.faults().clear());
        assert_ne!(grants::all(&stage.asker()?)?, wanted);
        page.button("Resume").click().await?;
        page.text_contains(IN_PLACE).await?;
        assert_eq!(grants::all(&stage.asker()?)?, wanted);
        // It is told what had to be sent again, and that nothing else was.
        let text = page.find(Role::List, "Results").text().await?;
        assert_eq!(text.contains("It was sent 2 times."), again, "{text}");
        Ok(())
    });
}

#[test]
fn a_bulk_that_never_arrived_is_sent_again() {
    meets("drop-before", Fault::new(FaultKind::DropBefore).onwards(2), true);
    meets("error-before", Fault::new(FaultKind::ErrorBefore).nth(2), true);
}

#[test]
fn a_bulk_whose_answer_was_lost_is_not_sent_again() {
    meets("drop-after", Fault::new(FaultKind::DropAfter).onwards(2), false);
    meets("drop-midway", Fault::new(FaultKind::DropMidway).nth(2), false);
    meets("error-after", Fault::new(FaultKind::ErrorAfter).nth(2), false);
}

#[test]
fn applying_that_a_reload_interrupted_is_resumed() {
    let stage = many();
    stage.journey("matrix-fault-reload").go(async |page| {
        let (wanted, new) = stage_a_column(page, &stage).await?;
        stage.simulator(|sim| sim.faults().add(Fault::new(FaultKind::Delay(60_000)).writes().nth(2)));
        matrix::send(page, Some(&new.to_string())).await?;
        page.text_contains("50 of ").await?;
        page.text_contains("Writing").await?;
        page.reload().await?;
        stage.simulator(|sim| sim.faults().clear());
        door::come_back(page, &stage.token).await?;
        page.text_contains("This was interrupted").await?;
        page.axe().await?;
        page.button("Resume").click().await?;
        page.text_contains(IN_PLACE).await?;
        assert_eq!(grants::all(&stage.asker()?)?, wanted);
        Ok(())
    });
}
