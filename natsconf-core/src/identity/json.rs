//! JSON as Go's `encoding/json` writes it, so that the bytes of a token, and with them its id and signature, are those
//! of the official library: no blanks, and `<`, `>`, `&`, U+2028 and U+2029 escaped.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::ser::Formatter;
use serde_json::{Error, Value};

/// The JSON of a value, in the order of its fields.
pub(super) fn to_string<T: Serialize>(value: &T) -> Result<String, Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Go))?;
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

struct Go;

impl Formatter for Go {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, found) in fragment.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            writer.write_all(&fragment.as_bytes()[plain..at])?;
            let code = found.chars().next().map_or(0, u32::from);
            write!(writer, "\\u{code:04x}")?;
            plain = at + found.len();
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }
}

/// Reads JSON as Go does where it matters: a `null` leaves its field as if it were not there.
pub(super) fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut value: Value = serde_json::from_slice(bytes)?;
    drop_nulls(&mut value);
    serde_json::from_value(value)
}

/// Recursion ends at the depth to which `serde_json` reads, 128.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_go_escapes_is_escaped() {
        let text = to_string(&"a<b>c&d\u{2028}\u{2029}é\"\\\n\u{1}\u{8}\u{c}\u{7f}").unwrap();
        assert_eq!(text, r#""a\u003cb\u003ec\u0026d\u2028\u2029é\"\\\n\u0001\b\f"#.to_owned() + "\u{7f}\"");
    }

    #[test]
    fn nulls_are_as_if_not_there() {
        let value: Value = from_slice(br#"{"a":null,"b":[{"c":null,"d":1}]}"#).unwrap();
        assert_eq!(value, json!({"b": [{"d": 1}]}));
    }
}
