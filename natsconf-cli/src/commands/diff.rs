//! `diff`: what changes in meaning from one configuration to another.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use natsconf_core::diff::{Apply, Change, ChangeKind};
use natsconf_core::source::Source;
use serde::Serialize;

use super::lint::counted;
use crate::files::Input;
use crate::reading::Reading;
use crate::{Failure, Outcome, Result, output};

/// Say what changes in meaning from one configuration to another
///
/// Order, formatting, aliases, units and defaults that are written out are no change; includes and variables are resolved on
/// both sides. Each change says whether `nats-server --signal reload` applies it, or the server has to be restarted. The exit
/// status is 1 when there is a difference, and 2 when one of the two cannot be read.
#[derive(Args)]
pub(crate) struct Diff {
    /// The configuration as it is; `-` is standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The configuration as it will be; `-` is standard input
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// How changes are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line each
    Text,
    /// One object, for programs
    Json,
}

/// The changes as JSON.
#[derive(Serialize)]
struct Listing<'c> {
    changes: &'c [Change],
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    reload: usize,
    restart: usize,
}

impl Diff {
    pub(crate) fn run(self) -> Result<Outcome> {
        let (old, new) = (Input::named(&self.old), Input::named(&self.new));
        if old.is_stdin() && new.is_stdin() {
            return Err(Failure("standard input can only be one of the two".to_owned()));
        }
        let (old, new) = (read(&old)?, read(&new)?);
        let changes = match natsconf_core::diff(old, new, &self.reading.disk()?, &self.reading.settings_of(&self.new)?)
        {
            Ok(changes) => changes,
            Err(findings) => {
                output::report(&[findings]);
                return Ok(Outcome::Failed);
            }
        };
        let restart = changes.iter().filter(|change| change.how == Apply::Restart).count();
        let summary = Summary { reload: changes.len() - restart, restart };
        match self.format {
            Format::Json => output::print(output::json(&Listing { changes: &changes, summary }))?,
            Format::Text => {
                output::print(text(&changes))?;
                output::say(&summary.in_words());
            }
        }
        Ok(if changes.is_empty() { Outcome::Fine } else { Outcome::Found })
    }
}

fn read(input: &Input) -> Result<Source> {
    input.read().map_err(|error| Failure::of(&input.path, error))
}

impl Summary {
    fn in_words(&self) -> String {
        match (self.reload + self.restart, self.restart) {
            (0, _) => "no difference in meaning".to_owned(),
            (all, 0) => format!("{}: a reload applies all", counted(all, "change")),
            (all, restart) => {
                let need = if restart == 1 { "needs" } else { "need" };
                let refused = "the server refuses a reload as a whole";
                format!("{}: {restart} {need} a restart, and until then {refused}", counted(all, "change"))
            }
        }
    }
}

fn text(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let Change { path, old, new, .. } = change;
        let how = match change.how {
            Apply::Reload => "reload ",
            Apply::Restart => "restart",
        };
        let (old, new) = (old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
        // Writing to a string cannot fail.
        let _ = match change.kind {
            ChangeKind::Added => write!(out, "{how}  + {path}: {new}"),
            ChangeKind::Removed => write!(out, "{how}  - {path}: {old}"),
            ChangeKind::Changed => write!(out, "{how}  ~ {path}: {old} -> {new}"),
        };
        let note = change.note.map(|note| format!("  ({note})")).unwrap_or_default();
        let _ = writeln!(out, "{note}");
    }
    out
}
