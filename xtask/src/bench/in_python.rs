//! What the Python package takes, without the start of the interpreter.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use natsconf_tests::workspace;

/// A file of a few options, which calls are measured with.
pub const SMALL: &str = "fixtures/projects/first-look/nats.conf";

/// The shortest times, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct InPython {
    /// For a large file.
    pub large: f64,
    /// For the small one.
    pub call: f64,
}

/// Measures the installed wheel.
pub fn best(large: &Path) -> Result<InPython> {
    let large = seconds(10, large)?;
    let call = seconds(1000, &workspace::root().join(SMALL))?;
    Ok(InPython { large, call })
}

fn seconds(runs: u32, file: &Path) -> Result<f64> {
    let script = workspace::root().join("natsconf-py/benches/lint.py");
    let mut python = Command::new(workspace::python());
    let output = python.arg("-B").arg(script).arg(runs.to_string()).arg(file).output().context("cannot run Python")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().context("the script prints no number")
}
