//! Programs that crates bring: on PATH, prebuilt by `cargo binstall` where that is installed, else built.

use std::path::PathBuf;
use std::process::Command;

use crate::step::Step;
use crate::workspace::{Version, tools};
use crate::{Failure, Result, process, tools as find};

/// A program that is wanted.
pub struct Wanted {
    /// Its name on PATH.
    pub program: &'static str,
    /// The crate it comes from.
    pub package: &'static str,
    /// The version to get.
    pub version: Version,
    /// Whether a newer patch release does as well.
    pub newer_patch: bool,
    /// Further arguments of `cargo install`.
    pub arguments: &'static [&'static str],
    /// How hard to optimise it: it is built once and used little.
    pub opt_level: &'static str,
    /// How long building takes on two cores, for the person who waits.
    pub takes: &'static str,
}

/// Finds or gets the program.
///
/// # Errors
/// A sentence that says what to install.
pub fn ensure(wanted: &Wanted) -> Result<PathBuf> {
    let mut step = Step::begin(&format!("{} {}", wanted.program, wanted.version));
    if let Some(found) = find(wanted) {
        step.done(if find::is_own(&found) { "in target/tools" } else { "on PATH" });
        return Ok(found);
    }
    if process::output(Command::new("cargo").args(["binstall", "-V"])).is_ok() {
        step.note("cargo binstall");
        let package = format!("{}@{}", wanted.package, wanted.version);
        let mut binstall = Command::new("cargo");
        binstall
            .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"])
            .arg(tools())
            .arg(package);
        // Tried, not required: what cannot be fetched is built.
        if process::logged(&mut binstall, wanted.package).is_ok()
            && let Some(found) = find(wanted)
        {
            step.done("prebuilt, in target/tools");
            return Ok(found);
        }
    }
    step.note(&format!("building it, {}", wanted.takes));
    build(wanted)?;
    let found = find(wanted).ok_or_else(|| by_hand(wanted, "it was built, but does not run"))?;
    step.done("built, in target/tools");
    Ok(found)
}

fn find(wanted: &Wanted) -> Option<PathBuf> {
    find::find_version(wanted.program, |version| wanted.accepts(version)).map(|(file, _)| file)
}

impl Wanted {
    fn accepts(&self, version: Version) -> bool {
        let Version(major, minor, patch) = self.version;
        version == self.version || (self.newer_patch && (version.0, version.1) == (major, minor) && version.2 >= patch)
    }
}

fn build(wanted: &Wanted) -> Result<()> {
    // As its authors tested it; where the registry no longer has that, with what it has.
    let built = install(wanted, &["--locked"]).or_else(|_| install(wanted, &[]));
    // Nothing is built twice from it, and it is large.
    let _ = std::fs::remove_dir_all(tools().join("build"));
    built.map_err(|why| by_hand(wanted, &why.to_string()))
}

fn install(wanted: &Wanted, locked: &[&str]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", wanted.package, "--version", &wanted.version.to_string(), "--root"])
        .arg(tools())
        .args(wanted.arguments)
        .args(locked)
        .env("CARGO_TARGET_DIR", tools().join("build"))
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", wanted.opt_level)
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        // Outside the workspace: its configuration and profiles are not the tool's.
        .current_dir(std::env::temp_dir());
    process::logged(&mut cargo, wanted.package)
}

fn by_hand(wanted: &Wanted, why: &str) -> Failure {
    Failure::new(format!("install {} {} and put it on PATH: {why}", wanted.package, wanted.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(newer_patch: bool) -> Wanted {
        let version = Version(0, 21, 14);
        Wanted { program: "p", package: "p", version, newer_patch, arguments: &[], opt_level: "0", takes: "" }
    }

    #[test]
    fn an_exact_version_is_exact() {
        assert!(wanted(false).accepts(Version(0, 21, 14)));
        assert!(!wanted(false).accepts(Version(0, 21, 15)));
    }

    #[test]
    fn newer_patches_may_do_but_older_or_other_minors_not() {
        assert!(wanted(true).accepts(Version(0, 21, 15)));
        assert!(!wanted(true).accepts(Version(0, 21, 13)));
        assert!(!wanted(true).accepts(Version(0, 22, 14)));
    }
}
