//! Work of an admin on a real Matomo with a crowd in it, done by a robot.

use std::cell::RefCell;
use std::time::Duration;

use journeys::browser::{Journey, Page, Place, Trouble};
use journeys::matrix;
use serde_json::{Value, json};
use xtask::matomo::Instance;
use xtask::static_site::Server;

use super::{PEOPLE, SITES, figure, number, told};

/// Each run changes Matomo, so before each it is made anew.
const RUNS: usize = 3;

/// 20 people get view on 25 sites.
pub(super) fn figures(console: &Server, matomo: &Instance) -> Result<Vec<Value>, Trouble> {
    let (mut filled, mut done, mut requests) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        matomo.reset().and_then(|()| matomo.fill(SITES, PEOPLE)).map_err(told)?;
        matomo.allow_origins(&[&console.origin()]).map_err(told)?;
        let seen = RefCell::new((0.0, 0.0, 0.0));
        let journey = Journey::new("bench-jobs").may_ask(console.url()).may_ask(&matomo.base_url);
        journey.patience(Duration::from_secs(60)).attempt(async |page| {
            page.open(&format!("{}matrix/", console.url())).await?;
            page.textbox("Matomo address").fill(&matomo.base_url).await?;
            page.textbox("API token").fill(&matomo.token).await?;
            let opened = number(page.run_async(CONNECT, vec![]).await?)?;
            let (took, asked) = view_for_20_on_25(page, &matomo.base_url).await?;
            *seen.borrow_mut() = (opened, took, asked);
            Ok(())
        })?;
        let (opened, took, asked) = seen.into_inner();
        filled.push(opened);
        done.push(took);
        requests.push(asked);
    }
    matomo.reset().map_err(told)?;
    Ok(vec![
        figure("500 sites × 216 people, real Matomo: connect → matrix filled", "ms", 1500, 700, filled),
        figure("20 people view on 25 sites, 7 interactions: to read back", "ms", 5000, 2000, done),
        figure("requests for it: look, write, read back", "", 5, 3, requests),
    ])
}

/// Click, scroll, Shift and click, V, *Review*, type how many people, *Apply*.
async fn view_for_20_on_25(page: &Page, matomo: &str) -> Result<(f64, f64), Trouble> {
    let asked = || page.run(ASKED, vec![json!(matomo)]);
    let before = number(asked().await?)?;
    let start = number(page.run("return performance.now()", vec![]).await?)?;
    page.click_on(Place::Cell("person-0001", "Site 0001")).await?;
    page.run("const s = document.querySelector('.matrix-scroll'); s.scrollTo(1200, 300)", vec![]).await?;
    page.click_with_shift_on(Place::Cell("person-0020", "Site 0025")).await?;
    page.keys("v").await?;
    matrix::review(page).await?;
    matrix::apply(page, Some("20")).await?;
    let end = number(page.run("return performance.now()", vec![]).await?)?;
    Ok((end - start, number(asked().await?)? - before))
}

/// Milliseconds from a click on *Connect* to the first cell of the matrix that was painted.
const CONNECT: &str = "const done = arguments[arguments.length - 1];
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Connect');
    const start = performance.now();
    const look = () => document.querySelector('[role=gridcell][tabindex=\"0\"]')
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    button.click();
    look()";

/// How often Matomo was asked.
const ASKED: &str =
    "return performance.getEntriesByType('resource').filter(r => r.name.startsWith(arguments[0])).length";
