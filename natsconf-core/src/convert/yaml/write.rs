//! Values → YAML. Strings stand in double quotes, with the escapes of JSON, unless no version of YAML could take them
//! for anything else.

use std::fmt::Write;

use crate::value::{ArrayRef, Entry, Kind, MapRef, ValueRef};

/// A configuration as YAML in block style. What has no value is `null`.
pub fn to_yaml(root: MapRef<'_>) -> String {
    if root.is_empty() {
        return "{}\n".to_owned();
    }
    let mut writer = Writer { out: String::new(), depth: 0 };
    writer.entries(root);
    writer.out
}

struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    /// The entries of a map, each on its lines; the first goes on the line that is begun, if one is.
    fn entries(&mut self, map: MapRef<'_>) {
        for (at, entry) in map.iter().enumerate() {
            if at > 0 || self.out.ends_with('\n') {
                self.line();
            }
            self.entry(entry);
        }
    }

    fn entry(&mut self, entry: Entry<'_>) {
        self.string(entry.key.name);
        self.out.push(':');
        match entry.value.kind() {
            Kind::Map(map) if !map.is_empty() => {
                self.out.push('\n');
                self.depth += 1;
                self.entries(map);
                self.depth -= 1;
            }
            Kind::Array(list) if !list.is_empty() => {
                self.out.push('\n');
                self.depth += 1;
                self.items(list);
                self.depth -= 1;
            }
            _ => {
                self.out.push(' ');
                self.scalar(entry.value);
                self.out.push('\n');
            }
        }
    }

    fn items(&mut self, list: ArrayRef<'_>) {
        for (at, item) in list.iter().enumerate() {
            if at > 0 || self.out.ends_with('\n') {
                self.line();
            }
            self.out.push_str("- ");
            self.depth += 1;
            match item.kind() {
                Kind::Map(map) if !map.is_empty() => self.entries(map),
                Kind::Array(list) if !list.is_empty() => self.items(list),
                _ => {
                    self.scalar(item);
                    self.out.push('\n');
                }
            }
            self.depth -= 1;
        }
    }

    /// What stands on one line: a scalar, or an empty map or list.
    fn scalar(&mut self, value: ValueRef<'_>) {
        // Writing to a string cannot fail.
        let _ = match value.kind() {
            Kind::Nil => write!(self.out, "null"),
            Kind::Bool(value) => write!(self.out, "{value}"),
            Kind::Integer(value) => write!(self.out, "{value}"),
            Kind::Float(value) => write!(self.out, "{}", float(value)),
            Kind::DateTime(value) => write!(self.out, "{value}"),
            Kind::Array(_) => write!(self.out, "[]"),
            Kind::Map(_) => write!(self.out, "{{}}"),
            Kind::String(value) => return self.string(&value),
        };
    }

    fn string(&mut self, text: &str) {
        if is_plain(text) {
            return self.out.push_str(text);
        }
        self.out.push('"');
        text.chars().for_each(|c| self.escaped(c));
        self.out.push('"');
    }

    fn escaped(&mut self, c: char) {
        match c {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            // Line ends to some version of YAML, a byte order mark, and characters that no YAML may hold as they are.
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => self.code(c),
            c if c.is_control() => self.code(c),
            c => self.out.push(c),
        }
    }

    fn code(&mut self, c: char) {
        let _ = write!(self.out, "\\u{:04x}", u32::from(c));
    }
}

/// A float to every version of YAML: with a point, and a sign in the exponent, if there is one.
fn float(value: f64) -> String {
    let text = format!("{value:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Whether a text is a string without quotes in every version of YAML.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '/');
    let continues =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'@' | b'*' | b'>');
    let is_address = text.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.bytes().all(continues)
            && rest.bytes().all(|byte| continues(byte) || byte == b':')
            && !rest.ends_with(':')
    });
    starts && (text.bytes().all(continues) || is_address) && !is_reserved(text)
}

/// A word that some version of YAML takes for a truth value or for no value.
fn is_reserved(text: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_floats_to_every_version() {
        assert_eq!([1.0, -0.5, 1e300, 1.5e-9].map(float), ["1.0", "-0.5", "1.0e+300", "1.5e-9"]);
    }

    #[test]
    fn plain_strings_are_strings_to_every_version() {
        for text in ["foo", "nats://a.b:4222", "/data/js", "_INBOX.>", "orders.*"] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "",
            "yes",
            "N",
            "null",
            "1",
            "a: b",
            "a:",
            "a #b",
            "-",
            "- a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "nats://a:",
            "é",
            "~",
            "=",
            "<<",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
