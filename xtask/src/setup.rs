//! `cargo xtask setup`: installs what is missing into `.tools/`.

use std::fs::{self, File};

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::{npm, playground, protoc, python, servers, wasm_bindgen};

/// Installs what is missing. A second run at the same time waits for the first; one that was cut short is made good
/// by the next, since everything comes into its place complete or not at all.
pub fn run() -> Result<()> {
    let _lock = lock()?;
    protoc::install()?;
    let python = python::environment()?;
    python::install_requirements(&python)?;
    servers::install(&python)?;
    npm::install()?;
    playground::install()?;
    wasm_bindgen::install()
}

/// Installs only the servers, and what that needs.
pub fn servers() -> Result<()> {
    let _lock = lock()?;
    servers::install(&python::environment()?)
}

/// Held while something is installed.
fn lock() -> Result<File> {
    let tools = workspace::tools();
    fs::create_dir_all(&tools).with_context(|| format!("cannot make {}", tools.display()))?;
    let lock = File::create(tools.join(".lock")).context("cannot make the lock of `.tools`")?;
    lock.lock().context("cannot lock `.tools`")?;
    Ok(lock)
}
