//! Templates → configuration.

use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, Template, TemplateFiles, Variables};
use natsconf_core::source::Source;
use natsconf_core::template::Rendered;
use natsconf_core::template::terraform::{Host, NoFiles};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::input::{Input, settings, sources};
use crate::output::{config_error, template_error};
use crate::work::interruptible;
use crate::{Files, Variables as Environment};

/// How what was found is raised.
type ToError = fn(Python<'_>, Findings) -> PyErr;

/// The configuration that a template gives, checked: `ConfigError` where the server would refuse it, `TemplateError`
/// where the template itself fails. Both tell places of the template.
///
/// `variables` is a dictionary, or the file that holds them (JSON, YAML or `.tfvars`). `syntax` is "terraform" or "jinja";
/// by default the end of the file's name tells. With `check=False`, whatever the template gives is returned. Where `files`
/// is given, the template can read no file. The other arguments are those of `lint`.
///
/// >>> render_template("port: ${port}\n", {"port": 4222}, syntax="terraform")
/// 'port: 4222\n'
/// >>> render_template("port: ${port}\n", {"port": "many"}, syntax="terraform", name="nats.conf.tftpl")
/// Traceback (most recent call last):
/// natsconf.ConfigError: nats.conf.tftpl:1:9: expected a number, found the text `..`
#[pyfunction]
#[pyo3(signature = (template, variables, /, *, syntax = None, check = true, name = None, files = None, env = None, nats_version = None))]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
pub(crate) fn render_template(
    py: Python<'_>,
    template: Input,
    variables: &Bound<'_, PyAny>,
    syntax: Option<&str>,
    check: bool,
    name: Option<std::path::PathBuf>,
    files: Option<Files>,
    env: Option<Environment>,
    nats_version: Option<String>,
) -> PyResult<String> {
    let settings = settings(nats_version)?;
    let reads_files = files.is_none();
    let (source, sources) = (template.source(name)?, sources(files, env));
    let variables = read(py, variables, language(&source, syntax)?)?;
    let rendered = interruptible(py, move || {
        let host: &dyn Host = if reads_files { &TemplateFiles } else { &NoFiles };
        let template = Template { source: &source, variables: &variables, host, quotes_values: false };
        if !check {
            return template
                .render()
                .map(Rendered::into_text)
                .map_err(|findings| (template_error as ToError, findings));
        }
        let preview = template.preview(&*sources, &settings);
        let refused = preview.is_refused();
        match preview.rendered {
            Some(rendered) if !refused => Ok(rendered.into_text()),
            Some(_) => Err((config_error as ToError, preview.findings)),
            None => Err((template_error as ToError, preview.findings)),
        }
    })?;
    rendered.map_err(|(error, findings)| error(py, findings))
}

fn language(source: &Source, syntax: Option<&str>) -> PyResult<Language> {
    let names = || Language::names().collect::<Vec<_>>().join(", ");
    let language = match syntax {
        Some(name) => Language::named(name),
        None => Language::of(source.name()),
    };
    language.ok_or_else(|| PyValueError::new_err(format!("expected a syntax, one of {}", names())))
}

fn read(py: Python<'_>, given: &Bound<'_, PyAny>, language: Language) -> PyResult<Variables> {
    let unknown = || PyValueError::new_err(format!("{language:?} templates are checked, not rendered"));
    let mut variables = Variables::none(language).ok_or_else(unknown)?;
    let file = if given.cast::<PyDict>().is_ok() {
        let values: serde_json::Value = pythonize::depythonize(given)?;
        Source::new("<variables>", values.to_string().into_bytes())
    } else {
        given.extract::<Input>()?.source(None)?
    };
    variables.read(&file).map_err(|findings| template_error(py, findings))?;
    Ok(variables)
}
