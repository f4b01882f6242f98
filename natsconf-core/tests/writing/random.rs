//! Random values, with the strings and keys that are hard to write.

use natsconf_core::value::{DateTime, Value};
use proptest::prelude::*;

/// A top level.
pub fn root() -> impl Strategy<Value = Value> {
    map(value(), key(), 8)
}

/// Any value that has a text.
pub fn value() -> impl Strategy<Value = Value> + Clone {
    let scalar = prop_oneof![
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i64>().prop_map(Value::Integer),
        1 => (-10i64..10).prop_map(Value::Integer),
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(Value::Float),
        1 => datetime(),
        4 => string().prop_map(Value::String),
    ];
    scalar.prop_recursive(4, 48, 6, |value| {
        prop_oneof![
            prop::collection::vec(value.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec(string().prop_map(Value::String), 0..4).prop_map(Value::Array),
            map(value, key(), 6),
        ]
    })
}

fn datetime() -> impl Strategy<Value = Value> {
    (0..10_000, 1..13, 1..29, 0..24, 0..60, 0..60).prop_map(|(year, month, day, hour, minute, second)| {
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        Value::DateTime(DateTime::parse(&text).expect("a moment"))
    })
}

/// What the server would take for something else without quotes, and any text.
pub fn string() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        prop::sample::select(
            &[
                "",
                " ",
                "true",
                "OFF",
                "1",
                "-1",
                "1k",
                "10Gi",
                "1m5",
                "1.5",
                "5s",
                "1.2.3.4:5",
                "2016-05-04T18:53:41Z",
                "$a",
                "$2a$11$x",
                "$2b$11$x",
                "#",
                "//",
                "a#b",
                "(",
                "(\nx\n)\n",
                ")",
                "{",
                "}",
                "[",
                "]",
                ",",
                ";",
                ":",
                "=",
                "'",
                "\"",
                "\\",
                "\\n",
                "\0",
                "\r\n",
                "a b",
                "include",
                "a\tb",
                "foo.>",
                "*",
                ">",
                "/",
                "-",
                "+1",
                "\u{feff}",
                "\u{a0}",
                "\u{fffd}",
                "٣",
                "_",
                "null",
            ][..]
        )
        .prop_map(str::to_owned),
        "[a-z]{1,8}",
        "[a-z0-9.:/@$#'\"\\\\ -]{0,12}",
        "\\PC{0,10}",
        any::<String>(),
        "[a-z]{60,120}",
    ]
}

/// A key that can be written.
pub fn key() -> impl Strategy<Value = String> + Clone {
    let writable = |key: &String| !key.contains('\0') && (!key.contains('"') || !key.contains('\''));
    prop_oneof![4 => "[a-z_]{1,8}".boxed(), 1 => string().boxed()].prop_filter("keys have no escapes", writable)
}

/// A block, each key once.
pub fn map(
    value: impl Strategy<Value = Value>,
    key: impl Strategy<Value = String>,
    most: usize,
) -> impl Strategy<Value = Value> {
    prop::collection::vec((key, value), 0..most).prop_map(|mut entries| {
        let mut seen = std::collections::BTreeSet::new();
        entries.retain(|(key, _)| seen.insert(key.clone()));
        Value::Map(entries)
    })
}
