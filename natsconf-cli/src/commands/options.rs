//! `options`: every option of every server version.

use clap::{Args, ValueEnum};
use natsconf_core::model::Config;
use natsconf_core::option::{self, Block};

use crate::{Outcome, Result, output};

/// List the options of nats.conf
#[derive(Args)]
pub(crate) struct Options {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line each
    Text,
    /// An array of objects
    Json,
    /// Tables, a block each
    Markdown,
}

impl Options {
    pub(crate) fn run(self) -> Result<Outcome> {
        output::print(match self.format {
            Format::Text => option::text(Config::SPEC),
            Format::Json => output::json(&option::json(Config::SPEC)),
            Format::Markdown => option::markdown(Config::SPEC),
        })?;
        Ok(Outcome::Fine)
    }
}
