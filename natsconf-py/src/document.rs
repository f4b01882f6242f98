//! A configuration open for editing.

use std::sync::{Mutex, MutexGuard, PoisonError};

use natsconf_core::diagnostic::apply;
use natsconf_core::source::{Source, Sources};
use natsconf_core::value::{EditError, Editor, New, Path};
use natsconf_core::{NotEdited, Settings};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyBytes;

use crate::input::{Input, settings, sources, value};
use crate::output::{self, not_edited};
use crate::{Files, Variables};

/// A configuration open for editing: options are read and changed by their paths, every other byte stays as it is.
///
/// The arguments are those of `lint`. The file itself is not touched: `str` gives the new text. After `close`, or the
/// end of a `with` block, every use raises `ValueError`. Of several threads, one changes it after the other.
///
/// >>> document = Document("max_payload: 1MB # for now\n")
/// >>> document.get("max_payload")
/// 1048576
/// >>> document.set("max_payload", 8 * 1024 * 1024)
/// >>> document["cluster.name"] = "core"
/// >>> print(document, end="")
/// max_payload: 8388608 # for now
/// cluster {
///   name: core
/// }
/// >>> del document["cluster"]
/// >>> "cluster.name" in document
/// False
#[pyclass(frozen, module = "natsconf")]
pub(crate) struct Document {
    source: Mutex<Option<Source>>,
    sources: Box<dyn Sources + Send + Sync>,
    settings: Settings,
}

#[pymethods]
impl Document {
    #[new]
    #[pyo3(signature = (source, /, *, name = None, files = None, env = None, nats_version = None))]
    fn new(
        source: Input,
        name: Option<std::path::PathBuf>,
        files: Option<Files>,
        env: Option<Variables>,
        nats_version: Option<String>,
    ) -> PyResult<Self> {
        let settings = settings(nats_version)?;
        Ok(Document { source: Mutex::new(Some(source.source(name)?)), sources: sources(files, env), settings })
    }

    /// The value of an option, includes and variables resolved; `default` where it is not set.
    #[pyo3(signature = (path, default = None, /))]
    fn get(&self, py: Python<'_>, path: &str, default: Option<Py<PyAny>>) -> PyResult<Option<Py<PyAny>>> {
        match self.__getitem__(py, path) {
            Err(error) if error.is_instance_of::<PyKeyError>(py) => Ok(default),
            value => value.map(Some),
        }
    }

    /// Sets an option, which is added in the file's own style if it is not there. With `raw`, the value is a text as it
    /// would stand in the file, such as `8MB` or `$NAME`.
    #[pyo3(signature = (path, value, /, *, raw = false))]
    fn set(&self, py: Python<'_>, path: &str, value: &Bound<'_, PyAny>, raw: bool) -> PyResult<()> {
        if raw {
            let text: String = value.extract()?;
            return self.change(py, path, |editor, path| editor.set(path, New::Text(&text)));
        }
        let value = self::value(value)?;
        self.change(py, path, |editor, path| editor.set(path, New::Value(&value)))
    }

    /// Removes an option and its comments. Returns whether it was set.
    #[pyo3(signature = (path, /))]
    fn unset(&self, py: Python<'_>, path: &str) -> PyResult<bool> {
        match self.delete(py, path) {
            Err(error) if error.is_instance_of::<PyKeyError>(py) => Ok(false),
            outcome => outcome.map(|()| true),
        }
    }

    /// Removes an option and its comments; `KeyError` where it is not set.
    #[pyo3(signature = (path, /))]
    fn delete(&self, py: Python<'_>, path: &str) -> PyResult<()> {
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself is for one lifetime only")]
        self.change(py, path, |editor, path| editor.unset(path))
    }

    /// Ends the editing.
    fn close(&self, py: Python<'_>) {
        *self.lock(py) = None;
    }

    fn __getitem__(&self, py: Python<'_>, path: &str) -> PyResult<Py<PyAny>> {
        let (source, path) = (self.source(py)?, self::path(path)?);
        let read = |editor: &Editor<'_>| {
            editor.get(&path).map(|value| Python::attach(|py| output::value(py, value).map(Bound::unbind)))
        };
        py.detach(|| natsconf_core::edit(source, &*self.sources, &self.settings, read))
            .map_err(|error| not_edited(py, error))?
    }

    fn __setitem__(&self, py: Python<'_>, path: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.set(py, path, value, false)
    }

    fn __delitem__(&self, py: Python<'_>, path: &str) -> PyResult<()> {
        self.delete(py, path)
    }

    fn __contains__(&self, py: Python<'_>, path: &str) -> PyResult<bool> {
        match self.__getitem__(py, path) {
            Err(error) if error.is_instance_of::<PyKeyError>(py) => Ok(false),
            value => value.map(|_| true),
        }
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(String::from_utf8(self.source(py)?.text().to_vec())?)
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, self.source(py)?.text()))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        match &*self.lock(py) {
            Some(source) => format!("<Document {}>", source.name().display()),
            None => "<Document, closed>".to_owned(),
        }
    }

    fn __enter__<'py>(this: PyRef<'py, Self>, py: Python<'py>) -> PyResult<PyRef<'py, Self>> {
        this.source(py)?;
        Ok(this)
    }

    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, py: Python<'_>, _raised: &Bound<'_, pyo3::types::PyTuple>) {
        self.close(py);
    }
}

impl Document {
    /// The text as it is now.
    fn source(&self, py: Python<'_>) -> PyResult<Source> {
        self.lock(py).clone().ok_or_else(closed)
    }

    /// Whoever holds it gives up the interpreter's lock first and does not ask for it: nobody waits for ever.
    fn lock(&self, py: Python<'_>) -> MutexGuard<'_, Option<Source>> {
        self.source.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }

    fn change(
        &self,
        py: Python<'_>,
        path: &str,
        edits: impl FnOnce(&Editor<'_>, &Path) -> Result<Vec<natsconf_core::diagnostic::Edit>, EditError> + Send,
    ) -> PyResult<()> {
        let path = self::path(path)?;
        let edited: Option<Result<(), NotEdited>> = py.detach(|| {
            let mut held = self.source.lock().unwrap_or_else(PoisonError::into_inner);
            let source = held.clone()?;
            let edits = natsconf_core::edit(source.clone(), &*self.sources, &self.settings, |it| edits(it, &path));
            Some(edits.map(|edits| *held = Some(Source::new(source.name(), apply(source.text(), &edits)))))
        });
        edited.ok_or_else(closed)?.map_err(|error| not_edited(py, error))
    }
}

fn closed() -> PyErr {
    PyValueError::new_err("the document is closed")
}

fn path(text: &str) -> PyResult<Path> {
    text.parse().map_err(|error: natsconf_core::value::PathError| PyValueError::new_err(error.to_string()))
}
