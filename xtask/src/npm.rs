//! The npm packages that build and test the WebAssembly artifacts, in `.tools/npm`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

use crate::process::quietly;

/// The folder whose `package.json` names the packages, and whose programs import them.
const FOLDER: &str = "natsconf-wasm";

/// Installs what is pinned, when it is not what was installed last.
pub fn install() -> Result<()> {
    let (source, target) = (workspace::root().join(FOLDER), workspace::tools().join("npm"));
    link(&source, &target)?;
    let wanted = fs::read(source.join("package-lock.json")).context("cannot read the pinned npm packages")?;
    // Written last: without it, the installation was cut short.
    let complete = target.join("complete.json");
    if fs::read(&complete).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("    npm packages");
    fs::create_dir_all(&target)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(source.join(name), target.join(name)).with_context(|| format!("cannot copy {FOLDER}/{name}"))?;
    }
    quietly(Command::new("npm").arg("ci").current_dir(&target)).context("cannot install the npm packages")?;
    fs::write(complete, wanted).context("cannot write into `.tools/npm`")
}

/// A program of one of the packages.
pub fn program(name: &str) -> Command {
    Command::new(workspace::tools().join("npm/node_modules/.bin").join(name))
}

/// Lets the programs of the folder find the packages: Node looks for them in the folders above a program.
fn link(source: &std::path::Path, target: &std::path::Path) -> Result<()> {
    let (link, packages): (PathBuf, PathBuf) = (source.join("node_modules"), target.join("node_modules"));
    if fs::read_link(&link).is_ok_and(|linked| linked == packages) {
        return Ok(());
    }
    let _ = fs::remove_file(&link);
    symlink(packages, &link).with_context(|| format!("cannot make {}", link.display()))
}
