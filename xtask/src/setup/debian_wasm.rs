//! The standard library for the browser on a Debian where rustup cannot fetch it.
//!
//! Debian ships a current Rust for its browsers (`rustc-web`) with the source of the matching standard library,
//! but no library for wasm: it is built once, put where that compiler looks, and the compiler is made known to
//! rustup as `wasm`.

use std::path::Path;
use std::process::Command;

use super::debian;
use super::toolchain::{TARGET, fact, missing};
use crate::step::Step;
use crate::workspace::{Version, tools};
use crate::{Explain, Result, process};

const RUSTC: &str = "/usr/bin/rustc";
const LIBRARIES: &str = "/usr/lib/rustlib";

/// Installs compiler and standard library. Takes a minute or two.
///
/// # Errors
/// A sentence that says what to install.
pub fn install(step: &mut Step) -> Result<()> {
    if !debian::is_debian() {
        return Err(missing());
    }
    step.note("Debian's rustc-web");
    debian::install(
        &["rustc-web", "cargo-web", "rust-web-src", "rustfmt-web", "rust-web-clippy", "gcc", "libc6-dev"],
        "a Rust for the browser",
    )?;
    let about = process::output(Command::new(RUSTC).arg("-vV"))?;
    let host = fact(&about, "host")?;
    let llvm = Version::parse(&fact(&about, "LLVM version")?).map_or(0, |version| version.0);
    debian::install(&[&format!("lld-{llvm}")], "the linker of LLVM")?;

    step.note("building its standard library for the browser, about a minute");
    let seed = tools().join("wasm-std");
    build_std(&seed)?;
    let built = seed.join("target").join(TARGET).join("release/deps");
    // rustc calls the linker by the name rust-lld.
    let place = format!(
        "set -e; rm -rf {LIBRARIES}/{TARGET}; mkdir -p {LIBRARIES}/{TARGET}/lib {LIBRARIES}/{host}/bin; \
         cp \"$0\"/*.rlib {LIBRARIES}/{TARGET}/lib/; rm -f {LIBRARIES}/{TARGET}/lib/libseed-*; \
         ln -sf /usr/bin/wasm-ld-{llvm} {LIBRARIES}/{host}/bin/rust-lld"
    );
    process::output(process::as_root("sh")?.args(["-c", &place]).arg(&built))?;
    std::fs::remove_dir_all(&seed).explain("remove what was built on the way")?;
    if process::output(Command::new("rustup").arg("--version")).is_ok() {
        process::output(Command::new("rustup").args(["toolchain", "link", "wasm", "/usr"]))?;
    }
    Ok(())
}

/// Builds `std` by way of an empty crate that needs it.
fn build_std(seed: &Path) -> Result<()> {
    let source = seed.join("src");
    std::fs::create_dir_all(&source).explain("create a folder for the standard library")?;
    let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    std::fs::write(seed.join("Cargo.toml"), manifest).explain("write a manifest")?;
    std::fs::write(source.join("lib.rs"), "#![no_std]\n").explain("write a source")?;
    let mut cargo = Command::new("/usr/bin/cargo");
    for variable in ["CARGO", "CARGO_TARGET_DIR", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(variable);
    }
    cargo
        .current_dir(seed)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it a release build with link-time optimisation has no bitcode to work on.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort,test"]);
    process::logged(&mut cargo, "wasm-std")
}
