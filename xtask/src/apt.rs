//! What only the system's package manager can install.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::quietly;

/// Installs a Debian package, through sudo where there is one.
pub fn install(package: &str) -> Result<()> {
    eprintln!("    apt package {package}");
    quietly(apt_get().args(["update", "--quiet"])).and_then(|()| quietly(apt_get().args(["install", "--yes", package]))).with_context(
        || format!("cannot install the package `{package}`: install it by hand, with `apt-get install {package}` or your system's own way"),
    )
}

fn apt_get() -> Command {
    let mut command = if Path::new("/usr/bin/sudo").is_file() { Command::new("sudo") } else { Command::new("env") };
    command.arg("DEBIAN_FRONTEND=noninteractive").arg("apt-get");
    command
}
