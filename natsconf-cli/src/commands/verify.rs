//! `verify`: does a deployment do what it promises?

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::render_deployment::beside;
use crate::deployment::Description;
use crate::folder::Folder;
use crate::verify::{self, Program};
use crate::{Failure, Outcome, Result, output};

/// Start a deployment on this machine with the real nats-server, and check everything that it promises
///
/// The servers listen on free ports of 127.0.0.1, keep their data in a temporary folder, and are stopped at the end.
/// Certificates are made for the trial. The exit status is 1 when a check fails.
#[derive(Args)]
pub(crate) struct Verify {
    /// The description of a deployment, a folder with one, or a folder that `render` wrote
    #[arg(value_name = "SPEC|DIR")]
    spec: PathBuf,

    /// The server program
    #[arg(long, value_name = "PATH", default_value = "nats-server")]
    nats_server: PathBuf,

    /// The folder with keys; without it, keys are made for the trial
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,

    /// How long anything may take until it is as it should be, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// One JSON object
    Json,
}

/// What a description is called in a folder of its own.
const NAMES: [&str; 4] = ["deployment.yaml", "deployment.yml", "deployment.toml", "deployment.json"];

impl Verify {
    pub(crate) fn run(self) -> Result<Outcome> {
        let program = Program::find(&self.nats_server)?;
        let asked = self.find()?;
        let Some(description) = Description::read(&asked.spec)? else { return Ok(Outcome::Found) };
        let keys = self.keys.as_deref().or(asked.keys.as_deref());
        let Some(mut verified) = verify::verify(&description, keys, &program, Duration::from_secs(self.timeout))?
        else {
            return Ok(Outcome::Found);
        };
        if let (Some(rendered), Some(keys)) = (&asked.rendered, keys) {
            verified.rows.note("rendered files", super::render_deployment::drift(&description, keys, rendered)?);
        }
        output::print(match self.format {
            Format::Text => verified.rows.table(),
            Format::Json => verified.rows.json(&program.version),
        })?;
        if !verified.rows.has_failures() {
            return Ok(Outcome::Fine);
        }
        if !verified.trouble.is_empty() {
            output::say(&format!("What the servers logged:\n{}", verified.trouble.trim_end()));
        }
        Ok(Outcome::Found)
    }

    /// The description that is meant.
    fn find(&self) -> Result<Asked> {
        if !self.spec.is_dir() {
            return Ok(Asked { spec: self.spec.clone(), rendered: None, keys: None });
        }
        if let Some(spec) = NAMES.iter().map(|name| self.spec.join(name)).find(|spec| spec.is_file()) {
            return Ok(Asked { spec, rendered: None, keys: None });
        }
        match Folder::look(&self.spec)?.description()? {
            Some(spec) => Ok(Asked { spec, rendered: Some(self.spec.clone()), keys: Some(beside(&self.spec)) }),
            None => Err(no_description(&self.spec)),
        }
    }
}

fn no_description(folder: &Path) -> Failure {
    let names = NAMES.join(", ");
    Failure::of(
        folder,
        format!("there is none of {names}, and `render` did not write this folder: name the description"),
    )
}

/// What is to be verified.
struct Asked {
    spec: PathBuf,
    /// The folder that was rendered, when that was named.
    rendered: Option<PathBuf>,
    keys: Option<PathBuf>,
}
