//! `cargo xtask package`: the Terraform provider, laid out for Terraform's two ways of installing one. Same program
//! in, same bytes out.
//!
//! - `mirror/` is a filesystem mirror: `provider_installation { filesystem_mirror { path = "…/mirror" } }`.
//! - `registry/` holds the files of a release as a registry expects them; `SHA256SUMS` is yet to be signed.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use natsconf_tests::workspace;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::process::{cargo, step};
use crate::wasm;

const PROGRAM: &str = "terraform-provider-natsconf";

/// By which configurations name the provider: registry, namespace, type.
const ADDRESS: &str = "registry.terraform.io/natsconf/natsconf";

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the registry wants to know beside the packages: the protocol of the crate `tf-provider`.
const MANIFEST: &str = "{\"version\":1,\"metadata\":{\"protocol_versions\":[\"6.0\"]}}\n";

/// Builds the provider for release and lays it out in `target/package/`.
pub fn run() -> Result<()> {
    let target = workspace::root().join("target");
    wasm::plain()?;
    let program = build(&target)?;
    let folder = target.join("package");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty `target/package`")?;
    }
    lay_out(&program, &folder)
}

/// Lays out a provider that is built already.
pub fn lay_out(program: &Path, folder: &Path) -> Result<()> {
    let package = Package::with(program)?;
    package.write_mirror(&folder.join("mirror")).context("cannot write the mirror")?;
    package.write_release(&folder.join("registry")).context("cannot write the files for a registry")
}

/// Builds without the paths of this machine, and without symbols.
fn build(target: &Path) -> Result<PathBuf> {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("no home folder")?;
    let names = [(cargo_home.as_path(), "/cargo"), (workspace::root(), "/natsconf")];
    let flags = names.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display())).join("\x1f");
    let mut build = cargo(&["build", "--release", "--locked", "--package", PROGRAM]);
    build.args(["--config", "profile.release.strip=true", "--target-dir"]).arg(target);
    step("build", build.env("CARGO_ENCODED_RUSTFLAGS", flags))?;
    Ok(target.join("release").join(PROGRAM))
}

/// What is installed: files with their names and permissions. The same in both layouts, so that they have one
/// checksum in Terraform's lock file.
struct Package([(String, Vec<u8>, u32); 2]);

impl Package {
    fn with(program: &Path) -> Result<Self> {
        let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let license = read(&workspace::root().join("LICENSE"))?;
        Ok(Package([("LICENSE".to_owned(), license, 0o644), (format!("{PROGRAM}_v{VERSION}"), read(program)?, 0o755)]))
    }

    fn write_mirror(&self, mirror: &Path) -> Result<()> {
        let folder = mirror.join(ADDRESS).join(VERSION).join(platform());
        fs::create_dir_all(&folder)?;
        for (name, bytes, mode) in &self.0 {
            fs::write(folder.join(name), bytes)?;
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(*mode))?;
        }
        Ok(())
    }

    fn write_release(&self, folder: &Path) -> Result<()> {
        let name = |end: &str| format!("{PROGRAM}_{VERSION}_{end}");
        // Sorted by name, as is what lists them.
        let files = [(name(&format!("{}.zip", platform())), self.zip()?), (name("manifest.json"), MANIFEST.into())];
        let sums = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect::<Vec<_>>();
        fs::create_dir_all(folder)?;
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(fs::write(folder.join(name("SHA256SUMS")), sums.concat())?)
    }

    fn zip(&self) -> Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes, mode) in &self.0 {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                // The format's first day: when a package was made is no part of it.
                .last_modified_time(DateTime::default())
                .unix_permissions(*mode);
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

/// This machine, in Go's words.
fn platform() -> String {
    let os = if OS == "macos" { "darwin" } else { OS };
    let arch = match ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{os}_{arch}")
}

fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// All files of a folder, by name.
    fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                files.extend(self::files(&entry));
            } else {
                files.push((entry.clone(), fs::read(entry).unwrap()));
            }
        }
        files.sort();
        files
    }

    #[test]
    fn the_same_program_gives_the_same_bytes_under_the_same_names() {
        let folder = tempfile::tempdir().unwrap();
        let packages = ["one", "two"].map(|name| {
            let program = folder.path().join(format!("{name}-program"));
            fs::write(&program, "#!/bin/sh\n").unwrap();
            let package = folder.path().join(name);
            lay_out(&program, &package).unwrap();
            let inside = |(path, bytes): (PathBuf, _)| (path.strip_prefix(&package).unwrap().to_owned(), bytes);
            files(&package).into_iter().map(inside).collect::<Vec<_>>()
        });
        assert_eq!(packages[0], packages[1]);
        let names = packages[0].iter().map(|(path, _)| path.to_string_lossy().replace(&platform(), "HERE"));
        let expected = [
            format!("mirror/{ADDRESS}/{VERSION}/HERE/LICENSE"),
            format!("mirror/{ADDRESS}/{VERSION}/HERE/{PROGRAM}_v{VERSION}"),
            format!("registry/{PROGRAM}_{VERSION}_SHA256SUMS"),
            format!("registry/{PROGRAM}_{VERSION}_HERE.zip"),
            format!("registry/{PROGRAM}_{VERSION}_manifest.json"),
        ];
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_checksums_are_those_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        lay_out(&workspace::root().join("Cargo.toml"), folder.path()).unwrap();
        let registry = folder.path().join("registry");
        let sums = format!("{PROGRAM}_{VERSION}_SHA256SUMS");
        let check =
            Command::new("sha256sum").args(["--check", "--strict", &sums]).current_dir(registry).output().unwrap();
        assert!(check.status.success(), "{check:?}");
        assert_eq!(String::from_utf8_lossy(&check.stdout).lines().count(), 2);
    }
}
