//! Parts of the console that are loaded later: functions marked with `wasm_split` and all that only they need are cut
//! out of its wasm, one file for each part.
//!
//! Trunk knows nothing of this. What it bound is bound again here, without the parts.

use std::path::Path;

use super::trunk::target_dir;
use super::{Files, digest};
use crate::setup::{BuildTools, toolchain::TARGET};
use crate::{Explain, Failure, Result, process, workspace};

/// The script with a function for each part that loads it.
pub const LINK: &str = "__wasm_split.js";

/// How the file of each part begins, and that of what several parts share.
pub const PARTS: [&str; 2] = ["split_", "chunk_"];

/// Cuts the compiled console, and puts the rest and its parts into `staged`.
///
/// # Errors
/// If it was compiled without relocations, or the rest cannot be bound.
pub fn cut(tools: &BuildTools, staged: &Path) -> Result<()> {
    let folder = workspace::target().join("parts");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).explain(format!("remove {}", folder.display()))?;
    }
    let whole = target_dir().join(TARGET).join("release").join("lanyard.wasm");
    let wasm = std::fs::read(&whole).explain(format!("read {}", whole.display()))?;
    let rest = folder.join("lanyard.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = &folder;
    options.main_out_path = &rest;
    options.main_module = "./lanyard.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|why| Failure::new(format!("cut the parts out of {}: {why:#}", whole.display())))?;

    let mut bindgen = tools.toolchain.command(&tools.wasm_bindgen);
    bindgen
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "lanyard", "--out-dir"])
        .arg(staged)
        .arg(&rest);
    process::logged(&mut bindgen, "wasm-bindgen")?;
    for file in split.split_modules.iter().chain([&folder.join(LINK)]) {
        let name = file.file_name().ok_or_else(|| Failure::new(format!("{} has no name", file.display())))?;
        std::fs::copy(file, staged.join(name)).explain(format!("copy {}", file.display()))?;
    }
    Ok(())
}

/// The console's script with `link` inside instead of beside it: each imports the other, so neither could be named by
/// its bytes. Every part is fetched by its sealed name, and refused if its digest is another.
///
/// # Errors
/// If script or link are not made as expected of the splitter.
pub fn inline(script: &str, link: &str, name_of: &dyn Fn(&str) -> Option<String>, sealed: &Files) -> Result<String> {
    let unlike = |what: &str| Failure::new(format!("{LINK} is not made as expected: {what}"));
    // Once for each part.
    let is_import = |line: &&str| line.starts_with("import * as ") && line.contains(LINK);
    let mut objects = script.lines().filter(is_import).filter_map(|import| import.split_whitespace().nth(3));
    let object = objects.next().ok_or_else(|| unlike("the script does not import it"))?;
    let others: String = objects.map(|other| format!("const {other} = {object};\n")).collect();
    let (imports, body): (Vec<&str>, Vec<&str>) = link.lines().partition(|line| line.starts_with("import "));
    if imports != ["import { initSync } from \"./lanyard.js\";"] {
        return Err(unlike("it imports something else than the console"));
    }
    let body = body.join("\n").replace("export const ", &format!("{object}."));

    let mut inlined = String::new();
    let mut pieces = body.split("fetch(new URL(\"./");
    inlined.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, after) = piece.split_once("\", import.meta.url))").ok_or_else(|| unlike("a part has no name"))?;
        let name = name_of(name).ok_or_else(|| unlike(&format!("there is no {name}")))?;
        let integrity = digest::integrity(&sealed[&name]);
        inlined.push_str(&format!(
            "fetch(new URL(\"./{name}\", import.meta.url), {{ integrity: \"{integrity}\" }}){after}"
        ));
    }
    // A server that does not know wasm's type would be refused.
    let inlined = inlined.replace(
        "WebAssembly.instantiateStreaming(src, imports)",
        "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)",
    );
    if inlined.contains("instantiateStreaming") {
        return Err(unlike("it instantiates in another way"));
    }
    let rest: Vec<&str> = script.lines().filter(|line| !is_import(line)).collect();
    Ok(format!("const {object} = {{}};\n{others}{{\n{inlined}\n}}\n{}\n", rest.join("\n")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SCRIPT: &str = "import * as import1 from \"./__wasm_split.js\"
import * as import2 from \"./__wasm_split.js\"
const imports = { a: import1, b: import2 };
";
    const LINK_TEXT: &str = r#"import { initSync } from "./lanyard.js";

function getSharedImports() {}
export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_a.wasm", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []));
"#;

    fn inlined(link: &str) -> Result<String> {
        let sealed = Files::from([("split_a-1.wasm".to_owned(), b"\0asm".to_vec())]);
        inline(SCRIPT, link, &|name| (name == "split_a.wasm").then(|| "split_a-1.wasm".to_owned()), &sealed)
    }

    #[test]
    fn the_script_loads_parts_by_sealed_name_and_digest() {
        let script = inlined(LINK_TEXT).unwrap();
        assert!(script.starts_with("const import1 = {};\nconst import2 = import1;\n{\n"), "{script}");
        assert!(script.contains("import1.__wasm_split_load_a = wrapAsyncCb("));
        let fetched = format!(
            "fetch(new URL(\"./split_a-1.wasm\", import.meta.url), {{ integrity: \"{}\" }})",
            digest::integrity(b"\0asm")
        );
        assert!(script.contains(&fetched), "{script}");
        assert!(!script.contains("import {") && !script.contains("export "), "{script}");
        assert!(
            script.ends_with("const imports = { a: import1, b: import2 };\n") && !script.contains(LINK),
            "{script}"
        );
    }

    #[test]
    fn a_link_that_another_splitter_made_is_refused() {
        let others = [
            ("./lanyard.js", "./other.js"),
            ("split_a.wasm", "split_b.wasm"),
            ("(src, imports)", "(src)"),
            ("\", import.meta.url))", "\"))"),
        ];
        for (expected, other) in others {
            assert!(inlined(&LINK_TEXT.replace(expected, other)).is_err(), "{other}");
        }
        assert!(inline("no import", LINK_TEXT, &|_| None, &Files::new()).is_err());
    }
}
