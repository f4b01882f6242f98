//! `cargo xtask wasm`: the plain WebAssembly module, `target/natsconf.wasm`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::process::{cargo, quietly, step};

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGE: &str = "natsconf-wasm";

/// Builds the module, holds it against its promise to import nothing, and prints its size.
pub fn build() -> Result<()> {
    install_target()?;
    let package = ["--package", PACKAGE, "--lib", "--target", TARGET];
    step("wasm", cargo(&["build", "--profile", "wasm"]).args(package))?;
    let built = workspace::root().join("target").join(TARGET).join("wasm/natsconf_wasm.wasm");
    let module = workspace::plain_module();
    fs::copy(&built, &module).with_context(|| format!("cannot copy {}", built.display()))?;
    step("wasm imports", Command::new("node").arg(script("inspect.mjs")).arg(module))
}

/// Checks what is compiled for WebAssembly only, builds the module, and has Node test it.
pub fn test() -> Result<()> {
    install_target()?;
    step("wasm clippy", &mut cargo(&["clippy", "--package", PACKAGE, "--target", TARGET, "--", "-D", "warnings"]))?;
    build()?;
    step("wasm in node", Command::new("node").arg("--test").arg(script("tests/plain.test.mjs")))
}

fn script(name: &str) -> PathBuf {
    workspace::root().join(PACKAGE).join(name)
}

/// Adds the standard library for WebAssembly to the toolchain. Where that is missing, only rustup can.
fn install_target() -> Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let libraries = sysroot.context("cannot run `rustc`")?.stdout;
    if fs::exists(String::from_utf8_lossy(&libraries).trim()).unwrap_or(false) {
        return Ok(());
    }
    eprintln!("    rust target {TARGET}");
    quietly(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("cannot install the Rust target `{TARGET}`: install it by hand"))
}
