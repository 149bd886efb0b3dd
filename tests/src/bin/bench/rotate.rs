//! The token that the console works with is replaced, on a real Matomo with a crowd in it: up to the new one that was
//! proven to work and to be allowed the same.

use std::path::Path;

use journeys::browser::{Page, Trouble};
use journeys::door;
use journeys::stage::Stage;
use journeys::tokens::try_token;
use serde_json::{Value, json};

use super::crowd::{journey, with_crowd};
use super::jobs::COUNT_DIALOGS;
use super::robot::works;
use super::{RUNS, figure, number, seen};

/// What Matomo's own screens take on the same Matomo: time and requests, over 6 pages that it
/// loads. Done once by a robot on 5.8.0.
const OWN_SCREENS: [f64; 2] = [3300.0, 74.0];

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let mut all = [const { Vec::new() }; 5];
    with_crowd(dist, |stage| {
        for run in 1..=RUNS {
            let old = try_token(stage, &stage.login, &stage.password, &format!("bench, run {run}"));
            let old = old.ok_or_else(|| Trouble::new("no token was made"))?;
            let figures = seen(&journey(stage, "bench-rotate"), async |page| {
                page.open(&stage.console).await?;
                page.textbox("Matomo address").fill(&stage.matomo).await?;
                page.textbox("API token").paste(&old).await?;
                page.button("Connect").click().await?;
                door::is_read(page).await?;
                rotate(page, stage).await
            })?;
            all.iter_mut().zip(figures).for_each(|(runs, one)| runs.push(one));
        }
        Ok(())
    })?;
    let [times, clicks, fields, dialogs, requests] = all;
    let [own_time, own_requests] = OWN_SCREENS;
    let of_own = |unit, own| figure("    in Matomo's own screens", unit, None, None, vec![own]);
    Ok(vec![
        figure("own token replaced, up to the proven new one", "ms", None, 2000, times),
        of_own("ms", own_time),
        figure("  interactions beside typing", "", None, None, clicks),
        figure("  fields typed into", "", None, None, fields),
        figure("  dialogs", "", None, None, dialogs),
        figure("  requests to Matomo", "", None, None, requests),
        of_own("", own_requests),
    ])
}

/// Time, presses, fields, dialogs, requests.
async fn rotate(page: &Page, stage: &Stage) -> Result<[f64; 5], Trouble> {
    page.run(COUNT_DIALOGS, vec![]).await?;
    let done = works(page, ROTATE, vec![json!(stage.matomo), json!(stage.password)]).await?;
    let figure = |key: &str| number(done[key].clone());
    Ok([figure("took")?, figure("presses")?, figure("fields")?, figure("dialogs")?, figure("requests")?])
}

const ROTATE: &str = r"const [, password] = arguments;
    (async () => {
        await press(await named('nav a', /^Tokens/));
        await press(await named('main button', /^Rotate this session’s token$/));
        await type(/^Your Matomo password/, password);
        await press(await named('main button', /^Make the new token$/));
        await press(await named('main button', /^Test the new token$/));
        await named('main h2, main h3', /^Switch to the new token$/);
        await frame();
        done({ took: performance.now() - start, presses, fields, requests, dialogs: globalThis.dialogs });
    })().catch(trouble => done({ trouble: trouble.message }))";
