//! A plan of two thousand calls, in forty requests, on its way from the matrix into Matomo while the network fails at
//! each of them, and while the page is closed in the middle.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::door;
use journeys::grants::{self, Grants};
use journeys::matrix;
use journeys::stage::{Stage, dist};
use journeys::steps::IN_PLACE;
use matomo_api::methods::{GetAllSites, GetAvailableCapabilities, GetUsers, InviteStatus};
use matomo_api::{Bulk, Role as Access};
use matomo_sim::{Config, Dataset, Fault, FaultKind};

const BULKS: usize = 40;
const CALLS: usize = BULKS * Bulk::SIZE;

fn company() -> Stage {
    let config = Config { data: Dataset::Large { users: 200, sites: 14 }, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

/// Imports a table that asks for so many calls, and goes to their review: what shall be, and the word that it wants.
async fn stage_forty(page: &Page, stage: &Stage) -> Result<(Grants, String), Trouble> {
    let asker = stage.asker()?;
    let sites: Vec<_> = asker.ask(&GetAllSites)?.into_iter().map(|site| site.id).collect();
    let users = asker.ask(&GetUsers::all())?.into_iter();
    let usual = users.filter(|user| !user.super_user && user.invite == InviteStatus::Active);
    let logins: Vec<_> = usual.map(|user| user.login).filter(|login| !login.is_anonymous()).collect();
    // On each site another access, so that each cell is a call.
    let mut kinds = vec![None];
    let known = asker.ask(&GetAvailableCapabilities)?;
    for role in Access::ALL {
        let free: Vec<_> = known.iter().filter(|known| !known.included_in.contains(&role)).collect();
        for some in 0..1_usize << free.len() {
            let chosen =
                free.iter().enumerate().filter(|(at, _)| some >> at & 1 == 1).map(|(_, known)| known.id.as_str());
            kinds.push(Some([role.as_str()].into_iter().chain(chosen).map(str::to_owned).collect()));
        }
    }
    assert_eq!(kinds.len(), sites.len());
    let mut wanted = grants::all(&asker)?;
    let (mut calls, mut people) = (0, 0);
    for login in &logins {
        let before = calls;
        for (site, kind) in sites.iter().zip(&kinds) {
            let place = (login.as_str().to_owned(), *site);
            let found = wanted.get(&place).cloned();
            // A role alone would keep capabilities that are there.
            if calls == CALLS || found == *kind || found.is_some_and(|found| found.len() > 1) {
                continue;
            }
            calls += 1;
            match kind {
                Some(kind) => _ = wanted.insert(place, kind.clone()),
                None => _ = wanted.remove(&place),
            }
        }
        people += usize::from(calls > before);
    }
    assert_eq!(calls, CALLS);
    matrix::open(page, stage).await?;
    page.button("Import").click().await?;
    let dialog = page.dialog("Import");
    let field = page.find(Role::TextBox, Name::Has("Or paste it here".into()));
    field.paste(&grants::table(&logins, &sites, &wanted)).await?;
    dialog.find(Role::Button, "Stage this table").click().await?;
    page.text_contains(&format!("{CALLS} cells staged, everything was understood")).await?;
    dialog.disappears().await?;
    matrix::review(page).await?;
    page.text_contains(&format!("in {CALLS} calls.")).await?;
    Ok((wanted, people.to_string()))
}

/// Waits until it stopped, so many requests into it.
async fn stopped_after(page: &Page, bulks: usize) -> Result<(), Trouble> {
    page.button("Resume").appears().await?;
    page.text_contains("Interrupted").await?;
    page.text_contains(&format!("{} of {CALLS} steps done", bulks * Bulk::SIZE)).await
}

/// The console says of as many calls as these requests have that they were sent twice.
async fn told_again(page: &Page, is_again: impl Fn(usize) -> bool) -> Result<(), Trouble> {
    page.button(&format!("Show the other {}", CALLS - 50)).click().await?;
    page.text_contains(&format!("The other {}", CALLS - 50)).await?;
    let text = page.find(Role::List, "Results").text().await?;
    let said: Vec<&str> = text.lines().filter(|line| line.starts_with("Read back: equal.")).collect();
    assert_eq!(said.len(), CALLS);
    // They come first.
    let repeated = (0..CALLS).filter(|at| is_again(at / Bulk::SIZE)).count();
    page.text_contains(&format!("{repeated} calls were sent more than once.")).await?;
    for (at, line) in said.into_iter().enumerate() {
        let again = if at < repeated { " It was sent 2 times." } else { "" };
        assert_eq!(line, format!("Read back: equal.{again}"), "call {at}");
    }
    Ok(())
}

#[test]
fn a_connection_dropped_before_and_after_each_of_forty_in_turn() {
    let stage = company();
    let journey = stage.journey("matrix-forty-drops").expects_in_console("index.php");
    journey.patience(Duration::from_secs(60)).go(async |page| {
        let (wanted, word) = stage_forty(page, &stage).await?;
        let strikes = |fault: Fault| {
            stage.simulator(|sim| {
                sim.faults().clear();
                sim.faults().add(fault.writes());
            });
        };
        for bulk in 0..BULKS {
            let lost = bulk % 2 == 0;
            match lost {
                true => strikes(Fault::new(FaultKind::DropBefore)),
                // The one before, which was lost, goes first.
                false => strikes(Fault::new(FaultKind::DropAfter).onwards(2)),
            }
            match bulk {
                0 => matrix::send(page, Some(&word)).await?,
                _ => page.button("Resume").click().await?,
            }
            stopped_after(page, if lost { bulk } else { bulk + 1 }).await?;
        }
        page.axe().await?;
        page.picture().await?;
        stage.simulator(|sim| sim.faults().clear());
        page.button("Resume").click().await?;
        page.text_contains(IN_PLACE).await?;
        assert_eq!(grants::all(&stage.asker()?)?, wanted);
        told_again(page, |bulk| bulk % 2 == 0).await?;
        page.picture().await?;
        Ok(())
    });
}

#[test]
fn a_reload_and_an_error_500_in_the_middle_of_forty() {
    let stage = company();
    let journey = stage.journey("matrix-forty-reload").expects_in_console("index.php");
    journey.patience(Duration::from_secs(60)).go(async |page| {
        let (wanted, word) = stage_forty(page, &stage).await?;
        // Nothing of the twelfth is done, and then all of the twentieth.
        stage.simulator(|sim| {
            sim.faults().add(Fault::new(FaultKind::ErrorBefore).writes().nth(12));
            sim.faults().add(Fault::new(FaultKind::ErrorAfter).writes().nth(21));
            sim.faults().add(Fault::new(FaultKind::Delay(60_000)).writes().nth(31));
        });
        matrix::send(page, Some(&word)).await?;
        stopped_after(page, 11).await?;
        page.button("Resume").click().await?;
        stopped_after(page, 20).await?;
        page.picture().await?;
        page.button("Resume").click().await?;
        // The thirtieth is done, and its answer is long in coming.
        page.text_contains(&format!("{} of {CALLS} steps done", 29 * Bulk::SIZE)).await?;
        page.text_contains("Writing").await?;
        page.reload().await?;
        stage.simulator(|sim| sim.faults().clear());
        door::come_back(page, &stage.token).await?;
        page.text_contains("This was interrupted").await?;
        page.button("Resume").click().await?;
        page.text_contains(IN_PLACE).await?;
        assert_eq!(grants::all(&stage.asker()?)?, wanted);
        told_again(page, |bulk| bulk == 11).await
    });
}
