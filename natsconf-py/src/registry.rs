//! What natsconf knows: findings, options, schema.

use natsconf_core::model::Config;
use natsconf_core::option::{self, Block};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

/// The page of a finding, or of an option by its path, as Markdown; `KeyError` for a name that is neither.
///
/// >>> print(explain("cluster.pool_size").splitlines()[0])
/// # cluster.pool_size
#[pyfunction]
#[pyo3(signature = (name, /))]
pub(crate) fn explain(name: &str) -> PyResult<String> {
    natsconf_core::explain(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
}

/// Every option of every server version, as `natsconf options --format json` has them.
///
/// >>> [option] = [option for option in options() if option["path"] == "max_payload"]
/// >>> option["type"], option["default"], option["reloadable"]
/// ('size', '1MB', True)
#[pyfunction]
pub(crate) fn options(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    Ok(pythonize::pythonize(py, &option::json(Config::SPEC))?)
}

/// Every finding that there is, as `natsconf rules --format json` has them.
///
/// >>> [rule] = [rule for rule in rules() if rule["code"] == "unknown-variable"]
/// >>> rule["severity"]
/// 'error'
#[pyfunction]
pub(crate) fn rules(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let rules: Vec<_> = natsconf_core::codes().map(natsconf_core::diagnostic::Code::describe).collect();
    Ok(pythonize::pythonize(py, &rules)?)
}

/// The JSON Schema of a configuration written as JSON or YAML (``"config"``), or of the description of a deployment
/// (``"deployment"``).
///
/// >>> schema()["properties"]["max_payload"]["description"]
/// 'Largest message. More than 8 MB is not recommended.'
#[pyfunction]
#[pyo3(signature = (subject = "config", /))]
pub(crate) fn schema<'py>(py: Python<'py>, subject: &str) -> PyResult<Bound<'py, PyAny>> {
    match subject {
        "config" => Ok(pythonize::pythonize(py, &natsconf_core::config_schema())?),
        "deployment" => Ok(pythonize::pythonize(py, &natsconf_core::deployment_schema())?),
        _ => Err(PyValueError::new_err(format!("expected config or deployment, not {subject}"))),
    }
}
