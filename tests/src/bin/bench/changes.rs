//! A thousand random changes on a real Matomo with a crowd in it: staged from a table, applied, read back, and asked of
//! Matomo itself.

use std::collections::BTreeSet;
use std::path::Path;

use journeys::browser::{Name, Page, Role, Trouble};
use journeys::grants::{self, Grants};
use journeys::matrix;
use journeys::stage::Stage;
use matomo_api::methods::{GetAllSites, GetUsers};
use serde_json::{Value, json};

use super::crowd::{journey, open_matrix, with_crowd};
use super::{figure, number, seen};

/// Each run changes Matomo, so before each it is made anew.
const RUNS: usize = 3;
const CHANGES: usize = 1000;

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let mut all = [const { Vec::new() }; 7];
    for run in 0..RUNS {
        with_crowd(dist, |stage| {
            let wish = Wish::random(stage, run as u64 + 1)?;
            let figures = seen(&journey(stage, "bench-changes"), async |page| {
                open_matrix(page, stage).await?;
                apply(page, stage, &wish).await
            })?;
            let found = grants::all(&stage.asker()?)?;
            let places: BTreeSet<_> = found.keys().chain(wish.wanted.keys()).collect();
            let differences = places.into_iter().filter(|place| found.get(*place) != wish.wanted.get(*place)).count();
            let figures = figures.into_iter().chain([differences as f64]);
            all.iter_mut().zip(figures).for_each(|(runs, one)| runs.push(one));
            Ok(())
        })?;
    }
    let [staged, applied, requests, calls, longest, long, differences] = all;
    Ok(vec![
        figure("1,000 random changes: a table of 216 × 500 staged", "ms", None, None, staged),
        figure("1,000 random changes applied and read back", "ms", None, None, applied),
        figure("  HTTP requests for it", "", None, None, requests),
        figure("  calls to change access in them", "", CHANGES as u32, None, calls),
        figure("  longest task meanwhile", "ms", 50, 16, longest),
        figure("  tasks of 50 ms and more", "", 0, 0, long),
        figure("  differences, asked of Matomo", "", 0, 0, differences),
    ])
}

/// What shall be, as a table to be imported.
struct Wish {
    wanted: Grants,
    table: String,
    people: usize,
}

impl Wish {
    fn random(stage: &Stage, seed: u64) -> Result<Self, Trouble> {
        let asker = stage.asker()?;
        let sites: Vec<_> = asker.ask(&GetAllSites)?.into_iter().map(|site| site.id).collect();
        let users = asker.ask(&GetUsers::all())?.into_iter().filter(|user| !user.super_user);
        let logins: Vec<_> = users.map(|user| user.login).filter(|login| !login.is_anonymous()).collect();
        let mut wanted = grants::all(&asker)?;
        // Xorshift: the same changes each time.
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut below = |end: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % end as u64) as usize
        };
        let mut changed = BTreeSet::new();
        while changed.len() < CHANGES {
            let place = (logins[below(logins.len())].as_str().to_owned(), sites[below(sites.len())]);
            let role = [None, Some("view"), Some("write"), Some("admin")][below(4)];
            let grant = role.map(|role| BTreeSet::from([role.to_owned()]));
            if wanted.get(&place) != grant.as_ref() && changed.insert(place.clone()) {
                match grant {
                    Some(grant) => _ = wanted.insert(place, grant),
                    None => _ = wanted.remove(&place),
                }
            }
        }
        let people = changed.iter().map(|(login, _)| login).collect::<BTreeSet<_>>().len();
        Ok(Self { table: grants::table(&logins, &sites, &wanted), wanted, people })
    }
}

/// How long staging and applying took, requests, calls, the longest task, and the number of long tasks.
async fn apply(page: &Page, stage: &Stage, wish: &Wish) -> Result<[f64; 6], Trouble> {
    page.button("Import").click().await?;
    page.find(Role::TextBox, Name::Has("Or paste it here".into())).paste(&wish.table).await?;
    let staged = number(page.run_async(STAGE, vec![]).await?)?;
    page.text_contains(&format!("{CHANGES} cells staged, everything was understood")).await?;
    page.dialog("Import").disappears().await?;
    matrix::review(page).await?;
    let text = page.text().await?;
    let calls = text.split(" calls.").next().and_then(|before| before.rsplit(' ').next()?.parse().ok());
    let calls = calls.ok_or_else(|| Trouble::new(format!("the review says no number of calls: {text}")))?;
    let word = wish.people.to_string();
    page.textbox(&format!("Type {word} to confirm")).fill(&word).await?;
    page.run(APPLY, vec![json!(stage.matomo)]).await?;
    page.waits_for("that it was read back", "return globalThis.applied.took !== undefined").await?;
    let applied = page.run("return globalThis.applied", vec![]).await?;
    let seen = |key: &str| number(applied[key].clone());
    Ok([staged, seen("took")?, seen("requests")?, calls, seen("longest")?, seen("long")?])
}

/// Milliseconds from a click on *Stage this table* until it was told what came of it.
const STAGE: &str = "const done = arguments[arguments.length - 1];
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Stage this table');
    const start = performance.now();
    const look = () => document.body.innerText.includes('everything was understood')
        ? requestAnimationFrame(() => done(performance.now() - start))
        : requestAnimationFrame(look);
    button.click();
    look()";

/// Presses *Apply* and watches until everything was read back. The browser tells of tasks of 50 ms and more. If there is
/// none, the longest took no longer than the page's longest silence: it is asked for a sign of life again and again.
/// Whoever drives the browser must not disturb it much meanwhile.
const APPLY: &str = "const applied = globalThis.applied = { longest: 0, long: 0, silence: 0 };
    const asked = () => performance.getEntriesByType('resource').filter(r => r.name.startsWith(arguments[0])).length;
    performance.setResourceTimingBufferSize(10000);
    const note = task => {
        applied.long += 1;
        applied.longest = Math.max(applied.longest, task.duration);
    };
    const watcher = new PerformanceObserver(list => list.getEntries().forEach(note));
    watcher.observe({ type: 'longtask' });
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim().startsWith('Apply '));
    const before = asked(), start = performance.now();
    let [last, turn] = [start, 0];
    const live = () => {
        const now = performance.now();
        applied.silence = Math.max(applied.silence, now - last);
        last = now;
        turn += 1;
        const there = turn % 10 === 0
            && [...document.querySelectorAll('main p.measure')].some(p => p.textContent.startsWith('Everything is in place'));
        if (there) {
            watcher.takeRecords().forEach(note);
            applied.longest ||= Math.min(50, applied.silence);
            applied.requests = asked() - before;
            applied.took = now - start;
        } else {
            setTimeout(live);
        }
    };
    setTimeout(live);
    setTimeout(() => button.click())";
