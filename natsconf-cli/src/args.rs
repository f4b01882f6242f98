//! The commands by name. Each describes its own arguments.

use clap::{Parser, Subcommand};

use crate::commands::{
    certs, completions, convert, diff, explain, fmt, get, init, jwt, keys, lint, man, options, render, rules, schema,
    set, terraform_external, verify,
};
use crate::{Outcome, Result};

/// Checks, formats, converts and edits the configuration of NATS servers.
#[derive(Parser)]
#[command(name = "natsconf", version, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit status: 0 when all is fine, 1 when something was found (an error, or a difference), 2 when \
                          the command could not run (bad arguments, a file that cannot be read).";

#[derive(Subcommand)]
pub(crate) enum Command {
    Lint(lint::Lint),
    Fmt(fmt::Fmt),
    Convert(convert::Convert),
    Diff(diff::Diff),
    Get(get::Get),
    Set(set::Set),
    Unset(set::Unset),
    Explain(explain::Explain),
    Options(options::Options),
    Rules(rules::Rules),
    Schema(schema::Schema),
    Init(init::Init),
    Render(render::Render),
    Verify(verify::Verify),
    Keys(keys::Keys),
    Certs(certs::Certs),
    TerraformExternal(terraform_external::TerraformExternal),
    Jwt(jwt::Jwt),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    pub(crate) fn run(self) -> Result<Outcome> {
        match self {
            Command::Lint(command) => command.run(),
            Command::Fmt(command) => command.run(),
            Command::Convert(command) => command.run(),
            Command::Diff(command) => command.run(),
            Command::Get(command) => command.run(),
            Command::Set(command) => command.run(),
            Command::Unset(command) => command.run(),
            Command::Explain(command) => command.run(),
            Command::Options(command) => command.run(),
            Command::Rules(command) => command.run(),
            Command::Schema(command) => command.run(),
            Command::Init(command) => command.run(),
            Command::Render(command) => command.run(),
            Command::Verify(command) => command.run(),
            Command::Keys(command) => command.run(),
            Command::Certs(command) => command.run(),
            Command::TerraformExternal(command) => command.run(),
            Command::Jwt(command) => command.run(),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}
