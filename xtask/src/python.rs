//! The project's own Python environment, `.tools/python`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::apt;
use crate::process::quietly;

/// The interpreter of the environment, which is made when it is missing.
pub fn environment() -> Result<PathBuf> {
    let folder = workspace::tools().join("python");
    let interpreter = folder.join("bin/python");
    // Written last: an environment without it was cut short. It cannot be renamed into its place instead, because
    // its scripts name their interpreter by path.
    let complete = folder.join("complete");
    if !complete.is_file() || !interpreter.is_file() {
        make(&folder)?;
        fs::write(complete, "").context("cannot write into `.tools/python`")?;
    }
    Ok(interpreter)
}

fn make(folder: &Path) -> Result<()> {
    eprintln!("    python environment");
    if quietly(python().args(["-c", "import ensurepip, venv"])).is_err() {
        // Debian keeps them apart from its Python.
        apt::install("python3-venv")?;
    }
    quietly(python().args(["-m", "venv", "--clear"]).arg(folder)).context("cannot make a Python environment")
}

fn python() -> Command {
    Command::new("python3")
}
