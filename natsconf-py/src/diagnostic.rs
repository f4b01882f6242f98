//! Findings as objects of Python.

use std::fmt;

use natsconf_core::diagnostic::render::{Finding, FindingEdit, FindingFix, RelatedPlace};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::input::Text;

/// Something that is wrong with a configuration.
///
/// `line`, `column`, `end_line` and `end_column` count from 1, columns in characters; `span` are the first byte and the
/// one past the last.
///
/// >>> [finding] = lint("max_payloads: 1MB")
/// >>> str(finding)
/// '<text>:1:1: error[unknown-option]: unknown option `max_payloads`'
/// >>> finding.apply("max_payloads: 1MB")
/// 'max_payload: 1MB'
#[pyclass(frozen, eq, module = "natsconf")]
#[derive(PartialEq)]
pub(crate) struct Diagnostic(pub(crate) Finding);

#[pymethods]
impl Diagnostic {
    #[getter]
    fn code(&self) -> &str {
        self.0.code
    }

    #[getter]
    fn severity(&self) -> &str {
        self.0.severity.name()
    }

    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    #[getter]
    fn file(&self) -> &str {
        &self.0.file
    }

    #[getter]
    fn line(&self) -> u32 {
        self.0.line
    }

    #[getter]
    fn column(&self) -> u32 {
        self.0.column
    }

    #[getter]
    fn end_line(&self) -> u32 {
        self.0.end_line
    }

    #[getter]
    fn end_column(&self) -> u32 {
        self.0.end_column
    }

    #[getter]
    fn span(&self) -> (u32, u32) {
        (self.0.span.start, self.0.span.end)
    }

    #[getter]
    fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    #[getter]
    fn related(&self) -> Vec<Related> {
        self.0.related.iter().cloned().map(Related).collect()
    }

    #[getter]
    fn fix(&self) -> Option<Fix> {
        self.0.fix.clone().map(Fix)
    }

    /// The text of `file` with the fix applied; `ValueError` where there is none.
    fn apply<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, PyAny>> {
        match &self.0.fix {
            Some(fix) => text.map(py, |text| fix.apply(text)),
            None => Err(PyValueError::new_err(format!("there is no fix for {}", self.0.code))),
        }
    }

    /// The finding as `natsconf lint --format json` has it.
    fn as_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pythonize::pythonize(py, &self.0)?)
    }

    fn __str__(&self) -> String {
        self.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Diagnostic {self}>")
    }

    fn __hash__(&self) -> u64 {
        u64::from(self.0.span.start) << 32 | u64::from(self.0.span.end)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { code, severity, message, file, line, column, .. } = &self.0;
        write!(f, "{file}:{line}:{column}: {}[{code}]: {message}", severity.name())
    }
}

/// A place that takes part in a finding.
#[pyclass(frozen, eq, module = "natsconf")]
#[derive(PartialEq)]
pub(crate) struct Related(RelatedPlace);

#[pymethods]
impl Related {
    #[getter]
    fn file(&self) -> &str {
        &self.0.file
    }

    #[getter]
    fn line(&self) -> u32 {
        self.0.line
    }

    #[getter]
    fn column(&self) -> u32 {
        self.0.column
    }

    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    fn __repr__(&self) -> String {
        format!("<Related {}:{}:{}: {}>", self.0.file, self.0.line, self.0.column, self.0.message)
    }
}

/// A change that mends a finding. It is `safe` where the server then behaves as before, or exactly as clearly meant.
#[pyclass(frozen, eq, module = "natsconf")]
#[derive(PartialEq)]
pub(crate) struct Fix(FindingFix);

#[pymethods]
impl Fix {
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    #[getter]
    fn safe(&self) -> bool {
        self.0.safe
    }

    /// What changes: first byte, one past the last, and the text that comes in their place.
    #[getter]
    fn edits(&self) -> Vec<(u32, u32, &str)> {
        self.0.edits.iter().map(|FindingEdit { start, end, text }| (*start, *end, text.as_str())).collect()
    }

    /// The text with the change made.
    fn apply<'py>(&self, py: Python<'py>, text: Text) -> PyResult<Bound<'py, PyAny>> {
        text.map(py, |text| self.0.apply(text))
    }

    fn __repr__(&self) -> String {
        format!("<Fix {}>", self.0.title)
    }
}
