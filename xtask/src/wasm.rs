//! `cargo xtask wasm`: the plain WebAssembly module `target/natsconf.wasm`, and the npm package `target/npm`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::process::{cargo, quietly, step};
use crate::{npm, npm_package, playground};

const TARGET: &str = "wasm32-unknown-unknown";
const PACKAGE: &str = "natsconf-wasm";

/// The largest modules, in bytes when gzipped: with everything, which the Terraform provider embeds, and for hosts that only
/// lint, read, format and quote, as Terraform does beside templates and deployments; whether a plan is refused does not hang on hints.
///
/// The one with everything has templates of both kinds, keys, signatures and certificates in it.
const LIMIT: &str = "1500000";
const TERRAFORM_LIMIT: &str = "400000";

/// The features of a module.
pub const EVERYTHING: &str = "classes,convert,deployment,hints,jinja,rare-functions,schema,together,tokens";
const TERRAFORM: &str = "";

/// Builds all artifacts, holds the modules against what they promise, and prints their sizes.
pub fn build() -> Result<()> {
    plain()?;
    inspect(&optimized("terraform", TERRAFORM)?, TERRAFORM_LIMIT)?;
    npm_package::build()
}

/// Builds the plain module, which the Terraform provider embeds.
pub fn plain() -> Result<()> {
    let plain = optimized("plain", EVERYTHING)?;
    fs::copy(&plain, workspace::plain_module()).context("cannot copy the module")?;
    inspect(&plain, LIMIT)
}

/// Checks what is compiled for WebAssembly only, builds the artifacts, and has Node test them.
pub fn test() -> Result<()> {
    install_target()?;
    for features in [EVERYTHING, TERRAFORM, playground::FEATURES] {
        let mut clippy = cargo(&["clippy", "--package", PACKAGE, "--target", TARGET, "--no-default-features"]);
        step("wasm clippy", clippy.args(["--features", features, "--", "-D", "warnings"]))?;
    }
    build()?;
    step("wasm in node", Command::new("node").arg("--test").arg(script("tests/plain.test.mjs")))?;
    npm_package::test()
}

/// Compiles a module with these features into the file `target/wasm/NAME.wasm`.
pub fn compile(name: &str, features: &str) -> Result<PathBuf> {
    install_target()?;
    let package = ["--package", PACKAGE, "--lib", "--target", TARGET, "--no-default-features", "--features", features];
    step(&format!("wasm {name}"), cargo(&["rustc", "--profile", "wasm", "--crate-type", "cdylib"]).args(package))?;
    let target = workspace::root().join("target");
    let (built, module) =
        (target.join(TARGET).join("wasm/natsconf_wasm.wasm"), target.join(format!("wasm/{name}.wasm")));
    fs::create_dir_all(target.join("wasm"))?;
    fs::copy(&built, &module).with_context(|| format!("cannot copy {}", built.display()))?;
    Ok(module)
}

/// Has wasm-opt make a module smaller: `NAME.opt.wasm` beside it. That takes a while, so it is done once for the same
/// module.
pub fn optimize(module: &Path) -> Result<PathBuf> {
    let (optimized, done) = (module.with_extension("opt.wasm"), module.with_extension("done.wasm"));
    let is_done = fs::read(&done).is_ok_and(|done| fs::read(module).is_ok_and(|module| module == done));
    if !is_done || !optimized.is_file() {
        // What Rust compiles to by default, and no more: a host may know nothing else.
        let features =
            ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];
        let features = features.map(|feature| format!("--enable-{feature}"));
        // What the levels do besides makes a smaller module that is larger when compressed.
        let passes = [
            "simplify-locals-nostructure",
            "coalesce-locals",
            "reorder-locals",
            "remove-unused-module-elements",
            "duplicate-function-elimination",
            "vacuum",
            // Functions that are alike have names that are alike.
            "reorder-functions-by-name",
            "strip-debug",
            "strip-producers",
        ];
        let passes = passes.map(|pass| format!("--{pass}"));
        quietly(npm::program("wasm-opt").args(passes).args(features).arg(module).arg("-o").arg(&optimized))?;
        fs::copy(module, done)?;
    }
    Ok(optimized)
}

fn optimized(name: &str, features: &str) -> Result<PathBuf> {
    optimize(&compile(name, features)?)
}

/// Prints the size; fails for a module that imports anything, or is larger than a limit in bytes when gzipped.
fn inspect(module: &Path, limit: &str) -> Result<()> {
    let mut inspect = Command::new("node");
    step("wasm imports and size", inspect.arg(script("inspect.mjs")).arg(module).arg(limit))
}

/// A file of the package.
pub fn script(name: &str) -> PathBuf {
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
