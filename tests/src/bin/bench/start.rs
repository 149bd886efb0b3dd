//! The console as a visitor meets it first.

use std::path::Path;

use journeys::browser::{Journey, Trouble};
use serde_json::Value;
use xtask::static_site::Site;

use super::crowd::clicked_until_filled;
use super::{RUNS, figure, number, seen};

/// From nothing to the first paint, and to the demo's list of people.
pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let server = Site::new(dist)?.serve("127.0.0.1:0")?;
    let (mut paint, mut demo) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let journey = Journey::new("bench-start").may_ask(server.url());
        let (painted, usable) = seen(&journey, async |page| {
            page.open(server.url()).await?;
            page.button("Try the demo").appears().await?;
            let painted = number(page.run_async(PAINTS, vec![]).await?)?;
            let ready = number(page.run_async(SHOWN, vec![]).await?)?;
            Ok((painted, ready + clicked_until_filled(page, "Try the demo").await?))
        })?;
        paint.push(painted);
        demo.push(usable);
    }
    Ok(vec![
        figure("first paint, cold profile, loopback", "ms", 500, 250, paint),
        figure("demo usable (people list filled)", "ms", 900, 400, demo),
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
