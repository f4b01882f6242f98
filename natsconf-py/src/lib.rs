//! natsconf for Python: arguments in, one call of the facade without the interpreter's lock, its result out.

#![allow(clippy::doc_link_with_quotes, clippy::doc_markdown, reason = "they are the docstrings, in Python's manner")]

mod command;
mod compare;
mod deployment;
mod diagnostic;
mod document;
mod input;
mod jwt;
mod output;
mod registry;
mod template;
mod work;

use std::collections::BTreeMap;
use std::path::PathBuf;

use diagnostic::Diagnostic;
use input::{Input, Text, notation, settings, sources};
use natsconf_core::Settings;
use output::{config_error, diagnostics, not_converted};
use pyo3::prelude::*;
use work::interruptible;

type Files = BTreeMap<PathBuf, Text>;
type Variables = BTreeMap<String, String>;

/// Everything that is wrong with a configuration and what it includes, by place.
///
/// `name` is what findings call a text, and what its includes are relative to. They are read from the disk, or from
/// `files` where it is given; variables come from `env`, or else from the environment of the process. `nats_version`
/// is the version of the server whose rules count, by default the newest known one. With `named_files`, certificates,
/// credentials and tokens that the configuration names are read too, and judged.
///
/// >>> [finding] = lint("port: 4222, max_payloads: 1MB")
/// >>> finding.code, finding.severity, finding.line, finding.column, finding.help
/// ('unknown-option', 'error', 1, 13, 'did you mean `max_payload`?')
#[pyfunction]
#[pyo3(signature = (source, /, *, name = None, files = None, env = None, nats_version = None, named_files = false))]
fn lint(
    py: Python<'_>,
    source: Input,
    name: Option<PathBuf>,
    files: Option<Files>,
    env: Option<Variables>,
    nats_version: Option<String>,
    named_files: bool,
) -> PyResult<Vec<Diagnostic>> {
    let settings = Settings { reads_named_files: named_files, ..settings(nats_version)? };
    let (source, sources) = (source.source(name)?, sources(files, env));
    interruptible(py, move || diagnostics(natsconf_core::check(source, &*sources, &settings).into_findings()))
}

/// What a configuration says: a dictionary, with includes and variables replaced. The arguments are those of `lint`.
///
/// >>> parse("max_payload: 1MB, leafnodes { remotes: [{ url: 'nats://hub:7422' }] }")
/// {'max_payload': 1048576, 'leafnodes': {'remotes': [{'url': 'nats://hub:7422'}]}}
/// >>> parse("since: 2026-01-31T12:00:00Z")["since"].year
/// 2026
#[pyfunction]
#[pyo3(signature = (source, /, *, name = None, files = None, env = None, nats_version = None))]
fn parse(
    py: Python<'_>,
    source: Input,
    name: Option<PathBuf>,
    files: Option<Files>,
    env: Option<Variables>,
    nats_version: Option<String>,
) -> PyResult<Bound<'_, PyAny>> {
    let settings = settings(nats_version)?;
    let (source, sources) = (source.source(name)?, sources(files, env));
    let values = interruptible(py, move || natsconf_core::resolve(source, &*sources, &settings))?;
    values.map_err(|findings| config_error(py, findings)).and_then(|values| output::map(py, values.root()))
}

/// The text of a configuration in the one style: comments and meaning kept, everything else decided. Files that it
/// includes are not looked at.
///
/// >>> print(format("port:4222,host : localhost # here\n"), end="")
/// port: 4222
/// host: localhost # here
///
/// >>> format("cluster {", name="nats.conf")
/// Traceback (most recent call last):
/// natsconf.ConfigError: nats.conf:1:10: the file ends inside a block or list
#[pyfunction]
#[pyo3(signature = (source, /, *, name = None, nats_version = None))]
fn format(py: Python<'_>, source: Input, name: Option<PathBuf>, nats_version: Option<String>) -> PyResult<String> {
    let (settings, source) = (settings(nats_version)?, source.source(name)?);
    let text = interruptible(py, move || natsconf_core::format(source, &settings))?;
    Ok(String::from_utf8(text.map_err(|findings| config_error(py, findings))?)?)
}

/// A configuration in another notation, or one of these as a configuration: `to` is "conf", "json", "yaml" or "toml", and
/// so is `from_`, which by default the end of the file's name tells. The other arguments are those of `lint`.
///
/// >>> print(convert("tls { timeout: 2.5 }, max_payload: 1MB", to="yaml"), end="")
/// tls:
///   timeout: 2.5
/// max_payload: 1048576
///
/// >>> print(convert('{"tls": {"timeout": 2.5}}', from_="json", to="conf"), end="")
/// tls {
///   timeout: 2.5
/// }
#[pyfunction]
#[pyo3(signature = (source, /, *, to, from_ = None, name = None, files = None, env = None, nats_version = None))]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
fn convert(
    py: Python<'_>,
    source: Input,
    to: String,
    from_: Option<String>,
    name: Option<PathBuf>,
    files: Option<Files>,
    env: Option<Variables>,
    nats_version: Option<String>,
) -> PyResult<String> {
    let settings = settings(nats_version)?;
    let (from, to) = (from_.map(notation).transpose()?, notation(to)?);
    let (source, sources) = (source.source(name)?, sources(files, env));
    let text = interruptible(py, move || natsconf_core::convert(source, from, to, &*sources, &settings))?;
    text.map_err(|error| not_converted(py, error))
}

/// Read, check and format the configuration of NATS servers.
///
/// A text is a `str` or `bytes`, a file any `os.PathLike`. Findings are returned. `ConfigError` is raised where a value
/// was asked for and the configuration cannot be read, `OSError` when a file cannot, `ValueError` for a bad argument.
#[pymodule]
mod natsconf {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::command::_run;
    #[pymodule_export]
    use crate::compare::{diff, lint_cluster};
    #[pymodule_export]
    use crate::deployment::render;
    #[pymodule_export]
    use crate::diagnostic::{Diagnostic, Fix, Related};
    #[pymodule_export]
    use crate::document::Document;
    #[pymodule_export]
    use crate::jwt::jwt_inspect;
    #[pymodule_export]
    use crate::output::{ConfigError, RenderError, TemplateError};
    #[pymodule_export]
    use crate::registry::{explain, options, rules, schema};
    #[pymodule_export]
    use crate::template::render_template;
    #[pymodule_export]
    use crate::{convert, format, lint, parse};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        // For the installed command alone.
        module.index()?.call_method1("remove", ("_run",))?;
        Ok(())
    }
}
