//! `get`: the value of one option.

use std::path::PathBuf;

use clap::Args;
use natsconf_core::NotEdited;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::value::{EditError, Editor, Path, ValueRef};

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
        let shown = |editor: &Editor<'_>| editor.get(&self.option).map(shown);
        match natsconf_core::edit(source, &self.reading.disk()?, &self.reading.settings_of(&self.file)?, shown) {
            Ok(shown) => output::print(shown).map(|()| Outcome::Fine),
            Err(error) => Ok(not_done(&self.file, error)),
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

/// Tells why an option was not read or changed.
pub(super) fn not_done(file: &std::path::Path, error: NotEdited) -> Outcome {
    match error {
        NotEdited::Refused(findings) => refused(findings),
        NotEdited::Impossible(error) => {
            output::complain(&Failure::of(file, &error));
            if matches!(error, EditError::Missing { .. }) { Outcome::Found } else { Outcome::Failed }
        }
    }
}
