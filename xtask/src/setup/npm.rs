//! What comes as npm packages: installed into `target/tools`, nowhere else.

use std::process::Command;

use super::debian;
use crate::step::Step;
use crate::workspace::tools;
use crate::{Explain, Result, process, tools as find};

/// The accessibility checker that journeys run inside each page.
const AXE: &str = "axe-core@4.14.1";

/// Gets axe-core.
///
/// # Errors
/// A sentence that says what to install.
pub fn ensure_axe() -> Result<()> {
    let mut step = Step::begin("axe-core");
    if find::axe().is_some() {
        step.done("in target/tools");
        return Ok(());
    }
    step.note("npm");
    install(AXE)?;
    step.done("installed, in target/tools");
    Ok(())
}

/// Installs a package with its programs in `target/tools/node_modules/.bin`.
///
/// # Errors
/// A sentence that says what to install.
pub fn install(package: &str) -> Result<()> {
    if find::find(&["npm"]).is_none() {
        debian::install(&["nodejs", "npm"], "Node.js with npm")?;
    }
    std::fs::create_dir_all(tools()).explain("create target/tools")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(tools()).arg(package).current_dir(tools());
    process::logged(&mut npm, "npm")
}
