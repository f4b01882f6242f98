//! `render SPEC --out DIR`: the files of a deployment, from its description.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::deployment::Description;
use crate::files::Input;
use crate::folder::{Files, Folder};
use crate::keys::KeyFolder;
use crate::verify::{self, Program};
use crate::{Failure, Outcome, Result, output};

/// The arguments of `render` that are about deployments.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct RenderDeployment {
    /// What to render for
    #[arg(long, value_enum, value_delimiter = ',', default_value = "conf", requires = "out")]
    target: Vec<Target>,

    /// The folder with keys and certificates; without it, the one beside the output folder whose name ends in `-keys`
    #[arg(long, value_name = "DIR", requires = "out")]
    keys: Option<PathBuf>,

    /// Ask this nats-server about every configuration before anything is written; nothing is when it refuses one
    ///
    /// It is asked about the deployment on this machine: with other ports, folders and certificates.
    #[arg(long, value_name = "PATH", requires = "out")]
    check_with: Option<PathBuf>,

    /// Write nothing; say what would change
    #[arg(long, requires = "out")]
    dry_run: bool,

    /// Write nothing; show what would change, without secrets, and exit with 1 when there is anything
    #[arg(long, requires = "out")]
    diff: bool,

    /// Overwrite files that somebody else made or edited
    #[arg(long, requires = "out")]
    force: bool,

    /// Keep the folder itself, for containers that have mounted it, and replace file after file: a kill in between is made
    /// good by the next run
    #[arg(long, requires = "out")]
    in_place: bool,
}

/// What the files are for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Configuration of nats-server
    Conf,
}

impl RenderDeployment {
    pub(crate) fn run(&self, spec: &Path, out: &Path) -> Result<Outcome> {
        let Some(description) = Description::read(spec)? else { return Ok(Outcome::Found) };
        let keys = self.keys(out);
        if let Some(program) = &self.check_with
            && !is_accepted(&description, &keys, &Program::find(program)?)?
        {
            return Ok(Outcome::Found);
        }
        if self.dry_run || self.diff {
            return self.show(&description, &keys, out);
        }
        let keys = KeyFolder::open(&keys)?;
        let Some(files) = description.render(&keys, None)? else { return Ok(Outcome::Found) };
        self.write(&files, spec, out)?;
        Ok(Outcome::Fine)
    }

    fn keys(&self, out: &Path) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| beside(out))
    }

    fn write(&self, files: &Files, spec: &Path, out: &Path) -> Result<()> {
        let folder = Folder::open(out)?;
        let plan = folder.plan(files, self.force)?;
        // Of a description that came through standard input nobody knows later where it is.
        let plan = if Input::named(spec).is_stdin() { plan } else { plan.described_by(spec) };
        if let Some(reason) = folder.write(files, &plan, self.in_place)? {
            output::say(&format!("note: files were replaced one after another, not as a whole: {reason}"));
        }
        output::say(&plan.summary(true));
        Ok(())
    }

    fn show(&self, description: &Description, keys: &Path, out: &Path) -> Result<Outcome> {
        let Some(files) = description.preview(keys)? else { return Ok(Outcome::Found) };
        let plan = Folder::look(out)?.plan(&files, self.force)?;
        if !self.diff {
            output::say(&plan.summary(false));
            return Ok(Outcome::Fine);
        }
        output::print(plan.diff(&files)?)?;
        Ok(if plan.has_changes() { Outcome::Found } else { Outcome::Fine })
    }
}

/// Whether the real server takes all configurations. What it says against one is said to the user.
fn is_accepted(description: &Description, keys: &Path, program: &Program) -> Result<bool> {
    let keys = keys.is_dir().then_some(keys);
    let Some(trial) = verify::Prepared::new(description, keys)? else { return Ok(false) };
    let mut accepted = true;
    for (server, refused) in trial.refusals(program)? {
        output::complain(&Failure(format!(
            "nats-server {} refuses the configuration of `{server}`:\n{refused}",
            program.version
        )));
        accepted = false;
    }
    Ok(accepted)
}

/// The key folder of an output folder.
pub(crate) fn beside(out: &Path) -> PathBuf {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!("{name}-keys"))
}

/// Whether an output folder still holds what would be rendered into it.
pub(crate) fn drift(description: &Description, keys: &Path, out: &Path) -> Result<std::result::Result<String, String>> {
    let Some(files) = description.preview(keys)? else { return Ok(Err("the description is refused".to_owned())) };
    let plan = Folder::look(out)?.plan(&files, true)?;
    let changed = plan.changed();
    Ok(match changed.first() {
        None => Ok(format!("{} files are what the description says", files.len())),
        Some(first) => Err(format!("{} differ from what the description says, `{first}` among them", changed.len())),
    })
}
