//! Applying what was staged on the matrix: paused and resumed, and tried again where Matomo refused a call.

#![allow(clippy::unwrap_used, missing_docs)]

use journeys::asker::Asker;
use journeys::browser::{Name, Page, Place, Role, Trouble};
use journeys::grants::{self, Grants};
use journeys::matrix;
use journeys::stage::{Stage, dist};
use journeys::steps::IN_PLACE;
use matomo_api::methods::{AddUser, DeleteUser, GetAllSites, GetUser, GetUsers, UserRow};
use matomo_api::{Login, Password, Role as Access, SiteId};
use matomo_sim::{Config, Dataset, Fault, FaultKind};

#[test]
fn applying_is_paused_and_resumed_and_what_changed_meanwhile_is_decided() {
    let stage = many();
    stage.journey("matrix-pause").go(async |page| {
        matrix::open(page, &stage).await?;
        let asker = stage.asker()?;
        let before = grants::all(&asker)?;
        let Staged { mut wanted, new, site } = stage_a_column(page, &stage).await?;
        sends_two_of_three(page, &stage, &new).await?;
        page.button("Pause").click().await?;
        // What is under way is waited for.
        page.button("Pausing…").appears().await?;
        page.axe().await?;
        page.text_contains("Nothing is under way.").await?;
        page.button("Pausing…").disappears().await?;
        page.text_contains(&format!("100 of {} steps done", new.len())).await?;
        page.axe().await?;
        page.picture().await?;
        let paused = grants::all(&asker)?;
        let is_done = |login: &Login| {
            let key = (login.to_string(), site);
            paused.get(&key) == wanted.get(&key)
        };
        assert_eq!(new.iter().filter(|login| is_done(login)).count(), 100, "two requests were sent");
        assert_eq!(paused.iter().filter(|(key, held)| before.get(key) != Some(held)).count(), 100, "and nothing else");

        // Meanwhile somebody deletes an account whose turn has not come.
        let had_nothing = |login: &&Login| !before.contains_key(&(login.to_string(), site));
        let gone = new.iter().filter(|login| !is_done(login)).find(had_nothing).unwrap();
        let account = deleted(&asker, gone, &mut wanted)?;
        page.button("Resume").click().await?;
        page.text_contains("Somebody changed this meanwhile").await?;
        page.text_contains("Nothing more was sent").await?;
        let rows = page.find(Role::Table, Name::Has("Differences".into())).rows().await?;
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[1][0].contains(gone.as_str()) && rows[1][2].contains("No account"), "{rows:?}");
        page.axe().await?;
        page.button("Apply the plan all the same").click().await?;
        page.text_contains("Done as far as Matomo let it.").await?;
        assert_eq!(grants::all(&asker)?, wanted, "all the others are there");
        failed(page, &format!("There is no account “{gone}” any more.")).await?;
        // What cannot be is not sent, not even again.
        page.button("Retry what failed").click().await?;
        failed(page, &format!("There is no account “{gone}” any more.")).await?;
        retried(page, &asker, account, &mut wanted, site).await?;
        let text = page.find(Role::List, "Results").text().await?;
        assert!(!text.contains("It was sent"), "{text}");
        Ok(())
    });
}

#[test]
fn a_call_that_matomo_refused_is_tried_again_and_no_other() {
    let stage = many();
    stage.journey("matrix-retry").go(async |page| {
        matrix::open(page, &stage).await?;
        let asker = stage.asker()?;
        let before = grants::all(&asker)?;
        let Staged { mut wanted, new, site } = stage_a_column(page, &stage).await?;
        sends_two_of_three(page, &stage, &new).await?;
        // The console has looked; now somebody deletes an account that is in the last request.
        let had_nothing = |login: &&Login| !before.contains_key(&(login.to_string(), site));
        let gone = new.iter().skip(100).find(had_nothing).unwrap();
        let account = deleted(&asker, gone, &mut wanted)?;
        page.text_contains("Done as far as Matomo let it.").await?;
        assert_eq!(grants::all(&asker)?, wanted, "all the others are there");
        failed(page, &format!("There is no account “{gone}” (any more).")).await?;
        page.axe().await?;
        page.picture().await?;
        retried(page, &asker, account, &mut wanted, site).await?;
        let text = page.find(Role::List, "Results").text().await?;
        assert_eq!(text.matches("It was sent 2 times.").count(), 1, "{text}");
        assert!(!text.contains("It was sent 3 times."), "{text}");
        page.picture().await?;
        Ok(())
    });
}

