//! `render`: the files of a deployment from its description, or a configuration from a template.

use std::path::PathBuf;

use clap::Args;

use super::render_deployment::RenderDeployment;
use super::render_template::RenderTemplate;
use crate::{Outcome, Result};

/// Render a deployment into a folder, or a template of a configuration
///
/// With `--out`, the file describes a deployment, and the folder is written as a whole: a kill at any moment leaves the old
/// files or the new ones. What has not changed is not touched, what natsconf made earlier and no longer makes is removed, and
/// files of others stay. Keys are made once, and kept in a folder of their own.
///
/// Without it, the file is a template, and the configuration goes to standard output. When the template fails, or the server
/// would refuse what it gives, nothing is printed but what is wrong, at the place of the template.
#[derive(Args)]
pub(crate) struct Render {
    /// The description of a deployment, in YAML, TOML or JSON, or a template: `.tftpl` for Terraform, `.j2` for Jinja; `-` is
    /// standard input
    #[arg(value_name = "SPEC|TEMPLATE")]
    file: PathBuf,

    /// The folder to write the files of a deployment to
    #[arg(long, value_name = "DIR", conflicts_with_all = ["vars", "var", "syntax", "no_check"])]
    out: Option<PathBuf>,

    #[command(flatten)]
    deployment: RenderDeployment,

    #[command(flatten)]
    template: RenderTemplate,
}

impl Render {
    pub(crate) fn run(self) -> Result<Outcome> {
        match &self.out {
            Some(out) => self.deployment.run(&self.file, out),
            None => self.template.run(&self.file),
        }
    }
}
