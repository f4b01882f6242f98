//! `man`: the manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use crate::args::Arguments;
use crate::{Failure, Outcome, Result, output};

/// Print the manual page, or write one page per command
#[derive(Args)]
pub(crate) struct Man {
    /// Write natsconf.1, natsconf-lint.1 and so on into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(self) -> Result<Outcome> {
        let mut command = Arguments::command();
        command.build();
        let Some(folder) = self.out else {
            let mut page = Vec::new();
            // Writing to memory does not fail.
            let _ = clap_mangen::Man::new(command).render(&mut page);
            output::print(page)?;
            return Ok(Outcome::Fine);
        };
        let failure = |error| Failure::of(&folder, format!("cannot write manual pages: {error}"));
        clap_mangen::generate_to(command, &folder).map_err(failure)?;
        Ok(Outcome::Fine)
    }
}
