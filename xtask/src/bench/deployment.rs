//! Rendering a large deployment.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::measure::{Figures, best};

/// Servers of the deployment.
pub const SERVERS: usize = 1_000;
/// Its accounts, each with a user.
pub const ACCOUNTS: usize = 10_000;

/// Renders it from nothing, all keys included. Nothing is written: a disk would be measured, not natsconf.
pub fn measured(natsconf: &Path, folder: &Path) -> Result<Figures> {
    let spec = folder.join("deployment.yaml");
    write(&spec).context("cannot write the description to measure with")?;
    let mut render = Command::new(natsconf);
    render.arg("render").arg(&spec).arg("--out").arg(folder.join("never-written")).arg("--dry-run");
    best([&mut render]).map(|[figures]| figures)
}

fn write(path: &Path) -> Result<()> {
    fs::create_dir_all(path.parent().context("a folder")?)?;
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "cluster: {{ name: large, servers: {SERVERS}, address: \"{{name}}.example.com\" }}\naccounts:")?;
    for number in 1..=ACCOUNTS {
        writeln!(out, "  A{number}: {{ jetstream: {{ max_file: 1GB }}, users: {{ app: {{}} }} }}")?;
    }
    out.flush()?;
    Ok(())
}
