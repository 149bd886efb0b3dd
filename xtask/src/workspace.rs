//! Where things are.

use std::path::PathBuf;

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// Cargo's target folder; all that this program makes lies below it.
pub fn target() -> PathBuf {
    root().join("target")
}

/// The sealed console, ready to host.
pub fn dist() -> PathBuf {
    target().join("dist")
}

/// Tools that set-up installed for this project alone.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// The version of `package` in the text of a `Cargo.lock`; the highest if there are several.
pub fn locked_version(lock: &str, package: &str) -> Option<Version> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| {
            let line = entry.lines().find_map(|l| l.strip_prefix("version = \""))?;
            Version::parse(line.trim_end_matches('"'))
        })
        .max()
}

/// A version as tools print it: up to three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first thing in `text` that reads like a version: `trunk 0.21.14`, `wasm-opt version 132 (version_132)`.
    pub fn parse(text: &str) -> Option<Self> {
        let word = text
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let mut numbers = word.split('.').map(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(0)
        });
        let mut next = || numbers.next().unwrap_or(0);
        Some(Self(next(), next(), next()))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n\n\
        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.131\"\n\n[[package]]\nname = \"two\"\nversion = \"1.0.0\"\n\n\
        [[package]]\nname = \"two\"\nversion = \"1.10.0\"\n";

    #[test]
    fn locked_version_is_that_of_the_named_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some(Version(0, 2, 130)));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_highest_of_several_versions_counts() {
        assert_eq!(locked_version(LOCK, "two"), Some(Version(1, 10, 0)));
    }

    #[test]
    fn versions_are_read_from_what_tools_print() {
        for (text, version) in [
            ("trunk 0.21.14", Version(0, 21, 14)),
            ("wasm-opt version 132 (version_132)", Version(132, 0, 0)),
            ("rustc 1.96.0-nightly (30a34c682 2026-05-25)", Version(1, 96, 0)),
            ("nginx version: nginx/1.22.1", Version(1, 22, 1)),
            ("Chromium 156.0.7000.1 built on Debian", Version(156, 0, 7000)),
        ] {
            assert_eq!(Version::parse(text), Some(version), "{text}");
        }
        assert_eq!(Version::parse("unknown"), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
