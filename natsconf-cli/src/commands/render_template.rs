//! `render TEMPLATE`: a template and variables to a configuration, checked before it is printed.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, Preview, Template, Variables};

use crate::files::Input;
use crate::reading::{Reading, variable};
use crate::template_files::TemplateFiles;
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

/// The variables of a template, and its language.
#[derive(Args)]
pub(crate) struct TemplateVariables {
    /// The template's variables, in a file of JSON, YAML or .tfvars
    #[arg(long, value_name = "FILE")]
    vars: Option<PathBuf>,

    /// Set a variable of the template to a string; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    var: Vec<(String, String)>,

    /// The language of the template, when the end of its name does not tell
    #[arg(long, value_parser = language(), value_name = "LANGUAGE")]
    syntax: Option<Language>,
}

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::names()).try_map(|name| Language::named(&name).ok_or("no such language"))
}

impl TemplateVariables {
    /// The variables for a template. `None` when their file cannot be understood; why has been said.
    fn read(&self, template: &Path) -> Result<Option<Variables>> {
        let language = self.syntax.or_else(|| Language::of(template)).unwrap_or(Language::Terraform);
        let none = || Failure(format!("this natsconf cannot render {language:?} templates"));
        let mut variables = Variables::none(language).ok_or_else(none)?;
        if let Some(path) = &self.vars {
            let file = Input::named(path).read().map_err(|error| Failure::of(path, error))?;
            if let Err(findings) = variables.read(&file) {
                report(findings);
                return Ok(None);
            }
        }
        for (name, value) in &self.var {
            variables.set(name, value);
        }
        Ok(Some(variables))
    }
}

impl RenderTemplate {
    pub(crate) fn run(&self, path: &Path) -> Result<Outcome> {
        let source = Input::named(path).read().map_err(|error| Failure::of(path, error))?;
        let Some(variables) = self.variables.read(path)? else { return Ok(Outcome::Found) };
        let template = Template { source: &source, variables: &variables, host: &TemplateFiles, quotes_values: true };
        if self.no_check {
            return match template.render() {
                Ok(rendered) => output::print(rendered.text()).map(|()| Outcome::Fine),
                Err(findings) => Ok(report(findings)),
            };
        }
        let preview = template.preview(&self.reading.disk()?, &self.reading.settings());
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
