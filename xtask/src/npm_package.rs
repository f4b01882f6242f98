//! The npm package `natsconf`, laid out in `target/npm`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::process::{quietly, step};
use crate::wasm::{EVERYTHING, compile, optimize, script};
use crate::{npm, wasm_bindgen};

/// Builds the package.
pub fn build() -> Result<()> {
    lay_out(&workspace::npm_package(), &format!("npm,{EVERYTHING}"))
}

/// Lays out the package in a folder, with these features of the module.
pub fn lay_out(folder: &Path, features: &str) -> Result<()> {
    let name = folder.file_name().context("the folder has a name")?.to_string_lossy();
    let module = optimize(&compile(&name, features)?)?;
    let _ = fs::remove_dir_all(folder);
    let mut bind = Command::new(wasm_bindgen::program());
    bind.args(["--target", "web", "--no-typescript", "--out-name", "natsconf", "--out-dir"]).arg(folder).arg(module);
    quietly(&mut bind).context("cannot make the JavaScript of the npm package")?;
    for file in fs::read_dir(script("npm"))? {
        copy(&file?.path(), folder)?;
    }
    copy(&workspace::root().join("LICENSE"), folder)
}

/// Has Node test the package, and the compiler of TypeScript hold its types against what really comes out.
pub fn test() -> Result<()> {
    step("npm package", Command::new("node").arg("--test").arg(script("tests/npm.test.mjs")))?;
    let types = workspace::root().join("target/npm-types");
    step("npm package's output", Command::new("node").arg(script("tests/types.mjs")).arg(&types))?;
    step("npm package's types", npm::program("tsc").arg("--project").arg(types))
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}
