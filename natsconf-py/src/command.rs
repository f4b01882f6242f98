//! The command `natsconf`, which the wheel installs beside the module.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command line with the arguments of the process.
#[pyfunction]
pub(crate) fn _run(py: Python<'_>) -> PyResult<()> {
    let arguments: Vec<OsString> = py.import("sys")?.getattr("argv")?.extract()?;
    // Python only notes an interrupt, for when it runs again, which it does not: the system's own handling ends the command.
    let signal = py.import("signal")?;
    signal.call_method1("signal", (signal.getattr("SIGINT")?, signal.getattr("SIG_DFL")?))?;
    py.detach(|| natsconf_cli::run(arguments))
}
