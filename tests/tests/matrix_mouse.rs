//! The role matrix under the mouse, by paste, by template, and as another person: each verified by asking Matomo.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Focused, FocusedCell, Key, Name, Page, Place, Role, Trouble};
use journeys::door;
use journeys::matrix::{
    self, ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, PUBLISH, holds, on_real_ones, on_simulators,
};
use journeys::stage::Stage;
use journeys::steps::MadeSite;
use matomo_api::Role as Access;
use matomo_sim::Dialect;

#[test]
fn by_mouse_on_simulators() {
    on_simulators("mouse", mouse);
}

#[test]
fn by_mouse_on_real_ones() {
    on_real_ones("mouse", Dialect::V5_3, mouse);
    on_real_ones("mouse", Dialect::V5_8, mouse);
}

#[test]
fn cells_stay_under_the_mouse_when_the_line_of_groups_goes() {
    on_simulators("regrouped", regrouped);
}

async fn regrouped(page: &Page, stage: &Stage, _sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.open(&format!("{}matrix/?by=environment", stage.console)).await?;
    door::come_in(page, stage).await?;
    page.table("Role matrix").appears().await?;
    let lands_on = async |login: &str, site: &str| {
        page.click_on(Place::Cell(login, site)).await?;
        let there =
            |cell: &FocusedCell| matrix::is_headed(&cell.row_head, login) && matrix::is_headed(&cell.column_head, site);
        page.focus_is(&format!("{login} on {site}"), |focused| focused.cell.as_ref().is_some_and(there)).await
    };
    let row = |focused: &Focused| focused.cell.as_ref().map(|cell| cell.row);
    // In one window of these as many rows fit with the line of groups as without: each keeps its element.
    for height in (800..832).step_by(4) {
        page.resize(1280, height).await?;
        let grouped = lands_on(BEA, BERGEN).await?;
        group_by(page, "Nothing").await?;
        lands_on(CID, ALPINE).await?;
        let plain = lands_on(BEA, BERGEN).await?;
        assert_eq!(row(&plain).map(|row| row + 1), row(&grouped), "one line of heads less");
        group_by(page, "Environment").await?;
    }
    Ok(())
}

#[test]
fn what_is_said_in_passing_does_not_lie_on_the_way_to_the_review() {
    on_simulators("toasts", toasts);
}

async fn toasts(page: &Page, _: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    const APART: &str = "const toast = [...document.querySelectorAll('[role=status] > *')]
            .find(e => e.textContent.includes('Undo brings it back.'));
        const shown = link => link.checkVisibility() && link.textContent.startsWith('Review ');
        const link = [...document.querySelectorAll('a')].find(shown);
        if (!toast || !link) return false;
        const [a, b] = [toast.getBoundingClientRect(), link.getBoundingClientRect()];
        return a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left";
    for (width, height) in [(1280, 800), (1024, 768), (390, 844)] {
        page.resize(width, height).await?;
        page.click_on(Place::Cell(CID, ALPINE)).await?;
        page.keys("v").await?;
        page.cell_says(CID, ALPINE, "no access; staged: view").await?;
        page.button("Drop everything").click().await?;
        page.cell_says(CID, ALPINE, "no access").await?;
        page.click_on(Place::Cell(CID, ALPINE)).await?;
        page.keys(&format!("{}z", char::from(Key::Control))).await?;
        page.waits_for("a word in passing beside the way to the review", APART).await?;
        page.picture().await?;
        page.button("Drop everything").click().await?;
        page.cell_says(CID, ALPINE, "no access").await?;
    }
    Ok(())
}

async fn group_by(page: &Page, words: &str) -> Result<(), Trouble> {
    let filters =
        page.find(Role::Button, Name::Has(if words == "Nothing" { "Display, 1 set" } else { "Display" }.into()));
    filters.click().await?;
    page.combobox("Columns grouped by").choose(words).await?;
    page.button("Back to the matrix").click().await
}

