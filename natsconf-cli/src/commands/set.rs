//! `set` and `unset`: one option changed, every other byte left alone.

use std::path::PathBuf;

use clap::Args;
use natsconf_core::diagnostic::{Edit, apply};
use natsconf_core::value::{EditError, Editor, New, Path};

use super::get::not_done;
use crate::files::Input;
use crate::reading::Reading;
use crate::{Failure, Outcome, Result, output, write};

/// Set one option in place
///
/// An option that is not there yet is added to its block in the file's own style. Standard input is changed on its way
/// to standard output.
#[derive(Args)]
pub(crate) struct Set {
    #[command(flatten)]
    target: Target,

    /// The value, as it would stand in the file: `8MB`, `true`, `[a, b]`, `$NAME`; all else is a string
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,

    #[command(flatten)]
    reading: Reading,
}

/// Remove one option in place
///
/// Its comments go with it. When the option is not set, the exit status is 1.
#[derive(Args)]
pub(crate) struct Unset {
    #[command(flatten)]
    target: Target,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Args)]
struct Target {
    /// The configuration; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The option, such as `cluster.name` or `accounts.A.users[0].password`
    #[arg(value_name = "OPTION")]
    option: Path,
}

impl Set {
    pub(crate) fn run(self) -> Result<Outcome> {
        self.target.change(&self.reading, |editor, option| editor.set(option, New::Text(&self.value)))
    }
}

impl Unset {
    pub(crate) fn run(self) -> Result<Outcome> {
        // The method itself is for one lifetime only.
        #[expect(clippy::redundant_closure_for_method_calls)]
        self.target.change(&self.reading, |editor, option| editor.unset(option))
    }
}

impl Target {
    fn change(
        &self,
        reading: &Reading,
        edits: impl FnOnce(&Editor<'_>, &Path) -> std::result::Result<Vec<Edit>, EditError>,
    ) -> Result<Outcome> {
        let input = Input::named(&self.file);
        let source = input.read().map_err(|error| Failure::of(&self.file, error))?;
        let edits = |editor: &Editor<'_>| edits(editor, &self.option);
        let edits =
            match natsconf_core::edit(source.clone(), &reading.disk()?, &reading.settings_of(&self.file)?, edits) {
                Ok(edits) => edits,
                Err(error) => return Ok(not_done(&self.file, error)),
            };
        let text = apply(source.text(), &edits);
        if input.is_stdin() {
            output::print(text)?;
        } else if text != source.text()[..] {
            write::replace(&self.file, &text)?;
        }
        Ok(Outcome::Fine)
    }
}
