//! Values as Python prints them.

use minijinja::value::ValueKind;
use minijinja::{Error, State, Value};

use super::fuel::Bill;

/// `str(value)`
pub(super) fn text(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let mut text = String::new();
    write_literal(value, &mut text);
    text
}

/// `repr(value)`
fn write_literal(value: &Value, out: &mut String) {
    match value.kind() {
        ValueKind::None => out.push_str("None"),
        ValueKind::Bool => out.push_str(if value.is_true() { "True" } else { "False" }),
        ValueKind::String => quote(value.as_str().unwrap_or_default(), out),
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('[');
            for (index, item) in value.try_iter().into_iter().flatten().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_literal(&item, out);
            }
            out.push(']');
        }
        ValueKind::Map => {
            out.push('{');
            for (index, key) in value.try_iter().into_iter().flatten().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_literal(&key, out);
                out.push_str(": ");
                write_literal(&value.get_item(&key).unwrap_or_default(), out);
            }
            out.push('}');
        }
        ValueKind::Number if !value.is_integer() => match f64::try_from(value.clone()) {
            Ok(number) => out.push_str(&float(number)),
            Err(_) => out.push_str(&value.to_string()),
        },
        _ => out.push_str(&value.to_string()),
    }
}

/// As few digits as name the number, with an exponent when it is large or small.
fn float(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "nan"
        } else if value > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .into();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        exponent @ -4..=15 => {
            let plain = value.to_string();
            if exponent >= 0 && !plain.contains('.') { plain + ".0" } else { plain }
        }
        exponent => format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()),
    }
}

/// In single quotes, unless there are such and no double ones.
fn quote(text: &str, out: &mut String) {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(mark);
    for char in text.chars() {
        match char {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{7f}' => out.extend(["\\x", &format!("{:02x}", u32::from(char))]),
            char if char == mark => out.extend(['\\', char]),
            _ => out.push(char),
        }
    }
    out.push(mark);
}

/// How [`json`] lays out.
#[derive(Debug, Clone, Copy)]
pub(super) struct JsonLayout {
    /// Spaces for each level; `None` writes one line.
    pub(super) indent: Option<usize>,
    pub(super) sorted: bool,
}

/// `json.dumps(value)`, in ASCII.
///
/// # Errors
/// There is no fuel left for the indentation.
pub(super) fn json(state: &State<'_, '_>, value: &Value, layout: JsonLayout) -> Result<String, Error> {
    let mut json = Json { layout, text: String::new(), bill: Bill::new(state) };
    json.write(value, 1)?;
    Ok(json.text)
}

struct Json<'s, 't, 'e> {
    layout: JsonLayout,
    text: String,
    bill: Bill<'s, 't, 'e>,
}

impl Json<'_, '_, '_> {
    fn write(&mut self, value: &Value, level: usize) -> Result<(), Error> {
        match value.kind() {
            ValueKind::None | ValueKind::Undefined => self.text.push_str("null"),
            ValueKind::Bool => self.text.push_str(if value.is_true() { "true" } else { "false" }),
            ValueKind::Number => self.text.push_str(&text(value)),
            ValueKind::Seq | ValueKind::Iterable => {
                let items: Vec<Value> = value.try_iter()?.collect();
                self.write_all(&items, ('[', ']'), level, |json, item| json.write(item, level + 1))?;
            }
            ValueKind::Map => {
                let mut keys: Vec<Value> = value.try_iter()?.collect();
                if self.layout.sorted {
                    keys.sort();
                }
                self.write_all(&keys, ('{', '}'), level, |json, key| {
                    write_json_string(&text(key), &mut json.text);
                    json.text.push_str(": ");
                    json.write(&value.get_item(key)?, level + 1)
                })?;
            }
            _ => write_json_string(&text(value), &mut self.text),
        }
        Ok(())
    }

    fn write_all(
        &mut self,
        items: &[Value],
        (open, close): (char, char),
        level: usize,
        write: impl Fn(&mut Self, &Value) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.text.push(open);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push_str(if self.layout.indent.is_some() { "," } else { ", " });
            }
            self.new_line(level)?;
            write(self, item)?;
        }
        if !items.is_empty() {
            self.new_line(level - 1)?;
        }
        self.text.push(close);
        Ok(())
    }

    fn new_line(&mut self, level: usize) -> Result<(), Error> {
        if let Some(indent) = self.layout.indent {
            self.bill.pay(indent * level)?;
            self.text.push('\n');
            self.text.push_str(&" ".repeat(indent * level));
        }
        Ok(())
    }
}

fn write_json_string(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(char),
            _ => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    out.extend(["\\u", &format!("{unit:04x}")]);
                }
            }
        }
    }
    out.push('"');
}
