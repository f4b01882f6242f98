//! Findings as workflow commands, which GitHub shows at the lines of a change.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Findings, Locator, Words, file_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;

/// One line per finding.
pub fn github(findings: &[Findings]) -> String {
    let mut commands = String::new();
    for Findings { sources, diagnostics } in findings {
        let mut locator = Locator::default();
        for diagnostic in diagnostics {
            command(&mut commands, diagnostic, sources, &mut locator);
        }
    }
    commands
}

fn command(commands: &mut String, diagnostic: &Diagnostic, sources: &SourceMap, locator: &mut Locator) {
    let words = Words::of(diagnostic, sources);
    let name = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let file = file_name(sources, diagnostic.primary.span.file);
    let (start, end) = locator.span(sources, diagnostic.primary.span);
    let mut message = words.clean(&diagnostic.message).into_owned();
    for label in &diagnostic.related {
        let file = file_name(sources, label.span.file);
        let line = sources.get(label.span.file).position(label.span.start).line;
        let _ = write!(message, "\n{file}:{line}: {}", words.clean(&label.message));
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {}", words.clean(help));
    }
    let _ = write!(commands, "::{name} file={},line={},", property(&file), start.line);
    // GitHub takes columns only within one line.
    let _ = if start.line == end.line {
        write!(commands, "col={},endColumn={},", start.column, end.column)
    } else {
        write!(commands, "endLine={},", end.line)
    };
    let _ = writeln!(commands, "title={}::{}", property(diagnostic.code.name), data(&message));
}

/// The text of a command ends with its line.
fn data(text: &str) -> Cow<'_, str> {
    escape(text, |c| matches!(c, '%' | '\r' | '\n'))
}

/// A property also ends at what separates it from the next.
fn property(text: &str) -> Cow<'_, str> {
    escape(text, |c| matches!(c, '%' | '\r' | '\n' | ':' | ','))
}

fn escape(text: &str, special: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&special) {
        return Cow::Borrowed(text);
    }
    let escaped = text.chars().fold(String::with_capacity(text.len() + 8), |mut escaped, c| {
        if special(c) {
            let _ = write!(escaped, "%{:02X}", u32::from(c));
        } else {
            escaped.push(c);
        }
        escaped
    });
    Cow::Owned(escaped)
}
