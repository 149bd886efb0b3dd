//! Tables into the role matrix and out of it, and the role matrix at its largest.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use journeys::browser::{Key, Name, Page, Place, Role, Trouble};
use journeys::matrix::{self, ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, PUBLISH, holds, on_simulators, tab_to};
use journeys::stage::{Stage, dist};
use journeys::steps::MadeSite;
use matomo_api::Role as Access;
use matomo_sim::{Config, Dataset};

#[test]
fn a_table_is_taken_in_and_what_fits_nobody_is_listed() {
    on_simulators("import", import);
}

async fn import(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.button("Import").click().await?;
    let dialog = page.dialog("Import");
    let field = page.find(Role::TextBox, Name::Has("Or paste it here".into()));
    let first = sites[0].id;
    let table = format!(
        "Login,{first},{BERGEN},Nowhere\n{ANN},w,,v\nnobody.here,v,v,v\n{CID}@journey.example.org,boss,view,\n{ANN},n,n,n\n"
    );
    field.paste(&table).await?;
    dialog.find(Role::Button, "Stage this table").click().await?;
    page.text_contains("2 cells staged, 4 things were left out").await?;
    let alert = page.find(Role::Alert, Name::Any).text().await?;
    for line in [
        "Line 1, field 4: Nowhere No site has this number or name.",
        "Line 3: nobody.here No account has this login or e-mail address.",
        "Line 4, field 2: boss This is no role.",
        &format!("Line 5: {ANN} This comes a second time. The first one counts."),
    ] {
        assert!(alert.contains(line), "“{line}” is missing: {alert}");
    }
    page.axe().await?;
    page.picture().await?;
    page.press(Key::Escape).await?;
    dialog.disappears().await?;
    page.cell_says(ANN, ALPINE, "view, with 1 capability; staged: write, with 1 capability").await?;
    page.cell_says(CID, BERGEN, "no access; staged: view").await?;
    matrix::review(page).await?;
    matrix::apply(page, None).await?;
    holds(stage, ANN, &[(&sites[0], Access::Write, &[PUBLISH])])?;
    holds(stage, CID, &[(&sites[1], Access::View, &[])])
}

#[test]
fn what_is_shown_is_saved_as_it_is_and_as_it_will_be() {
    on_simulators("export", export);
}

async fn export(page: &Page, _: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    page.click_on(Place::Cell(CID, COAST)).await?;
    page.keys("w").await?;
    page.cell_says(CID, COAST, "no access; staged: write").await?;
    page.button("Export").click().await?;
    page.dialog("Export").appears().await?;
    page.axe().await?;
    page.button("Save file").click().await?;
    let [a, b, c, d] = [0, 1, 2, 3].map(|at| sites[at].id);
    let of_all = |cid: &str| {
        format!(
            "\u{feff}Login,{a} {ALPINE},{b} {BERGEN},{c} {COAST},{d} {DELTA}\r\nanonymous,,,,\r\n\
             admin,super user,super user,super user,super user\r\n{ANN},view + {PUBLISH},,,\r\n{BEA},,write,,\r\n\
             {CID},,,{cid},\r\n{DAN},,,,admin\r\n"
        )
    };
    assert_eq!(std::fs::read_to_string(page.downloaded(".csv").await?).unwrap(), of_all(""));
    page.button("Export").click().await?;
    page.radio("A line for each grant").click().await?;
    page.radio("Tab").click().await?;
    page.checkbox("As it will be, with what is staged").click().await?;
    page.button("Save file").click().await?;
    let list = std::fs::read_to_string(page.downloaded(".tsv").await?).unwrap();
    let lines: Vec<&str> = list.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "Login\tE-mail\tStatus\tSite id\tSite\tGroup\tRole\tCapabilities");
    assert_eq!(lines.len(), 7, "{list}");
    let mail = |login: &str| format!("{login}\t{login}@journey.example.org\tactive");
    assert!(lines.contains(&&*format!("{}\t{a}\t{ALPINE}\t\tview\t{PUBLISH}", mail(ANN))), "{list}");
    assert!(lines.contains(&&*format!("{}\t{c}\t{COAST}\t\twrite\t", mail(CID))), "{list}");
    Ok(())
}

#[test]
fn ten_thousand_people_on_a_thousand_sites_are_accessible_and_small() {
    let config = Config { data: Dataset::Large { users: 10_000, sites: 1_000 }, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey("matrix-large").patience(Duration::from_secs(120)).go(async |page| {
        matrix::open(page, &stage).await?;
        let grid = page.table("Role matrix");
        assert_eq!(grid.attribute("aria-rowcount").await?.as_deref(), Some("10001"));
        assert_eq!(grid.attribute("aria-colcount").await?.as_deref(), Some("1001"));
        is_small(page).await?;
        page.axe().await?;
        page.picture().await?;
        // At the other end, too, with something staged.
        tab_to(page, "gridcell", "").await?;
        let end = format!("{}{}", char::from(Key::Control), char::from(Key::End));
        page.keys(&end).await?;
        page.focus_is("the last cell", |focused| focused.at() == Some((9_999, 999))).await?;
        page.keys("v").await?;
        page.focus_is("a staged cell", |focused| focused.name.contains("staged: view")).await?;
        is_small(page).await?;
        page.axe().await?;
        page.picture().await?;
        Ok(())
    });
}

/// What is out of sight is not on the page.
async fn is_small(page: &Page) -> Result<(), Trouble> {
    let size = page.size().await?;
    println!("{size} elements");
    if size < 3_000 { Ok(()) } else { Err(Trouble::new(format!("{size} elements are too many"))) }
}
