//! The command line of wasm-bindgen, in `.tools/cargo`: it must be of the same version as the crate.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::process::{cargo, quietly};

/// Installs the version that `Cargo.lock` has of the crate, when it is not there.
pub fn install() -> Result<()> {
    let version = locked()?;
    let installed = Command::new(program()).arg("--version").output();
    if installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == format!("wasm-bindgen {version}"))
    {
        return Ok(());
    }
    eprintln!("    wasm-bindgen {version}");
    let install = ["install", "wasm-bindgen-cli", "--version", &version, "--locked", "--root"];
    quietly(cargo(&install).arg(workspace::tools().join("cargo")))
}

/// The program.
pub fn program() -> PathBuf {
    workspace::tools().join("cargo/bin/wasm-bindgen")
}

fn locked() -> Result<String> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"").skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).context("Cargo.lock has no wasm-bindgen")
}