/// So many that they are written in three requests.
fn many() -> Stage {
    let config = Config { data: Dataset::Large { users: 130, sites: 6 }, ..Config::default() };
    Stage::simulated(&dist().unwrap(), "/console/", config).unwrap()
}

/// From the review until the second of three requests has arrived, whose answer takes its time.
async fn sends_two_of_three(page: &Page, stage: &Stage, new: &[Login]) -> Result<(), Trouble> {
    stage.simulator(|sim| sim.faults().add(Fault::new(FaultKind::Delay(8_000)).writes().nth(2)));
    matrix::review(page).await?;
    matrix::send(page, Some(&new.len().to_string())).await?;
    page.text_contains(&format!("50 of {} steps done", new.len())).await?;
    page.text_contains("Writing").await
}

/// Deletes an account past the console: what shall be is without it.
fn deleted(asker: &Asker, gone: &Login, wanted: &mut Grants) -> Result<UserRow, Trouble> {
    let account = asker.ask(&GetUser { login: gone.clone() })?;
    asker.ask(&DeleteUser { login: gone.clone() })?;
    wanted.retain(|(login, _), _| login != gone.as_str());
    Ok(account)
}

/// One step failed, for this reason.
async fn failed(page: &Page, why: &str) -> Result<(), Trouble> {
    page.text_contains("1 failed").await?;
    page.text_contains(why).await
}

/// Makes the account again, without any access, and tries again what failed.
async fn retried(
    page: &Page,
    asker: &Asker,
    account: UserRow,
    wanted: &mut Grants,
    site: SiteId,
) -> Result<(), Trouble> {
    let UserRow { login, email, .. } = account;
    let password = Password::new(matrix::PASSWORD.to_owned());
    asker.ask(&AddUser { login: login.clone(), password, email: email.unwrap(), initial_site: None })?;
    assert_eq!(grants::all(asker)?, *wanted);
    page.button("Retry what failed").click().await?;
    page.text_contains(IN_PLACE).await?;
    wanted.insert((login.to_string(), site), ["write".to_owned()].into());
    assert_eq!(grants::all(asker)?, *wanted);
    Ok(())
}

/// What shall be, for whom it is new, and where.
struct Staged {
    wanted: Grants,
    new: Vec<Login>,
    site: SiteId,
}

/// Write on one site for everybody who can have it.
async fn stage_a_column(page: &Page, stage: &Stage) -> Result<Staged, Trouble> {
    let asker = stage.asker()?;
    let site = asker.ask(&GetAllSites)?.swap_remove(2);
    let (mut wanted, mut new) = (grants::all(&asker)?, Vec::new());
    for user in asker.ask(&GetUsers::all())? {
        if user.super_user || user.login.as_str() == "anonymous" {
            continue;
        }
        let held = wanted.entry((user.login.to_string(), site.id)).or_default();
        // Capabilities stay.
        let before = held.clone();
        held.retain(|word| Access::parse(word).is_none());
        held.insert("write".to_owned());
        if *held != before {
            new.push(user.login);
        }
    }
    assert!(new.len() > 100, "{} calls are too few for three requests", new.len());
    page.click_on(Place::Column(&site.name)).await?;
    page.keys("w").await?;
    page.text_contains(&format!("{} cells staged", new.len())).await?;
    Ok(Staged { wanted, new, site: site.id })
}
