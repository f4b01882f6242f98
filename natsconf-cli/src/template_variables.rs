//! The arguments of every command that reads templates: variables and language.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, Variables};

use crate::files::Input;
use crate::reading::variable;
use crate::{Failure, Result};

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
    /// The language of a file; `None` when nothing says that it is a template.
    pub(crate) fn language(&self, path: &Path) -> Option<Language> {
        self.syntax.or_else(|| Language::of(path))
    }

    /// Whether there are values to render a template with.
    pub(crate) fn are_given(&self) -> bool {
        self.vars.is_some() || !self.var.is_empty()
    }

    /// The variables for a template, or what is wrong with their file.
    pub(crate) fn read(&self, language: Language) -> Result<std::result::Result<Variables, Findings>> {
        let none = || {
            let program = if language == Language::Go { "helm template" } else { "envsubst" };
            Failure(format!("natsconf does not render this language: lint what `{program}` gives"))
        };
        let mut variables = Variables::none(language).ok_or_else(none)?;
        if let Some(path) = &self.vars {
            let file = Input::named(path).read().map_err(|error| Failure::of(path, error))?;
            if let Err(findings) = variables.read(&file) {
                return Ok(Err(findings));
            }
        }
        for (name, value) in &self.var {
            variables.set(name, value);
        }
        Ok(Ok(variables))
    }
}
