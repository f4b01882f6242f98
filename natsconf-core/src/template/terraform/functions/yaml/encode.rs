//! `yamlencode`: block style, every string in double quotes or, with line breaks, as a literal block.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::template::terraform::functions::{Arguments, Outcome};
use crate::template::terraform::value::Value;

/// A line is broken at the first space after this column.
const WIDTH: usize = 80;
/// The longest key that stands before its colon without a `?`.
const LONGEST_KEY: usize = 128;

pub(in super::super) fn encode(arguments: &Arguments<'_>) -> Outcome {
    let mut writer = Writer { out: String::new(), line_start: 0, arguments };
    let value = arguments.value(0);
    writer.node(value, 0, Place::Root)?;
    if !writer.at_line_start() {
        writer.newline();
    }
    // A plain value alone leaves the document open.
    let is_plain = value.as_str().is_none() && value.items().is_none() && value.entries().is_none();
    if is_plain {
        writer.out.push_str("...\n");
    }
    Ok(Value::string(&writer.out))
}

/// What stands before a node on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    /// `- `, `? ` or `: ` at the start of the line: a collection may go on there.
    Indicator,
    /// `key:`
    Key,
}

struct Writer<'a> {
    out: String,
    line_start: usize,
    arguments: &'a Arguments<'a>,
}

impl Writer<'_> {
    fn newline(&mut self) {
        self.out.push('\n');
        self.line_start = self.out.len();
    }

    fn at_line_start(&self) -> bool {
        self.out.len() == self.line_start
    }

    fn column(&self) -> usize {
        self.out[self.line_start..].chars().count()
    }

    fn indent(&mut self, indent: usize) {
        if !self.at_line_start() {
            self.newline();
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// A value whose block, if it is one, stands at `indent`.
    fn node(&mut self, value: &Value, indent: usize, place: Place) -> Outcome<()> {
        self.arguments.check_len(self.out.len())?;
        match (value.items(), value.entries()) {
            (Some([]), _) => self.word("[]"),
            (_, Some(entries)) if entries.is_empty() => self.word("{}"),
            (Some(items), _) => return self.sequence(items, indent, place),
            (_, Some(entries)) => return self.mapping(entries, indent, place),
            _ => match value {
                Value::String(text) => self.string(text, indent, place),
                Value::Bool(value) => self.word(if *value { "true" } else { "false" }),
                Value::Number(number) => self.word(&number.to_string()),
                _ => self.word("null"),
            },
        }
        Ok(())
    }

    /// A word, with a space before it where something stands already.
    fn word(&mut self, word: &str) {
        if !self.at_line_start() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    fn sequence(&mut self, items: &[Value], indent: usize, place: Place) -> Outcome<()> {
        // The items of a key's sequence stand below the key, not further in.
        let indent = if place == Place::Key { indent - 2 } else { indent };
        for (index, item) in items.iter().enumerate() {
            self.start_entry(index, indent, place);
            self.out.push_str("- ");
            self.node(item, indent + 2, Place::Indicator)?;
        }
        Ok(())
    }

    fn mapping(&mut self, entries: &BTreeMap<Arc<str>, Value>, indent: usize, place: Place) -> Outcome<()> {
        for (index, (key, value)) in entries.iter().enumerate() {
            self.start_entry(index, indent, place);
            if key.len() <= LONGEST_KEY && !key.contains(is_break) {
                self.double_quoted(key, indent, false);
                self.out.push(':');
                self.node(value, indent + 2, Place::Key)?;
            } else {
                self.out.push_str("? ");
                self.string(key, indent + 2, Place::Indicator);
                self.indent(indent);
                self.out.push_str(": ");
                self.node(value, indent + 2, Place::Indicator)?;
            }
        }
        Ok(())
    }

    /// The first entry goes on where an indicator stands.
    fn start_entry(&mut self, index: usize, indent: usize, place: Place) {
        if index > 0 || place == Place::Key {
            self.indent(indent);
        }
    }

    fn string(&mut self, text: &str, indent: usize, place: Place) {
        if !self.at_line_start() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        // At the root, and only there, the block of a string is further in than its place.
        let indent = if place == Place::Root { 2 } else { indent };
        if text.contains('\n') && may_be_literal(text) {
            self.literal(text, indent);
        } else {
            self.double_quoted(text, indent, true);
        }
    }

    fn literal(&mut self, text: &str, indent: usize) {
        self.out.push('|');
        if text.starts_with(|char| char == ' ' || is_break(char)) {
            self.out.push('2');
        }
        let mut from_end = text.chars().rev();
        match (from_end.next().is_some_and(is_break), from_end.next()) {
            (false, _) => self.out.push('-'),
            (true, before) if before.is_none_or(is_break) => self.out.push('+'),
            _ => {}
        }
        self.newline();
        for char in text.chars() {
            if char == '\n' {
                self.newline();
                continue;
            }
            if self.at_line_start() && !is_break(char) {
                self.indent(indent);
            }
            self.out.push(char);
            if is_break(char) {
                self.line_start = self.out.len();
            }
        }
    }

    fn double_quoted(&mut self, text: &str, indent: usize, may_break: bool) {
        // A byte order mark at the start makes the emitter escape all of it.
        let escape_all = text.starts_with('\u{feff}');
        self.out.push('"');
        let mut after_space = false;
        for (at, char) in text.char_indices() {
            if escape_all || !is_printable(char) || is_break(char) || matches!(char, '"' | '\\') {
                self.escape(char);
                after_space = false;
                continue;
            }
            let inside = at > 0 && at + 1 < text.len();
            if char == ' ' && may_break && !after_space && inside && self.column() > WIDTH {
                self.indent(indent);
                if text[at + 1..].starts_with(' ') {
                    self.out.push('\\');
                }
            } else {
                self.out.push(char);
            }
            after_space = char == ' ';
        }
        self.out.push('"');
    }

    fn escape(&mut self, char: char) {
        self.out.push('\\');
        let code = u32::from(char);
        let escaped = match char {
            '\0' => "0",
            '\u{7}' => "a",
            '\u{8}' => "b",
            '\t' => "t",
            '\n' => "n",
            '\u{b}' => "v",
            '\u{c}' => "f",
            '\r' => "r",
            '\u{1b}' => "e",
            '"' => "\"",
            '\\' => "\\",
            '\u{85}' => "N",
            '\u{a0}' => "_",
            '\u{2028}' => "L",
            '\u{2029}' => "P",
            _ if code <= 0xff => &format!("x{code:02X}"),
            _ if code <= 0xffff => &format!("u{code:04X}"),
            _ => &format!("U{code:08X}"),
        };
        self.out.push_str(escaped);
    }
}

/// A literal block has neither special characters, nor a space at its end or before a line break.
fn may_be_literal(text: &str) -> bool {
    let is_special = |char: char| !is_printable(char);
    let space_break = text.chars().zip(text.chars().skip(1)).any(|(char, next)| char == ' ' && is_break(next));
    !text.contains(is_special) && !text.ends_with(' ') && !space_break
}

fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printable(char: char) -> bool {
    matches!(char, '\n' | ' '..='~' | '\u{a0}'..='\u{fffd}') && char != '\u{feff}'
}
