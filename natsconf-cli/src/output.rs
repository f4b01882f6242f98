//! What goes to the terminal: results to standard output, words about them to standard error.

use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};

use natsconf_core::diagnostic::render::TextStyle;

use crate::{Failure, Result};

/// Writes a result. A reader that wants no more of it, such as `head`, is no failure.
pub(crate) fn print(text: impl AsRef<[u8]>) -> Result<()> {
    let mut out = stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says why something could not be done.
pub(crate) fn complain(failure: &Failure) {
    say(&format!("error: {}", failure.0));
}

/// Says something about the result. There is nobody to tell when this fails.
pub(crate) fn say(words: &str) {
    let _ = writeln!(stderr(), "{words}");
}

/// Colours on a terminal only, and not where `NO_COLOR` is set.
pub(crate) fn text_style() -> TextStyle {
    if !stdout().is_terminal() {
        return TextStyle::default();
    }
    let wanted = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
    let color = wanted("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    let width = terminal_size::terminal_size().map_or(TextStyle::default().width, |(width, _)| width.0.into());
    TextStyle { color, width }
}
