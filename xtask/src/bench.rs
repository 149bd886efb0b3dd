//! `cargo xtask bench`: figures against what they must and should be, as a table and as JSON.
//!
//! What a browser has to measure is measured by the program `bench` of the journeys, which drives one.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::dist::size::{self, Sizes};
use crate::matomo::{self, Release};
use crate::{Explain, Result, dist, process, setup, tools, workspace};

/// What the first load should weigh, in bytes.
const AIM: usize = 250 * 1024;

/// Measures, prints the table and writes `target/bench/bench.json`: all parts of what a browser measures, or those that
/// are named.
///
/// # Errors
/// If the console, the browser or Matomo cannot be had, or a figure cannot be measured.
pub fn run(parts: &[&str]) -> Result<()> {
    let built = dist::build()?;
    setup::test_tools()?;
    let matomo = matomo::up(Release::Latest)?;
    let weight = Sizes::of(&dist::read_folder(&built)?).first_load();
    let mut figures = vec![
        json!({ "name": "whole first load, brotli", "unit": "B", "must": size::MOST, "aim": AIM, "median": weight }),
    ];

    println!("measuring in Chromium");
    let folder = workspace::target().join("bench");
    let measured = folder.join("browser.json");
    std::fs::create_dir_all(&folder).explain(format!("create {}", folder.display()))?;
    let mut program = Command::new("cargo");
    program
        .args(["run", "--quiet", "--locked", "--package", "journeys", "--bin", "bench", "--"])
        .arg(&measured)
        .args(parts);
    process::logged_to(program.current_dir(workspace::root()), &folder.join("bench.log"))?;
    figures.extend(read(&measured)?);

    print!("{}", table(&figures));
    let report = json!({ "chromium": version(tools::chromium()), "matomo": matomo.version, "figures": figures });
    let file = folder.join("bench.json");
    std::fs::write(&file, format!("{report:#}\n")).explain(format!("write {}", file.display()))?;
    println!("as JSON in {}", file.display());
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(file).explain("read what was measured")?;
    serde_json::from_str(&text).explain("understand what was measured")
}

fn version(program: Option<std::path::PathBuf>) -> Option<String> {
    let said = process::output(Command::new(program?).arg("--version")).ok()?;
    Some(said.trim().to_owned())
}

fn table(figures: &[Value]) -> String {
    let text = |figure: &Value, key: &str| {
        let unit = figure["unit"].as_str().unwrap_or_default();
        figure[key]
            .as_f64()
            .map_or_else(|| "-".to_owned(), |number| format!("{} {unit}", (number * 10.0).round() / 10.0))
    };
    let mut out = format!("{:<58} {:>12} {:>12} {:>12}\n", "figure", "median", "must", "aim");
    for figure in figures {
        let over = figure["median"].as_f64().zip(figure["must"].as_f64()).is_some_and(|(median, must)| median > must);
        out.push_str(&format!(
            "{:<58} {:>12} {:>12} {:>12}{}\n",
            figure["name"].as_str().unwrap_or_default(),
            text(figure, "median"),
            text(figure, "must"),
            text(figure, "aim"),
            if over { "  OVER" } else { "" }
        ));
    }
    out
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_figure_that_is_over_is_marked() {
        let of =
            |median: f64| json!({ "name": "first paint", "unit": "ms", "must": 500, "aim": 250, "median": median });
        assert!(!table(&[of(499.96)]).contains("OVER"));
        let text = table(&[of(612.34)]);
        let compared = json!({ "name": "a plain table", "unit": "ms", "must": null, "aim": null, "median": 9 });
        assert!(!table(&[compared]).contains("OVER"));
        assert!(text.contains("612.3 ms") && text.contains("500 ms") && text.contains("OVER"), "{text}");
    }
}