async fn mouse(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    let set_to =
        async |words: &str| page.find(Role::Group, "Set the selected cells to").find(Role::Button, words).click().await;
    // One cell.
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    set_to("Write").await?;
    page.cell_says(ANN, ALPINE, "view, with 1 capability; staged: write, with 1 capability").await?;
    // A range by drawing over it.
    page.drag(Place::Cell(BEA, COAST), Place::Cell(CID, DELTA)).await?;
    page.text_contains("4 cells selected").await?;
    set_to("View").await?;
    // The same by its corners: two people, two sites.
    page.click_on(Place::Cell(BEA, ALPINE)).await?;
    page.click_with_shift_on(Place::Cell(CID, BERGEN)).await?;
    page.text_contains("4 cells selected").await?;
    set_to("Write").await?;
    page.cell_says(BEA, ALPINE, "no access; staged: write").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    // A row by its head, through the context menu, and only there.
    page.click_on(Place::Row(CID)).await?;
    page.text_contains("4 cells selected").await?;
    page.open_menu_on(Place::Cell(CID, ALPINE)).await?;
    let menu = page.dialog("What to do with the selection");
    menu.appears().await?;
    page.text_contains(&format!("{CID}, 4 sites")).await?;
    page.axe().await?;
    menu.find(Role::Button, "One role down").click().await?;
    menu.disappears().await?;
    page.cell_says(CID, ALPINE, "no access; staged: view").await?;
    page.cell_says(CID, BERGEN, "no access; staged: view").await?;
    page.cell_says(CID, COAST, "no access").await?;
    // A column by its head: what cannot be is said, the rest is staged.
    page.click_on(Place::Column(DELTA)).await?;
    set_to("No access").await?;
    page.cell_says(DAN, DELTA, "admin; staged: no access").await?;
    page.cell_says(BEA, DELTA, "no access").await?;
    // Another cell's menu takes the selection with it.
    page.open_menu_on(Place::Cell(DAN, BERGEN)).await?;
    page.text_contains(&format!("{DAN}, 1 site")).await?;
    menu.find(Role::Button, "View").click().await?;
    menu.disappears().await?;
    // A line of the plan is dropped beside the grid, everything else stays.
    page.button(&format!("Drop {DAN} on {DELTA}")).click().await?;
    page.cell_says(DAN, DELTA, "admin").await?;
    page.axe().await?;
    page.picture().await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    holds(stage, ANN, &[(&sites[0], Access::Write, &[PUBLISH])])?;
    let bea = [(&sites[0], Access::Write, &[][..]), (&sites[1], Access::Write, &[]), (&sites[2], Access::View, &[])];
    holds(stage, BEA, &bea)?;
    holds(stage, CID, &[(&sites[0], Access::View, &[]), (&sites[1], Access::View, &[])])?;
    holds(stage, DAN, &[(&sites[1], Access::View, &[]), (&sites[3], Access::Admin, &[])])
}

#[test]
fn by_paste_on_simulators() {
    on_simulators("paste", paste);
}

#[test]
fn by_paste_on_real_ones() {
    on_real_ones("paste", Dialect::V5_3, paste);
    on_real_ones("paste", Dialect::V5_8, paste);
}

async fn paste(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    let ctrl = |key: &str| format!("{}{key}", char::from(Key::Control));
    // Through the clipboard, as from a spreadsheet.
    copies(page, "w\tview\r\n\tv\r\n").await?;
    page.click_on(Place::Cell(BEA, BERGEN)).await?;
    page.keys(&ctrl("v")).await?;
    page.cell_says(BEA, COAST, "no access; staged: view").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    page.cell_says(CID, BERGEN, "no access").await?;
    page.cell_says(CID, COAST, "no access; staged: view").await?;
    // One value for all that is selected.
    copies(page, "view").await?;
    page.click_on(Place::Cell(ANN, BERGEN)).await?;
    page.click_with_shift_on(Place::Cell(ANN, DELTA)).await?;
    page.keys(&ctrl("v")).await?;
    page.cell_says(ANN, DELTA, "no access; staged: view").await?;
    // What is no role, and what does not fit, is said and left out.
    copies(page, "boss\tv\tw").await?;
    page.click_on(Place::Cell(DAN, COAST)).await?;
    page.keys(&ctrl("v")).await?;
    page.text_contains("This is no role.").await?;
    page.text_contains("There is no cell here").await?;
    page.cell_says(DAN, COAST, "no access").await?;
    page.cell_says(DAN, DELTA, "admin; staged: view").await?;
    page.axe().await?;
    // And out again, with what is staged.
    page.click_on(Place::Cell(ANN, ALPINE)).await?;
    page.click_with_shift_on(Place::Cell(BEA, COAST)).await?;
    page.keys(&ctrl("c")).await?;
    page.text_contains("6 cells copied").await?;
    assert_eq!(copied(page).await?, format!("view + {PUBLISH}\tv\tv\nn\tw\tv\n"));
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    let ann = |site| (site, Access::View, &[][..]);
    holds(stage, ANN, &[(&sites[0], Access::View, &[PUBLISH]), ann(&sites[1]), ann(&sites[2]), ann(&sites[3])])?;
    holds(stage, BEA, &[(&sites[1], Access::Write, &[]), (&sites[2], Access::View, &[])])?;
    holds(stage, CID, &[(&sites[2], Access::View, &[])])?;
    holds(stage, DAN, &[(&sites[3], Access::View, &[])])
}

/// Puts a text on the clipboard as people do: out of the field of the import.
async fn copies(page: &Page, text: &str) -> Result<(), Trouble> {
    let control = char::from(Key::Control);
    page.button("Import").click().await?;
    let field = page.find(Role::TextBox, Name::Has("Or paste it here".into()));
    field.paste(text).await?;
    field.press(&format!("{control}ac")).await?;
    page.press(Key::Escape).await?;
    page.dialog("Import").disappears().await
}

