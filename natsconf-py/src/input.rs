//! Arguments from Python → what the facade takes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::convert::Notation;
use natsconf_core::source::disk::{self, Disk};
use natsconf_core::source::{Memory, Source, Sources};
use natsconf_core::value::{DateTime, Value};
use natsconf_core::{Settings, UNNAMED};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString};

use crate::output::os_error;

/// A configuration: its text, or the file that holds it.
pub(crate) enum Input {
    Text(Text),
    File(PathBuf),
}

impl<'py> FromPyObject<'_, 'py> for Input {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.hasattr("__fspath__")? {
            object.extract().map(Input::File)
        } else {
            object.extract().map(Input::Text)
        }
    }
}

impl Input {
    /// The text and what to call it. A file is read now.
    pub(crate) fn source(self, name: Option<PathBuf>) -> PyResult<Source> {
        let (path, text) = match self {
            Input::Text(text) => (UNNAMED.into(), text.bytes.into()),
            Input::File(path) => {
                let text = disk::read(&path).map_err(|error| os_error(&path, &error))?;
                (path, text)
            }
        };
        Ok(Source::new(name.unwrap_or(path), text))
    }
}

/// A `str` or `bytes`.
pub(crate) struct Text {
    bytes: Vec<u8>,
    is_str: bool,
}

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Text { bytes: text.to_cow()?.into_owned().into_bytes(), is_str: true });
        }
        match object.cast::<PyBytes>() {
            Ok(text) => Ok(Text { bytes: text.as_bytes().to_vec(), is_str: false }),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a configuration is a str, bytes or os.PathLike, not {}",
                object.get_type().name()?
            ))),
        }
    }
}

impl Text {
    /// A text of the same type, made from this one.
    pub(crate) fn map(self, py: Python<'_>, change: impl FnOnce(&[u8]) -> Vec<u8>) -> PyResult<Bound<'_, PyAny>> {
        let bytes = change(&self.bytes);
        if self.is_str {
            Ok(String::from_utf8(bytes)?.into_pyobject(py)?.into_any())
        } else {
            Ok(PyBytes::new(py, &bytes).into_any())
        }
    }
}

/// What a configuration can include and read: the files of the disk and the process's environment, unless others are
/// given.
pub(crate) fn sources(
    files: Option<BTreeMap<PathBuf, Text>>,
    env: Option<BTreeMap<String, String>>,
) -> Box<dyn Sources + Send + Sync> {
    let variables = env.unwrap_or_else(environment);
    match files {
        Some(files) => Box::new(memory(files, variables)),
        None => Box::new(Disk::new(variables)),
    }
}

/// Files and variables, and no others.
pub(crate) fn memory(files: BTreeMap<PathBuf, Text>, variables: BTreeMap<String, String>) -> Memory {
    Memory::new(files.into_iter().map(|(path, text)| (path, text.bytes)), variables)
}

fn environment() -> BTreeMap<String, String> {
    let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(|(name, value)| (lossy(name), lossy(value))).collect()
}

/// The rules of a server version, those of the newest known one by default, at this time.
pub(crate) fn settings(nats_version: Option<String>) -> PyResult<Settings> {
    let settings = nats_version.map_or_else(|| Ok(Settings::default()), |version| Settings::for_server(&version));
    let settings = settings.map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok(Settings { now: Some(now()), ..settings })
}

/// The time in Unix seconds.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The notation of this name.
#[expect(clippy::needless_pass_by_value, reason = "arguments from Python are owned")]
pub(crate) fn notation(name: String) -> PyResult<Notation> {
    let names = Notation::NAMES.map(|(name, _)| name).join(", ");
    Notation::named(&name).ok_or_else(|| PyValueError::new_err(format!("expected one of {names}, not {name}")))
}

/// A value of Python, as a configuration can say it.
pub(crate) fn value(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(value) = object.cast::<PyBool>() {
        Ok(Value::Bool(value.is_true()))
    } else if object.cast::<PyInt>().is_ok() {
        object.extract().map(Value::Integer)
    } else if object.cast::<PyFloat>().is_ok() {
        object.extract().map(Value::Float)
    } else if object.cast::<PyString>().is_ok() {
        object.extract().map(Value::String)
    } else if let Ok(items) = object.cast::<PyList>() {
        Ok(Value::Array(items.iter().map(|item| value(&item)).collect::<PyResult<_>>()?))
    } else if let Ok(entries) = object.cast::<PyDict>() {
        let entry = |(key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>)| Ok((key.extract()?, value(&item)?));
        Ok(Value::Map(entries.iter().map(entry).collect::<PyResult<_>>()?))
    } else if object.cast::<PyDateTime>().is_ok() {
        moment(object).map(Value::DateTime)
    } else {
        Err(PyTypeError::new_err(format!("a configuration has no value of type {}", object.get_type().name()?)))
    }
}

/// One without a time zone could mean any moment.
fn moment(object: &Bound<'_, PyAny>) -> PyResult<DateTime> {
    if object.getattr("tzinfo")?.is_none() {
        return Err(PyValueError::new_err("a date and time needs a time zone"));
    }
    let seconds: f64 = object.call_method0("timestamp")?.extract()?;
    #[expect(clippy::cast_possible_truncation, reason = "Python's moments end in the year 9999")]
    let moment = DateTime::new(seconds.floor() as i64);
    moment.ok_or_else(|| PyValueError::new_err("the date and time is out of range"))
}
