//! Values → text in a style: on one line where they are short, else broken, as the formatter would have it.

use super::error::{PrintError, Problem};
use super::text;
use crate::syntax::{INDENT, MAX_DEPTH, MAX_INDENT, WIDTH};
use crate::value::Value;
use crate::value::path::Segment;

/// How printed text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) struct Style<'s> {
    /// One level of nesting.
    pub(in crate::value) indent: &'s str,
    /// What ends a line.
    pub(in crate::value) line_end: &'s str,
    /// Between a key and its value.
    pub(in crate::value) separator: &'s str,
    /// Between a key and its block.
    pub(in crate::value) block_separator: &'s str,
    /// As JSON: every key and string in quotes, `,` at the ends of lines.
    pub(in crate::value) json: bool,
    /// Everything on one line, however long.
    pub(in crate::value) flat: bool,
}

impl Style<'_> {
    /// The style of the formatter.
    pub(in crate::value) const FRESH: Style<'static> =
        Style { indent: INDENT, line_end: "\n", separator: ": ", block_separator: " ", json: false, flat: false };
}

/// What to write where a value goes.
#[derive(Clone, Copy)]
pub(in crate::value) enum Printable<'a> {
    Value(&'a Value),
    /// Text that is one value.
    Raw(&'a str),
}

/// Writes values in a style. It starts on a line that holds `margin` and perhaps a key.
pub(in crate::value) struct Printer<'s> {
    style: Style<'s>,
    /// What every line begins with.
    margin: &'s str,
    depth: usize,
    out: String,
}

type Printed = Result<(), PrintError>;

impl<'s> Printer<'s> {
    pub(in crate::value) fn new(style: Style<'s>, margin: &'s str) -> Self {
        Printer { style, margin, depth: 0, out: String::new() }
    }

    pub(in crate::value) fn end_line(&mut self) {
        self.out.push_str(self.style.line_end);
    }

    pub(in crate::value) fn into_text(self) -> String {
        self.out
    }

    /// The entries of a block, each on its line.
    fn entries(&mut self, entries: &[(String, Value)]) -> Printed {
        for (at, (key, value)) in entries.iter().enumerate() {
            if at > 0 {
                self.out.push_str(if self.style.json { "," } else { "" });
            }
            self.line();
            self.entry(key, value)?;
        }
        Ok(())
    }

    /// A value within blocks and lists that are made for it, as the segments of a path say.
    pub(in crate::value) fn nested(&mut self, path: &[Segment], value: Printable<'_>) -> Printed {
        match (path, value) {
            ([], Printable::Raw(text)) => self.out.push_str(text),
            ([], Printable::Value(value)) => self.value(value, true)?,
            ([Segment::Key(_), ..], _) => {
                self.open('{');
                self.nested_entry(path, value)?;
                self.close('}');
            }
            ([Segment::Index(_)], Printable::Value(value)) => self.value(&Value::Array(vec![value.clone()]), false)?,
            ([Segment::Index(_)], Printable::Raw(text)) if !text.starts_with(['{', '[']) => {
                let pad = if text::ends_in_number(text) { " " } else { "" };
                self.out.extend(["[", pad, text, pad, "]"]);
            }
            ([Segment::Index(_), inner @ ..], _) => {
                self.open('[');
                self.nested(inner, value)?;
                self.close(']');
            }
        }
        Ok(())
    }

    /// The entry for the first segment of a path, which is a key, with the others and the value nested in it.
    pub(in crate::value) fn nested_entry(&mut self, path: &[Segment], value: Printable<'_>) -> Printed {
        let [Segment::Key(key), inner @ ..] = path else { return Ok(()) };
        if let ([], Printable::Value(value)) = (inner, value) {
            return self.entry(key, value);
        }
        let is_block = match (inner, value) {
            ([], Printable::Raw(text)) => text.starts_with('{'),
            (inner, _) => matches!(inner, [Segment::Key(_), ..]),
        };
        self.key(key, is_block)?;
        self.nested(inner, value)
    }

