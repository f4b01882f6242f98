//! `render`: the files of a deployment, from its description.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::deployment::Description;
use crate::folder::{Files, Folder};
use crate::keys::KeyFolder;
use crate::{Failure, Outcome, Result, output};

/// Render a deployment: one description in, all its files out
///
/// The folder is written as a whole: a kill at any moment leaves the old files or the new ones. What has not changed is not
/// touched, what natsconf made earlier and no longer makes is removed, and files of others stay. Keys are made once, and kept
/// in a folder of their own.
#[derive(Args)]
pub(crate) struct Render {
    /// The description, in YAML, TOML or JSON
    #[arg(value_name = "SPEC")]
    spec: PathBuf,

    /// The folder to write
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// What to render for
    #[arg(long, value_enum, value_delimiter = ',', default_value = "conf")]
    target: Vec<Target>,

    /// The folder with keys and certificates; without it, the one beside the output folder whose name ends in `-keys`
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,

    /// Write nothing; say what would change
    #[arg(long)]
    dry_run: bool,

    /// Write nothing; show what would change, without secrets, and exit with 1 when there is anything
    #[arg(long)]
    diff: bool,

    /// Overwrite files that somebody else made or edited
    #[arg(long)]
    force: bool,

    /// Keep the folder itself, for containers that have mounted it, and replace file after file: a kill in between is made
    /// good by the next run
    #[arg(long)]
    in_place: bool,
}

/// What the files are for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Configuration of nats-server
    Conf,
}

impl Render {
    pub(crate) fn run(self) -> Result<Outcome> {
        let Some(description) = Description::read(&self.spec)? else { return Ok(Outcome::Found) };
        let keys = self.keys();
        if self.dry_run || self.diff {
            return self.show(&description, &keys);
        }
        let keys = KeyFolder::open(&keys)?;
        let Some(files) = description.render(&keys, None)? else { return Ok(Outcome::Found) };
        self.write(&files)?;
        Ok(Outcome::Fine)
    }

    fn keys(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| beside(&self.out))
    }

    fn write(&self, files: &Files) -> Result<()> {
        let folder = Folder::open(&self.out)?;
        let plan = folder.plan(files, self.force)?;
        if let Some(reason) = folder.write(files, &plan, self.in_place)? {
            output::say(&format!("note: files were replaced one after another, not as a whole: {reason}"));
        }
        output::say(&plan.summary(true));
        Ok(())
    }

    /// Keys that would have to be made are made in a copy of the key folder.
    fn show(&self, description: &Description, keys: &Path) -> Result<Outcome> {
        let scratch = tempfile::tempdir().map_err(|error| Failure(format!("no temporary folder: {error}")))?;
        let copy = KeyFolder::copy(keys, &scratch.path().join("keys"))?;
        let Some(files) = description.render(&copy, None)? else { return Ok(Outcome::Found) };
        let plan = Folder::look(&self.out)?.plan(&files, self.force)?;
        if !self.diff {
            output::say(&plan.summary(false));
            return Ok(Outcome::Fine);
        }
        output::print(plan.diff(&files)?)?;
        Ok(if plan.has_changes() { Outcome::Found } else { Outcome::Fine })
    }
}

/// The key folder of an output folder.
pub(crate) fn beside(out: &Path) -> PathBuf {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!("{name}-keys"))
}
