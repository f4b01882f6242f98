//! `get`: the value of one option.

use std::path::PathBuf;

use clap::Args;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::value::{self, EditError, Editor, Kind, Path, ValueRef};

use crate::files::Input;
use crate::reading::Reading;
use crate::{Failure, Outcome, Result, output};

/// Print the value of one option, includes and variables resolved
///
/// A string is printed as it is, a block or list as JSON. When the option is not set, the exit status is 1.
#[derive(Args)]
pub(crate) struct Get {
    /// The configuration; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The option, such as `cluster.name` or `accounts.A.users[0]`
    #[arg(value_name = "OPTION")]
    option: Path,

    #[command(flatten)]
    reading: Reading,
}

impl Get {
    pub(crate) fn run(self) -> Result<Outcome> {
        let source = Input::named(&self.file).read().map_err(|error| Failure::of(&self.file, error))?;
        let (values, diagnostics) = self.reading.resolve(source)?;
        let editor = Editor::new(&values, self.reading.settings().version.dialect(), &value::ignore_case);
        match editor.and_then(|editor| editor.get(&self.option)) {
            Ok(value) if matches!(value.kind(), Kind::Nil) => {
                Ok(refused(Findings { sources: values.into_sources(), diagnostics }))
            }
            Ok(value) => {
                output::print(shown(value))?;
                Ok(Outcome::Fine)
            }
            Err(EditError::Syntax) => Ok(refused(Findings { sources: values.into_sources(), diagnostics })),
            Err(error) => Ok(not_done(&self.file, &error)),
        }
    }
}

/// Strings as they are, for the shell; the rest as JSON, which for numbers and the like is no different.
fn shown(value: ValueRef<'_>) -> Vec<u8> {
    let mut shown = match value.bytes() {
        Some(bytes) => bytes.to_vec(),
        // Writing to memory does not fail.
        None => serde_json::to_vec_pretty(&value).unwrap_or_default(),
    };
    shown.push(b'\n');
    shown
}

/// The configuration does not say: tells what is wrong with it.
pub(super) fn refused(findings: Findings) -> Outcome {
    output::report(&[findings]);
    Outcome::Found
}

/// What was asked for is not there, or cannot be done.
pub(super) fn not_done(file: &std::path::Path, error: &EditError) -> Outcome {
    output::complain(&Failure::of(file, error));
    if matches!(error, EditError::Missing { .. }) { Outcome::Found } else { Outcome::Failed }
}
