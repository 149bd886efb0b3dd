//! What ears are told on a role matrix whose sites are grouped: heads, folded groups, and where “Go to” leads.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Focused, FocusedCell, Key, Name, Page, Role, Trouble};
use journeys::door;
use journeys::matrix::{ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, is_headed, on_simulators, tab_to, walk_to};
use journeys::stage::Stage;
use journeys::steps::MadeSite;

#[test]
fn ears_are_told_of_groups_and_where_go_to_leads() {
    on_simulators("ears-groups", groups);
}

async fn groups(page: &Page, stage: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.open(&format!("{}matrix/?by=environment", stage.console)).await?;
    door::come_in(page, stage).await?;
    let grid = page.table("Role matrix");
    grid.appears().await?;
    // The lines of groups and of sites, and the column of people, count as well.
    assert_eq!(grid.attribute("aria-rowcount").await?.as_deref(), Some("8"));
    assert_eq!(grid.attribute("aria-colcount").await?.as_deref(), Some("5"));
    tab_to(page, "gridcell", "").await?;
    walk_to(page, ANN, ALPINE).await?;
    hears(page, "view, with 1 capability", (ANN, ALPINE, "Production"), (5, 2)).await?;
    for (key, words, heads, at) in [
        (Key::Right, "no access", (ANN, BERGEN, "Production"), (5, 3)),
        (Key::Down, "write", (BEA, BERGEN, "Production"), (6, 3)),
        (Key::Right, "no access", (BEA, DELTA, "Production"), (6, 4)),
        // Into another group.
        (Key::Right, "no access", (BEA, COAST, "Staging"), (6, 5)),
        (Key::Left, "no access", (BEA, DELTA, "Production"), (6, 4)),
    ] {
        page.press(key).await?;
        hears(page, words, heads, at).await?;
    }
    // By name: a person in the same column, a site in the same row, and what is not there.
    goes_to(page, "dogw", DAN).await?;
    hears(page, "admin", (DAN, DELTA, "Production"), (8, 4)).await?;
    goes_to_the_first(page, "coast", COAST).await?;
    hears(page, "no access", (DAN, COAST, "Staging"), (8, 5)).await?;
    goes_to(page, "bea.birch@journey", BEA).await?;
    hears(page, "no access", (BEA, COAST, "Staging"), (6, 5)).await?;
    page.keys("/").await?;
    page.dialog("Go to a person or site").appears().await?;
    page.textbox("Person or site").fill("nobody.here").await?;
    page.text_contains("Nobody and nothing that is shown has this in its name.").await?;
    page.axe().await?;
    page.picture().await?;
    // Where there is nothing to go to, Enter stays; with text in the field, too, Escape leaves.
    page.press(Key::Enter).await?;
    page.dialog("Go to a person or site").appears().await?;
    page.press(Key::Escape).await?;
    page.dialog("Go to a person or site").disappears().await?;
    hears(page, "no access", (BEA, COAST, "Staging"), (6, 5)).await?;
    // Folded, a group is one column that says what its sites hold.
    goes_to(page, "alpine", ALPINE).await?;
    hears(page, "no access", (BEA, ALPINE, "Production"), (6, 2)).await?;
    page.keys("f").await?;
    let (folded, sums) = ("Production", "1 write, 2 without access");
    hears(page, sums, (BEA, folded, folded), (6, 2)).await?;
    assert_eq!(grid.attribute("aria-colcount").await?.as_deref(), Some("3"));
    for (key, words, heads, at) in [
        (Key::Up, "1 view, 2 without access, 1 with capabilities", (ANN, folded, folded), (5, 2)),
        (Key::Up, "super user", ("admin", folded, folded), (4, 2)),
        (Key::End, "super user", ("admin", COAST, "Staging"), (4, 3)),
    ] {
        page.press(key).await?;
        hears(page, words, heads, at).await?;
    }
    page.axe().await?;
    page.picture().await?;
    // Capabilities that get lost somewhere in it need care, as in a cell of their own.
    goes_to_the_first(page, "alder", ANN).await?;
    page.press(Key::Home).await?;
    let sums = "1 view, 2 without access, 1 with capabilities";
    hears(page, sums, (ANN, folded, folded), (5, 2)).await?;
    page.keys("c").await?;
    page.dialog("Capabilities").appears().await?;
    page.text_contains(&format!("{ANN}, 3 sites: 1 view, 2 without access, 1 with capabilities.")).await?;
    page.text_contains("Given in 1 of 3 cells.").await?;
    page.press(Key::Escape).await?;
    page.dialog("Capabilities").disappears().await?;
    page.keys("n").await?;
    hears(page, &format!("{sums}; staged: no access"), (ANN, folded, folded), (5, 2)).await?;
    is_not_cut_off(page).await?;
    page.picture().await?;
    page.keys(&format!("{}z", char::from(Key::Control))).await?;
    hears(page, sums, (ANN, folded, folded), (5, 2)).await?;
    page.press(Key::End).await?;
    hears(page, "no access", (ANN, COAST, "Staging"), (5, 3)).await?;
    goes_to_the_first(page, "admin", "admin").await?;
    // A site in it is found in its column.
    goes_to(page, "bergen", BERGEN).await?;
    hears(page, "super user", ("admin", folded, folded), (4, 2)).await?;
    goes_to_the_first(page, "cedar", CID).await?;
    hears(page, "no access", (CID, folded, folded), (7, 2)).await?;
    page.keys("w").await?;
    hears(page, "no access; staged: write on all 3", (CID, folded, folded), (7, 2)).await?;
    is_not_cut_off(page).await?;
    page.picture().await?;
    page.keys("f").await?;
    hears(page, "no access; staged: write", (CID, ALPINE, "Production"), (7, 2)).await
}

