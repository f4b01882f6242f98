//! `fmt`: the one style, in place.

use std::path::PathBuf;

use clap::Args;
use natsconf_core::diagnostic::render::{Findings, Summary};
use natsconf_core::source::Source;

use super::lint::counted;
use crate::files::{self, Input};
use crate::fixing::diff;
use crate::reading::ServerVersion;
use crate::{Failure, Outcome, Result, output, write};

/// Format in place, comments and meaning kept
///
/// Files with a syntax error are left as they are. Standard input is formatted to standard output.
#[derive(Args)]
pub(crate) struct Fmt {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write nothing; name the files that would change, and exit with 1 when there are any
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change, with secrets masked, and exit with 1 when there is anything
    #[arg(long)]
    diff: bool,

    #[command(flatten)]
    version: ServerVersion,
}

/// What became of a file.
enum Formatted {
    Same(Source),
    Changed(Source, Vec<u8>),
    Refused(Findings),
}

impl Fmt {
    pub(crate) fn run(self) -> Result<Outcome> {
        let inputs = files::find(&self.paths)?;
        let (formatted, mut outcome) = files::each(&inputs, |input| self.format(input));
        let project = files::project_findings(&inputs);
        output::report(&project);
        if Summary::of(&project).errors > 0 {
            outcome = outcome.max(Outcome::Found);
        }
        let mut counts = Counts::default();
        for (input, formatted) in formatted {
            match formatted {
                Formatted::Refused(findings) => {
                    output::report(&[findings]);
                    counts.refused += 1;
                    outcome = outcome.max(Outcome::Found);
                }
                Formatted::Changed(source, text) => {
                    counts.changed += 1;
                    self.show(input, &source, &text)?;
                    if !self.writes() {
                        outcome = outcome.max(Outcome::Found);
                    }
                }
                Formatted::Same(source) => {
                    counts.same += 1;
                    self.show(input, &source, source.text())?;
                }
            }
        }
        let line = counts.line(self.writes());
        // A filter says nothing but its result.
        if !line.is_empty() && (!self.writes() || !inputs.iter().all(Input::is_stdin)) {
            output::say(&line);
        }
        Ok(outcome)
    }

    const fn writes(&self) -> bool {
        !self.check && !self.diff
    }

    /// Formats a file, and writes it if that is wanted.
    fn format(&self, input: &Input) -> Result<Formatted> {
        let source = input.read().map_err(|error| Failure::of(&input.path, error))?;
        let text = match natsconf_core::format(source.clone(), &self.version.settings(&input.project)) {
            Err(findings) => return Ok(Formatted::Refused(findings)),
            Ok(text) if text == source.text()[..] => return Ok(Formatted::Same(source)),
            Ok(text) => text,
        };
        if self.writes() && !input.is_stdin() {
            write::replace(&input.path, &text)?;
        }
        Ok(Formatted::Changed(source, text))
    }

    /// What goes to standard output about a file.
    fn show(&self, input: &Input, source: &Source, text: &[u8]) -> Result<()> {
        if self.diff {
            output::print(diff(source.name(), source.text(), text))
        } else if self.writes() && input.is_stdin() {
            output::print(text)
        } else if self.check && source.text()[..] != *text {
            output::print(format!("{}\n", input.path.display()))
        } else {
            Ok(())
        }
    }
}

#[derive(Default)]
struct Counts {
    changed: usize,
    same: usize,
    refused: usize,
}

impl Counts {
    fn line(&self, written: bool) -> String {
        let changed = if written { "formatted" } else { "would be formatted" };
        let counts =
            [(self.changed, changed), (self.same, "already formatted"), (self.refused, "left alone because of errors")];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        counts.map(|(count, what)| format!("{} {what}", counted(*count, "file"))).collect::<Vec<_>>().join(", ")
    }
}
