//! What the facade returns → Python.

use std::path::Path;

use natsconf_cli::NotRendered;
use natsconf_core::diagnostic::render::{Findings, listing};
use natsconf_core::source::ReadError;
use natsconf_core::value::{EditError, Kind, MapRef, ValueRef};
use natsconf_core::{NotConverted, NotEdited};
use pyo3::exceptions::{PyException, PyFileNotFoundError, PyKeyError, PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDict, PyList, PyTzInfo};

use crate::diagnostic::Diagnostic;

pyo3::create_exception!(
    natsconf,
    ConfigError,
    PyException,
    "A configuration cannot be read. `diagnostics` holds everything that is wrong with it, as `lint` returns it."
);

pyo3::create_exception!(
    natsconf,
    TemplateError,
    PyException,
    "A template cannot be rendered. `diagnostics` holds everything that is wrong with it or its variables."
);

pyo3::create_exception!(
    natsconf,
    RenderError,
    PyException,
    "A deployment cannot be rendered. `diagnostics` holds everything that is wrong with its description; nothing where a key \
     cannot be used."
);

/// The error of a configuration that cannot be read.
pub(crate) fn config_error(py: Python<'_>, findings: Findings) -> PyErr {
    with_diagnostics(py, ConfigError::new_err(findings.headline()), findings)
}

/// The error of a template that cannot be rendered.
pub(crate) fn template_error(py: Python<'_>, findings: Findings) -> PyErr {
    with_diagnostics(py, TemplateError::new_err(findings.headline()), findings)
}

/// The error of a deployment that cannot be rendered.
pub(crate) fn not_rendered(py: Python<'_>, error: NotRendered) -> PyErr {
    match error {
        NotRendered::Refused(findings) => with_diagnostics(py, RenderError::new_err(findings.headline()), findings),
        NotRendered::Failed(words) => with_diagnostics(py, RenderError::new_err(words), Findings::default()),
    }
}

fn with_diagnostics(py: Python<'_>, error: PyErr, findings: Findings) -> PyErr {
    let attached = error.value(py).setattr("diagnostics", diagnostics(findings));
    attached.err().unwrap_or(error)
}

/// The error of a text that was not converted.
pub(crate) fn not_converted(py: Python<'_>, error: NotConverted) -> PyErr {
    match error {
        NotConverted::Refused(findings) => config_error(py, findings),
        NotConverted::Unsayable(reason) => PyValueError::new_err(reason),
    }
}

/// Findings as objects.
pub(crate) fn diagnostics(findings: Findings) -> Vec<Diagnostic> {
    listing(&[findings]).diagnostics.into_iter().map(Diagnostic).collect()
}

/// The error of an option that was not read or changed.
pub(crate) fn not_edited(py: Python<'_>, error: NotEdited) -> PyErr {
    match error {
        NotEdited::Refused(findings) => config_error(py, findings),
        NotEdited::Impossible(error @ EditError::Missing { .. }) => PyKeyError::new_err(error.to_string()),
        NotEdited::Impossible(error) => PyValueError::new_err(error.to_string()),
    }
}

/// A value as Python's own types have it.
pub(crate) fn value<'py>(py: Python<'py>, value: ValueRef<'_>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value.kind() {
        Kind::Nil => py.None().into_bound(py),
        Kind::Bool(value) => value.into_pyobject(py)?.to_owned().into_any(),
        Kind::Integer(value) => value.into_pyobject(py)?.into_any(),
        Kind::Float(value) => value.into_pyobject(py)?.into_any(),
        Kind::DateTime(value) => {
            #[expect(clippy::cast_precision_loss, reason = "the seconds of ten thousand years need 39 bits")]
            let seconds = value.unix() as f64;
            PyDateTime::from_timestamp(py, seconds, Some(&*PyTzInfo::utc(py)?))?.into_any()
        }
        Kind::String(value) => value.into_pyobject(py)?.into_any(),
        Kind::Array(items) => {
            let list = PyList::empty(py);
            items.iter().try_for_each(|item| list.append(self::value(py, item)?))?;
            list.into_any()
        }
        Kind::Map(entries) => map(py, entries)?,
    })
}

/// A block as a dictionary.
pub(crate) fn map<'py>(py: Python<'py>, map: MapRef<'_>) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    map.iter().try_for_each(|entry| dict.set_item(entry.key.name, value(py, entry.value)?))?;
    Ok(dict.into_any())
}

/// The error of a file that cannot be read.
pub(crate) fn os_error(path: &Path, error: &ReadError) -> PyErr {
    let message = format!("`{}`: {error}", path.display());
    match error {
        ReadError::NotFound => PyFileNotFoundError::new_err(message),
        _ => PyOSError::new_err(message),
    }
}
