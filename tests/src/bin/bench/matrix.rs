//! The role matrix with ten million cells, from the simulator.

use std::path::Path;

use journeys::browser::{Heap, Page, Trouble};
use journeys::door;
use journeys::stage::Stage;
use matomo_sim::{Config, Dataset};
use serde_json::{Value, json};

use super::crowd::journey;
use super::{RUNS, figure, number, seen};

const PEOPLE: u32 = 10_000;
const SITES: u32 = 1_000;

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let data = Dataset::Large { users: PEOPLE, sites: SITES };
    let stage = Stage::simulated(dist, "/console/", Config { data, ..Config::default() })?;
    let mut all = [const { Vec::new() }; 7];
    let Heap { script, page, wasm } = seen(&journey(&stage, "bench-matrix"), async |page| {
        page.notes_memories().await?;
        page.open(&stage.console).await?;
        door::come_in(page, &stage).await?;
        // Once, so that the part is there: what is measured is the opening from memory.
        visit(page, "Role matrix", "Role matrix").await?;
        for _ in 0..RUNS {
            // Taking the long list of people away would count otherwise.
            visit(page, "Onboard", "Onboard a person").await?;
            let opened = number(page.run_async(OPEN, vec![]).await?)?;
            let (down, frames_down) = scrolled(page, "scrollTop").await?;
            let (across, frames_across) = scrolled(page, "scrollLeft").await?;
            let filtered = number(page.run_async(TYPE, vec![json!("Filter people"), json!("4321")]).await?)?;
            let nodes = number(page.run("return document.querySelectorAll('.matrix-scroll *').length", vec![]).await?)?;
            page.button("Show all").click().await?;
            let figures = [opened, down, frames_down, across, frames_across, filtered, nodes];
            all.iter_mut().zip(figures).for_each(|(runs, one)| runs.push(one));
        }
        page.heap().await
    })?;
    let [opened, down, frames_down, across, frames_across, filtered, nodes] = all;
    let megabytes = |bytes: f64| vec![bytes / 1e6];
    Ok(vec![
        figure("matrix 10,000 × 1,000: open from memory", "ms", 300, 100, opened),
        figure("scrolling down, p95 of script, style and layout", "ms", 16, 8, down),
        figure("  from frame to frame, p95", "ms", None, None, frames_down),
        figure("scrolling across, the same", "ms", 16, 8, across),
        figure("  from frame to frame, p95", "ms", None, None, frames_across),
        figure("filter 10,000 people, the slowest of four keys", "ms", 16, 4, filtered),
        figure("DOM nodes of the matrix", "", 3000, 2000, nodes),
        figure("heap with 10,000 × 1,000: wasm, script and page", "MB", 150, 40, megabytes(script + page + wasm)),
        figure("  of it WebAssembly's memory at its largest", "MB", None, None, megabytes(wasm)),
        figure("  of it objects of scripts", "MB", None, None, megabytes(script)),
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

/// Scrolls 120 times. Milliseconds, each the 95th percentile: what a frame has to do (script, style and layout), and
/// from frame to frame, which the rate of the screen rounds up and which holds painting too.
pub(super) async fn scrolled(page: &Page, side: &str) -> Result<(f64, f64), Trouble> {
    let times = page.run_async(SCROLL, vec![json!(side), json!(117)]).await?;
    Ok((number(times[0].clone())?, number(times[1].clone())?))
}

const SCROLL: &str = "const [side, step, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
    const scroller = document.querySelector('.matrix-scroll');
    const [work, frames] = [[], []];
    const worst = times => times.sort((a, b) => a - b)[113];
    let last;
    const next = at => {
        if (last !== undefined) frames.push(at - last);
        last = at;
        if (work.length === 120) return done([worst(work), worst(frames)]);
        const start = performance.now();
        scroller[side] += step;
        scroller.dispatchEvent(new Event('scroll'));
        scroller.getBoundingClientRect().height;
        document.querySelector('.matrix__body').lastElementChild.getBoundingClientRect();
        work.push(performance.now() - start);
        requestAnimationFrame(next);
    };
    requestAnimationFrame(next)";

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
            // What the key set in motion runs in turns of this task, and a frame draws it. Waiting for that frame is
            // no work, and painting no part of it, as with scrolling.
            for (let turn = 0; turn < 200; turn++) await 0;
            const followed = performance.now() - start - drawing;
            while (shown() === before && performance.now() - start < 5000) await new Promise(next => setTimeout(next));
            await new Promise(next => frame.call(window, () => frame.call(window, next)));
            longest = Math.max(longest, followed + drawing);
        }
        window.requestAnimationFrame = frame;
        done(longest);
    })()";
