//! A resolved value, as the corpus writes it down in JSON.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

/// A value as the official parser yields it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Json")]
pub enum Value {
    /// `{"$nil": true}`: an empty value.
    Nil,
    /// A truth value.
    Bool(bool),
    /// An integer, its suffix applied.
    Integer(i64),
    /// A float. JSON keeps it apart from an integer by its decimal point.
    Float(f64),
    /// `{"$datetime": …}`, in RFC 3339.
    DateTime(String),
    /// A string.
    Text(String),
    /// `{"$bytes": …}`: a string that is not UTF-8.
    Bytes(Vec<u8>),
    /// A list.
    Array(Vec<Value>),
    /// A block. The parser keeps no order.
    Map(BTreeMap<String, Value>),
}

impl TryFrom<Json> for Value {
    type Error = String;

    fn try_from(json: Json) -> Result<Self, Self::Error> {
        Ok(match json {
            Json::Null => return Err("null stands for no value".into()),
            Json::Bool(value) => Value::Bool(value),
            Json::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Float(number.as_f64().ok_or_else(|| format!("{number} is no float"))?),
            },
            Json::String(text) => Value::Text(text),
            Json::Array(items) => Value::Array(items.into_iter().map(Value::try_from).collect::<Result<_, _>>()?),
            Json::Object(entries) => return marker(&entries).unwrap_or_else(|| map(entries)),
        })
    }
}

/// What an object with one of the three marking keys and no other stands for.
fn marker(entries: &serde_json::Map<String, Json>) -> Option<Result<Value, String>> {
    let (key, value) = entries.iter().next().filter(|_| entries.len() == 1)?;
    match (key.as_str(), value) {
        ("$nil", Json::Bool(true)) => Some(Ok(Value::Nil)),
        ("$datetime", Json::String(text)) => Some(Ok(Value::DateTime(text.clone()))),
        ("$bytes", Json::String(text)) => Some(bytes(text).map(Value::Bytes)),
        _ => None,
    }
}

fn map(entries: serde_json::Map<String, Json>) -> Result<Value, String> {
    let entry = |(key, value)| Ok((key, Value::try_from(value)?));
    Ok(Value::Map(entries.into_iter().map(entry).collect::<Result<_, String>>()?))
}

/// The bytes that hexadecimal digits stand for.
fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let pair = |pair: &[u8]| {
        let digits = std::str::from_utf8(pair).ok().filter(|digits| digits.len() == 2);
        digits
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .ok_or_else(|| format!("`{text}` is no hexadecimal"))
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn integers_and_floats_stay_apart() {
        assert_eq!(read("2"), Value::Integer(2));
        assert_eq!(read("2.0"), Value::Float(2.0));
        assert_eq!(read("-9223372036854775808"), Value::Integer(i64::MIN));
    }

    #[test]
    fn markers_are_values() {
        assert_eq!(read(r#"{"$nil": true}"#), Value::Nil);
        assert_eq!(read(r#"{"$bytes": "e9ff"}"#), Value::Bytes(vec![0xe9, 0xff]));
        let time = "2016-05-04T18:53:41Z";
        assert_eq!(read(&format!(r#"{{"$datetime": "{time}"}}"#)), Value::DateTime(time.into()));
    }

    #[test]
    fn other_keys_with_a_dollar_are_keys() {
        let account = Value::Map([("$SYS".to_owned(), Value::Text("x".into()))].into());
        assert_eq!(read(r#"{"$SYS": "x"}"#), account);
    }

    #[test]
    fn a_broken_marker_is_an_error() {
        assert!(serde_json::from_str::<Value>(r#"{"$bytes": "e"}"#).is_err());
        assert!(serde_json::from_str::<Value>("null").is_err());
    }
}
