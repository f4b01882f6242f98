//! When two values are equal, and in which order a set keeps its elements.

use std::cmp::Ordering;

use super::{Layout, Type, Value};

/// cty's `Equals`: a null equals every null, values of different types are unequal. `None` when it is not known.
pub(super) fn equals(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => unknown_equals(left, right),
        (Value::Null(_), Value::Null(_)) => Some(true),
        (Value::Null(_), _) | (_, Value::Null(_)) => Some(false),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Number(a), Value::Number(b)) => Some(a.equals(b)),
        (Value::String(a), Value::String(b)) => Some(a == b),
        _ => structures_equal(left, right),
    }
}

fn unknown_equals(left: &Value, right: &Value) -> Option<bool> {
    let (a, b) = (left.type_of(), right.type_of());
    let undecided = left.is_null() || right.is_null() || a.has_dynamic() || b.has_dynamic() || a == b;
    if undecided { None } else { Some(false) }
}

fn structures_equal(left: &Value, right: &Value) -> Option<bool> {
    if std::mem::discriminant(left) != std::mem::discriminant(right) {
        return Some(false);
    }
    let (a, b) = (left.type_of(), right.type_of());
    if !has_known_type(left) || !has_known_type(right) {
        return if may_conform(&a, &b) || may_conform(&b, &a) { None } else { Some(false) };
    }
    if a != b {
        return Some(false);
    }
    contents_equal(left, right)
}

/// Whether values of one type are equal.
fn contents_equal(left: &Value, right: &Value) -> Option<bool> {
    match (left.items().zip(right.items()), left.entries().zip(right.entries())) {
        (Some((a, b)), _) => all_equal(a.len() == b.len(), a.iter().zip(b)),
        (_, Some((a, b))) => all_equal(a.keys().eq(b.keys()), a.values().zip(b.values())),
        _ => equals(left, right),
    }
}

/// Whether nothing in it is of a type not known; a null is known.
fn has_known_type(value: &Value) -> bool {
    match value {
        Value::Unknown(known) => !known.has_dynamic(),
        _ => {
            value.items().into_iter().flatten().all(has_known_type)
                && value.entries().into_iter().flat_map(|entries| entries.values()).all(has_known_type)
        }
    }
}

fn all_equal<'v>(same_shape: bool, pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    if !same_shape {
        return Some(false);
    }
    for (a, b) in pairs {
        if !contents_equal(a, b)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether `given` could become `wanted` once what is dynamic in `wanted` is known.
fn may_conform(given: &Type, wanted: &Type) -> bool {
    match (given, wanted) {
        (_, Type::Dynamic) => true,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            may_conform(a, b)
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| may_conform(a, b))
        }
        (Type::Object(a), Type::Object(b)) => {
            a.keys().eq(b.keys()) && a.values().zip(b.values()).all(|(a, b)| may_conform(a, b))
        }
        _ => given == wanted,
    }
}

/// Sorts the elements of a set and drops those that equal an earlier one.
pub(super) fn distinct(element: &Type, mut items: Vec<Value>) -> Vec<Value> {
    if element.is_primitive() {
        items.sort_by(primitive_order);
    } else {
        // Other types have no order of their own; cty takes that of a text it makes for hashing.
        items.sort_by_cached_key(hash_text);
    }
    items.dedup_by(|next, kept| equals(next, kept) == Some(true) && !is_other_zero(next, kept));
    items
}

/// Zero with the other sign, which cty keeps apart in a set.
fn is_other_zero(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.has_minus() != b.has_minus(),
        _ => left.items().zip(right.items()).is_some_and(|(a, b)| a.iter().zip(b).any(|(a, b)| is_other_zero(a, b))),
    }
}

/// By value; unknown after known, and null last.
fn primitive_order(left: &Value, right: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Null(_) => 2,
        Value::Unknown(_) => 1,
        _ => 0,
    };
    rank(left).cmp(&rank(right)).then_with(|| match (left, right) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.compare(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => Ordering::Equal,
    })
}

/// The text from which cty hashes a value, preceded by what sorts null and unknown last.
fn hash_text(value: &Value) -> (u8, String) {
    let rank = match value {
        Value::Null(_) => 2,
        Value::Unknown(_) => 1,
        _ => 0,
    };
    let mut text = String::new();
    write_hash_text(value, &mut text);
    (rank, text)
}

fn write_hash_text(value: &Value, out: &mut String) {
    match value {
        Value::Unknown(_) => out.push('?'),
        Value::Null(_) => out.push('~'),
        Value::Bool(value) => out.push(if *value { 'T' } else { 'F' }),
        Value::Number(number) => {
            if number.has_minus() {
                out.push('-');
            }
            out.push_str(&number.digits_text(Layout::Significant { digits: 10, upper: false }));
        }
        Value::String(text) => out.push_str(&quote(text)),
        Value::Map(_, entries) => {
            out.push('{');
            for (name, value) in &***entries {
                out.push_str(&quote(name));
                out.push(':');
                write_hash_text(value, out);
                out.push(';');
            }
            out.push('}');
        }
        Value::List(_, items) | Value::Set(_, items) => write_elements('[', items.iter(), ']', out),
        Value::Tuple(items) => write_elements('<', items.iter(), '>', out),
        Value::Object(entries) => write_elements('<', entries.values(), '>', out),
    }
}

fn write_elements<'v>(open: char, values: impl Iterator<Item = &'v Value>, close: char, out: &mut String) {
    out.push(open);
    for value in values {
        write_hash_text(value, out);
        out.push(';');
    }
    out.push(close);
}

/// Go's `%q`.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{b}' => quoted.push_str("\\v"),
            '\0'..='\u{1f}' | '\u{7f}' => quoted.extend(["\\x", &format!("{:02x}", u32::from(char))]),
            _ => quoted.push(char),
        }
    }
    quoted + "\""
}
