//! Values as Python prints them.

use minijinja::Value;
use minijinja::value::ValueKind;

/// `str(value)`
pub(super) fn text(value: &Value) -> String {
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => literal(value),
    }
}

/// `repr(value)`
fn literal(value: &Value) -> String {
    match value.kind() {
        ValueKind::None => "None".into(),
        ValueKind::Bool => if value.is_true() { "True" } else { "False" }.into(),
        ValueKind::String => quote(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Vec<String> = value.try_iter().into_iter().flatten().map(|item| literal(&item)).collect();
            format!("[{}]", items.join(", "))
        }
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            let entry = |key: Value| {
                let value = value.get_item(&key).unwrap_or_default();
                format!("{}: {}", literal(&key), literal(&value))
            };
            format!("{{{}}}", keys.map(entry).collect::<Vec<_>>().join(", "))
        }
        ValueKind::Number if !value.is_integer() => {
            f64::try_from(value.clone()).map_or_else(|_| value.to_string(), float)
        }
        _ => value.to_string(),
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
fn quote(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(mark);
    for char in text.chars() {
        match char {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\\' => quoted.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{7f}' => quoted.extend(["\\x", &format!("{:02x}", u32::from(char))]),
            char if char == mark => quoted.extend(['\\', char]),
            _ => quoted.push(char),
        }
    }
    quoted.push(mark);
    quoted
}

/// How [`json`] lays out.
#[derive(Debug, Clone, Copy)]
pub(super) struct JsonLayout {
    /// Spaces for each level; `None` writes one line.
    pub(super) indent: Option<usize>,
    pub(super) sorted: bool,
}

/// `json.dumps(value)`, in ASCII.
pub(super) fn json(value: &Value, layout: JsonLayout) -> String {
    let mut out = String::new();
    write_json(value, layout, 1, &mut out);
    out
}

fn write_json(value: &Value, layout: JsonLayout, level: usize, out: &mut String) {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => out.push_str("null"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => out.push_str(&text(value)),
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Vec<Value> = value.try_iter().into_iter().flatten().collect();
            let write = |item: &Value, out: &mut String| write_json(item, layout, level + 1, out);
            write_all(&items, ('[', ']'), layout, level, out, write);
        }
        ValueKind::Map => {
            let mut keys: Vec<Value> = value.try_iter().into_iter().flatten().collect();
            if layout.sorted {
                keys.sort();
            }
            let write = |key: &Value, out: &mut String| {
                write_json_string(&text(key), out);
                out.push_str(": ");
                write_json(&value.get_item(key).unwrap_or_default(), layout, level + 1, out);
            };
            write_all(&keys, ('{', '}'), layout, level, out, write);
        }
        _ => write_json_string(&text(value), out),
    }
}

fn write_all(
    items: &[Value],
    (open, close): (char, char),
    layout: JsonLayout,
    level: usize,
    out: &mut String,
    write: impl Fn(&Value, &mut String),
) {
    let new_line = |level: usize, out: &mut String| {
        if let Some(indent) = layout.indent {
            out.push('\n');
            out.push_str(&" ".repeat(indent * level));
        }
    };
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if layout.indent.is_some() { "," } else { ", " });
        }
        new_line(level, out);
        write(item, out);
    }
    if !items.is_empty() {
        new_line(level - 1, out);
    }
    out.push(close);
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
