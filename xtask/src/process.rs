//! Running other programs: as a step that people watch, or in silence.

use std::process::{Command, ExitStatus};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use natsconf_tests::workspace;

/// Cargo, to be run in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Runs one step of a chore in the open and says how long it took. That goes to standard error, so that standard
/// output ends with the lines of the program itself.
pub fn step(name: &str, command: &mut Command) -> Result<()> {
    eprintln!("==> {name}");
    let begin = Instant::now();
    let status = command.status().with_context(|| format!("step `{name}`: cannot run {}", program(command)))?;
    ensure!(status.success(), "step `{name}` failed with {}", ending(status));
    eprintln!("    {name}: {:.1} s", begin.elapsed().as_secs_f64());
    Ok(())
}

/// Runs a program whose output matters only when it fails.
pub fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot run {}", program(command)))?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).trim().to_owned();
        bail!("{} failed with {}:\n{printed}", program(command), ending(output.status));
    }
    Ok(())
}

fn program(command: &Command) -> String {
    format!("`{}`", command.get_program().to_string_lossy())
}

fn ending(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}
