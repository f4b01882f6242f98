//! `render TEMPLATE`: a template and variables to a configuration, checked before it is printed.

use std::path::Path;

use clap::Args;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, Preview, Template, TemplateFiles};

use crate::files::Input;
use crate::reading::Reading;
use crate::template_variables::TemplateVariables;
use crate::{Failure, Outcome, Result, output};

/// The arguments of `render` that are about templates.
#[derive(Args)]
pub(crate) struct RenderTemplate {
    #[command(flatten)]
    variables: TemplateVariables,

    /// Print whatever the template gives
    #[arg(long)]
    no_check: bool,

    #[command(flatten)]
    reading: Reading,
}

impl RenderTemplate {
    pub(crate) fn run(&self, path: &Path) -> Result<Outcome> {
        let source = Input::named(path).read().map_err(|error| Failure::of(path, error))?;
        let language = self.variables.language(path).unwrap_or(Language::Terraform);
        let variables = match self.variables.read(language)? {
            Ok(variables) => variables,
            Err(findings) => return Ok(report(findings)),
        };
        let template = Template { source: &source, variables: &variables, host: &TemplateFiles, quotes_values: true };
        if self.no_check {
            return match template.render() {
                Ok(rendered) => output::print(rendered.text()).map(|()| Outcome::Fine),
                Err(findings) => Ok(report(findings)),
            };
        }
        let preview = template.preview(&self.reading.disk()?, &self.reading.settings_of(path)?);
        print(preview)
    }
}

fn print(preview: Preview) -> Result<Outcome> {
    let is_refused = preview.is_refused();
    output::report(&[preview.findings]);
    match preview.rendered {
        Some(rendered) if !is_refused => output::print(rendered.text()).map(|()| Outcome::Fine),
        _ => Ok(Outcome::Found),
    }
}

fn report(findings: Findings) -> Outcome {
    output::report(&[findings]);
    Outcome::Found
}
