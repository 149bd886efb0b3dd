//! A real Matomo with a crowd in it, and the way from its door to the list of people and to the matrix.

use std::path::Path;
use std::time::Duration;

use journeys::browser::{Journey, Page, Trouble};
use journeys::stage::{Hosting, Stage};
use serde_json::{Value, json};
use xtask::matomo;

use super::{RUNS, figure, number, seen};

const SITES: u32 = 500;
const PEOPLE: u32 = 216;

/// Works on a Matomo that is made anew, and leaves none of it behind.
pub(super) fn with_crowd<T>(dist: &Path, work: impl FnOnce(&Stage) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let instances = matomo::running()?;
    let own = instances.iter().rfind(|instance| instance.is_own());
    let own = own.ok_or_else(|| Trouble::new("no Matomo is up: `cargo xtask matomo up latest`"))?;
    let stage = Stage::real(dist, Hosting::Plain("/console/"), own)?;
    own.fill(SITES, PEOPLE)?;
    let done = work(&stage);
    own.reset()?;
    done
}

pub(super) fn journey(stage: &Stage, name: &str) -> Journey {
    stage.journey(name).patience(Duration::from_secs(180))
}

/// From *Connect* to the list of people.
pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    with_crowd(dist, |stage| {
        let (mut times, mut requests) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let (filled, reads) = seen(&journey(stage, "bench-people"), async |page| {
                to_the_door(page, stage, "").await?;
                let filled = clicked_until_filled(page, "Connect").await?;
                Ok((filled, number(page.run(READS, vec![json!(stage.matomo)]).await?)?))
            })?;
            times.push(filled);
            requests.push(reads);
        }
        Ok(vec![
            figure("requests to read the whole directory as super user", "", 2, 1, requests),
            figure("500 sites × 216 people, real Matomo: connect → people", "ms", 1500, 700, times),
        ])
    })
}

/// Comes in to the matrix. Milliseconds from *Connect* to its first cell that was painted.
pub(super) async fn open_matrix(page: &Page, stage: &Stage) -> Result<f64, Trouble> {
    to_the_door(page, stage, "matrix/").await?;
    number(page.run_async(CONNECT, vec![]).await?)
}

/// Everything but the click on *Connect*.
async fn to_the_door(page: &Page, stage: &Stage, place: &str) -> Result<(), Trouble> {
    page.open(&format!("{}{place}", stage.console)).await?;
    page.textbox("Matomo address").fill(&stage.matomo).await?;
    page.textbox("API token").paste(&stage.token).await
}

/// Milliseconds from a click on a button to the first row of a table that was painted.
pub(super) async fn clicked_until_filled(page: &Page, button: &str) -> Result<f64, Trouble> {
    number(page.run_async(CLICK, vec![json!(button)]).await?)
}

const CONNECT: &str = "const done = arguments[arguments.length - 1];
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Connect');
    const start = performance.now();
    const look = () => document.querySelector('[role=gridcell][tabindex=\"0\"]')
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    button.click();
    look()";

const CLICK: &str = "const [name, done] = [arguments[0], arguments[arguments.length - 1]];
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === name);
    const start = performance.now();
    const look = () => document.querySelector('main table:not([aria-busy]) tbody tr')
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    button.click();
    look()";

/// How many requests read people, sites and access: all but those that only ask who is there.
const READS: &str = "return performance.getEntriesByType('resource').map(r => r.name)
    .filter(name => name.startsWith(arguments[0]))
    .filter(name => /method=(API.getBulkRequest|UsersManager.getU|SitesManager.get)/.test(name)).length";
