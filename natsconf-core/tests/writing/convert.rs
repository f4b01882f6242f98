//! Configurations as JSON, YAML and TOML, and back.

use natsconf_core::convert::{Read, from_json, from_toml, from_yaml, to_json, to_toml, to_yaml};
use natsconf_core::source::FileId;
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Value, Values, print};
use natsconf_tests::shared::{self, Conf, corpus};
use proptest::prelude::*;

use crate::random;
use crate::same::read;

fn values(root: &Value) -> Values {
    let text = print(root).expect("it can be printed");
    read(text.as_bytes(), Dialect::default()).0
}

/// The value as each format can say it: JSON has no date-times, and TOML has an order of its own.
fn without_moments(value: &Value) -> Value {
    match value {
        Value::DateTime(moment) => Value::String(moment.to_string()),
        Value::Array(items) => Value::Array(items.iter().map(without_moments).collect()),
        Value::Map(entries) => Value::Map(entries.iter().map(|(key, v)| (key.clone(), without_moments(v))).collect()),
        other => other.clone(),
    }
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(entries)
        }
        other => other.clone(),
    }
}

fn check(values: &Values) {
    let root = values.root();
    let value = root.to_owned();
    assert_read(from_json(FileId::MAIN, to_json(root).as_bytes()), &without_moments(&value), &to_json(root));
    assert_read(from_yaml(FileId::MAIN, to_yaml(root).as_bytes()), &value, &to_yaml(root));
    let toml = to_toml(root).expect("there is no nil");
    let read = from_toml(FileId::MAIN, toml.as_bytes()).map(|value| sorted(&value));
    assert_read(read, &sorted(&value), &toml);
}

#[track_caller]
fn assert_read(read: Read, expected: &Value, text: &str) {
    let read = read.map_err(|found| found.into_iter().map(|found| found.message).collect::<Vec<_>>());
    assert_eq!(read.as_ref(), Ok(expected), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_converted_comes_back(root in random::root()) {
        check(&values(&root));
    }

    #[test]
    fn no_text_is_too_odd_to_read(text in "(\\PC|[-:\\[\\]{}#&*!|>'\"%@`,?\n\t =.0-9a-e]){0,60}") {
        let bytes = text.as_bytes();
        for read in [from_json(FileId::MAIN, bytes), from_yaml(FileId::MAIN, bytes), from_toml(FileId::MAIN, bytes)] {
            for found in read.err().into_iter().flatten() {
                prop_assert!(text.get(found.primary.span.range()).is_some());
            }
        }
    }
}

/// Whether JSON says what the official parser yields.
fn is_same(json: &serde_json::Value, official: &shared::Value) -> bool {
    match (json, official) {
        (serde_json::Value::Null, shared::Value::Nil) => true,
        (serde_json::Value::Bool(a), shared::Value::Bool(b)) => a == b,
        (serde_json::Value::Number(a), shared::Value::Integer(b)) => a.as_i64() == Some(*b),
        (serde_json::Value::Number(a), shared::Value::Float(b)) => a.is_f64() && a.as_f64() == Some(*b),
        (serde_json::Value::String(a), shared::Value::Text(b) | shared::Value::DateTime(b)) => a == b,
        (serde_json::Value::String(a), shared::Value::Bytes(b)) => *a == String::from_utf8_lossy(b),
        (serde_json::Value::Array(a), shared::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (serde_json::Value::Object(a), shared::Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ => false,
    }
}

#[test]
fn json_is_what_the_official_parser_yields() {
    let Some(corpus) = corpus() else { return };
    let mut compared = 0;
    for case in &corpus {
        let Some(Conf::Accepted(official)) = &case.conf else { continue };
        let (values, codes) = read(case.text.as_bytes(), Dialect::Until2_14);
        let json = to_json(values.root());
        let parsed = serde_json::from_str(&json).expect("JSON");
        assert!(is_same(&parsed, official), "{}: {json}", case.id);
        compared += 1;
        if codes.is_empty() && print(&values.root().to_owned()).is_ok() {
            check(&values);
        }
    }
    assert!(compared > 3_000, "{compared} cases were compared");
}

#[test]
fn the_order_of_the_file_is_kept() {
    let values = read(b"z: 1\na { w: 2, b: [{ d: x, c: 1.5 }, 2016-05-04T18:53:41Z] }\nm: []\n", Dialect::default()).0;
    let json = r#"{
  "z": 1,
  "a": {
    "w": 2,
    "b": [
      {
        "d": "x",
        "c": 1.5
      },
      "2016-05-04T18:53:41Z"
    ]
  },
  "m": []
}
"#;
    assert_eq!(to_json(values.root()), json);
    let yaml = "z: 1\na:\n  w: 2\n  b:\n    - d: x\n      c: 1.5\n    - 2016-05-04T18:53:41Z\nm: []\n";
    assert_eq!(to_yaml(values.root()), yaml);
    let toml = "z = 1\nm = []\n\n[a]\nw = 2\nb = [\n    { d = \"x\", c = 1.5 },\n    2016-05-04T18:53:41Z,\n]\n";
    assert_eq!(to_toml(values.root()).as_deref(), Ok(toml));
}

#[test]
fn toml_cannot_say_that_there_is_no_value() {
    let values = read(b"a { b: [x, $NONE] }", Dialect::default()).0;
    let message = to_toml(values.root()).map_err(|error| error.to_string());
    assert_eq!(message, Err("`a.b[1]` has no value, which TOML cannot say".to_owned()));
    assert_eq!(to_json(values.root()).split_whitespace().collect::<String>(), r#"{"a":{"b":["x",null]}}"#);
    assert_eq!(to_yaml(values.root()), "a:\n  b:\n    - x\n    - null\n");
}

#[test]
fn depth_costs_no_stack() {
    for (read, text) in [
        (from_toml as fn(FileId, &[u8]) -> Read, "a.".repeat(200_000) + "b = 1"),
        (from_toml, format!("[{}a]\nb = 1", "a.".repeat(200_000))),
        (from_toml, "a = ".to_owned() + &"[".repeat(200_000)),
        (from_json, "[".repeat(200_000)),
        (from_json, "{\"a\":".repeat(200_000)),
        (from_yaml, "- ".repeat(200_000)),
        (from_yaml, "[".repeat(200_000)),
        (from_yaml, "? ".repeat(200_000)),
    ] {
        assert!(read(FileId::MAIN, text.as_bytes()).is_err(), "{}", &text[..20]);
    }
}
