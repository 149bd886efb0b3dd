//! Compiling the console: Trunk with wasm-bindgen, its parts cut out, then wasm-opt.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Files, parts};
use crate::setup::{BuildTools, toolchain::TARGET};
use crate::step::Step;
use crate::{Explain, Failure, Result, process, workspace};

/// What today's Rust emits for the browser and every browser of the last three years runs.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The demo's own module, beside the console's.
pub const DEMO: &str = "demo.wasm";

/// Compiles and returns the folder that Trunk filled.
///
/// # Errors
/// If the crates cannot be fetched or the console does not compile.
pub fn build(tools: &BuildTools) -> Result<PathBuf> {
    let step = Step::begin("crates");
    let mut fetch = tools.toolchain.command("cargo");
    fetch.args(["fetch", "--locked", "--target", TARGET]).current_dir(workspace::root());
    process::logged(&mut fetch, "cargo-fetch")?;
    step.done("fetched");

    let mut step = Step::begin("compiling");
    step.note("20 s for a change, some minutes the first time");
    let staged = workspace::target().join("trunk");
    let bindgen = tools.wasm_bindgen.parent().unwrap_or(Path::new("/usr/bin"));
    let mut trunk = tools.toolchain.command_finding(&tools.trunk, &[bindgen]);
    trunk
        .args(["build", "--release", "--offline", "--locked", "--dist"])
        .arg(&staged)
        // Its own folder: two compilers of different age would undo each other's work.
        .env("CARGO_TARGET_DIR", target_dir())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads the usual `NO_COLOR=1` as a boolean and stumbles.
        .env("NO_COLOR", "true")
        .current_dir(workspace::root());
    process::logged(&mut trunk, "trunk")?;
    let mut demo = tools.toolchain.command("cargo");
    demo.args(["build", "--release", "--offline", "--locked", "--package", "lanyard-demo", "--target", TARGET])
        .env("CARGO_TARGET_DIR", target_dir())
        .current_dir(workspace::root());
    process::logged(&mut demo, "demo")?;
    let built = target_dir().join(TARGET).join("release").join(DEMO);
    std::fs::copy(&built, staged.join(DEMO)).explain(format!("copy {}", built.display()))?;
    parts::cut(tools, &staged)?;
    step.done("done");
    Ok(staged)
}

/// Where what is compiled for the browser lies.
pub fn target_dir() -> PathBuf {
    workspace::target().join("wasm")
}

/// Makes every wasm file smaller.
///
/// # Errors
/// If wasm-opt fails.
pub fn optimise(wasm_opt: &Path, files: &mut Files) -> Result<()> {
    let (before, after) = (workspace::target().join("before.wasm"), workspace::target().join("after.wasm"));
    for (_, bytes) in files.iter_mut().filter(|(name, _)| name.ends_with(".wasm")) {
        std::fs::write(&before, &bytes).explain("write the wasm")?;
        let mut command = Command::new(wasm_opt);
        command.arg("-Oz").args(FEATURES).arg(&before).arg("-o").arg(&after);
        process::logged(&mut command, "wasm-opt")?;
        let smaller = std::fs::read(&after).explain("read the wasm")?;
        if !smaller.starts_with(b"\0asm") {
            return Err(Failure::new("wasm-opt wrote no wasm: install another version of binaryen"));
        }
        *bytes = smaller;
        for file in [&before, &after] {
            std::fs::remove_file(file).explain("remove what was needed on the way")?;
        }
    }
    Ok(())
}
