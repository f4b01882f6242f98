//! `schema`: JSON Schema of what natsconf reads.

use clap::{Args, ValueEnum};
use natsconf_core::model::Config;
use natsconf_core::option::{self, Block};

use crate::{Outcome, Result, output};

/// Print a JSON Schema, for editors and validators
#[derive(Args)]
pub(crate) struct Schema {
    /// What the schema describes
    #[arg(value_enum, default_value_t = Subject::Config)]
    subject: Subject,
}

#[derive(Clone, Copy, ValueEnum)]
enum Subject {
    /// A configuration of nats-server, written as JSON or YAML
    Config,
}

impl Schema {
    pub(crate) fn run(self) -> Result<Outcome> {
        output::print(match self.subject {
            Subject::Config => output::json(&option::schema(Config::SPEC)),
        })?;
        Ok(Outcome::Fine)
    }
}
