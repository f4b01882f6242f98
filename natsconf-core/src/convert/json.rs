//! Values ⇄ JSON.

use std::fmt;

use hashbrown::HashSet;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::located::Located;
use super::{MALFORMED_DOCUMENT, NO_COUNTERPART, Read, char_at, message, top_level, utf8};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, LineIndex, Span, offset};
use crate::value::{MapRef, Place, Value};

/// A configuration as JSON, indented by two spaces. What has no value is `null`.
pub fn to_json(root: MapRef<'_>) -> String {
    // Writing to memory fails for keys that are no strings and for errors of our own, and there are neither.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads JSON.
///
/// # Errors
/// What is wrong with the JSON, or the first value that a configuration cannot hold.
pub fn from_json(file: FileId, text: &[u8]) -> Read {
    let text = utf8(file, text)?;
    match serde_json::from_str::<Json>(text) {
        Err(error) => Err(vec![diagnostic(file, text, &error)]),
        Ok(Json(value)) => match big_integers(file, text) {
            found if found.is_empty() => top_level(file, value),
            found => Err(found),
        },
    }
}

/// As [`from_json`], with the places of all values.
pub(super) fn located(file: FileId, text: &[u8]) -> Result<Located, Vec<Diagnostic>> {
    from_json(file, text).map(|value| (value, places(text)))
}

/// Where the values of a text stand that is known to be JSON, a container before its content.
fn places(text: &[u8]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut open = Vec::new();
    let mut key = None;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let start = at;
        at += match byte {
            b'"' => string_len(&text[at..]),
            b'{' | b'[' | b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => 1,
            _ => text[at..].iter().take_while(|byte| !b",]} \t\r\n".contains(byte)).count(),
        };
        match byte {
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'}' | b']' => {
                if let Some(container) = open.pop().and_then(|index: usize| places.get_mut(index)) {
                    container.end = offset(at);
                }
                continue;
            }
            b'"' if is_key(&text[at..]) => {
                key = Some(offset(start));
                continue;
            }
            b'{' | b'[' => open.push(places.len()),
            _ => {}
        }
        let quoted = key.is_some();
        let key = key.take().unwrap_or(offset(start));
        places.push(Place { key, quoted, start: offset(start), end: offset(at) });
    }
    places
}

/// Whether what stands before `rest` is a key.
fn is_key(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

fn diagnostic(file: FileId, text: &str, error: &serde_json::Error) -> Diagnostic {
    let code = if error.is_data() { &NO_COUNTERPART } else { &MALFORMED_DOCUMENT };
    // The place is in the words of serde_json's message too; ours come with the span.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
    let start = LineIndex::new(text.as_bytes()).range(text.as_bytes(), line).start;
    code.at(char_at(file, text, start + error.column().saturating_sub(1)), message.to_owned())
}

/// The integers that `serde_json` has turned into floats, since they do not fit.
fn big_integers(file: FileId, text: &str) -> Vec<Diagnostic> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let len = match byte {
            b'"' => string_len(&bytes[at..]),
            b'-' | b'0'..=b'9' => number_len(&bytes[at..]),
            _ => 1,
        };
        let token = &text[at..at + len.max(1).min(text.len() - at)];
        let is_integer = matches!(byte, b'-' | b'0'..=b'9') && !token.contains(['.', 'e', 'E']);
        if is_integer && token.parse::<i64>().is_err() {
            let span = Span::new(file, offset(at), offset(at + len));
            found.push(NO_COUNTERPART.at(span, message::RANGE).help(message::RANGE_HELP));
        }
        at += token.len();
    }
    found
}

fn number_len(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count()
}

/// The length of the string at the start of `text`, quotes included.
fn string_len(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += found + 1;
        match text[at - 1] {
            b'"' => return at,
            _ => at += 1,
        }
    }
    text.len()
}

/// A value that is read from JSON alone: nothing else here reads through serde.
struct Json(Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor).map(Json)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        // One that is too large is reported with its place once all is read.
        Ok(Value::Integer(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Err(E::custom(format_args!("{}: {}", message::NULL, message::NULL_HELP)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Json(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        let mut keys = HashSet::<String, foldhash::fast::RandomState>::default();
        while let Some(key) = entries.next_key::<String>()? {
            if !keys.insert(key.clone()) {
                return Err(de::Error::custom(message::repeated(&key)));
            }
            let Json(value) = entries.next_value()?;
            map.push((key, value));
        }
        Ok(Value::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, (String, &str)> {
        from_json(FileId::MAIN, text.as_bytes()).map_err(|found| {
            let first = &found[0];
            (first.message.to_string(), &text[first.primary.span.range()])
        })
    }

    #[test]
    fn numbers_keep_their_kind() {
        let expected = [("a", Value::Integer(1)), ("b", Value::Float(1.0)), ("c", Value::Float(1e300))];
        let expected = expected.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        assert_eq!(read(r#"{"a": 1, "b": 1.0, "c": 1e300}"#), Ok(Value::Map(expected)));
    }

    #[test]
    fn what_a_configuration_cannot_hold_is_refused_at_its_place() {
        let large = (message::RANGE.to_owned(), "9223372036854775808");
        assert_eq!(read(r#"{"x 1\"": "12345678901234567890", "a": [1, 9223372036854775808]}"#), Err(large));
        let larger = (message::RANGE.to_owned(), "-18446744073709551616");
        assert_eq!(read(r#"{"a": -18446744073709551616}"#), Err(larger));
        assert!(read(r#"{"a": null}"#).is_err_and(|(message, _)| message.starts_with(message::NULL)));
        assert!(read(r#"{"a": 1, "a": 2}"#).is_err_and(|(message, _)| message == "`a` stands twice in this map"));
        assert!(read("[1]").is_err_and(|(message, _)| message == message::TOP));
        assert!(read("{\n  é}").is_err_and(|(message, at)| message == "key must be a string" && at == "é"));
    }
}
