//! The role matrix under the keyboard: what is staged with keys is what Matomo has afterwards, and ears are told where they are.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::browser::{Key, Page, Trouble};
use journeys::matrix::{
    self, ALPINE, ANN, BEA, BERGEN, CID, COAST, DAN, DELTA, PUBLISH, here, holds, is_headed, on_real_ones,
    on_simulators, tab_to, walk_to,
};
use journeys::stage::{Stage, dist};
use journeys::steps::{IN_PLACE, MadeSite};
use matomo_api::methods::{AccessId, GetAllSites, GetSitesAccessFromUser, GetUsers};
use matomo_api::{Login, Role as Access};
use matomo_sim::{Config, Dataset, Dialect};

#[test]
fn by_keyboard_on_simulators() {
    on_simulators("keyboard", by_keyboard);
}

#[test]
fn by_keyboard_on_a_real_5_3() {
    on_real_ones("keyboard", Dialect::V5_3, by_keyboard);
}

#[test]
fn by_keyboard_on_a_real_5_8() {
    on_real_ones("keyboard", Dialect::V5_8, by_keyboard);
}

/// Nothing but keys, from the matrix to the end.
async fn by_keyboard(page: &Page, stage: &Stage, sites: &[MadeSite; 4]) -> Result<(), Trouble> {
    let ctrl = |key: &str| format!("{}{key}", char::from(Key::Control));
    let shift = |key: Key| format!("{}{}", char::from(Key::Shift), char::from(key));
    tab_to(page, "gridcell", "").await?;
    walk_to(page, ANN, ALPINE).await?;
    here(page, "view, with 1 capability").await?;
    page.keys("w").await?;
    here(page, "view, with 1 capability; staged: write, with 1 capability").await?;
    // Both at once.
    page.press(Key::Right).await?;
    page.keys(&shift(Key::Right)).await?;
    here(page, "no access").await?;
    page.keys("v").await?;
    here(page, "no access; staged: view").await?;
    page.cell_says(ANN, BERGEN, "no access; staged: view").await?;
    walk_to(page, BEA, BERGEN).await?;
    page.press(Key::Delete).await?;
    here(page, "write; staged: no access").await?;
    walk_to(page, CID, ALPINE).await?;
    for (key, words) in [
        ("v", "no access; staged: view"),
        ("+", "no access; staged: write"),
        ("-", "no access; staged: view"),
        ("n", "no access"),
        ("W", "no access; staged: write"),
    ] {
        page.keys(key).await?;
        here(page, words).await?;
    }
    walk_to(page, DAN, DELTA).await?;
    page.keys("-").await?;
    here(page, "admin; staged: write").await?;
    walk_to(page, CID, DELTA).await?;
    page.keys("a").await?;
    here(page, "no access; staged: admin; needs care").await?;
    page.keys(&ctrl("z")).await?;
    here(page, "no access").await?;
    page.keys(&ctrl("y")).await?;
    here(page, "no access; staged: admin; needs care").await?;
    // Everything has a name, too; closing gives the keyboard back to the cell.
    page.press(Key::Enter).await?;
    let menu = page.dialog("What to do with the selection");
    menu.appears().await?;
    page.axe().await?;
    page.press(Key::Escape).await?;
    menu.disappears().await?;
    here(page, "no access; staged: admin; needs care").await?;
    page.axe().await?;
    page.picture().await?;

    tab_to(page, "link", "Review 7 changes").await?;
    page.press(Key::Enter).await?;
    page.heading("Review").appears().await?;
    page.axe().await?;
    page.picture().await?;
    // Nothing is sent without a word about what needs care, which the keyboard is led to.
    tab_to(page, "button", "Apply 7 changes").await?;
    page.press(Key::Enter).await?;
    page.text_contains("Tick this to go on.").await?;
    page.waits_for("the tick has the keyboard", "return document.activeElement.type === 'checkbox'").await?;
    holds(stage, CID, &[])?;
    page.keys(" ").await?;
    tab_to(page, "button", "Apply 7 changes").await?;
    page.press(Key::Enter).await?;
    page.text_contains(IN_PLACE).await?;
    page.axe().await?;
    page.picture().await?;
    holds(
        stage,
        ANN,
        &[(&sites[0], Access::Write, &[PUBLISH]), (&sites[1], Access::View, &[]), (&sites[2], Access::View, &[])],
    )?;
    holds(stage, BEA, &[])?;
    holds(stage, CID, &[(&sites[0], Access::Write, &[]), (&sites[3], Access::Admin, &[])])?;
    holds(stage, DAN, &[(&sites[3], Access::Write, &[])])?;
    // What is in place is staged no more.
    tab_to(page, "link", "Back to the matrix").await?;
    page.press(Key::Enter).await?;
    page.text_contains("Nothing is staged.").await?;
    page.cell_says(ANN, ALPINE, "write, with 1 capability").await?;
    page.cell_says(ANN, COAST, "view").await
}

