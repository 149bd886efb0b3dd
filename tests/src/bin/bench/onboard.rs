//! A case from its beginning to the sheet, on a real Matomo with a crowd in it: one person is invited and gets three
//! roles on five sites of a group.

use std::collections::BTreeSet;
use std::path::Path;

use journeys::browser::{Page, Trouble};
use journeys::door;
use journeys::stage::Stage;
use matomo_api::methods::{AccessId, GetAllSites, GetSitesAccessFromUser};
use matomo_api::{Login, Role as Access, SiteId};
use serde_json::{Value, json};

use super::crowd::{journey, with_crowd};
use super::jobs::COUNT_DIALOGS;
use super::robot::works;
use super::{RUNS, figure, number, seen};

/// Sites of the first group, by name.
const WANTED: [(&str, Access); 5] = [
    ("Site 0012", Access::View),
    ("Site 0024", Access::View),
    ("Site 0036", Access::Write),
    ("Site 0048", Access::Write),
    ("Site 0060", Access::Admin),
];

/// What Matomo's own screens take on the same Matomo for the invitation and the five roles, without a sheet: figure by
/// figure as below. Done once by a robot on 5.8.0.
const OWN_SCREENS: [f64; 5] = [8700.0, 24.0, 7.0, 5.0, 37.0];

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let mut all = [const { Vec::new() }; 6];
    with_crowd(dist, |stage| {
        for run in 1..=RUNS {
            let name = format!("Nadia Bench{run}");
            let figures = seen(&journey(stage, "bench-onboard"), async |page| {
                page.open(&stage.console).await?;
                door::come_in(page, stage).await?;
                onboard(page, stage, &name).await
            })?;
            has_what_was_wanted(stage, &format!("n.bench{run}"))?;
            all.iter_mut().zip(figures).for_each(|(runs, one)| runs.push(one));
        }
        Ok(())
    })?;
    let [times, waits, clicks, fields, dialogs, requests] = all;
    let [own_time, own_clicks, own_fields, own_dialogs, own_requests] = OWN_SCREENS;
    let of_own = |unit, own| figure("    in Matomo's own screens, without the sheet", unit, None, None, vec![own]);
    Ok(vec![
        figure("invite, three roles on 5 sites, sheet: to the sheet", "ms", None, 1500, times),
        of_own("ms", own_time),
        figure("  of it from the last press before the sheet to read back", "ms", None, None, waits),
        figure("  interactions beside typing", "", 12, None, clicks),
        of_own("", own_clicks),
        figure("  fields typed into", "", None, None, fields),
        of_own("", own_fields),
        figure("  dialogs", "", None, 1, dialogs),
        of_own("", own_dialogs),
        figure("  requests to Matomo", "", None, 4, requests),
        of_own("", own_requests),
    ])
}

/// Time to the sheet, time from the press that sends to what was read back, presses, fields, dialogs, requests.
async fn onboard(page: &Page, stage: &Stage, name: &str) -> Result<[f64; 6], Trouble> {
    page.run(COUNT_DIALOGS, vec![]).await?;
    let email = format!("{}@example.org", name.replace(' ', ".").to_lowercase());
    let word = |role| match role {
        Access::View => "View",
        Access::Write => "Write",
        Access::Admin => "Admin",
    };
    let wanted = WANTED.map(|(site, role)| json!([site, word(role)]));
    let done = works(page, ONBOARD, vec![json!(stage.matomo), json!(name), json!(email), json!(wanted)]).await?;
    let figure = |key: &str| number(done[key].clone());
    Ok([
        figure("took")?,
        figure("waited")?,
        figure("presses")?,
        figure("fields")?,
        figure("dialogs")?,
        figure("requests")?,
    ])
}

/// Asked of Matomo itself.
fn has_what_was_wanted(stage: &Stage, login: &str) -> Result<(), Trouble> {
    let asker = stage.asker()?;
    let sites = asker.ask(&GetAllSites)?;
    let found = asker.ask(&GetSitesAccessFromUser { login: Login::reported(login) })?;
    let found: BTreeSet<(SiteId, String)> = found.iter().map(|(site, access)| (*site, format!("{access:?}"))).collect();
    let id = |name: &str| sites.iter().find(|site| site.name == name).map(|site| site.id);
    let role = |role| format!("{:?}", AccessId::Role(role));
    let wanted = WANTED.iter().filter_map(|(name, access)| Some((id(name)?, role(*access))));
    let wanted: BTreeSet<(SiteId, String)> = wanted.collect();
    if found == wanted && wanted.len() == WANTED.len() {
        Ok(())
    } else {
        Err(Trouble::new(format!("Matomo has {found:?} for {login}, not {wanted:?}")))
    }
}

const ONBOARD: &str = r"const [, name, email, wanted] = arguments;
    const step = title => shown(`step ${title}`, () => {
        const head = document.querySelector('#step-title');
        return head?.textContent === title ? head : null;
    });
    const next = async title => {
        await press(await named('main button:not(.vh)', /^Next$/));
        await step(title);
    };
    (async () => {
        await press(await named('main a', /^Onboard a person$/));
        await step('Engagement');
        await next('Person');
        await type(/^Full name/, name);
        await type(/^E-mail/, email);
        await next('Access');
        for (const [site, role] of wanted) {
            const group = () => [...document.querySelectorAll('fieldset')]
                .find(group => group.querySelector('legend')?.textContent === `Role on ${site}`);
            await press(await named('label', new RegExp(`^${role}$`), group));
        }
        await next('Review');
        await press(await named('main label', /^I have read/));
        await press(await named('main button', /^Send invite and grant access$/));
        const pressed = performance.now();
        await named('main p', /^Everything is in place and was read back from Matomo\.$/);
        const waited = performance.now() - pressed;
        await press(await named('main a', /^Print sheet$/));
        await shown('sheet', () => [...document.querySelectorAll('.sheet')].find(sheet => sheet.textContent.includes(email)));
        await frame();
        done({ took: performance.now() - start, waited, presses, fields, requests, dialogs: globalThis.dialogs });
    })().catch(trouble => done({ trouble: trouble.message }))";
