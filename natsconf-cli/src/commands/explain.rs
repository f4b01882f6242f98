//! `explain`: the page of a finding.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::{Outcome, Result, output};

/// Explain a finding
#[derive(Args)]
pub(crate) struct Explain {
    /// The name of the finding, as `lint` prints it in brackets
    #[arg(value_name = "CODE", value_parser = code_name(), hide_possible_values = true)]
    code: String,
}

fn code_name() -> PossibleValuesParser {
    PossibleValuesParser::new(natsconf_core::codes().map(|code| code.name))
}

impl Explain {
    pub(crate) fn run(self) -> Result<Outcome> {
        let code = natsconf_core::codes().find(|code| code.name == self.code);
        output::print(code.map(|code| code.page).unwrap_or_default())?;
        Ok(Outcome::Fine)
    }
}
