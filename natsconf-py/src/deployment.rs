//! Deployments: every file that a description gives.

use std::collections::BTreeMap;
use std::ffi::CString;
use std::path::PathBuf;

use natsconf_core::source::disk::Beside;
use natsconf_core::source::{Source, Sources};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyBytes, PyDict};

use crate::Files;
use crate::input::{Input, Text, memory};
use crate::output::{diagnostics, not_rendered};

/// Every file of a deployment by its path, from its description: a dictionary, a text (YAML, and so JSON), or the file
/// that holds it (`.yaml`, `.toml` or `.json`). Editors complete the dictionary: see `natsconf.deployment.Deployment`.
///
/// `keys` is the folder with the deployment's keys, tokens and certificates, the one of `natsconf render --keys`. It is
/// made where it is not there, for its owner alone. What is missing in it is made, and is on disk before the files are
/// returned; what is there is used again, so that the same description gives the same bytes. Keep it, and apart from the
/// files. Without `keys` all of them are made for this call, and nobody has the operator's seed afterwards: that is for
/// trying out.
///
/// Creds, the keys of certificates and configurations with passwords are among the files: write them for their owner
/// alone. Files that the description names are beside it on the disk, or in `files` where it is given; `name` is what
/// findings call a text, and its end tells the notation. Those about a dictionary tell the places of
/// `json.dumps(spec, indent=2)`. What is odd and still rendered is a `UserWarning`.
///
/// >>> files = render({"cluster": {"name": "demo", "servers": 3}})
/// >>> sorted(path for path in files if path.startswith("config/demo"))
/// ['config/demo-1.conf', 'config/demo-2.conf', 'config/demo-3.conf']
/// >>> render({"cluster": {"name": "demo", "servers": "three"}})
/// Traceback (most recent call last):
/// natsconf.RenderError: deployment.json:4:16: expected a number or a block with names as keys, found the text `three`
#[pyfunction]
#[pyo3(signature = (spec, /, *, keys = None, name = None, files = None))]
#[expect(clippy::needless_pass_by_value, reason = "Python's arguments are extracted")]
pub(crate) fn render<'py>(
    py: Python<'py>,
    spec: &Bound<'py, PyAny>,
    keys: Option<PathBuf>,
    name: Option<PathBuf>,
    files: Option<Files>,
) -> PyResult<Bound<'py, PyDict>> {
    let source = description(spec, name)?;
    let sources = beside(&source, files);
    let rendered = py.detach(|| natsconf_cli::render_deployment(source, sources, keys.as_deref()));
    let (files, findings) = rendered.map_err(|error| not_rendered(py, error))?;
    for finding in diagnostics(findings) {
        let words = CString::new(finding.to_string().replace('\0', " "))?;
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &words, 1)?;
    }
    files.into_iter().map(|(path, file)| (path, PyBytes::new(py, &file.bytes))).into_py_dict(py)
}

/// The text of a description, under a name that tells its notation.
fn description(spec: &Bound<'_, PyAny>, name: Option<PathBuf>) -> PyResult<Source> {
    let named = |usual: &str| name.clone().or_else(|| Some(usual.into()));
    if spec.cast::<PyDict>().is_ok() {
        return Input::Text(json(spec)?).source(named("deployment.json"));
    }
    match spec.extract()? {
        text @ Input::Text(_) => text.source(named("deployment.yaml")),
        file @ Input::File(_) => file.source(name),
    }
}

/// A dictionary as text. Python's own writer knows what can be said, and keeps the order.
fn json(spec: &Bound<'_, PyAny>) -> PyResult<Text> {
    let options = PyDict::new(spec.py());
    options.set_item("indent", 2)?;
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    spec.py().import("json")?.call_method("dumps", (spec,), Some(&options))?.extract()
}

/// The files that a description can name.
fn beside(description: &Source, files: Option<Files>) -> Box<dyn Sources + Send + Sync> {
    match files {
        Some(files) => Box::new(memory(files, BTreeMap::new())),
        None => Box::new(Beside::file(description.name())),
    }
}
