//! Tests of Jinja and Ansible, such as `is subset(…)`.

#![allow(clippy::needless_pass_by_value, reason = "tests take their arguments by value")]

use std::cmp::Ordering;

use minijinja::value::{Kwargs, Rest, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, Value};

use super::filters::{compile, defined, distinct, items, refuse, says, string, wrong};
use super::values::is_defined;

/// Tests that look at files.
const OF_FILES: [&str; 8] = ["directory", "exists", "file", "is_file", "link", "link_exists", "mount", "same_file"];

type Comparison = fn(Ordering) -> bool;

/// Comparisons of what has an order.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("lt", Ordering::is_lt),
    ("lessthan", Ordering::is_lt),
    ("le", Ordering::is_le),
    ("gt", Ordering::is_gt),
    ("greaterthan", Ordering::is_gt),
    ("ge", Ordering::is_ge),
];

pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_test("defined", |value: &Value| is_defined(value));
    environment.add_test("undefined", |value: &Value| !is_defined(value));
    // In Python a text and a mapping have items, too.
    let has_items = |value: &Value| {
        matches!(value.kind(), ValueKind::String | ValueKind::Seq | ValueKind::Iterable | ValueKind::Map)
    };
    environment.add_test("iterable", has_items);
    environment.add_test("sequence", has_items);
    environment.add_test("match", |state: &State<'_, '_>, subject: Value, pattern: String, kwargs: Kwargs| {
        matches(state, &subject, &pattern, "match", &kwargs)
    });
    environment.add_test("search", |state: &State<'_, '_>, subject: Value, pattern: String, kwargs: Kwargs| {
        matches(state, &subject, &pattern, "search", &kwargs)
    });
    environment.add_test("regex", |state: &State<'_, '_>, subject: Value, pattern: String, kwargs: Kwargs| {
        let kind = kwargs.get::<Option<String>>("match_type")?;
        matches(state, &subject, &pattern, kind.as_deref().unwrap_or("search"), &kwargs)
    });
    environment.add_test("contains", |state: &State<'_, '_>, list: Value, wanted: Value| {
        Ok::<_, Error>(items(state, &list)?.contains(&wanted))
    });
    for name in ["subset", "issubset"] {
        environment.add_test(name, |state: &State<'_, '_>, list: Value, other: Value| {
            Ok::<_, Error>(distinct(state, &list)?.is_subset(&distinct(state, &other)?))
        });
    }
    for name in ["superset", "issuperset"] {
        environment.add_test(name, |state: &State<'_, '_>, list: Value, other: Value| {
            Ok::<_, Error>(distinct(state, &list)?.is_superset(&distinct(state, &other)?))
        });
    }
    environment.add_test("all", |state: &State<'_, '_>, list: Value| {
        Ok::<_, Error>(items(state, &list)?.iter().all(Value::is_true))
    });
    environment.add_test("any", |state: &State<'_, '_>, list: Value| {
        Ok::<_, Error>(items(state, &list)?.iter().any(Value::is_true))
    });
    for (name, holds) in COMPARISONS {
        environment.add_test(name, move |value: Value, other: Value| order(&value, &other).map(holds));
    }
    environment.add_test("truthy", is_truthy);
    environment.add_test("falsy", |value: Value, convert: Option<bool>, kwargs: Kwargs| {
        is_truthy(value, convert, kwargs).map(|is_true| !is_true)
    });
    environment.add_test("abs", |path: String| path.starts_with('/'));
    for name in ["version", "version_compare"] {
        environment.add_test(name, is_version);
    }
    for name in OF_FILES {
        environment.add_test(name, move |_: Value, _: Rest<ValueOrKwargs>| refuse(name).map(|_| false));
    }
}

