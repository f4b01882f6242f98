//! `schema`: JSON Schema of what natsconf reads.

use clap::{Args, ValueEnum};
use natsconf_core::{config_schema, deployment_schema};

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
    /// The description of a deployment, for `render` and `verify`
    Deployment,
}

impl Schema {
    pub(crate) fn run(self) -> Result<Outcome> {
        output::print(match self.subject {
            Subject::Config => output::json(&config_schema()),
            Subject::Deployment => output::json(&deployment_schema()),
        })?;
        Ok(Outcome::Fine)
    }
}
