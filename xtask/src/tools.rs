//! Finds the programs that building and testing need: on PATH first, then those that set-up installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::Version;
use crate::{process, workspace};

/// A program by one of its names: on PATH, in this project's tools, or where Debian keeps servers.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| all(name).next())
}

/// The first program of that name whose `--version` is as wanted.
pub fn find_version(name: &str, wanted: impl Fn(Version) -> bool) -> Option<(PathBuf, Version)> {
    all(name).find_map(|file| {
        let said = process::output(Command::new(&file).arg("--version")).ok()?;
        Version::parse(&said).filter(|version| wanted(*version)).map(|version| (file, version))
    })
}

/// Whether set-up put this program into the project's own folder.
pub fn is_own(file: &Path) -> bool {
    file.starts_with(workspace::tools())
}

fn all(name: &str) -> impl Iterator<Item = PathBuf> {
    let tools = workspace::tools();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    folders.extend([tools.join("bin"), tools.join("node_modules/.bin"), "/usr/sbin".into()]);
    let name = name.to_owned();
    folders.into_iter().map(move |folder| folder.join(&name)).filter(|file| is_program(file))
}

/// Chromium or Chrome.
pub fn chromium() -> Option<PathBuf> {
    find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

/// The WebDriver of Chromium.
pub fn chromedriver() -> Option<PathBuf> {
    find(&["chromedriver"])
}

/// Firefox.
pub fn firefox() -> Option<PathBuf> {
    find(&["firefox-esr", "firefox"])
}

/// The WebDriver of Firefox.
pub fn geckodriver() -> Option<PathBuf> {
    find(&["geckodriver"])
}

/// The web server that `deploy/` has configurations for.
pub fn nginx() -> Option<PathBuf> {
    find(&["nginx"])
}

/// Reads the text of a PDF (poppler).
pub fn pdftotext() -> Option<PathBuf> {
    find(&["pdftotext"])
}

/// Reads shell scripts for what is wrong with them.
pub fn shellcheck() -> Option<PathBuf> {
    find(&["shellcheck"])
}

/// Python, for the scripts that are written in it.
pub fn python() -> Option<PathBuf> {
    find(&["python3"])
}

/// What shell scripts ask a Matomo with.
pub fn curl() -> Option<PathBuf> {
    find(&["curl"])
}

/// The script of axe-core, to be run inside a page.
pub fn axe() -> Option<PathBuf> {
    Some(workspace::tools().join("node_modules/axe-core/axe.min.js")).filter(|file| file.is_file())
}

fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_exists_is_found() {
        assert!(find(&["no-such-program", "sh"]).is_some_and(|file| file.ends_with("sh")));
        assert_eq!(find(&["no-such-program"]), None);
    }

    #[test]
    fn a_version_that_is_not_wanted_is_passed_over() {
        assert!(find_version("cargo", |version| version > Version(1, 0, 0)).is_some());
        assert_eq!(find_version("cargo", |version| version > Version(9, 0, 0)), None);
    }
}