/// What is on the clipboard, in the same way.
async fn copied(page: &Page) -> Result<String, Trouble> {
    page.button("Import").click().await?;
    let field = page.find(Role::TextBox, Name::Has("Or paste it here".into()));
    field.press(&format!("{}v", char::from(Key::Control))).await?;
    let text = field.value().await?;
    page.press(Key::Escape).await?;
    page.dialog("Import").disappears().await?;
    Ok(text)
}

#[test]
fn by_template_on_simulators() {
    on_simulators("template", template);
}

#[test]
fn by_template_on_real_ones() {
    on_real_ones("template", Dialect::V5_3, template);
    on_real_ones("template", Dialect::V5_8, template);
}

async fn template(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.click_on(Place::Cell(BEA, ALPINE)).await?;
    page.click_with_shift_on(Place::Cell(CID, ALPINE)).await?;
    opens(page, "A template…").await?;
    let dialog = page.dialog("Templates");
    dialog.appears().await?;
    // Without a name, or without a role, it is none.
    page.button("Save template").click().await?;
    page.text_contains("Give the template a name.").await?;
    page.textbox("Name").fill("Shop desk").await?;
    page.button("Save template").click().await?;
    page.text_contains("It gives nothing").await?;
    page.combobox("On production sites").choose("Write").await?;
    page.combobox("On staging sites").choose("View").await?;
    page.button("Save template").click().await?;
    page.text_contains("write on production, view on staging").await?;
    page.axe().await?;
    page.press(Key::Escape).await?;
    dialog.disappears().await?;
    // It is there after a reload, too.
    page.reload().await?;
    journeys::door::come_back(page, &stage.token).await?;
    page.click_on(Place::Cell(DAN, ALPINE)).await?;
    opens(page, "A template…").await?;
    page.radio("Add, never less").appears().await?;
    page.button("Give Shop desk").click().await?;
    dialog.disappears().await?;
    page.cell_says(DAN, DELTA, "admin").await?;
    page.cell_says(DAN, COAST, "no access; staged: view").await?;
    page.click_on(Place::Cell(BEA, ALPINE)).await?;
    page.click_with_shift_on(Place::Cell(CID, ALPINE)).await?;
    opens(page, "A template…").await?;
    page.button("Give Shop desk").click().await?;
    dialog.disappears().await?;
    page.cell_says(BEA, ALPINE, "no access; staged: write").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    page.cell_says(CID, COAST, "no access; staged: view").await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    let desk = [
        (&sites[0], Access::Write, &[][..]),
        (&sites[1], Access::Write, &[]),
        (&sites[2], Access::View, &[]),
        (&sites[3], Access::Write, &[]),
    ];
    holds(stage, BEA, &desk)?;
    holds(stage, CID, &desk)?;
    let [alpine, bergen, coast, _] = desk;
    holds(stage, DAN, &[alpine, bergen, coast, (&sites[3], Access::Admin, &[])])
}

/// An entry of the menu of what is selected.
async fn opens(page: &Page, entry: &str) -> Result<(), Trouble> {
    page.button("More…").click().await?;
    page.dialog("What to do with the selection").find(Role::Button, entry).click().await
}

#[test]
fn as_another_person_on_simulators() {
    on_simulators("same-as", same_as);
}

#[test]
fn as_another_person_on_real_ones() {
    on_real_ones("same-as", Dialect::V5_3, same_as);
    on_real_ones("same-as", Dialect::V5_8, same_as);
}

async fn same_as(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    // In the place of what is there: Dan has what Ann has, capabilities too, and nothing else.
    page.click_on(Place::Cell(DAN, ALPINE)).await?;
    opens(page, "Same as another person…").await?;
    page.dialog("Same as another person").appears().await?;
    page.axe().await?;
    page.textbox("Whose access").fill("ann").await?;
    page.button(&format!("Same as {ANN}")).click().await?;
    page.cell_says(DAN, ALPINE, "no access; staged: view, with 1 capability").await?;
    page.cell_says(DAN, DELTA, "admin; staged: no access").await?;
    // On top of it: Bea keeps hers.
    page.click_on(Place::Cell(BEA, ALPINE)).await?;
    opens(page, "Same as another person…").await?;
    page.radio("Add, never less").click().await?;
    page.button(&format!("Same as {ANN}")).click().await?;
    page.cell_says(BEA, ALPINE, "no access; staged: view, with 1 capability").await?;
    page.cell_says(BEA, BERGEN, "write").await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    let of_ann = (&sites[0], Access::View, &[PUBLISH][..]);
    holds(stage, ANN, &[of_ann])?;
    holds(stage, BEA, &[of_ann, (&sites[1], Access::Write, &[])])?;
    holds(stage, CID, &[])?;
    holds(stage, DAN, &[of_ann])
}
