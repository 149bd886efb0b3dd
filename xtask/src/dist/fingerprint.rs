//! Whether the console that was built is still that of the sources.

use std::path::{Path, PathBuf};

use super::digest;
use crate::{Explain, Result, workspace};

/// What never becomes part of the console.
const NOT_CONSOLE: [&str; 7] = ["target", "tests", "deploy", ".git", ".ci", "xtask", "node_modules"];
/// The part of this program that does.
const SEALING: &str = "xtask/src/dist";

/// A digest over all that the console is made of.
///
/// # Errors
/// If a source cannot be read.
pub fn of_sources(root: &Path) -> Result<String> {
    let mut list = String::new();
    describe(root, &mut list, &NOT_CONSOLE)?;
    describe(&root.join(SEALING), &mut list, &[])?;
    list.push_str(&std::env::var("LANYARD_MATOMO").unwrap_or_default());
    Ok(digest::full(list.as_bytes()))
}

/// What is remembered of the last build.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    /// [`of_sources`] at that time.
    pub sources: String,
    /// Whether wasm-opt took part.
    pub optimised: bool,
}

impl Stamp {
    /// The last build's, if there was one.
    pub fn read() -> Option<Self> {
        Self::parse(&std::fs::read_to_string(Self::path()).ok()?)
    }

    /// Remembers this build.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self) -> Result<()> {
        std::fs::write(Self::path(), self.print()).explain("remember what was built")
    }

    fn parse(text: &str) -> Option<Self> {
        let (sources, optimised) = text.trim_end().split_once(' ')?;
        Some(Self { sources: sources.to_owned(), optimised: optimised == "optimised" })
    }

    fn print(&self) -> String {
        format!("{} {}\n", self.sources, if self.optimised { "optimised" } else { "plain" })
    }

    fn path() -> PathBuf {
        workspace::target().join("dist.stamp")
    }
}

fn describe(folder: &Path, list: &mut String, skip: &[&str]) -> Result<()> {
    let entries = std::fs::read_dir(folder).explain(format!("read {}", folder.display()))?;
    let mut paths =
        entries.map(|entry| entry.map(|e| e.path()).explain("list a folder")).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if skip.iter().any(|name| path.file_name().is_some_and(|is| is == *name)) {
            continue;
        }
        if path.is_dir() {
            describe(&path, list, skip)?;
        } else if path.extension().is_none_or(|kind| kind != "md") {
            let bytes = std::fs::read(&path).explain(format!("read {}", path.display()))?;
            list.push_str(&format!("{} {}\n", path.display(), digest::full(&bytes)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_changed_source_changes_the_fingerprint_and_a_document_does_not() {
        let root = std::env::temp_dir().join(format!("lanyard-fingerprint-{}", std::process::id()));
        for folder in ["src", "target", SEALING] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        let of = |file: &str, text: &str| {
            std::fs::write(root.join(file), text).unwrap();
            of_sources(&root).unwrap()
        };
        let first = of("src/main.rs", "1");
        assert_ne!(first, of("src/main.rs", "2"));
        assert_eq!(first, of("src/main.rs", "1"));
        assert_eq!(first, of("target/x", "1"));
        assert_eq!(first, of("README.md", "1"));
        assert_ne!(first, of("xtask/src/dist/seal.rs", "1"));
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_stamp_reads_as_it_was_written() {
        for optimised in [true, false] {
            let stamp = Stamp { sources: "abc".to_owned(), optimised };
            assert_eq!(Stamp::parse(&stamp.print()), Some(stamp));
        }
        assert_eq!(Stamp::parse(""), None);
    }
}
