//! The arguments of every command that reads configuration: server version, environment, and where includes may lead.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use natsconf_core::Settings;
use natsconf_core::source::disk::{self, Disk};

use crate::project::Project;
use crate::{Failure, Result, output};

/// Whose rules count.
#[derive(Args)]
pub(crate) struct ServerVersion {
    /// Read as this version of nats-server does; without it, as the one in `natsconf.toml`, or else as the newest, 2.15
    #[arg(long, value_name = "VERSION", value_parser = Settings::for_server)]
    nats_version: Option<Settings>,
}

impl ServerVersion {
    /// What counts in a project.
    pub(crate) fn settings(&self, project: &Project) -> Settings {
        self.nats_version.or(project.settings).unwrap_or_default()
    }
}

/// How configuration is read with all that it refers to.
#[derive(Args)]
pub(crate) struct Reading {
    #[command(flatten)]
    version: ServerVersion,

    /// Set an environment variable that the configuration may use; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    env: Vec<(String, String)>,

    /// Set environment variables from the lines `NAME=VALUE` of a file, values taken as they are
    #[arg(long, value_name = "FILE")]
    env_file: Vec<PathBuf>,

    /// Read nothing that lies outside this folder; refuse includes that lead out of it
    #[arg(long, value_name = "DIR")]
    sandbox: Option<PathBuf>,
}

impl Reading {
    /// What counts in a project.
    pub(crate) fn settings(&self, project: &Project) -> Settings {
        self.version.settings(project)
    }

    /// What counts for one file. What is wrong with its project's file is said to the user.
    pub(crate) fn settings_of(&self, file: &Path) -> Result<Settings> {
        let project = Project::of(file)?;
        output::report(std::slice::from_ref(&project.findings));
        Ok(self.settings(&project))
    }

    /// The file system, with the environment of this process, over it the files of variables, over them the variables.
    pub(crate) fn disk(&self) -> Result<Disk> {
        let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let mut variables =
            std::env::vars_os().map(|(name, value)| (lossy(name), lossy(value))).collect::<BTreeMap<_, _>>();
        for path in &self.env_file {
            let text = disk::read(path).map_err(|error| Failure::of(path, error))?;
            let lines = env_file(&String::from_utf8_lossy(&text));
            variables.extend(lines.map_err(|line| {
                Failure::of(path, format!("line {line}: expected NAME=VALUE, a comment that starts with # or nothing"))
            })?);
        }
        variables.extend(self.env.iter().cloned());
        let disk = Disk::new(variables);
        match &self.sandbox {
            Some(root) => disk.confined_to(root).map_err(|error| Failure::of(root, error)),
            None => Ok(disk),
        }
    }
}

/// The variables of a file; otherwise the number of the line that is none.
fn env_file(text: &str) -> std::result::Result<Vec<(String, String)>, usize> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|(line, number)| variable(line).map_err(|_| number)).collect()
}

/// `NAME=VALUE`, as an argument.
pub(crate) fn variable(text: &str) -> std::result::Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE"),
    }
}
