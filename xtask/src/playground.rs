//! `cargo xtask playground`: the page `target/playground`, for any static host, and its tests in Chromium.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use natsconf_tests::workspace;

use crate::process::step;
use crate::wasm::script;
use crate::{apt, npm, npm_package};

/// What the page uses of the module, and no more: it is downloaded as a whole.
pub const FEATURES: &str = "npm,deployment,hints,reference,templates,tokens";

/// Builds the page.
pub fn build() -> Result<()> {
    npm_package::lay_out(&workspace::root().join("target/playground-npm"), FEATURES)?;
    step("playground types", npm::program("tsc").arg("--project").arg(script("playground")))?;
    let mut vite = npm::program("vite");
    vite.args(["build", "--logLevel", "warn", "--config"]).arg(script("playground/vite.config.js"));
    step("playground", &mut vite)
}

/// Builds the page, and has Chromium test it as its readers use it.
pub fn test() -> Result<()> {
    build()?;
    step("playground in Chromium", Command::new("node").arg("--test").arg(script("playground/tests/page.test.mjs")))
}

/// Installs Chromium, where there is none.
pub fn install() -> Result<()> {
    if Path::new("/usr/bin/chromium").is_file() { Ok(()) } else { apt::install("chromium") }
}
