//! `cargo xtask demo`: what natsconf does, shown on a configuration of the fixtures.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use natsconf_tests::workspace;

use crate::process::{cargo, step};

const FOLDER: &str = "fixtures/projects/first-look";

/// The arguments of each command, and the exit status that it has here.
const COMMANDS: [(&[&str], i32); 5] = [
    (&["lint", "broken.conf"], 1),
    (&["lint", "nats.conf"], 0),
    (&["fmt", "--diff", "nats.conf"], 1),
    (&["convert", "nats.conf", "--to", "json"], 0),
    (&["get", "nats.conf", "accounts.ORDERS.users[0].permissions.publish"], 0),
];

/// Builds the command line and runs it: check, format, convert, read.
pub fn run() -> Result<()> {
    step("build", &mut cargo(&["build", "--release", "--quiet", "--package", "natsconf-cli"]))?;
    println!("In {FOLDER}:");
    for (arguments, status) in COMMANDS {
        println!("\n$ natsconf {}", arguments.join(" "));
        let mut natsconf = Command::new(workspace::root().join("target/release/natsconf"));
        natsconf.args(arguments).current_dir(workspace::root().join(FOLDER));
        let ended = natsconf.status().context("cannot run natsconf")?;
        ensure!(ended.code() == Some(status), "expected exit status {status}, found {ended}");
    }
    Ok(())
}
