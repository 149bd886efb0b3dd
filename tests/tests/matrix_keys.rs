//! The role matrix's keys one by one: what each selects, what it stages, and how it is taken back.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Page, Trouble};
use journeys::door;
use journeys::matrix::{ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, here, on_simulators, tab_to, walk_to};
use journeys::stage::Stage;
use journeys::steps::MadeSite;

fn ctrl(key: &str) -> String {
    format!("{}{key}", char::from(Key::Control))
}

fn shift(key: &str) -> String {
    format!("{}{key}", char::from(Key::Shift))
}

#[test]
fn keys_select_rows_columns_and_everything() {
    on_simulators("keys-select", selects);
}

async fn selects(page: &Page, _: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    tab_to(page, "gridcell", "").await?;
    walk_to(page, CID, BERGEN).await?;
    selected(page, "1 cell", &[(CID, BERGEN)], &[(CID, ALPINE), (BEA, BERGEN)]).await?;
    // A column, two of them, one cell again.
    page.keys(&ctrl(" ")).await?;
    selected(page, "6 cells", &[("anonymous", BERGEN), (DAN, BERGEN)], &[(CID, ALPINE), (CID, COAST)]).await?;
    page.keys(&shift(&char::from(Key::Right).to_string())).await?;
    selected(page, "12 cells", &[("anonymous", BERGEN), (DAN, COAST)], &[(CID, ALPINE), (CID, DELTA)]).await?;
    page.press(Key::Escape).await?;
    selected(page, "1 cell", &[(CID, COAST)], &[(CID, BERGEN)]).await?;
    // A row, two of them; with whole columns as well it is everything.
    page.keys(&shift(" ")).await?;
    selected(page, "4 cells", &[(CID, ALPINE), (CID, DELTA)], &[(BEA, COAST), (DAN, COAST)]).await?;
    page.keys(&shift(&char::from(Key::Up).to_string())).await?;
    selected(page, "8 cells", &[(CID, ALPINE), (BEA, DELTA)], &[(ANN, COAST), (DAN, COAST)]).await?;
    page.keys(&ctrl(" ")).await?;
    selected(page, "24 cells", &[("anonymous", ALPINE), (DAN, DELTA)], &[]).await?;
    // Going on is one cell again; everything at once.
    page.press(Key::Left).await?;
    selected(page, "1 cell", &[(BEA, BERGEN)], &[(BEA, COAST)]).await?;
    page.keys(&ctrl("a")).await?;
    selected(page, "24 cells", &[("anonymous", ALPINE), (DAN, DELTA)], &[]).await?;
    // The keyboard stays where it was.
    here(page, "write").await?;
    page.axe().await?;
    page.picture().await?;
    Ok(())
}

/// The selection says this, to eyes and ears.
async fn selected(page: &Page, words: &str, inside: &[(&str, &str)], outside: &[(&str, &str)]) -> Result<(), Trouble> {
    page.text_contains(&format!("{words} selected")).await?;
    for (cells, is) in [(inside, true), (outside, false)] {
        for (login, site) in cells {
            page.cell_is_selected(login, site, is).await?;
        }
    }
    Ok(())
}

#[test]
fn keys_stage_drop_and_take_back() {
    on_simulators("keys-stage", stages);
}

