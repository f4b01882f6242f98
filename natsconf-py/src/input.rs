//! Arguments from Python → what the facade takes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use natsconf_core::convert::Notation;
use natsconf_core::source::disk::{self, Disk};
use natsconf_core::source::{Memory, Source, Sources};
use natsconf_core::{Settings, UNNAMED};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

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
            Input::Text(Text(text)) => (UNNAMED.into(), text.into()),
            Input::File(path) => {
                let text = disk::read(&path).map_err(|error| os_error(&path, &error))?;
                (path, text)
            }
        };
        Ok(Source::new(name.unwrap_or(path), text))
    }
}

/// The bytes of a `str` or `bytes`.
pub(crate) struct Text(Vec<u8>);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Text(text.to_cow()?.into_owned().into_bytes()));
        }
        match object.cast::<PyBytes>() {
            Ok(text) => Ok(Text(text.as_bytes().to_vec())),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a configuration is a str, bytes or os.PathLike, not {}",
                object.get_type().name()?
            ))),
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
        Some(files) => Box::new(Memory::new(files.into_iter().map(|(path, Text(text))| (path, text)), variables)),
        None => Box::new(Disk::new(variables)),
    }
}

fn environment() -> BTreeMap<String, String> {
    let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    std::env::vars_os().map(|(name, value)| (lossy(name), lossy(value))).collect()
}

/// The rules of a server version; those of the newest known one by default.
pub(crate) fn settings(nats_version: Option<String>) -> PyResult<Settings> {
    let settings = nats_version.map_or_else(|| Ok(Settings::default()), |version| Settings::for_server(&version));
    settings.map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The notation of this name.
#[expect(clippy::needless_pass_by_value, reason = "arguments from Python are owned")]
pub(crate) fn notation(name: String) -> PyResult<Notation> {
    let names = Notation::NAMES.map(|(name, _)| name).join(", ");
    Notation::named(&name).ok_or_else(|| PyValueError::new_err(format!("expected one of {names}, not {name}")))
}
