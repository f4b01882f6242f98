//! The variables of a template, in the form that its language wants.

use std::path::Path;

use super::Language;
use crate::convert::Notation;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Findings;
use crate::source::{FileId, Source};
use crate::template::Limits;
#[cfg(feature = "jinja")]
use crate::template::jinja;
use crate::template::terraform::{self, Value};

/// Values by name.
#[derive(Debug, Clone)]
pub enum Variables {
    /// Of a Terraform template.
    Terraform(terraform::Variables),
    /// Of a Jinja template.
    #[cfg(feature = "jinja")]
    Jinja(jinja::Variables),
}

impl Variables {
    /// No variables, for templates in this language. `None` when this build cannot render it.
    pub fn none(language: Language) -> Option<Self> {
        match language {
            Language::Terraform => Some(Variables::Terraform(terraform::Variables::default())),
            #[cfg(feature = "jinja")]
            Language::Jinja => Some(Variables::Jinja(jinja::Variables::default())),
            _ => None,
        }
    }

    /// Replaces all variables by those of a file: JSON, YAML when it is named so, or for Terraform a `.tfvars` file.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(&mut self, file: &Source) -> Result<(), Findings> {
        let found = |diagnostics| Findings::of(file.clone(), diagnostics);
        match self {
            Variables::Terraform(variables) => *variables = of_terraform(file).map_err(found)?,
            #[cfg(feature = "jinja")]
            Variables::Jinja(variables) => {
                *variables = jinja::Variables::from_json(&json(file).map_err(found)?, FileId::MAIN).map_err(found)?;
            }
        }
        Ok(())
    }

    /// All texts in the values.
    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Variables::Terraform(variables) => {
                let mut texts = Vec::new();
                let values = variables.names().filter_map(|name| variables.get(name));
                values.for_each(|value| collect_texts(value, &mut texts));
                texts
            }
            #[cfg(feature = "jinja")]
            Variables::Jinja(_) => Vec::new(),
        }
    }

    /// Sets a variable to a string.
    pub fn set(&mut self, name: &str, value: &str) {
        match self {
            Variables::Terraform(variables) => variables.set(name, value),
            #[cfg(feature = "jinja")]
            Variables::Jinja(variables) => variables.set(name, value),
        }
    }
}

fn collect_texts(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.to_string()),
        Value::List(_, items) | Value::Set(_, items) | Value::Tuple(items) => {
            items.iter().for_each(|item| collect_texts(item, texts));
        }
        Value::Map(_, entries) | Value::Object(entries) => {
            entries.values().for_each(|entry| collect_texts(entry, texts));
        }
        _ => {}
    }
}

fn of_terraform(file: &Source) -> Result<terraform::Variables, Vec<Diagnostic>> {
    let limits = Limits::default();
    if has_extension(file.name(), &["tfvars"]) {
        return terraform::Variables::from_tfvars(file.text(), FileId::MAIN, &limits);
    }
    terraform::Variables::from_json(&json(file)?, FileId::MAIN, &limits)
}

/// The file as JSON.
fn json(file: &Source) -> Result<Vec<u8>, Vec<Diagnostic>> {
    if !has_extension(file.name(), &["yaml", "yml"]) {
        return Ok(file.text().to_vec());
    }
    let value = Notation::Yaml.read(file.text()).unwrap_or(Ok(crate::value::Value::Nil))?;
    // Writing to memory does not fail, and YAML has no keys here but text.
    Ok(serde_json::to_vec(&value).unwrap_or_default())
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}
