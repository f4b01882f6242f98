//! What a value means → config text on one line, without secrets.

use crate::diagnostic::render::mask;
use crate::option::Meaning;
use crate::value::{Segment, Value, quote};

/// What stands in the place of a secret.
const MASK: &str = "..";

/// The text of a value, secrets masked: a block in braces, a list in brackets.
pub(super) fn text(meaning: &Meaning) -> String {
    let mut out = String::new();
    write(meaning, &mut out);
    out
}

fn write(meaning: &Meaning, out: &mut String) {
    match meaning {
        Meaning::Secret(_) => out.push_str(MASK),
        Meaning::One(value) => out.push_str(&scalar(value)),
        Meaning::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write(item, out);
            }
            out.push(']');
        }
        Meaning::Named(entries) => {
            let entries =
                entries.iter().map(|(name, value)| (Segment::Key(name.value.clone()).to_string(), &value.value));
            block(entries, out);
        }
        Meaning::Block(_, settings) => {
            block(settings.iter().map(|it| (it.option.name().to_owned(), &it.value.value)), out);
        }
    }
}

fn block<'m>(entries: impl Iterator<Item = (String, &'m Meaning)>, out: &mut String) {
    let mut open = "{ ";
    for (key, value) in entries {
        out.push_str(std::mem::replace(&mut open, ", "));
        out.push_str(&key);
        out.push_str(": ");
        write(value, out);
    }
    out.push_str(if open == ", " { " }" } else { "{}" });
}

/// One value. What looks like a secret in a text is masked: the password of a URL, a seed, a JWT.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::Nil => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::DateTime(value) => value.to_string(),
        Value::String(text) => quote(&mask(text.as_bytes())),
        Value::Array(items) => format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", scalar(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
