//! `explain`: the page of a finding, or of an option.

use clap::Args;

use crate::{Failure, Outcome, Result, output};

/// Explain a finding or an option
#[derive(Args)]
pub(crate) struct Explain {
    /// The name of a finding, as `lint` prints it in brackets, or the path of an option: `cluster.pool_size`
    #[arg(value_name = "CODE|OPTION")]
    name: String,
}

impl Explain {
    pub(crate) fn run(self) -> Result<Outcome> {
        let page = natsconf_core::explain(&self.name);
        let unknown = || {
            let lists = "`natsconf rules` and `natsconf options` list them";
            Failure(format!("there is no finding and no option `{}`: {lists}", self.name))
        };
        output::print(page.ok_or_else(unknown)?)?;
        Ok(Outcome::Fine)
    }
}
