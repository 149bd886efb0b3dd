//! A ledger of ten thousand entries: listed, filtered, verified.

use std::path::Path;

use journeys::browser::Trouble;
use journeys::long_ledger::{Took, used};
use journeys::stage::Stage;
use matomo_sim::{Config, Dataset};
use serde_json::Value;

use super::crowd::journey;
use super::{RUNS, figure, seen};

pub(super) fn figures(dist: &Path) -> Result<Vec<Value>, Trouble> {
    let stage = Stage::simulated(dist, "/console/", Config { data: Dataset::Demo, ..Config::default() })?;
    let took: Vec<Took> = (0..RUNS)
        .map(|_| seen(&journey(&stage, "bench-records"), async |page| used(page, &stage).await))
        .collect::<Result<_, _>>()?;
    let of = |name: &str, one: fn(&Took) -> f64| figure(name, "ms", 1000, None, took.iter().map(one).collect());
    Ok(vec![
        of("10,000 entries: list opened", |took| took.list),
        of("10,000 entries: words looked for", |took| took.words),
        of("10,000 entries: all shown again", |took| took.all),
        of("10,000 entries: one kind shown", |took| took.kind),
        of("10,000 entries: verified", |took| took.verify),
    ])
}
