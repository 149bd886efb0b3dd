//! What a browser makes of a plain table, to compare the matrix with.

use std::path::Path;

use journeys::browser::{Journey, Trouble};
use serde_json::Value;

use super::matrix::scrolled;
use super::{RUNS, figure, number, seen};

/// 500 people × 100 sites, a letter in each cell, with heads that stay.
pub(super) fn figures(_: &Path) -> Result<Vec<Value>, Trouble> {
    let (mut opened, mut down, mut frames, mut nodes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    seen(&Journey::new("bench-table"), async |page| {
        for _ in 0..RUNS {
            page.open("about:blank").await?;
            opened.push(number(page.run_async(OPEN, vec![]).await?)?);
            let (work, frame) = scrolled(page, "scrollTop").await?;
            down.push(work);
            frames.push(frame);
            nodes.push(number(page.run("return document.querySelectorAll('.matrix-scroll *').length", vec![]).await?)?);
        }
        Ok(())
    })?;
    Ok(vec![
        figure("for comparison, a plain table of 500 × 100: open", "ms", None, None, opened),
        figure("  scrolling down, p95 of script, style and layout", "ms", None, None, down),
        figure("  from frame to frame, p95", "ms", None, None, frames),
        figure("  DOM nodes", "", None, None, nodes),
    ])
}

/// Milliseconds until it was painted, from its text in HTML.
const OPEN: &str = "const done = arguments[arguments.length - 1];
    const many = (number, line) => Array.from({ length: number }, (_, at) => line(at)).join('');
    const name = (word, at) => `${word} ${String(at + 1).padStart(4, '0')}`;
    const row = at => `<tr><th scope=row>${name('person', at)}</th>${many(100, on => `<td>${'·VWA'[(at * 31 + on * 17) % 4]}</td>`)}</tr>`;
    const style = document.createElement('style');
    style.textContent = `.matrix-scroll { height: 600px; overflow: auto } table { border-collapse: collapse; font: 13px sans-serif }
        th, td { border: 1px solid #ccc; min-width: 36px; height: 32px; text-align: center }
        thead th { position: sticky; top: 0; background: #fff } tbody th { position: sticky; left: 0; background: #fff }`;
    document.head.append(style);
    const start = performance.now();
    document.body.innerHTML = `<div class=matrix-scroll><table><thead><tr><th></th>${many(100, on => `<th scope=col>${name('Site', on)}</th>`)}
        </tr></thead><tbody class=matrix__body>${many(500, row)}</tbody></table></div>`;
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))";
