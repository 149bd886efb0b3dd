//! The licence notices of everything that is compiled into the console.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde_json::Value;

use crate::setup::{Toolchain, toolchain::TARGET};
use crate::{Explain, Failure, Result, process, workspace};

const PACKAGE: &str = "lanyard";
/// Beginnings of the names of files that hold a licence.
const LICENCE_FILES: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// The text of `THIRD-PARTY-NOTICES.txt`.
///
/// # Errors
/// If Cargo cannot tell what the console is made of.
pub fn collect(toolchain: Toolchain) -> Result<String> {
    let mut cargo = toolchain.command("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET]);
    let metadata = process::output(cargo.current_dir(workspace::root()))?;
    let metadata = serde_json::from_str(&metadata).explain("read `cargo metadata`")?;
    let crates = shipped(&metadata).ok_or_else(|| Failure::new("`cargo metadata` knows no package `lanyard`"))?;
    Ok(print(&crates))
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    licence: String,
    repository: String,
    texts: Vec<String>,
}

/// The crates from elsewhere that the console is linked from: not those that only run while compiling.
fn shipped(metadata: &Value) -> Option<Vec<Crate>> {
    let packages: HashMap<&str, &Value> =
        metadata["packages"].as_array()?.iter().filter_map(|p| Some((p["id"].as_str()?, p))).collect();
    let nodes: HashMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array()?.iter().filter_map(|n| Some((n["id"].as_str()?, n))).collect();
    let (root, _) = packages.iter().find(|(_, package)| package["name"] == PACKAGE)?;
    let mut seen = BTreeSet::new();
    let mut open = vec![*root];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in nodes.get(id)?["deps"].as_array()? {
            let id = dependency["pkg"].as_str()?;
            if dependency["dep_kinds"].as_array()?.iter().any(|kind| kind["kind"].is_null())
                && !is_macro(packages.get(id)?)
            {
                open.push(id);
            }
        }
    }
    let mut crates: Vec<_> = seen
        .into_iter()
        .map(|id| packages[id])
        .filter(|package| !package["source"].is_null())
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            let texts = Path::new(&text("manifest_path")).parent().map(licence_texts).unwrap_or_default();
            Crate {
                name: text("name"),
                version: text("version"),
                licence: text("license"),
                repository: text("repository"),
                texts,
            }
        })
        .collect();
    crates.sort();
    Some(crates)
}

fn is_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    targets.flat_map(|target| target["kind"].as_array()).flatten().any(|kind| kind == "proc-macro")
}

fn licence_texts(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
        .iter()
        .filter(|file| {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
            LICENCE_FILES.iter().any(|start| name.starts_with(start))
        })
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .map(|text| text.trim().replace("\r\n", "\n"))
        .collect()
}

/// Each text once, below the crates that it covers.
fn print(crates: &[Crate]) -> String {
    let mut out = String::from(
        "Lanyard is made with the following crates, and with Rust's standard library\n(MIT or Apache-2.0, https://www.rust-lang.org).\n\n",
    );
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for c in crates {
        out.push_str(&format!("{} {}: {} {}\n", c.name, c.version, c.licence, c.repository));
        for text in &c.texts {
            texts.entry(text).or_default().push(&c.name);
        }
    }
    for (text, names) in texts {
        out.push_str(&format!("\n{}\n{}\n\n{text}\n", "-".repeat(78), names.join(", ")));
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn package(name: &str, kind: &str, source: Option<&str>) -> Value {
        json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "repository": null, "source": source,
                "manifest_path": "/nowhere/Cargo.toml", "targets": [{ "kind": [kind] }] })
    }

    fn node(name: &str, deps: &[(&str, Option<&str>)]) -> Value {
        let deps: Vec<_> =
            deps.iter().map(|(id, kind)| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] })).collect();
        json!({ "id": name, "deps": deps })
    }

    #[test]
    fn what_only_runs_while_compiling_is_not_shipped() {
        let away = Some("registry");
        let metadata = json!({
            "packages": [package("lanyard", "bin", None), package("access", "lib", None), package("serde", "lib", away),
                package("macros", "proc-macro", away), package("syn", "lib", away), package("cc", "lib", away)],
            "resolve": { "nodes": [node("lanyard", &[("access", None), ("macros", None), ("cc", Some("build"))]),
                node("access", &[("serde", None)]), node("serde", &[]), node("macros", &[("syn", None)]), node("syn", &[]), node("cc", &[])] },
        });
        let names: Vec<_> = shipped(&metadata).unwrap().into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["serde"]);
    }

    #[test]
    fn a_text_that_several_share_is_printed_once() {
        let of = |name: &str| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            repository: String::new(),
            texts: vec!["Permission is hereby granted".to_owned()],
        };
        let text = print(&[of("a"), of("b")]);
        assert_eq!(text.matches("Permission is hereby granted").count(), 1);
        assert!(text.contains("a, b\n"));
    }

    #[test]
    fn licence_files_are_found_by_their_names() {
        let folder = std::env::temp_dir().join(format!("lanyard-notices-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in [("LICENSE-MIT", "mit"), ("NOTICE", "notice"), ("README.md", "no")] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        assert_eq!(licence_texts(&folder), ["mit", "notice"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
