//! What goes to the terminal: results to standard output, words about them to standard error.

use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};

use natsconf_core::diagnostic::render::{self, Findings, TextStyle};

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
    let error = if text_style(&stderr()).color { "\x1b[1;91merror\x1b[0m" } else { "error" };
    say(&format!("{error}: {}", failure.0));
}

/// Says why a configuration could not be worked on.
pub(crate) fn report(findings: &[Findings]) {
    let _ = stderr().write_all(render::text(findings, text_style(&stderr())).as_bytes());
}

/// Says something about the result. There is nobody to tell when this fails.
pub(crate) fn say(words: &str) {
    let _ = writeln!(stderr(), "{words}");
}

/// How findings are shown where they go to: coloured on a terminal only, and not where `NO_COLOR` is set.
pub(crate) fn text_style(stream: &impl IsTerminal) -> TextStyle {
    if !stream.is_terminal() {
        return TextStyle::default();
    }
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    let width = terminal_size::terminal_size().map_or(TextStyle::default().width, |(width, _)| width.0.into());
    TextStyle { color: able && !refused, width }
}
