//! Several configurations held against each other.

use std::path::PathBuf;

use natsconf_core::Settings;
use pyo3::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::input::{Input, settings, sources};
use crate::output::{config_error, diagnostics};
use crate::work::interruptible;
use crate::{Files, Variables};

/// What changes in meaning from one configuration to another, as `natsconf diff --format json` has it: order, formatting,
/// aliases and defaults do not count. `how` tells whether `nats-server --signal reload` applies a change.
///
/// `names` are what findings call the two, and what their includes are relative to. The other arguments are those of
/// `lint`.
///
/// >>> [change] = diff("max_payload: 1MB, port: 4222", "port: 4222, max_payload: 2MB")
/// >>> change["path"], change["kind"], change["old"], change["new"], change["how"]
/// ('max_payload', 'changed', '1048576', '2097152', 'reload')
#[pyfunction]
#[pyo3(signature = (old, new, /, *, names = None, files = None, env = None, nats_version = None))]
pub(crate) fn diff(
    py: Python<'_>,
    old: Input,
    new: Input,
    names: Option<(PathBuf, PathBuf)>,
    files: Option<Files>,
    env: Option<Variables>,
    nats_version: Option<String>,
) -> PyResult<Bound<'_, PyAny>> {
    let settings = settings(nats_version)?;
    let (old_name, new_name) = names.unzip();
    let (old, new, sources) = (old.source(old_name)?, new.source(new_name)?, sources(files, env));
    let changes = interruptible(py, move || natsconf_core::diff(old, new, &*sources, &settings))?;
    Ok(pythonize::pythonize(py, &changes.map_err(|findings| config_error(py, findings))?)?)
}

/// Everything that is wrong with the configurations of the servers of one cluster: with each by itself, as `lint` has it,
/// and with what does not fit together. `servers` are texts and files, or texts by their names in a dictionary. The other
/// arguments are those of `lint`.
///
/// >>> first = "server_name: n1, port: 4222, cluster { name: east, listen: '127.0.0.1:6222' }"
/// >>> second = "server_name: n1, port: 4223, cluster { name: east, listen: '127.0.0.1:6223', routes: ['nats://127.0.0.1:6222'] }"
/// >>> [finding] = [found for found in lint_cluster({"a.conf": first, "b.conf": second}) if found.severity == "error"]
/// >>> finding.code, finding.file, finding.related[0].file
/// ('duplicate-server-name', 'b.conf', 'a.conf')
#[pyfunction]
#[pyo3(signature = (servers, /, *, files = None, env = None, nats_version = None, named_files = false))]
pub(crate) fn lint_cluster(
    py: Python<'_>,
    servers: Servers,
    files: Option<Files>,
    env: Option<Variables>,
    nats_version: Option<String>,
    named_files: bool,
) -> PyResult<Vec<Diagnostic>> {
    let settings = Settings { reads_named_files: named_files, ..settings(nats_version)? };
    let sources = sources(files, env);
    let servers: Vec<_> = match servers {
        Servers::Named(texts) => {
            texts.into_iter().map(|(name, text)| Input::Text(text).source(Some(name))).collect::<PyResult<_>>()?
        }
        Servers::Listed(inputs) => inputs.into_iter().map(|input| input.source(None)).collect::<PyResult<_>>()?,
    };
    interruptible(py, move || {
        let findings = natsconf_core::check_cluster(servers, &*sources, &settings);
        findings.into_iter().flat_map(diagnostics).collect()
    })
}

/// The configurations of the servers of a cluster.
#[derive(FromPyObject)]
pub(crate) enum Servers {
    Named(Files),
    Listed(Vec<Input>),
}
