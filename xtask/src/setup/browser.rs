//! Browsers and the few programs that journeys use beside them.

use std::path::PathBuf;

use super::debian;
use crate::step::Step;
use crate::{Failure, Result, tools};

/// Chromium with its driver, of the same version.
pub fn ensure_chromium() -> Result<()> {
    let both = || tools::chromium().and(tools::chromedriver());
    let packages = ["chromium", "chromium-driver", "fonts-dejavu-core", "fonts-liberation"];
    ensure("Chromium and chromedriver", both, || {
        debian::install(&packages, "Chromium and the chromedriver of its version")
    })
}

/// Reads the text of printed pages.
pub fn ensure_pdftotext() -> Result<()> {
    ensure("pdftotext", tools::pdftotext, || debian::install(&["poppler-utils"], "pdftotext (poppler)"))
}

/// The server that the configurations in `deploy/` are for.
pub fn ensure_nginx() -> Result<()> {
    ensure("nginx", tools::nginx, || debian::install_stopped(&["nginx-light"], "nginx"))
}

/// Looks at the shell scripts that the console writes.
pub fn ensure_shellcheck() -> Result<()> {
    ensure("shellcheck", tools::shellcheck, || debian::install(&["shellcheck"], "shellcheck"))
}

/// What those scripts are run with, beside a shell.
pub fn ensure_script_tools() -> Result<()> {
    ensure("curl", tools::curl, || debian::install(&["curl"], "curl"))?;
    ensure("Python", tools::python, || debian::install(&["python3"], "Python 3"))
}

/// What to do where Firefox or its driver is missing.
pub const GET_FIREFOX: &str =
    "On Debian `apt-get install firefox-esr`, then `cargo install geckodriver --root target/tools`";

/// Firefox is welcome, not needed.
pub fn mention_firefox() {
    let step = Step::begin("Firefox and geckodriver");
    match (tools::firefox(), tools::geckodriver()) {
        (Some(_), Some(_)) => step.done("on PATH"),
        (Some(_), None) => step.missing(&format!("no geckodriver, so no journey in Firefox. {GET_FIREFOX}")),
        (None, _) => step.missing(&format!("no journey in Firefox. {GET_FIREFOX}")),
    }
}

fn ensure(name: &str, find: impl Fn() -> Option<PathBuf>, get: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut step = Step::begin(name);
    if find().is_some() {
        step.done("on PATH");
        return Ok(());
    }
    step.note("installing");
    get()?;
    find().ok_or_else(|| Failure::new(format!("install {name}: the packages came without")))?;
    step.done("installed");
    Ok(())
}
