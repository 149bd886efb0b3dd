//! A Rust that can build for the browser.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::debian_wasm;
use crate::step::Step;
use crate::workspace::{Version, tools};
use crate::{Explain, Failure, Result, process};

/// What the console is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where a Rust with the standard library for [`TARGET`] was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that `cargo` means here anyway.
    Active,
    /// One that rustup knows under the name `wasm`.
    Linked,
    /// The one in `/usr/bin`, without rustup.
    System,
}

impl Toolchain {
    /// A command that uses this Rust, whichever one started this program.
    pub fn command(self, program: impl AsRef<OsStr>) -> Command {
        self.command_finding(program, &[])
    }

    /// The same, and it finds the programs in these folders before all others.
    pub fn command_finding(self, program: impl AsRef<OsStr>, folders: &[&Path]) -> Command {
        let mut command = Command::new(program);
        // Set by the `cargo` that runs this program, and true of that one only.
        for variable in ["CARGO", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH"] {
            command.env_remove(variable);
        }
        if self == Self::Linked {
            command.env("RUSTUP_TOOLCHAIN", "wasm");
        }
        let system = (self == Self::System).then_some(Path::new("/usr/bin"));
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let first = folders.iter().copied().chain(system).map(Path::to_path_buf);
        // Fails only for a folder with a colon in its name, which PATH cannot hold.
        if let Ok(path) = std::env::join_paths(first.chain(std::env::split_paths(&inherited))) {
            command.env("PATH", path);
        }
        command
    }

    /// Its version, if it builds for the browser: a small program is compiled and linked to know.
    fn probe(self) -> Option<Version> {
        let said = process::output(self.command(self.rustc()).arg("--version")).ok()?;
        let version = Version::parse(&said).filter(|version| *version >= minimum())?;
        let folder = tools().join("probe");
        std::fs::create_dir_all(&folder).ok()?;
        let mut rustc = self
            .command(self.rustc())
            .args(["--target", TARGET, "--crate-type", "cdylib", "--edition", "2024", "-o"])
            .arg(folder.join("probe.wasm"))
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // The pipe is closed at the end of this statement, which ends the source text.
        rustc.stdin.take()?.write_all(b"pub fn probe() -> String { String::new() }").ok()?;
        rustc.wait().ok()?.success().then_some(version)
    }

    fn rustc(self) -> &'static str {
        if self == Self::System { "/usr/bin/rustc" } else { "rustc" }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Active => "the active toolchain",
            Self::Linked => "the linked toolchain `wasm`",
            Self::System => "/usr/bin",
        }
    }
}

/// The toolchain to build the console with, made if there is none.
///
/// # Errors
/// A sentence that says what to install.
pub fn ensure() -> Result<Toolchain> {
    let mut step = Step::begin(&format!("Rust for {TARGET}"));
    if let Some((toolchain, version)) = find() {
        step.done(&format!("{version}, {}", toolchain.describe()));
        return Ok(toolchain);
    }
    if process::output(Command::new("rustup").arg("--version")).is_ok() {
        step.note("rustup target add");
        // Tried, not required: where rustup reaches nothing, Debian's packages may do.
        let added = process::output(Command::new("rustup").args(["target", "add", TARGET]));
        if let (Ok(_), Some(version)) = (added, Toolchain::Active.probe()) {
            step.done(&format!("{version}, added"));
            return Ok(Toolchain::Active);
        }
    }
    debian_wasm::install(&mut step)?;
    let (toolchain, version) = find().ok_or_else(missing)?;
    step.done(&format!("{version}, {}", toolchain.describe()));
    Ok(toolchain)
}

/// A toolchain that is ready for use.
pub fn find() -> Option<(Toolchain, Version)> {
    [Toolchain::Active, Toolchain::Linked, Toolchain::System]
        .into_iter()
        .find_map(|toolchain| Some((toolchain, toolchain.probe()?)))
}

/// What to say where there is no way to get one.
pub(super) fn missing() -> Failure {
    Failure::new(format!(
        "install Rust {} or newer with the standard library for {TARGET}: with rustup, `rustup update stable && rustup target add {TARGET}`",
        minimum()
    ))
}

fn minimum() -> Version {
    // Cargo gives this from `rust-version`; only `0.0.0` if that line were lost.
    Version::parse(env!("CARGO_PKG_RUST_VERSION")).unwrap_or(Version(0, 0, 0))
}

/// Reads a line `name: value` of what `rustc -vV` prints.
pub(super) fn fact(verbose: &str, name: &str) -> Result<String> {
    verbose
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .map(str::to_owned)
        .ok_or(())
        .map_err(|()| format!("no `{name}` in {verbose:?}"))
        .explain("understand `rustc -vV`")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn set(command: &Command, name: &str) -> Option<String> {
        let (_, value) = command.get_envs().find(|(is, _)| *is == name)?;
        value.map(|value| value.to_string_lossy().into_owned())
    }

    #[test]
    fn the_linked_toolchain_is_named_to_rustup() {
        assert_eq!(set(&Toolchain::Linked.command("cargo"), "RUSTUP_TOOLCHAIN").as_deref(), Some("wasm"));
        assert_eq!(set(&Toolchain::Active.command("cargo"), "RUSTUP_TOOLCHAIN"), None);
    }

    #[test]
    fn folders_that_are_named_come_first() {
        let path = set(&Toolchain::System.command_finding("trunk", &[Path::new("/tools")]), "PATH").unwrap();
        assert!(path.starts_with("/tools:/usr/bin:"), "{path}");
    }

    #[test]
    fn the_minimum_is_the_workspaces() {
        assert!(minimum() >= Version(1, 90, 0));
    }

    #[test]
    fn facts_are_read_from_verbose_versions() {
        let said = "rustc 1.96.0\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.8\n";
        assert_eq!(fact(said, "host").unwrap(), "x86_64-unknown-linux-gnu");
        assert_eq!(fact(said, "LLVM version").unwrap(), "22.1.8");
        assert!(fact(said, "release").is_err());
    }
}
