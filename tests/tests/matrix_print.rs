//! The role matrix on paper: what an auditor is given.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use journeys::browser::{Page, Place, Role, Trouble, text_of};
use journeys::door;
use journeys::matrix::{self, ANN, BEA, CID, COAST, DAN, on_simulators};
use journeys::stage::{Stage, dist};
use journeys::steps::MadeSite;
use matomo_api::methods::{GetAllSites, GetUsers};
use matomo_sim::{Config, Dataset};

#[test]
fn everybody_and_every_site_is_on_paper_under_heads_on_each_page() {
    let config = Config { data: Dataset::Large { users: 120, sites: 50 }, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey("matrix-print").go(async |page| {
        matrix::open(page, &stage).await?;
        let text = paper(page).await?;
        let asker = stage.asker()?;
        let sites = asker.ask(&GetAllSites)?;
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        // Sites that do not fit beside each other come in three parts; each login is once in each of them.
        for login in asker.ask(&GetUsers::all())?.iter().map(|user| user.login.as_str()) {
            let lines = text.lines().filter(|line| line.split_whitespace().next() == Some(login));
            assert_eq!(lines.count(), 3, "{login}: {text}");
        }
        let mut parts: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for page in &pages {
            assert!(page.contains("Person"), "no heads: {page}");
            let heads = sites.iter().map(|site| &*site.name).filter(|name| has_head(page, name));
            *parts.entry(heads.collect()).or_default() += 1;
        }
        // All pages of a part have the same heads, and each site is in one part.
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert!(parts.values().all(|pages| *pages > 1), "{parts:?}");
        let mut heads: Vec<&str> = parts.into_keys().flatten().collect();
        heads.sort_unstable();
        let mut names: Vec<&str> = sites.iter().map(|site| &*site.name).collect();
        names.sort_unstable();
        assert_eq!(heads, names);
        Ok(())
    });
}

/// Whether a page has this among its heads, whole.
fn has_head(page: &str, name: &str) -> bool {
    let continues = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    page.match_indices(name).any(|(at, _)| !continues(&page[at + name.len()..]))
}

#[test]
fn paper_says_when_of_which_matomo_and_what_is_not_in_it() {
    on_simulators("print-view", view);
}

async fn view(page: &Page, stage: &Stage, _: &[MadeSite; 4]) -> Result<(), Trouble> {
    let host = stage.matomo.trim_start_matches("http://").trim_end_matches('/');
    let today = page.run("return new Date().toISOString().slice(0, 10)", vec![]).await?;
    let title = format!("Roles on {}", today.as_str().unwrap());
    // Filtered, with a folded group.
    page.open(&format!("{}matrix/?q=dogwood&by=environment&fold=production", stage.console)).await?;
    door::come_in(page, stage).await?;
    page.cell_says(DAN, "Production", "1 admin, 2 without access").await?;
    // By the browser's own command it is the same, and afterwards the page is as it was.
    let own = page.printed_text().await?;
    page.cell_says(DAN, "Production", "1 admin, 2 without access").await?;
    page.text_lacks(&title).await?;
    let text = paper(page).await?;
    assert_eq!(own, text);
    for words in [&*title, host, "1 of 5 people × 4 sites", "Of a folded group", "Production"] {
        assert!(text.contains(words), "“{words}” is not in: {text}");
    }
    assert_eq!(line_of(&text, DAN), ["A", "1/3", "·"], "{text}");
    assert!(!text.contains(ANN) && !text.contains("Staged"), "{text}");
    // All of it, with what is staged.
    page.open(&format!("{}matrix/", stage.console)).await?;
    door::come_in(page, stage).await?;
    page.click_on(Place::Cell(CID, COAST)).await?;
    page.keys("w").await?;
    page.cell_says(CID, COAST, "no access; staged: write").await?;
    let text = paper(page).await?;
    for words in [&*title, host, "5 people × 4 sites", "Staged changes are shown as if they were made."] {
        assert!(text.contains(words), "“{words}” is not in: {text}");
    }
    assert!(!text.contains("Of a folded group"), "{text}");
    assert_eq!(line_of(&text, ANN), ["V+", "·", "·", "·"], "{text}");
    assert_eq!(line_of(&text, BEA), ["·", "W", "·", "·"], "{text}");
    assert_eq!(line_of(&text, CID), ["·", "·", "W", "·"], "{text}");
    Ok(())
}

/// What stands on somebody's line.
fn line_of<'a>(text: &'a str, login: &str) -> Vec<&'a str> {
    let line = text.lines().find(|line| line.split_whitespace().next() == Some(login));
    line.unwrap_or_default().split_whitespace().skip(1).collect()
}

/// By the dialog: what it asks the browser to print, which is kept beside the pictures.
async fn paper(page: &Page) -> Result<String, Trouble> {
    page.catches_printing().await?;
    page.button("Export").click().await?;
    page.dialog("Export").find(Role::Button, "Print").click().await?;
    let pdf = page.caught_printing().await?;
    std::fs::write(page.folder()?.join("paper.pdf"), &pdf)?;
    text_of(&pdf)
}