/// Nothing of a head or a cell is wider than its place.
async fn is_not_cut_off(page: &Page) -> Result<(), Trouble> {
    const WIDER: &str =
        "const all = document.querySelectorAll('[role=grid] :is([role=columnheader], [role=gridcell])');
        return [...all].every(place => place.scrollWidth <= place.clientWidth + 1)";
    page.waits_for("that every head and cell fits its place", WIDER).await
}

/// The keyboard is on the cell of this person and column, in this group, and it says this; row and column as the
/// grid counts them.
async fn hears(
    page: &Page,
    words: &str,
    (login, column, group): (&str, &str, &str),
    at: (usize, usize),
) -> Result<(), Trouble> {
    let wanted = format!("{login} on {column} of {group} at {at:?}, which says “{words}”");
    let is_it = |cell: &FocusedCell| {
        is_headed(&cell.row_head, login)
            && is_headed(&cell.column_head, column)
            && cell.group_head == group
            && (cell.row, cell.column) == at
            && cell.is_seen
    };
    let fits = |focused: &Focused| {
        focused.role == "gridcell" && focused.name == words && focused.cell.as_ref().is_some_and(is_it)
    };
    page.focus_is(&wanted, fits).await.map(drop)
}

/// By the key, typing, and Enter on what is offered under this name.
async fn goes_to(page: &Page, typed: &str, name: &str) -> Result<(), Trouble> {
    looks_for(page, typed, name).await?;
    tab_to(page, "button", name).await?;
    page.press(Key::Enter).await?;
    page.dialog("Go to a person or site").disappears().await
}

/// By the key, typing, and Enter at once: what is offered first.
async fn goes_to_the_first(page: &Page, typed: &str, name: &str) -> Result<(), Trouble> {
    looks_for(page, typed, name).await?;
    page.press(Key::Enter).await?;
    page.dialog("Go to a person or site").disappears().await
}

async fn looks_for(page: &Page, typed: &str, name: &str) -> Result<(), Trouble> {
    page.keys("/").await?;
    let dialog = page.dialog("Go to a person or site");
    dialog.appears().await?;
    page.textbox("Person or site").fill(typed).await?;
    dialog.find(Role::Button, Name::Has(name.into())).appears().await
}
