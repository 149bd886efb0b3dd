//! A table of ten thousand people taken into the wizard, on the simulator.

use std::fmt::Write as _;
use std::path::Path;

use journeys::browser::Trouble;
use journeys::stage::Stage;
use journeys::steps;
use matomo_sim::{Config, Dataset};
use serde_json::{Value, json};

use super::crowd::journey;
use super::{RUNS, figure, number, seen};

const PEOPLE: usize = 10_000;

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let data = Dataset::Large { users: 216, sites: 500 };
    let stage = Stage::simulated(dist, "/console/", Config { data, ..Config::default() })?;
    let table = table();
    let mut all = [const { Vec::new() }; 3];
    for _ in 0..RUNS {
        let figures = seen(&journey(&stage, "bench-csv"), async |page| {
            steps::connect(page, &stage).await?;
            steps::start(page).await?;
            page.radio("Many people").click().await?;
            page.button("Add to the list").appears().await?;
            let done = page.run_async(TAKE_IN, vec![json!(table)]).await?;
            let figure = |key: &str| number(done[key].clone());
            Ok([figure("took")?, figure("checked")?, figure("drawn")?])
        })?;
        all.iter_mut().zip(figures).for_each(|(runs, one)| runs.push(one));
    }
    let [took, checked, drawn] = all;
    Ok(vec![
        figure("CSV of 10,000 people: parsed, checked, shown", "ms", 300, 100, took),
        figure("  people taken in and checked", "", None, None, checked),
        figure("  rows drawn", "", None, None, drawn),
    ])
}

/// As a spreadsheet writes it.
fn table() -> String {
    let mut text = "Name;E-Mail;Login;Sprache;Team\r\n".to_owned();
    for at in 1..=PEOPLE {
        let _ = write!(text, "Ada Arnold{at};ada.{at}@crowd.example.org;;{};Shop\r\n", ["de", "", "fr"][at % 3]);
    }
    text
}

/// Milliseconds from a file that was chosen, as the browser's own dialog does it, until it is said how its people stand
/// and they were painted.
const TAKE_IN: &str = r"const [text, done] = arguments;
    const input = document.querySelector('main input[type=file]');
    const chosen = new DataTransfer();
    chosen.items.add(new File([text], 'people.csv'));
    const number = words => Number(words.replace(/\D/g, ''));
    const start = performance.now();
    const look = () => {
        const said = [...document.querySelectorAll('main [role=status]')].map(one => one.textContent);
        const stands = said.map(words => words.match(/^([\d,]+) people: /)).find(found => found);
        const added = said.map(words => words.match(/^([\d,]+) people added/)).find(found => found);
        const drawn = document.querySelectorAll('main table.crowd tbody tr').length;
        if (!stands || !added || !drawn) return requestAnimationFrame(look);
        requestAnimationFrame(() =>
            done({ took: performance.now() - start, checked: number(stands[1]), drawn }));
    };
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    look()";
