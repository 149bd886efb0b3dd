//! Finds or gets what building and testing need; one module per kind of tool.
//!
//! Each takes what is on PATH, then what is prebuilt, then builds; all that is built lies under `target/tools`.

mod browser;
mod cargo_tool;
pub mod debian;
mod debian_wasm;
mod npm;
pub mod toolchain;
mod wasm_opt;

use std::path::PathBuf;
use std::process::Command;

pub use browser::GET_FIREFOX;
pub use toolchain::Toolchain;

use crate::step::Step;
use crate::workspace::{self, Version, locked_version};
use crate::{Explain, Failure, Result, process};

/// The version of Trunk that builds the console; newer patches do as well.
pub const TRUNK: Version = Version(0, 21, 14);

/// What the console is built with.
#[derive(Debug, Clone)]
pub struct BuildTools {
    /// The Rust that can build for the browser.
    pub toolchain: Toolchain,
    /// Trunk.
    pub trunk: PathBuf,
    /// wasm-bindgen, exactly of the version in `Cargo.lock`.
    pub wasm_bindgen: PathBuf,
    /// Makes the console about a fifth smaller; the build goes on without.
    pub wasm_opt: Option<PathBuf>,
}

/// Gets all that `serve` and `dist` need.
///
/// # Errors
/// A sentence that says what to install.
pub fn build_tools() -> Result<BuildTools> {
    let toolchain = toolchain::ensure()?;
    let trunk = cargo_tool::ensure(&cargo_tool::Wanted {
        program: "trunk",
        package: "trunk",
        version: TRUNK,
        newer_patch: true,
        // The build is offline and fetches nothing: no TLS, no update check.
        arguments: &["--no-default-features"],
        opt_level: "0",
        takes: "3 to 10 minutes",
    })?;
    let wasm_bindgen = cargo_tool::ensure(&cargo_tool::Wanted {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: wasm_bindgen_version()?,
        newer_patch: false,
        arguments: &[],
        opt_level: "1",
        takes: "1 to 4 minutes",
    })?;
    let wasm_opt = wasm_opt::ensure();
    Ok(BuildTools { toolchain, trunk, wasm_bindgen, wasm_opt })
}

/// Gets rustfmt and clippy.
///
/// # Errors
/// A sentence that says what to install.
pub fn lint_tools() -> Result<()> {
    let mut step = Step::begin("rustfmt and clippy");
    let both = || {
        ["fmt", "clippy"].iter().all(|tool| process::output(Command::new("cargo").args([tool, "--version"])).is_ok())
    };
    if both() {
        step.done("with cargo");
        return Ok(());
    }
    step.note("rustup component add");
    let added = process::output(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]));
    if !both() {
        let why = added.err().map_or_else(String::new, |why| format!(": {why}"));
        return Err(Failure::new(format!("install rustfmt and clippy, `rustup component add rustfmt clippy`{why}")));
    }
    step.done("added");
    Ok(())
}

/// Gets all that the rings of tests need beyond [`build_tools`], a real Matomo excepted.
///
/// # Errors
/// A sentence that says what to install.
pub fn test_tools() -> Result<()> {
    browser::ensure_chromium()?;
    browser::ensure_pdftotext()?;
    npm::ensure_axe()?;
    browser::ensure_nginx()?;
    browser::ensure_shellcheck()?;
    browser::ensure_script_tools()?;
    browser::mention_firefox();
    Ok(())
}

/// wasm-opt, if it is here; nothing is installed.
pub fn wasm_opt_now() -> Option<PathBuf> {
    wasm_opt::find().map(|(file, _)| file)
}

fn wasm_bindgen_version() -> Result<Version> {
    let file = workspace::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&file).explain("read Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock names no wasm-bindgen: restore the file as committed, it belongs to the project")
    })
}
