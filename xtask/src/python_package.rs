//! The Python package: built as a wheel, installed into `.tools/python`, tested there as its users have it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use natsconf_tests::workspace;

use crate::process::{quietly, step};

/// How a wheel is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As tests are, with dependencies that are compiled quickly, too.
    Dev,
    /// As users have it.
    Release,
}

/// Builds and installs the wheel.
pub fn build(profile: Profile) -> Result<()> {
    let wheels = workspace::root().join("target/wheels");
    // Of several wheels there, pip could not know which is meant.
    let _ = fs::remove_dir_all(&wheels);
    let profile = match profile {
        Profile::Dev => "wheel",
        Profile::Release => "release",
    };
    step("python wheel", maturin().args(["--profile", profile, "--out"]).arg(&wheels))?;
    let wheels: Vec<PathBuf> = fs::read_dir(wheels)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    ensure!(wheels.len() == 1, "maturin made {} wheels", wheels.len());
    let install = ["-m", "pip", "install", "--no-deps", "--no-index", "--force-reinstall"];
    quietly(Command::new(workspace::python()).args(install).args(wheels)).context("cannot install the wheel")
}

/// Builds the wheel, and has pytest test it.
pub fn test() -> Result<()> {
    build(Profile::Dev)?;
    let mut pytest = Command::new(workspace::python());
    // `-B`: no compiled files among the sources.
    pytest.args(["-B", "-m", "pytest", "--quiet"]).current_dir(workspace::root().join("natsconf-py"));
    step("python", &mut pytest)
}

/// Maturin, with a target folder of its own: its settings for pyo3 differ from cargo's, so that in one folder each
/// would throw away what the other had built.
fn maturin() -> Command {
    let mut maturin = Command::new(workspace::python());
    maturin.args(["-m", "maturin", "build", "--quiet", "--locked", "--target-dir", "target/python"]);
    maturin.args(["--manifest-path", "natsconf-py/Cargo.toml", "--interpreter"]).arg(workspace::python());
    maturin.current_dir(workspace::root());
    maturin
}
