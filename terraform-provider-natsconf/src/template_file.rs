//! `templatefile(path, vars)`: Terraform's own function, whose result is held against the server.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use natsconf_core::Settings;
use natsconf_core::diagnostic::Severity;
use natsconf_core::diagnostic::render::{self, Finding, Findings};
use natsconf_core::preview::{Template, TemplateFiles, Variables};
use natsconf_core::source::Source;
use natsconf_core::source::disk::{self, Disk};
use natsconf_core::template::terraform::{self, Value};
use tf_provider::schema::{Description, FunctionSchema, Parameter, Type};
use tf_provider::{Diagnostics, Function};

use crate::dynamic::Dynamic;
use crate::refusal::refuse;

const SUMMARY: &str = "The configuration that a template gives, if a NATS server would take it";

const DESCRIPTION: &str = "Renders the template file at `path` with the variables `vars`, an object or a map, exactly as \
    Terraform's own `templatefile` does, and checks the result. A configuration that the server would refuse fails the \
    plan; the message names each mistake with its line in the template and the way out, and no value of a variable.";

/// The function.
pub(crate) struct TemplateFile;

#[async_trait]
impl Function for TemplateFile {
    type Input<'a> = (String, Dynamic);
    type Output<'a> = String;

    fn schema(&self, _: &mut Diagnostics) -> Option<FunctionSchema> {
        // Terraform itself refuses `null`, and waits until what is unknown is known.
        let parameter = |name: &str, param_type| Parameter {
            name: name.to_owned(),
            param_type,
            allow_null: false,
            allow_unknown: false,
            ..Parameter::default()
        };
        Some(FunctionSchema {
            parameters: vec![parameter("path", Type::String), parameter("vars", Type::Any)],
            return_type: Type::String,
            summary: SUMMARY.to_owned(),
            description: Description::markdown(DESCRIPTION),
            ..FunctionSchema::default()
        })
    }

    async fn call<'a>(
        &self,
        diagnostics: &mut Diagnostics,
        (path, Dynamic(variables)): (String, Dynamic),
    ) -> Option<String> {
        #[cfg(target_os = "linux")]
        crate::no_delay::ensure();
        render(&path, variables).map_err(|(argument, message)| refuse(diagnostics, argument, message)).ok()
    }
}

/// The text; otherwise which argument is at fault, and why.
fn render(path: &str, variables: Value) -> Result<String, (i64, String)> {
    let source = read(path).map_err(|reason| (0, reason))?;
    let variables = named(variables).ok_or_else(|| (1, "variables must be an object or a map".to_owned()))?;
    let template = Template {
        source: &source,
        variables: &Variables::Terraform(variables),
        host: &TemplateFiles,
        quotes_values: false,
    };
    // The environment of a plan is not that of the server.
    let preview = template.preview(&Disk::default(), &Settings::default());
    match preview.rendered {
        Some(rendered) if !rendered_is_refused(&preview.findings) => Ok(rendered.into_text()),
        rendered => Err((0, report(path, rendered.is_some(), preview.findings))),
    }
}

fn read(path: &str) -> Result<Source, String> {
    let expanded = match path.strip_prefix("~/") {
        Some(rest) => std::env::home_dir().map_or_else(|| PathBuf::from(path), |home| home.join(rest)),
        None => PathBuf::from(path),
    };
    let text = disk::read(&expanded).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    Ok(Source::new(Path::new(path), text))
}

fn named(variables: Value) -> Option<terraform::Variables> {
    let (Value::Object(entries) | Value::Map(_, entries)) = variables else { return None };
    let mut named = terraform::Variables::default();
    for (name, value) in entries.iter() {
        named.insert(name, value.clone());
    }
    Some(named)
}

fn rendered_is_refused(findings: &Findings) -> bool {
    findings.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// The errors for people, each followed by the way out. Terraform breaks lines that do not begin with a blank.
fn report(path: &str, is_rendered: bool, findings: Findings) -> String {
    let found = render::listing(&[findings]).diagnostics;
    let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
    let lines = errors.map(|Finding { file, line, column, message, code, help, .. }| {
        let help = help.map(|help| format!("\n    help: {help}")).unwrap_or_default();
        format!("\n  {file}:{line}:{column}: {message} ({code}){help}")
    });
    let what = if is_rendered { "the server would refuse what this template gives" } else { "the template fails" };
    format!("{path}: {what}:{}", lines.collect::<String>())
}
