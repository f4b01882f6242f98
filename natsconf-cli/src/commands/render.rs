//! `render`: a configuration, from a template.

use std::path::PathBuf;

use clap::Args;

use super::render_template::RenderTemplate;
use crate::{Outcome, Result};

/// Render a template of a configuration, and check what it gives
///
/// The configuration goes to standard output. When the template fails, or the server would refuse what it gives, nothing
/// is printed but what is wrong, at the place of the template.
#[derive(Args)]
pub(crate) struct Render {
    /// The template: `.tftpl` for Terraform, `.j2` for Jinja; `-` is standard input
    #[arg(value_name = "TEMPLATE")]
    template: PathBuf,

    #[command(flatten)]
    rendering: RenderTemplate,
}

impl Render {
    pub(crate) fn run(self) -> Result<Outcome> {
        self.rendering.run(&self.template)
    }
}
