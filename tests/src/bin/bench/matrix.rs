//! The role matrix with ten million cells, from the simulator.

use std::cell::RefCell;
use std::time::Duration;

use journeys::browser::{Journey, Page, Trouble};
use journeys::door;
use matomo_sim::{Config, Dataset, server};
use serde_json::{Value, json};
use xtask::static_site::Server;

use super::{RUNS, figure, number};

const PEOPLE: u32 = 10_000;
const SITES: u32 = 1_000;

pub(super) fn figures(console: &Server) -> Result<Vec<Value>, Trouble> {
    let data = Dataset::Large { users: PEOPLE, sites: SITES };
    let matomo = server::spawn(Config { data, cors_domains: vec![console.origin()], ..Config::default() }, 0)?;
    let token = matomo.with(|sim| sim.admin_token().to_owned());
    let address = format!("{}/", matomo.url());
    let seen = RefCell::new([const { Vec::new() }; 5]);
    let journey = Journey::new("bench-matrix").may_ask(console.url()).may_ask(&address);
    journey.patience(Duration::from_secs(180)).attempt(async |page| {
        page.open(console.url()).await?;
        page.textbox("Matomo address").fill(&address).await?;
        page.textbox("API token").fill(&token).await?;
        page.button("Connect").click().await?;
        door::is_read(page).await?;
        // Once, so that the part is there: what is measured is the opening from memory.
        visit(page, "Role matrix", "Role matrix").await?;
        for _ in 0..RUNS {
            // Taking the long list of people away would count otherwise.
            visit(page, "Onboard", "Onboard a person").await?;
            let opened = number(page.run_async(OPEN, vec![]).await?)?;
            let down = number(page.run_async(SCROLL, vec![json!("scrollTop"), json!(117)]).await?)?;
            let across = number(page.run_async(SCROLL, vec![json!("scrollLeft"), json!(117)]).await?)?;
            let filtered = number(page.run_async(TYPE, vec![json!("Filter people"), json!("4321")]).await?)?;
            let nodes = number(page.run("return document.querySelectorAll('.matrix-scroll *').length", vec![]).await?)?;
            page.button("Show all").click().await?;
            let figures = [opened, down, across, filtered, nodes];
            seen.borrow_mut().iter_mut().zip(figures).for_each(|(all, one)| all.push(one));
        }
        Ok(())
    })?;
    let [opened, down, across, filtered, nodes] = seen.into_inner();
    Ok(vec![
        figure("matrix 10,000 × 1,000: open from memory", "ms", 300, 100, opened),
        figure("scrolling down, p95 of script, style and layout", "ms", 16, 8, down),
        figure("scrolling across, the same", "ms", 16, 8, across),
        figure("filter 10,000 people, the slowest of four keys", "ms", 16, 4, filtered),
        figure("DOM nodes of the matrix", "", 3000, 2000, nodes),
    ])
}

async fn visit(page: &Page, link: &str, heading: &str) -> Result<(), Trouble> {
    page.link(link).click().await?;
    page.heading(heading).appears().await
}

/// Milliseconds from the click on the way to the matrix to its first cell that was painted.
const OPEN: &str = "const done = arguments[arguments.length - 1];
    const link = [...document.querySelectorAll('nav a')].find(a => a.textContent.trim() === 'Role matrix');
    const start = performance.now();
    const look = () => document.querySelector('[role=gridcell][tabindex=\"0\"]')
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    link.click();
    look()";

/// Scrolls 120 times and gives the 95th percentile of what a frame has to do: script, style and layout. The frames
/// themselves would show the rate of the screen.
const SCROLL: &str = "const [side, step, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
    const scroller = document.querySelector('.matrix-scroll');
    const times = [];
    const next = () => {
        if (times.length === 120) return done(times.sort((a, b) => a - b)[113]);
        const start = performance.now();
        scroller[side] += step;
        scroller.dispatchEvent(new Event('scroll'));
        scroller.getBoundingClientRect().height;
        document.querySelector('.matrix__body').lastElementChild.getBoundingClientRect();
        times.push(performance.now() - start);
        requestAnimationFrame(next);
    };
    next()";

/// Types a text key by key and gives the longest time that a key took until everything had followed it.
const TYPE: &str = "const [name, text, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
    const box = document.querySelector(`input[aria-label='${name}']`);
    const shown = () => document.querySelector('[role=grid]').getAttribute('aria-rowcount');
    // It is drawn in the next frame: waiting for that is no work, drawing is.
    const frame = window.requestAnimationFrame;
    let drawing = 0;
    window.requestAnimationFrame = draw => frame.call(window, at => {
        const start = performance.now();
        draw(at);
        document.querySelector('.matrix__body').getBoundingClientRect();
        drawing += performance.now() - start;
    });
    (async () => {
        let longest = 0;
        for (const end of [1, 2, 3, 4]) {
            const before = shown();
            drawing = 0;
            const start = performance.now();
            box.value = text.slice(0, end);
            box.dispatchEvent(new Event('input', { bubbles: true }));
            while (shown() === before && performance.now() - start < 5000) {
                await new Promise(next => { const c = new MessageChannel(); c.port1.onmessage = next; c.port2.postMessage(0) });
            }
            const followed = performance.now() - start - drawing;
            await new Promise(next => frame.call(window, () => frame.call(window, next)));
            longest = Math.max(longest, followed + drawing);
        }
        window.requestAnimationFrame = frame;
        done(longest);
    })()";