#[test]
fn ears_are_told_where_the_keyboard_is_after_every_kind_of_move() {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let stage = Stage::simulated(&dist().unwrap(), "/console/", config).unwrap();
    stage.journey("matrix-ears").go(async |page| {
        // So small that most of it is out of sight.
        page.resize(900, 620).await?;
        let seen = Seen::of(&stage)?;
        matrix::open(page, &stage).await?;
        page.table("Role matrix").appears().await?;
        let grid = page.table("Role matrix");
        let number = async |name: &str| grid.attribute(name).await.map(|n| n.unwrap().parse::<usize>().unwrap());
        assert_eq!(number("aria-rowcount").await?, seen.logins.len() + 1);
        assert_eq!(number("aria-colcount").await?, seen.sites.len() + 1);
        tab_to(page, "gridcell", "").await?;
        let ctrl = char::from(Key::Control).to_string();
        let shift = char::from(Key::Shift).to_string();
        let (bottom, right) = (seen.logins.len() - 1, seen.sites.len() - 1);
        let mut at = (0, 0);
        page.keys(&format!("{ctrl}{}", char::from(Key::Home))).await?;
        seen.hears(page, at).await?;
        for (held, key, to) in [
            ("", Key::Down, Some((1, 0))),
            ("", Key::Right, Some((1, 1))),
            ("", Key::End, Some((1, right))),
            ("", Key::Right, Some((1, right))),
            ("", Key::Left, Some((1, right - 1))),
            ("", Key::Home, Some((1, 0))),
            ("", Key::PageDown, None),
            ("", Key::PageDown, None),
            ("", Key::PageUp, None),
            (&*ctrl, Key::PageDown, None),
            (&*ctrl, Key::PageUp, None),
            (&*ctrl, Key::End, Some((bottom, right))),
            ("", Key::Up, Some((bottom - 1, right))),
            (&*ctrl, Key::Home, Some((0, 0))),
            (&*ctrl, Key::Down, Some((bottom, 0))),
            (&*ctrl, Key::Right, Some((bottom, right))),
            (&*ctrl, Key::Up, Some((0, right))),
            (&*ctrl, Key::Left, Some((0, 0))),
            (&*shift, Key::Down, Some((1, 0))),
            (&*shift, Key::Right, Some((1, 1))),
            (&*shift, Key::PageDown, None),
            (&*shift, Key::End, None),
            (&*shift, Key::Home, None),
        ] {
            page.keys(&format!("{held}{}", char::from(key))).await?;
            // How far a page leads depends on the window, which way it leads does not.
            let is_there = |now: (usize, usize)| match (to, key, held == ctrl) {
                (Some(to), ..) => now == to,
                (_, Key::PageDown, false) => now.0 > at.0 + 3 && now.1 == at.1,
                (_, Key::PageUp, false) => now.0 < at.0 && now.1 == at.1,
                (_, Key::PageDown, true) => now.1 > at.1 && now.0 == at.0,
                (_, _, true) => now.1 < at.1 && now.0 == at.0,
                (_, Key::End, _) => now == (at.0, right),
                _ => now == (at.0, 0),
            };
            let wanted = format!("the cell to which {held}{key:?} leads from {at:?}");
            let now = page.focus_is(&wanted, |focused| focused.at().is_some_and(is_there)).await?.at().unwrap();
            at = now;
            seen.hears(page, at).await?;
        }
        // What the mouse scrolls away stays on the page, and the keyboard with it.
        page.run("document.querySelector('[role=grid]').parentElement.scrollTo(0, 100000)", vec![]).await?;
        page.waits_for("another row is drawn", "return !!document.querySelector('[aria-rowindex=\"40\"]')").await?;
        assert_eq!(page.focused().await?.at(), Some(at));
        page.press(Key::Right).await?;
        seen.hears(page, (at.0, at.1 + 1)).await
    });
}

/// What ears have to be told of the demo, as Matomo itself says it.
struct Seen {
    logins: Vec<String>,
    sites: Vec<String>,
    words: Vec<Vec<String>>,
}

impl Seen {
    fn of(stage: &Stage) -> Result<Self, Trouble> {
        let asker = stage.asker()?;
        let mut sites = asker.ask(&GetAllSites)?;
        sites.sort_by_key(|site| site.name.to_lowercase());
        let mut users = asker.ask(&GetUsers::all())?;
        // Visitors come first.
        users.sort_by_key(|user| (user.login.as_str() != "anonymous", user.login.as_str().to_lowercase()));
        let mut words = Vec::new();
        for user in &users {
            let held = asker.ask(&GetSitesAccessFromUser { login: user.login.clone() })?;
            let on = |site| {
                let here = held.iter().filter(move |(id, _)| *id == site).map(|(_, access)| access);
                let role = here.clone().find_map(|access| match access {
                    AccessId::Role(role) => Some(role.as_str()),
                    AccessId::Capability(_) => None,
                });
                match (user.super_user, role, here.count()) {
                    (true, ..) => "super user".to_owned(),
                    (_, None, _) => "no access".to_owned(),
                    (_, Some(role), 1) => role.to_owned(),
                    (_, Some(role), 2) => format!("{role}, with 1 capability"),
                    (_, Some(role), n) => format!("{role}, with {} capabilities", n - 1),
                }
            };
            words.push(sites.iter().map(|site| on(site.id)).collect());
        }
        Ok(Self {
            logins: users
                .iter()
                .map(|user: &matomo_api::methods::UserRow| Login::as_str(&user.login).to_owned())
                .collect(),
            sites: sites.into_iter().map(|site| site.name).collect(),
            words,
        })
    }

    /// The keyboard is on this cell, ears are told what it holds and where it is, eyes see it.
    async fn hears(&self, page: &Page, at: (usize, usize)) -> Result<(), Trouble> {
        let focused = page.focus_is(&format!("the cell at {at:?}"), |focused| focused.at() == Some(at)).await?;
        let (login, site) = (&self.logins[at.0], &self.sites[at.1]);
        assert_eq!(focused.name, self.words[at.0][at.1], "{login} × {site}");
        let cell = focused.cell.unwrap();
        assert!(is_headed(&cell.row_head, login), "{cell:?} is not of {login}");
        assert!(is_headed(&cell.column_head, site), "{cell:?} is not of {site}");
        if cell.is_seen { Ok(()) } else { Err(Trouble::new(format!("{cell:?} is hidden"))) }
    }
}
