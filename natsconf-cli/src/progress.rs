//! How far long work has come: a line on the terminal, when it is one, and gone at the end.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// The progress of work on many files, from any thread.
pub(crate) struct Progress {
    bar: ProgressBar,
    begin: Instant,
}

impl Progress {
    /// Work on so many files.
    pub(crate) fn over(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        // The default is a bar without words.
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} left");
        Progress { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())), begin: Instant::now() }
    }

    /// One file is done. The line appears late, and only on a terminal.
    pub(crate) fn after<T>(&self, done: T) -> T {
        if self.bar.is_hidden() && self.begin.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
        done
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
