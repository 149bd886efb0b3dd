//! wasm-opt of binaryen, which makes the console smaller.

use std::path::PathBuf;

use super::npm;
use crate::step::Step;
use crate::tools as find;
use crate::workspace::Version;

/// Older ones do not know what today's Rust emits.
const OLDEST: Version = Version(119, 0, 0);
const PACKAGE: &str = "binaryen@132";

/// Finds or gets it; says so when it cannot.
pub fn ensure() -> Option<PathBuf> {
    let mut step = Step::begin("wasm-opt");
    if let Some((file, version)) = find() {
        let place = if find::is_own(&file) { "in target/tools" } else { "on PATH" };
        step.done(&format!("{} {place}", version.0));
        return Some(file);
    }
    step.note("npm");
    let installed = npm::install(PACKAGE);
    if let (Ok(()), Some((file, version))) = (&installed, find()) {
        step.done(&format!("{} installed, in target/tools", version.0));
        return Some(file);
    }
    let why = installed.err().map_or_else(|| "it does not run".to_owned(), |why| why.to_string());
    step.missing(&format!("the console will be about a fifth larger. Install binaryen {} or newer. {why}", OLDEST.0));
    None
}

/// wasm-opt of a version that will do.
pub fn find() -> Option<(PathBuf, Version)> {
    find::find_version("wasm-opt", |version| version >= OLDEST)
}
