//! The role matrix of a site admin who is no super user: their own sites, and what they cannot see or do.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::asker::at_once;
use journeys::browser::{Page, Place, Role, Trouble};
use journeys::door;
use journeys::matrix::{
    self, ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, PASSWORD, PUBLISH, give, holds, on_real_ones, on_simulators,
};
use journeys::stage::Stage;
use journeys::steps::{self, MadeSite};
use matomo_api::methods::{CreateAppSpecificTokenAuth, TokenDescription, TokenEnd};
use matomo_api::{Login, Password, Role as Access, Token};
use matomo_sim::Dialect;

#[test]
fn a_site_admin_sees_and_edits_their_own_sites_on_simulators() {
    on_simulators("site-admin", site_admin);
}

#[test]
fn a_site_admin_sees_and_edits_their_own_sites_on_a_real_5_3() {
    on_real_ones("site-admin", Dialect::V5_3, site_admin);
}

#[test]
fn a_site_admin_sees_and_edits_their_own_sites_on_a_real_5_8() {
    on_real_ones("site-admin", Dialect::V5_8, site_admin);
}

async fn site_admin(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    // Dan is admin on two of four; Bea, who writes on a third, may view one of his.
    give(stage, DAN, (&sites[0], Access::Admin, &[]))?;
    give(stage, BEA, (&sites[3], Access::View, &[]))?;
    let token = token_of(stage, DAN)?;
    page.reload().await?;
    door::come_back(page, token.expose()).await?;
    page.table("Role matrix").appears().await?;
    page.text_contains("You see the people on your own sites").await?;
    page.text_contains("Matomo does not tell it about super users, about people without access to your sites").await?;
    // What Matomo does not tell is no filter.
    page.button("Differences only").appears().await?;
    for chip in ["Super users", "No two-factor"] {
        page.button(chip).disappears().await?;
    }
    page.axe().await?;
    page.picture().await?;
    let grid = page.table("Role matrix").rows().await?;
    for (site, seen) in [(ALPINE, true), (BERGEN, false), (COAST, false), (DELTA, true)] {
        let is_head = |cell: &String| matrix::is_headed(cell, site);
        assert_eq!(grid.iter().flatten().any(is_head), seen, "{site}: {grid:?}");
    }
    for (login, seen) in [(ANN, true), (BEA, true), (CID, false), (DAN, true), (&*stage.login, false)] {
        let is_head = |cell: &String| matrix::is_headed(cell, login);
        assert_eq!(grid.iter().flatten().any(is_head), seen, "{login}: {grid:?}");
    }
    // Whom they see, they give roles on what is theirs.
    page.cell_says(ANN, ALPINE, "view, with 1 capability").await?;
    page.click_on(Place::Cell(ANN, DELTA)).await?;
    page.keys("w").await?;
    page.cell_says(ANN, DELTA, "no access; staged: write").await?;
    page.click_on(Place::Cell(BEA, DELTA)).await?;
    page.keys("n").await?;
    page.cell_says(BEA, DELTA, "view; staged: no access").await?;
    // What only a super user may is left, and it is said why.
    page.button("More…").click().await?;
    let menu = page.dialog("What to do with the selection");
    menu.find(Role::Button, "Make super user").click().await?;
    menu.disappears().await?;
    page.text_contains("Only a super user can do this.").await?;
    page.cell_says(BEA, DELTA, "view; staged: no access").await?;
    page.axe().await?;
    page.picture().await?;
    matrix::review(page).await?;
    page.axe().await?;
    page.picture().await?;
    matrix::apply(page, None).await?;
    page.picture().await?;
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH]), (&sites[3], Access::Write, &[])])?;
    // What they do not see is as it was.
    holds(stage, BEA, &[(&sites[1], Access::Write, &[])])?;
    holds(stage, CID, &[])?;
    holds(stage, DAN, &[(&sites[0], Access::Admin, &[]), (&sites[3], Access::Admin, &[])])?;
    assert!(!steps::account(stage, BEA)?.super_user);
    // They take it back, too, although Bea was on none of their sites meanwhile.
    page.button("Undo").click().await?;
    page.heading("Undo").appears().await?;
    page.button("Undo 2 changes").click().await?;
    page.heading("Apply").appears().await?;
    page.text_contains(steps::IN_PLACE).await?;
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH])])?;
    holds(stage, BEA, &[(&sites[1], Access::Write, &[]), (&sites[3], Access::View, &[])])?;
    page.link("Back to the matrix").click().await?;
    page.cell_says(BEA, DELTA, "view").await?;
    page.leaks_none_of(&[token.expose()]).await
}

/// A token of their own, made past the console.
fn token_of(stage: &Stage, login: &str) -> Result<Token, Trouble> {
    let token = CreateAppSpecificTokenAuth {
        owner: Login::reported(login),
        password: Password::new(PASSWORD.to_owned()),
        description: TokenDescription::parse("journey").unwrap(),
        end: TokenEnd::Never,
        secure_only: false,
        two_factor_code: None,
    };
    Ok(at_once(stage.asker()?.client().call_without_token(&token))?)
}
