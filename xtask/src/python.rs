//! The project's own Python environment, `.tools/python`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::apt;
use crate::process::quietly;

/// What the environment holds besides, each in the one version that is pinned.
const REQUIREMENTS: &str = "natsconf-py/requirements.txt";

/// Installs what is pinned, when it is not what was installed last.
pub fn install_requirements(interpreter: &Path) -> Result<()> {
    let requirements = workspace::root().join(REQUIREMENTS);
    let wanted = fs::read(&requirements).with_context(|| format!("cannot read {REQUIREMENTS}"))?;
    let installed = workspace::tools().join("python/requirements.txt");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("    python packages");
    let mut pip = Command::new(interpreter);
    pip.args(["-m", "pip", "install", "--only-binary=:all:", "--requirement"]).arg(requirements);
    quietly(&mut pip).with_context(|| format!("cannot install {REQUIREMENTS}"))?;
    fs::write(installed, wanted).context("cannot write into `.tools/python`")
}

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