async fn stages(page: &Page, _: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    tab_to(page, "gridcell", "").await?;
    walk_to(page, CID, BERGEN).await?;
    // A whole column: who cannot have it is left as it is, and it is said why.
    page.keys(&ctrl(" ")).await?;
    page.keys("v").await?;
    says(page, "5 cells staged").await?;
    page.text_contains("“admin” is a super user and has every right on every site.").await?;
    page.cell_says(ANN, BERGEN, "no access; staged: view").await?;
    page.cell_says(BEA, BERGEN, "write; staged: view").await?;
    page.cell_says("admin", BERGEN, "super user").await?;
    page.cell_says("anonymous", BERGEN, "no access; staged: view; needs care").await?;
    // Taken back, made again, and dropped where it is selected.
    page.keys(&ctrl("z")).await?;
    says(page, "Undone: 5 cells to view").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    page.text_contains("Nothing is staged.").await?;
    page.keys(&ctrl("z")).await?;
    says(page, "Nothing to undo").await?;
    page.keys(&ctrl("y")).await?;
    says(page, "Done again: 5 cells to view").await?;
    page.cell_says(BEA, BERGEN, "write; staged: view").await?;
    page.keys(&ctrl("y")).await?;
    says(page, "Nothing to redo").await?;
    page.press(Key::Escape).await?;
    page.press(Key::Backspace).await?;
    here(page, "no access").await?;
    says(page, "1 cell staged").await?;
    page.cell_says(DAN, BERGEN, "no access; staged: view").await?;
    page.keys(&ctrl(&shift("z"))).await?;
    says(page, "Nothing to redo").await?;
    page.keys(&ctrl("a")).await?;
    page.press(Key::Backspace).await?;
    page.text_contains("Nothing is staged.").await?;
    // Delete and 0 take access away, Backspace brings back what is.
    for key in [char::from(Key::Delete), '0'] {
        page.keys(&key.to_string()).await?;
        page.cell_says(ANN, ALPINE, "view, with 1 capability; staged: no access").await?;
        page.cell_says(BEA, BERGEN, "write; staged: no access").await?;
        page.cell_says(CID, COAST, "no access").await?;
        page.cell_says(DAN, DELTA, "admin; staged: no access").await?;
        says(page, "3 cells staged").await?;
        page.press(Key::Backspace).await?;
        page.text_contains("Nothing is staged.").await?;
    }
    // One role more for a person everywhere, and one less: what was at an end has come down.
    page.press(Key::Escape).await?;
    for (login, site, up, down) in [
        (ANN, ALPINE, "view, with 1 capability; staged: write, with 1 capability", "view, with 1 capability"),
        (BEA, BERGEN, "write; staged: admin; needs care", "write"),
        (DAN, DELTA, "admin", "admin; staged: write"),
    ] {
        walk_to(page, login, site).await?;
        page.keys(&shift(" ")).await?;
        page.keys("+").await?;
        here(page, up).await?;
        page.cell_says(login, COAST, "no access; staged: view").await?;
        page.keys("-").await?;
        here(page, down).await?;
        page.cell_says(login, COAST, "no access").await?;
    }
    page.axe().await?;
    page.picture().await?;
    Ok(())
}

/// What was done last is said.
async fn says(page: &Page, words: &str) -> Result<(), Trouble> {
    page.waits_for(
        &format!("that “{words}” is said"),
        &format!("return [...document.querySelectorAll('[role=status]')].some(e => e.innerText.trim() === '{words}')"),
    )
    .await
}

#[test]
fn a_key_folds_a_group_and_what_is_staged_there_is_staged_on_all_its_sites() {
    on_simulators("keys-fold", folds);
}

async fn folds(page: &Page, stage: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.open(&format!("{}matrix/?by=environment", stage.console)).await?;
    door::come_in(page, stage).await?;
    let grid = page.table("Role matrix");
    grid.appears().await?;
    tab_to(page, "gridcell", "").await?;
    walk_to(page, CID, ALPINE).await?;
    let columns = async || grid.attribute("aria-colcount").await.map(Option::unwrap);
    assert_eq!(columns().await?, "5");
    page.keys("f").await?;
    page.waits_for("two columns less", "return document.querySelector('[role=grid]').ariaColCount === '3'").await?;
    page.address_contains("fold").await?;
    here(page, "no access").await?;
    page.cell_says(ANN, "Production", "1 view, 2 without access, 1 with capabilities").await?;
    page.keys("v").await?;
    says(page, "3 cells staged").await?;
    here(page, "no access; staged: view on all 3").await?;
    page.picture().await?;
    page.keys("f").await?;
    page.waits_for("all columns", "return document.querySelector('[role=grid]').ariaColCount === '5'").await?;
    here(page, "no access; staged: view").await?;
    page.cell_says(CID, ALPINE, "no access; staged: view").await?;
    page.cell_says(CID, DELTA, "no access; staged: view").await?;
    page.cell_says(CID, COAST, "no access").await
}