    /// Between a bracket and what stands in it.
    fn gap(&mut self) {
        if self.style.flat {
            self.out.push(' ');
        } else {
            self.line();
        }
    }

    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.gap();
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        self.gap();
        self.out.push(bracket);
    }

    /// A key with its value.
    pub(in crate::value) fn entry(&mut self, key: &str, value: &Value) -> Printed {
        self.key(key, matches!(value, Value::Map(_)))?;
        let inner = self.value(value, false);
        inner.map_err(|error| error.within(Segment::Key(key.to_owned())))
    }

    /// A key, and what stands between it and its value.
    fn key(&mut self, key: &str, is_block: bool) -> Printed {
        let written = text::key(key, self.style.json).ok_or_else(|| Problem::Key(key.to_owned()).here())?;
        self.out.push_str(&written);
        self.out.push_str(if is_block && !self.style.flat { self.style.block_separator } else { self.style.separator });
        Ok(())
    }

    /// A value; a block as an item of a list may stand on one line.
    pub(in crate::value) fn value(&mut self, value: &Value, is_item: bool) -> Printed {
        match value {
            Value::Nil => return Err(Problem::Nil.here()),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Integer(value) => self.out.push_str(&value.to_string()),
            Value::Float(value) => self.out.push_str(&text::float(*value).ok_or_else(|| Problem::NotFinite.here())?),
            Value::DateTime(value) => self.out.push_str(&value.to_string()),
            Value::String(value) => self.out.push_str(&text::string(value, self.style.json)),
            Value::Array(items) => return self.container(value, items.is_empty(), is_plain_list(items)),
            Value::Map(entries) => {
                let short = is_item && entries.iter().all(|(key, value)| !key.contains('\n') && is_plain(value));
                return self.container(value, entries.is_empty(), short);
            }
        }
        Ok(())
    }

    /// A list or block: on one line if it may stand there and there is room for it.
    fn container(&mut self, value: &Value, is_empty: bool, may_be_flat: bool) -> Printed {
        if self.depth >= MAX_DEPTH {
            return Err(Problem::TooDeep.here());
        }
        if is_empty || self.style.flat {
            return self.flat(value);
        }
        if may_be_flat {
            let start = self.out.len();
            self.flat(value)?;
            if self.column() <= WIDTH {
                return Ok(());
            }
            self.out.truncate(start);
        }
        self.broken(value)
    }

    fn flat(&mut self, value: &Value) -> Printed {
        let flat = std::mem::replace(&mut self.style.flat, true);
        self.depth += 1;
        let printed = match value {
            Value::Map(entries) => self.flat_map(entries),
            Value::Array(items) => self.flat_list(items),
            other => self.value(other, false),
        };
        self.depth -= 1;
        self.style.flat = flat;
        printed
    }

    fn flat_map(&mut self, entries: &[(String, Value)]) -> Printed {
        self.out.push('{');
        for (at, (key, value)) in entries.iter().enumerate() {
            self.out.push_str(if at > 0 { ", " } else { " " });
            self.entry(key, value)?;
        }
        self.out.push_str(if entries.is_empty() { "}" } else { " }" });
        Ok(())
    }

    fn flat_list(&mut self, items: &[Value]) -> Printed {
        // Directly behind a number, the server takes a `]` for a part of it.
        let pad = if matches!(items.last(), Some(Value::Integer(_))) { " " } else { "" };
        self.out.push('[');
        self.out.push_str(pad);
        for (at, item) in items.iter().enumerate() {
            self.out.push_str(if at > 0 { ", " } else { "" });
            self.value(item, true).map_err(|error| error.within(Segment::Index(at)))?;
        }
        self.out.push_str(pad);
        self.out.push(']');
        Ok(())
    }

    fn broken(&mut self, value: &Value) -> Printed {
        let (open, close) = if matches!(value, Value::Array(_)) { ('[', ']') } else { ('{', '}') };
        self.out.push(open);
        self.depth += 1;
        match value {
            Value::Map(entries) => self.entries(entries)?,
            Value::Array(items) => self.items(items)?,
            _ => {}
        }
        self.depth -= 1;
        self.line();
        self.out.push(close);
        Ok(())
    }

    fn items(&mut self, items: &[Value]) -> Printed {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(if self.style.json { "," } else { "" });
            }
            self.line();
            self.value(item, true).map_err(|error| error.within(Segment::Index(at)))?;
        }
        Ok(())
    }

    fn line(&mut self) {
        self.out.push_str(self.style.line_end);
        self.out.push_str(self.margin);
        for _ in 0..self.depth.min(MAX_INDENT) {
            self.out.push_str(self.style.indent);
        }
    }

    /// How many columns the last line has.
    fn column(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |newline| newline + 1);
        self.out[start..].chars().count()
    }
}

/// Whether a value stands on one line wherever there is room: a scalar, or a list of scalars.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Array(items) => is_plain_list(items),
        Value::Map(entries) => entries.is_empty(),
        _ => true,
    }
}

/// Whether a list holds neither blocks nor lists, except empty ones.
fn is_plain_list(items: &[Value]) -> bool {
    items.iter().all(|item| match item {
        Value::Array(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        _ => true,
    })
}