/// How two values are ordered, as in Python: not a number and a text.
fn order(value: &Value, other: &Value) -> Result<Ordering, Error> {
    let number = |value: &Value| match value.kind() {
        ValueKind::Bool => Value::from(u8::from(value.is_true())),
        _ => value.clone(),
    };
    let (value, other) = (number(defined(value)?), number(defined(other)?));
    match (value.kind(), other.kind()) {
        (ValueKind::Number, ValueKind::Number)
        | (ValueKind::String, ValueKind::String)
        | (ValueKind::Seq | ValueKind::Iterable, ValueKind::Seq | ValueKind::Iterable) => Ok(value.cmp(&other)),
        (one, other) => {
            let message = format!("a value of type {one} and one of type {other} have no order");
            Err(Error::new(ErrorKind::InvalidOperation, message))
        }
    }
}

fn matches(state: &State<'_, '_>, subject: &Value, pattern: &str, kind: &str, kwargs: &Kwargs) -> Result<bool, Error> {
    let pattern = match kind {
        "search" => pattern.to_owned(),
        "match" => format!(r"\A(?:{pattern})"),
        "fullmatch" => format!(r"\A(?:{pattern})\z"),
        _ => return Err(wrong("`match_type` is `search`, `match` or `fullmatch`")),
    };
    Ok(compile(state, &pattern, kwargs)?.is_match(&string(subject)?))
}

/// With `convert_bool`, a word such as `no` is what it says.
fn is_truthy(value: Value, convert: Option<bool>, kwargs: Kwargs) -> Result<bool, Error> {
    let convert = convert.or(kwargs.get("convert_bool")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let said = if convert { says(&value)? } else { None };
    Ok(said.unwrap_or_else(|| value.is_true()))
}

/// As Ansible's loose versions: numbers and words, one after the other.
fn is_version(value: Value, other: Value, operator: Option<String>, kwargs: Kwargs) -> Result<bool, Error> {
    let operator = operator.or(kwargs.get("operator")?).unwrap_or_else(|| "eq".to_owned());
    if kwargs.get::<Option<bool>>("strict")?.unwrap_or(false) {
        return Err(wrong("only loose versions are compared"));
    }
    if kwargs.get::<Option<String>>("version_type")?.is_some_and(|kind| kind != "loose") {
        return Err(wrong("only loose versions are compared"));
    }
    kwargs.assert_all_used()?;
    let (one, other) = (string(&value)?, string(&other)?);
    if one.is_empty() || other.is_empty() {
        return Err(wrong("a version is empty"));
    }
    let order = compare(&parts(&one), &parts(&other)).ok_or_else(|| wrong("a number is compared with a word"))?;
    match operator.as_str() {
        "==" | "=" | "eq" => Ok(order.is_eq()),
        "!=" | "<>" | "ne" => Ok(order.is_ne()),
        "<" | "lt" => Ok(order.is_lt()),
        "<=" | "le" => Ok(order.is_le()),
        ">" | "gt" => Ok(order.is_gt()),
        ">=" | "ge" => Ok(order.is_ge()),
        _ => Err(wrong("there is no such comparison of versions")),
    }
}

/// A part of a version: digits, small letters, or what stands between them, but for dots.
fn parts(version: &str) -> Vec<&str> {
    let kind = |char: char| match char {
        '0'..='9' => 0,
        'a'..='z' => 1,
        '.' => 2,
        _ => 3,
    };
    let mut parts = Vec::new();
    let mut rest = version;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|char| kind(char) != kind(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        if first != '.' {
            parts.push(part);
        }
    }
    parts
}

/// As lists are compared in Python; nothing where a number meets a word.
fn compare(one: &[&str], other: &[&str]) -> Option<Ordering> {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    for (one, other) in one.iter().zip(other) {
        let order = match (is_number(one), is_number(other)) {
            (true, true) => {
                let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
                one.len().cmp(&other.len()).then(one.cmp(other))
            }
            (false, false) => one.cmp(other),
            _ => return None,
        };
        if order.is_ne() {
            return Some(order);
        }
    }
    Some(one.len().cmp(&other.len()))
}
