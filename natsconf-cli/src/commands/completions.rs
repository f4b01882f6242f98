//! `completions`: what a shell needs to complete commands and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::args::Arguments;
use crate::{Outcome, Result, output};

/// Print the completion script of a shell
#[derive(Args)]
pub(crate) struct Completions {
    /// The shell that completes
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "natsconf", &mut script);
        output::print(script)?;
        Ok(Outcome::Fine)
    }
}
