//! The sealed console: what a person puts on a server.
//!
//! Trunk compiles, [`parts`] cuts out what is loaded later; then [`seal`] names every file by its final bytes, ties page, script and wasm together by digests,
//! writes the Content-Security-Policy into the page and puts a copy of the page into the folder of every route.

pub mod compress;
pub mod csp;
mod css;
mod digest;
mod fingerprint;
mod html;
mod notices;
pub mod parts;
pub mod routes;
pub mod seal;
pub mod size;
mod trunk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use trunk::target_dir;

use crate::setup::{self, wasm_opt_now};
use crate::step::Step;
use crate::{Explain, Failure, Result, process, workspace};

/// Files by their path below a folder, with `/` between its parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Builds `target/dist` if anything that it is made of has changed, and says where it is.
///
/// # Errors
/// A sentence that says what is wrong with the set-up or the sources.
pub fn build() -> Result<PathBuf> {
    let dist = workspace::dist();
    // Two commands at once would build into each other's folders.
    let lock = process::create(&workspace::target().join("dist.lock"))?;
    lock.lock().explain("wait for another command that builds the console")?;
    let now = fingerprint::of_sources(&workspace::root())?;
    let step = Step::begin("console");
    if let Some(stamp) = fingerprint::Stamp::read().filter(|stamp| stamp.sources == now && dist.is_dir())
        && (stamp.optimised || wasm_opt_now().is_none())
    {
        step.done("up to date");
        if !stamp.optimised {
            println!("WARNING: built without wasm-opt, about a fifth larger than need be");
        }
        return Ok(dist);
    }
    step.done("to be built");

    let tools = setup::build_tools()?;
    let staged = trunk::build(&tools)?;
    let mut files = read_folder(&staged)?;
    let mut step = Step::begin("sealing");
    if let Some(wasm_opt) = &tools.wasm_opt {
        step.note("wasm-opt");
        trunk::optimise(wasm_opt, &mut files)?;
    }
    files.insert("THIRD-PARTY-NOTICES.txt".to_owned(), notices::collect(tools.toolchain)?.into_bytes());
    let routes = routes::read(&workspace::root().join("src/routes.txt"))?;
    let sealed = seal::seal(files, &routes, &csp::Connect::from_environment()?)?;
    step.note("brotli and gzip");
    write_folder(&dist, &compress::beside(sealed)?)?;
    let stamp = fingerprint::Stamp { sources: now, optimised: tools.wasm_opt.is_some() };
    stamp.write()?;
    step.done(&dist.display().to_string());
    if tools.wasm_opt.is_none() {
        println!("WARNING: built without wasm-opt, about a fifth larger than need be");
    }
    Ok(dist)
}

/// All files below `folder`.
///
/// # Errors
/// If one cannot be read, or has a name that is not UTF-8.
pub fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_into(folder, "", &mut files)?;
    Ok(files)
}

fn read_into(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in std::fs::read_dir(folder).explain(format!("read {}", folder.display()))? {
        let path = entry.explain("list a folder")?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| Failure::new(format!("{} has a name that is not UTF-8", path.display())))?;
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_into(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path).explain(format!("read {}", path.display()))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}

/// Replaces `folder` by these files.
fn write_folder(folder: &Path, files: &Files) -> Result<()> {
    let fresh = folder.with_extension("new");
    for stale in [&fresh, &folder.to_path_buf()] {
        if stale.exists() {
            std::fs::remove_dir_all(stale).explain(format!("remove {}", stale.display()))?;
        }
    }
    for (name, bytes) in files {
        let path = fresh.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).explain(format!("create {}", parent.display()))?;
        }
        std::fs::write(&path, bytes).explain(format!("write {}", path.display()))?;
    }
    std::fs::rename(&fresh, folder).explain(format!("put {} in place", folder.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_folder_is_replaced_as_a_whole() {
        let folder = std::env::temp_dir().join(format!("lanyard-dist-{}", std::process::id()));
        let old = Files::from([("old.txt".to_owned(), b"1".to_vec())]);
        let new = Files::from([("a/b/index.html".to_owned(), b"2".to_vec()), ("c.css".to_owned(), b"3".to_vec())]);
        write_folder(&folder, &old).unwrap();
        write_folder(&folder, &new).unwrap();
        assert_eq!(read_folder(&folder).unwrap(), new);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
