//! The places that a line is about → the rows below it: underlines, and what is said about each.

use std::cmp::Reverse;
use std::ops::Range;

use crate::diagnostic::Severity;

/// A place in a line, in columns of the screen.
pub(super) struct Mark {
    pub(super) columns: Range<usize>,
    pub(super) message: String,
    pub(super) is_primary: bool,
}

impl Mark {
    const fn paint(&self, primary: Paint) -> Paint {
        if self.is_primary { primary } else { Paint::Frame }
    }
}

/// A row below a line, character by character.
pub(super) type Row = Vec<(char, Paint)>;

fn put(row: &mut Row, column: usize, text: &str, paint: Paint) {
    for (at, c) in text.chars().enumerate() {
        if row.len() <= column + at {
            row.resize(column + at + 1, (' ', Paint::Plain));
        }
        row[column + at] = (c, paint);
    }
}

/// The rows below a line: the marks; right of the last one its message, the others' hang below theirs.
pub(super) fn rows(mut marks: Vec<Mark>, primary: Paint) -> Vec<Row> {
    marks.sort_by_key(|mark| (Reverse(mark.columns.start), !mark.is_primary));
    let mut under = Row::new();
    for mark in marks.iter().filter(|mark| !mark.is_primary).chain(marks.iter().filter(|mark| mark.is_primary)) {
        let line = if mark.is_primary { "^" } else { "-" }.repeat(mark.columns.len());
        put(&mut under, mark.columns.start, &line, mark.paint(primary));
    }
    let mut hanging = marks.iter().filter(|mark| !mark.message.is_empty()).peekable();
    if let Some(last) = hanging.next_if(|last| last.columns.end == under.len()) {
        put(&mut under, last.columns.end + 1, &last.message, last.paint(primary));
    }
    let hanging = hanging.collect::<Vec<_>>();
    let mut rows = vec![under];
    for (index, mark) in hanging.iter().enumerate() {
        let mut bars = Row::new();
        for mark in &hanging[index..] {
            put(&mut bars, mark.columns.start, "|", mark.paint(primary));
        }
        let mut message = Row::new();
        for mark in &hanging[index + 1..] {
            put(&mut message, mark.columns.start, "|", mark.paint(primary));
        }
        put(&mut message, mark.columns.start, &mark.message, mark.paint(primary));
        rows.extend([bars, message]);
    }
    rows
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Bold,
    Error,
    Warning,
    Hint,
    Frame,
}

impl Paint {
    pub(super) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Paint::Error,
            Severity::Warning => Paint::Warning,
            Severity::Hint => Paint::Hint,
        }
    }

    pub(super) const fn escape_code(self) -> &'static str {
        match self {
            Paint::Plain => "",
            Paint::Bold => "\x1b[1m",
            Paint::Error => "\x1b[1;91m",
            Paint::Warning => "\x1b[1;33m",
            Paint::Hint => "\x1b[1;96m",
            Paint::Frame => "\x1b[1;94m",
        }
    }
}
