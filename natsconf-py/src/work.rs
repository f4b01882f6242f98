//! Work that may take long.

use std::panic::resume_unwind;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

/// How long a signal may wait until its handler runs.
const WAIT: Duration = Duration::from_millis(20);

/// What the main thread of most systems has: a stack for the deepest configuration.
const STACK: usize = 8 << 20;

/// Does `work` without the interpreter's lock, on a thread of its own. This one waits, and runs the handlers of signals:
/// where one raises, as that of Ctrl-C does, this is the outcome. The work then ends by itself, and nobody sees it: so it
/// must not write anything. A thread for each call survives `os.fork`, which a pool does not.
///
/// # Errors
/// What a handler raises; `OSError` when the system gives no thread.
pub(crate) fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (done, mut outcome) = mpsc::channel();
    // Nobody is there to receive it after an interrupt.
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || drop(done.send(work())))?;
    loop {
        // A receiver goes from thread to thread, but is not shared.
        let received;
        (outcome, received) = py.detach(move || {
            let received = outcome.recv_timeout(WAIT);
            (outcome, received)
        });
        match received {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(panic) => resume_unwind(panic),
                Ok(()) => unreachable!("it sends before it ends"),
            },
        }
    }
}
