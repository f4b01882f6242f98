//! `convert`: the values of a configuration in another notation, and back.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use natsconf_core::convert;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::source::{FileId, Source};
use natsconf_core::value::{Values, print};

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
    #[arg(long, value_enum)]
    to: Notation,

    /// The notation of the file, when the end of its name does not tell
    #[arg(long, value_enum)]
    from: Option<Notation>,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Notation {
    Json,
    Yaml,
    Toml,
    /// As nats-server reads it
    Conf,
}

impl Notation {
    /// What the name of a file tells: anything but these three may be a configuration.
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Notation::Json,
            Some("yaml" | "yml") => Notation::Yaml,
            Some("toml") => Notation::Toml,
            _ => Notation::Conf,
        }
    }

    fn write(self, values: &Values) -> std::result::Result<String, String> {
        let root = values.root();
        match self {
            Notation::Json => Ok(convert::to_json(root)),
            Notation::Yaml => Ok(convert::to_yaml(root)),
            Notation::Toml => convert::to_toml(root).map_err(|error| error.to_string()),
            Notation::Conf => print(&root.to_owned()).map_err(|error| error.to_string()),
        }
    }

    /// Reads what is no configuration yet.
    fn read(self, text: &[u8]) -> convert::Read {
        match self {
            Notation::Yaml => convert::from_yaml(FileId::MAIN, text),
            Notation::Toml => convert::from_toml(FileId::MAIN, text),
            Notation::Json | Notation::Conf => convert::from_json(FileId::MAIN, text),
        }
    }
}

impl Convert {
    pub(crate) fn run(self) -> Result<Outcome> {
        let source = Input::named(&self.file).read().map_err(|error| Failure::of(&self.file, error))?;
        let conf = match self.conf(source) {
            Ok(conf) => conf,
            Err(outcome) => return Ok(outcome),
        };
        let values = match natsconf_core::resolve(conf, &self.reading.disk()?, &self.reading.settings()) {
            Ok(values) => values,
            Err(findings) => return Ok(refused(findings)),
        };
        match self.to.write(&values) {
            Ok(text) => output::print(text).map(|()| Outcome::Fine),
            Err(reason) => Ok(self.not_converted(reason)),
        }
    }

    /// The configuration that a file is, or that has the same values.
    fn conf(&self, source: Source) -> std::result::Result<Source, Outcome> {
        let notation = self.from.unwrap_or_else(|| Notation::of(&self.file));
        if notation == Notation::Conf {
            return Ok(source);
        }
        let value = notation.read(source.text());
        let value = value.map_err(|diagnostics| refused(Findings::of(source, diagnostics)))?;
        let text = print(&value).map_err(|error| self.not_converted(error))?;
        Ok(Source::new(self.file.clone(), text.into_bytes()))
    }

    /// The other notation has no way to say it.
    fn not_converted(&self, reason: impl std::fmt::Display) -> Outcome {
        output::complain(&Failure::of(&self.file, reason));
        Outcome::Found
    }
}
