//! A configuration on its way to a server.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A configuration to hand to a server.
#[derive(Debug, Clone, Copy)]
pub enum Config<'a> {
    /// Its text, which need not be UTF-8. The server finds it as `nats.conf` in an empty folder.
    Text(&'a [u8]),
    /// The file that holds it. Includes and other relative paths are seen from its folder.
    File(&'a Path),
}

impl<'a> From<&'a str> for Config<'a> {
    fn from(text: &'a str) -> Self {
        Config::Text(text.as_bytes())
    }
}

impl<'a> From<&'a [u8]> for Config<'a> {
    fn from(text: &'a [u8]) -> Self {
        Config::Text(text)
    }
}

impl<'a> From<&'a Path> for Config<'a> {
    fn from(file: &'a Path) -> Self {
        Config::File(file)
    }
}

/// A configuration on disk, and a folder that is removed with it.
pub(super) struct Placed {
    folder: PathBuf,
    name: OsString,
    scratch: TempDir,
}

impl Placed {
    pub(super) fn new(config: Config<'_>) -> Self {
        let scratch = tempfile::tempdir().expect("a temporary folder can be made");
        match config {
            Config::Text(text) => {
                let folder = scratch.path().to_path_buf();
                std::fs::write(folder.join("nats.conf"), text).expect("the temporary folder can be written to");
                Placed { folder, name: "nats.conf".into(), scratch }
            }
            Config::File(file) => {
                let name = file.file_name().expect("a configuration file has a name").to_owned();
                Placed { folder: folder_of(file), name, scratch }
            }
        }
    }

    /// The server, about to read this configuration. It runs in the file's folder, so that its messages begin with
    /// the bare file name, and without environment, so that `$HOME` or `$PATH` in a text mean the same everywhere.
    pub(super) fn server(&self, version: &str) -> Command {
        let mut command = Command::new(super::binary(version));
        command.env_clear().current_dir(&self.folder).arg("-c").arg(&self.name);
        command
    }

    /// A folder for what belongs to one run.
    pub(super) fn scratch(&self) -> &Path {
        self.scratch.path()
    }
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if folder.as_os_str() != OsStr::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}
