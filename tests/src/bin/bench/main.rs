//! What only a browser can measure, for `cargo xtask bench`: Chromium with a fresh profile each time, on this machine.
//!
//! usage: `bench <file>`, to which it writes a JSON array of figures.

mod jobs;
mod matrix;

use std::cell::RefCell;
use std::process::ExitCode;
use std::time::Duration;

use journeys::browser::{Journey, Page, Trouble};
use serde_json::{Value, json};
use xtask::matomo::{self, Instance};
use xtask::static_site::{Server, Site};
use xtask::workspace;

/// Of so many runs the median counts.
const RUNS: usize = 5;
/// The crowd that a real Matomo is filled with.
const SITES: u32 = 500;
const PEOPLE: u32 = 216;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("say where to: bench <file>");
        return ExitCode::FAILURE;
    };
    match measure().and_then(|figures| Ok(std::fs::write(file, format!("{figures:#}\n"))?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<Value, Trouble> {
    let server = Site::new(&workspace::dist()).and_then(|site| site.serve("127.0.0.1:0")).map_err(told)?;
    let mut figures = cold_start(&server)?;
    let instances = matomo::running().map_err(told)?;
    let real = instances.iter().rfind(|instance| instance.is_own());
    let real = real.ok_or_else(|| Trouble::new("no Matomo is up: `cargo xtask matomo up latest`"))?;
    figures.extend(real_matomo(&server, real)?);
    figures.extend(jobs::figures(&server, real)?);
    figures.extend(matrix::figures(&server)?);
    Ok(Value::Array(figures))
}

/// From nothing to the first paint, and to the demo's list of people.
fn cold_start(server: &Server) -> Result<Vec<Value>, Trouble> {
    let (mut paint, mut demo) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let seen = RefCell::new((0.0, 0.0));
        Journey::new("bench-cold").may_ask(server.url()).attempt(async |page| {
            page.open(server.url()).await?;
            page.button("Try the demo").appears().await?;
            let painted = number(page.run_async(PAINTS, vec![]).await?)?;
            let ready = number(page.run_async(SHOWN, vec![]).await?)?;
            let filled = clicked_until_filled(page, "Try the demo").await?;
            *seen.borrow_mut() = (painted, ready + filled);
            Ok(())
        })?;
        let (painted, usable) = seen.into_inner();
        paint.push(painted);
        demo.push(usable);
    }
    Ok(vec![
        figure("first paint, cold profile, loopback", "ms", 500, 250, paint),
        figure("demo usable (people list filled)", "ms", 900, 400, demo),
    ])
}

/// From *Connect* to the list of people of a Matomo with a crowd in it.
fn real_matomo(server: &Server, matomo: &Instance) -> Result<Vec<Value>, Trouble> {
    matomo.reset().and_then(|()| matomo.fill(SITES, PEOPLE)).map_err(told)?;
    matomo.allow_origins(&[&server.origin()]).map_err(told)?;
    let (mut times, mut requests) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let seen = RefCell::new((0.0, 0.0));
        let journey = Journey::new("bench-real").may_ask(server.url()).may_ask(&matomo.base_url);
        journey.patience(Duration::from_secs(60)).attempt(async |page| {
            page.open(server.url()).await?;
            page.textbox("Matomo address").fill(&matomo.base_url).await?;
            page.textbox("API token").fill(&matomo.token).await?;
            let filled = clicked_until_filled(page, "Connect").await?;
            *seen.borrow_mut() = (filled, number(page.run(READS, vec![json!(matomo.base_url)]).await?)?);
            Ok(())
        })?;
        let (filled, reads) = seen.into_inner();
        times.push(filled);
        requests.push(reads);
    }
    matomo.reset().map_err(told)?;
    Ok(vec![
        figure("requests to read the whole directory as super user", "", 2, 1, requests),
        figure("500 sites × 216 people, real Matomo: connect → people", "ms", 1500, 700, times),
    ])
}

/// When something was painted first, in ms after the navigation began.
const PAINTS: &str = "const done = arguments[arguments.length - 1];
    new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime))
        .observe({ type: 'paint', buffered: true })";

/// When the largest thing of the first screen was painted: when the console stood there.
const SHOWN: &str = "const done = arguments[arguments.length - 1];
    new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true })";

/// Milliseconds from a click to the first row of a table that has been painted.
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

async fn clicked_until_filled(page: &Page, button: &str) -> Result<f64, Trouble> {
    number(page.run_async(CLICK, vec![json!(button)]).await?)
}

fn number(value: Value) -> Result<f64, Trouble> {
    value.as_f64().ok_or_else(|| Trouble::new(format!("the browser measured {value}")))
}

fn figure(name: &str, unit: &str, must: u32, aim: u32, mut runs: Vec<f64>) -> Value {
    runs.sort_by(f64::total_cmp);
    json!({ "name": name, "unit": unit, "must": must, "aim": aim, "median": runs[runs.len() / 2], "runs": runs })
}

fn told(failure: xtask::Failure) -> Trouble {
    Trouble::new(failure.to_string())
}
