//! What tokens say.

use natsconf_core::identity::inspect::Inspection;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::input::{Input, now};

/// What a JWT says, as `natsconf jwt inspect --format json` has it: a token, or the text or file of one or of creds.
///
/// >>> jwt_inspect("eyJ0eXAiOiJKV1QifQ")
/// Traceback (most recent call last):
/// ValueError: a JWT has 3 parts with dots between them, this has 1
#[pyfunction]
#[pyo3(signature = (source, /))]
pub(crate) fn jwt_inspect(py: Python<'_>, source: Input) -> PyResult<Bound<'_, PyAny>> {
    let source = source.source(None)?;
    let inspection = Inspection::of(&String::from_utf8_lossy(source.text()), now());
    let inspection = inspection.map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok(pythonize::pythonize(py, &inspection.json())?)
}
