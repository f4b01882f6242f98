//! `convert`: the values of a configuration in another notation, and back.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use natsconf_core::NotConverted;
use natsconf_core::convert::Notation;

use super::get::refused;
use crate::files::Input;
use crate::reading::Reading;
use crate::{Failure, Outcome, Result, output};

/// Print the values of a configuration in another notation
///
/// Includes and variables are resolved, sizes are integers, comments are gone. A configuration that the server would not
/// read prints nothing but what is wrong with it.
#[derive(Args)]
pub(crate) struct Convert {
    /// What to convert; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The notation to print
    #[arg(long, value_parser = notation())]
    to: Notation,

    /// The notation of the file, when the end of its name does not tell
    #[arg(long, value_parser = notation())]
    from: Option<Notation>,

    #[command(flatten)]
    reading: Reading,
}

fn notation() -> impl TypedValueParser<Value = Notation> {
    let names = Notation::NAMES.map(|(name, notation)| match notation {
        Notation::Conf => PossibleValue::new(name).help("As nats-server reads it"),
        _ => PossibleValue::new(name),
    });
    PossibleValuesParser::new(names).try_map(|name| Notation::named(&name).ok_or("no such notation"))
}

impl Convert {
    pub(crate) fn run(self) -> Result<Outcome> {
        let source = Input::named(&self.file).read().map_err(|error| Failure::of(&self.file, error))?;
        let (disk, settings) = (self.reading.disk()?, self.reading.settings_of(&self.file)?);
        match natsconf_core::convert(source, self.from, self.to, &disk, &settings) {
            Ok(text) => output::print(text).map(|()| Outcome::Fine),
            Err(NotConverted::Refused(findings)) => Ok(refused(findings)),
            Err(NotConverted::Unsayable(reason)) => {
                output::complain(&Failure::of(&self.file, reason));
                Ok(Outcome::Found)
            }
        }
    }
}
