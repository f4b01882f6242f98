//! `init`: a description to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use natsconf_core::deployment::spec::SpecName;

use crate::{Failure, Outcome, Result, output};

/// Write a starter description of a deployment, and say how to go on
#[derive(Args)]
pub(crate) struct Init {
    /// The folder to write `deployment.yaml` into
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// What is written; `{name}` stands for the deployment's name.
const STARTER: &str = include_str!("starter.yaml");
/// What the deployment is called where the folder's name does not serve.
const NAME: &str = "demo";

impl Init {
    pub(crate) fn run(self) -> Result<Outcome> {
        let spec = self.folder.join("deployment.yaml");
        let name = name(&self.folder);
        write(&spec, &STARTER.replace("{name}", &name))?;
        let (spec, out) = (spec.display(), self.folder.join("out"));
        let out = out.display();
        output::say(&format!("`{spec}` is written. Go on with:"));
        output::print(format!(
            "natsconf render {spec} --out {out}\nnatsconf verify {spec}\ncd {out} && nats-server -c config/{name}-1.conf\n"
        ))?;
        Ok(Outcome::Fine)
    }
}

/// The name of the folder, where it can be the name of a deployment.
fn name(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = folder.file_name().and_then(|name| name.to_str()).filter(|name| SpecName::is_valid(name));
    name.unwrap_or(NAME).to_owned()
}

/// Writes a new file; one that is there is somebody's work.
fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(|error| Failure::of(folder, error))?;
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::of(path, "it is there already, and is not overwritten"))
        }
        Err(error) => Err(Failure::of(path, error)),
    }
}
