//! The role matrix for those whose system has its own colours, and for those who see everything larger.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Kind, Page, Place, Trouble};
use journeys::matrix::{ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, here, on_simulators, tab_to, walk_to};
use journeys::stage::Stage;
use journeys::steps::MadeSite;

#[test]
fn what_is_staged_is_seen_in_forced_colours_and_twice_as_large() {
    on_simulators("sight", sight);
}

async fn sight(page: &Page, _: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    if page.kind() != Kind::Chromium {
        println!("NOT CHECKED: forced colours and zoom, which only Chromium lets a driver choose");
        return Ok(());
    }
    page.click_on(Place::Cell(CID, ALPINE)).await?;
    page.keys("v").await?;
    page.click_on(Place::Cell(BEA, BERGEN)).await?;
    page.keys("a").await?;
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    page.keys("n").await?;
    page.click_on(Place::Cell(CID, COAST)).await?;
    page.click_with_shift_on(Place::Cell(DAN, DELTA)).await?;
    page.cell_says(ANN, ALPINE, "view, with 1 capability; staged: no access").await?;
    page.force_colors(true).await?;
    page.waits_for("forced colours", "return matchMedia('(forced-colors: active)').matches").await?;
    page.picture().await?;
    // Not by colour alone: what is staged is outlined, what needs care in another way.
    let outline = async |login: &str, site: &str| page.outline_of(login, site).await;
    let (staged, care, plain) = (outline(ANN, ALPINE).await?, outline(BEA, BERGEN).await?, outline(DAN, ALPINE).await?);
    assert!(staged != care && staged != plain && care != plain, "{staged} · {care} · {plain}");
    page.force_colors(false).await?;

    // On a small desk the plan goes below the grid, and only what holds both scrolls.
    page.zoom(1, (1024, 640)).await?;
    page.waits_for("a small window", "return innerWidth === 1024").await?;
    let fits = "return document.documentElement.scrollHeight <= innerHeight";
    page.waits_for("that the page itself does not scroll", fits).await?;
    page.axe().await?;
    page.picture().await?;

    // Twice as large as in a window of 1280 × 900.
    page.zoom(2, (1280, 900)).await?;
    page.waits_for("a narrow window", "return innerWidth === 640").await?;
    is_not_wider(page).await?;
    tab_to(page, "gridcell", "").await?;
    walk_to(page, ANN, ALPINE).await?;
    here(page, "view, with 1 capability; staged: no access").await?;
    walk_to(page, DAN, DELTA).await?;
    page.picture().await?;
    for key in [Key::Up, Key::Left, Key::Left, Key::Left, Key::Up] {
        page.press(key).await?;
        page.focus_is("a cell that is seen", |focused| focused.cell.as_ref().is_some_and(|cell| cell.is_seen)).await?;
    }
    heads_are_seen(page).await?;
    page.axe().await?;
    page.picture().await?;
    // As in a window of 320 pixels, where nothing but the grid scrolls sideways.
    page.zoom(4, (1280, 1024)).await?;
    page.waits_for("a very narrow window", "return innerWidth === 320").await?;
    is_not_wider(page).await?;
    page.press(Key::Down).await?;
    page.focus_is("a cell that is seen", |focused| focused.cell.as_ref().is_some_and(|cell| cell.is_seen)).await?;
    heads_are_seen(page).await?;
    page.axe().await?;
    page.picture().await?;
    Ok(())
}

/// With the cell that has the focus the name of its site is in view.
async fn heads_are_seen(page: &Page) -> Result<(), Trouble> {
    const SEEN: &str = "const column = document.activeElement.getAttribute('aria-colindex');
        const heads = document.querySelectorAll(`[role=grid] [role=columnheader][aria-colindex=\"${column}\"]`);
        const isSeen = head => {
            const { left, top, width, height } = head.getBoundingClientRect();
            const on = y => head.contains(document.elementFromPoint(left + width / 2, y));
            return height > 0 && on(top + 2) && on(top + height - 2);
        };
        return heads.length > 0 && [...heads].some(isSeen)";
    page.waits_for("that the site of the cell is named above it", SEEN).await
}

/// The page does not scroll sideways.
async fn is_not_wider(page: &Page) -> Result<(), Trouble> {
    page.waits_for(
        "that the page fits its window",
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth",
    )
    .await
}
