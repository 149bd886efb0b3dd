//! What only a browser can measure, for `cargo xtask bench`: Chromium with a fresh profile each time, on this machine.
//!
//! usage: `bench <file> [part …]`, to which it writes a JSON array of figures; of all parts, or of those that are named.

mod changes;
mod crowd;
mod csv;
mod jobs;
mod matrix;
mod onboard;
mod records;
mod robot;
mod rotate;
mod start;
mod table;

use std::cell::Cell;
use std::path::Path;
use std::process::ExitCode;

use journeys::browser::{Journey, Page, Trouble};
use journeys::stage;
use serde_json::{Value, json};

/// Of so many runs the median counts.
const RUNS: usize = 5;

type Part = (&'static str, fn(&Path) -> Result<Vec<Value>, Trouble>);

const PARTS: [Part; 10] = [
    ("start", start::figures),
    ("people", crowd::figures),
    ("jobs", jobs::figures),
    ("onboard", onboard::figures),
    ("rotate", rotate::figures),
    ("csv", csv::figures),
    ("changes", changes::figures),
    ("records", records::figures),
    ("matrix", matrix::figures),
    ("table", table::figures),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else {
        eprintln!("say where to: bench <file> [part …]");
        return ExitCode::FAILURE;
    };
    match measure(&arguments.collect::<Vec<_>>())
        .and_then(|figures| Ok(std::fs::write(file, format!("{figures:#}\n"))?))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn measure(wanted: &[String]) -> Result<Value, Trouble> {
    if let Some(other) = wanted.iter().find(|name| !PARTS.iter().any(|(part, _)| part == name)) {
        let names = PARTS.map(|(part, _)| part).join(", ");
        return Err(Trouble::new(format!("there is no part {other}, but {names}")));
    }
    let dist = stage::dist()?;
    let mut figures = Vec::new();
    for (part, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|name| name == part) {
            figures.extend(measure(&dist)?);
        }
    }
    Ok(Value::Array(figures))
}

/// What is seen on a journey.
fn seen<T>(journey: &Journey, look: impl AsyncFnOnce(&Page) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let seen = Cell::new(None);
    journey.attempt(async |page| {
        seen.set(Some(look(page).await?));
        Ok(())
    })?;
    seen.into_inner().ok_or_else(|| Trouble::new("the journey ended early"))
}

fn number(value: Value) -> Result<f64, Trouble> {
    value.as_f64().ok_or_else(|| Trouble::new(format!("the browser measured {value}")))
}

/// A figure; without `must` and `aim` it is there to be compared with.
fn figure(
    name: &str,
    unit: &str,
    must: impl Into<Option<u32>>,
    aim: impl Into<Option<u32>>,
    mut runs: Vec<f64>,
) -> Value {
    runs.sort_by(f64::total_cmp);
    let (must, aim) = (must.into(), aim.into());
    json!({ "name": name, "unit": unit, "must": must, "aim": aim, "median": runs[runs.len() / 2], "runs": runs })
}
