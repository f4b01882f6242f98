//! `cargo xtask demo`: what natsconf does, shown on fixtures.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use natsconf_tests::{servers, workspace};

use crate::process::{cargo, step};
use crate::setup;

const PROJECT: &str = "fixtures/projects/first-look";

/// The arguments of each command in the project, and the exit status that it has there.
const COMMANDS: [(&[&str], i32); 5] = [
    (&["lint", "broken.conf"], 1),
    (&["lint", "nats.conf"], 0),
    (&["fmt", "--diff", "nats.conf"], 1),
    (&["convert", "nats.conf", "--to", "json"], 0),
    (&["get", "nats.conf", "accounts.ORDERS.users[0].permissions.publish"], 0),
];

/// A whole deployment.
const DEPLOYMENT: &str = "fixtures/deployments/core-cluster.yaml";
/// Where it is rendered to.
const OUT: &str = "target/demo/core-cluster";

/// Builds the command line and runs it: check, format, convert, read; then render a deployment, and start it.
pub fn run() -> Result<()> {
    step("build", &mut cargo(&["build", "--release", "--quiet", "--package", "natsconf-cli"]))?;
    setup::servers()?;
    println!("In {PROJECT}:");
    for (arguments, status) in COMMANDS {
        show(&workspace::root().join(PROJECT), arguments, status)?;
    }
    println!("\nIn the workspace:");
    show(workspace::root(), &["render", DEPLOYMENT, "--out", OUT], 0)?;
    let server = servers::installed(servers::NEWEST);
    let server = server.strip_prefix(workspace::root()).unwrap_or(&server).to_string_lossy().into_owned();
    show(workspace::root(), &["verify", DEPLOYMENT, "--nats-server", &server], 0)
}

/// Runs natsconf in a folder, with its words on the terminal.
fn show(folder: &Path, arguments: &[&str], status: i32) -> Result<()> {
    println!("\n$ natsconf {}", arguments.join(" "));
    let mut natsconf = Command::new(workspace::root().join("target/release/natsconf"));
    let ended = natsconf.args(arguments).current_dir(folder).status().context("cannot run natsconf")?;
    ensure!(ended.code() == Some(status), "expected exit status {status}, found {ended}");
    Ok(())
}
