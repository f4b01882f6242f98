//! What someone typed as a value → what stands in the file: the same text where the server reads it as one value.

use std::borrow::Cow;

use super::set::New;
use crate::source::{FileId, Memory, Source};
use crate::syntax::{Dialect, Leaf, LeafKind, parse};
use crate::value::print::Printable;
use crate::value::{Limits, Value, resolve, scalar};

/// What an option is set to, once it is decided whether it stays as typed.
pub(super) enum Argument<'a> {
    Value(Cow<'a, Value>),
    Raw(&'a str),
}

impl<'a> Argument<'a> {
    /// In a file that is JSON, what was typed has to become JSON.
    pub(super) fn of(new: New<'a>, dialect: Dialect, json: bool) -> Self {
        match new {
            New::Value(value) => Argument::Value(Cow::Borrowed(value)),
            New::Text(text) if !is_one_value(text.trim(), dialect) => string(text),
            New::Text(text) if json => value_of(text.trim(), dialect).unwrap_or_else(|| string(text)),
            New::Text(text) => Argument::Raw(text.trim()),
        }
    }

    pub(super) fn printable(&self) -> Printable<'_> {
        match self {
            Argument::Value(value) => Printable::Value(value),
            Argument::Raw(text) => Printable::Raw(text),
        }
    }

    pub(super) fn is_string(&self) -> bool {
        matches!(self, Argument::Value(value) if matches!(**value, Value::String(_)))
    }
}

fn string(text: &str) -> Argument<'static> {
    Argument::Value(Cow::Owned(Value::String(text.to_owned())))
}

/// The key that makes an entry of a value.
const KEY: &str = "pk: ";

fn value_of(text: &str, dialect: Dialect) -> Option<Argument<'static>> {
    let source = Source::new("", format!("{KEY}{text}\n").into_bytes());
    let (values, diagnostics) = resolve(source, &Memory::default(), dialect, Limits::default());
    let value = values.root().iter().next().filter(|_| diagnostics.is_empty())?.value.to_owned();
    Some(Argument::Value(Cow::Owned(value)))
}

/// Whether a text is one value of one line, which reads the same wherever it stands.
fn is_one_value(text: &str, dialect: Dialect) -> bool {
    let entry: Vec<u8> = format!("{KEY}{text}\n").into();
    let (document, diagnostics) = parse(FileId::MAIN, entry.into(), dialect);
    if text.is_empty() || text.contains(['\n', '\r']) || !diagnostics.is_empty() {
        return false;
    }
    let mut depth = 0usize;
    let mut end = 0;
    let mut last = LeafKind::Blank;
    for leaf in document.leaves().skip(2) {
        let at_top = depth == 0;
        match leaf.kind {
            LeafKind::MapOpen | LeafKind::ArrayOpen => depth += 1,
            LeafKind::MapClose if matches!(last, LeafKind::Key | LeafKind::QuotedKey) => return false,
            LeafKind::MapClose | LeafKind::ArrayClose => depth -= 1,
            LeafKind::Blank | LeafKind::Separator | LeafKind::Terminator if !at_top => continue,
            LeafKind::Key | LeafKind::QuotedKey if !at_top => {}
            kind if kind.is_scalar() && is_steady(kind, document.leaf_text(leaf)) => {}
            LeafKind::Blank if is_last(leaf, document.text().len()) => continue,
            _ => return false,
        }
        last = leaf.kind;
        end = leaf.end as usize;
    }
    end == KEY.len() + text.len()
}

fn is_last(leaf: Leaf, len: usize) -> bool {
    leaf.end as usize == len
}

/// Whether a scalar is the same value whatever stands around it.
fn is_steady(kind: LeafKind, text: &[u8]) -> bool {
    match kind {
        LeafKind::Block | LeafKind::BareTick => false,
        LeafKind::Integer => scalar::integer(text).is_ok_and(|value| value.is_some()),
        LeafKind::Float => scalar::float(text).is_ok(),
        LeafKind::DateTime => scalar::datetime(text).is_some(),
        LeafKind::Bare => is_plain(text),
        _ => true,
    }
}

/// A variable, or a word that neither starts nor goes on with anything that means something somewhere.
fn is_plain(text: &[u8]) -> bool {
    match text {
        [b'$', first, rest @ ..] => {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            is_name(*first) && !first.is_ascii_digit() && rest.iter().all(|byte| is_name(*byte))
        }
        [first, ..] => {
            let is_safe = |byte: &u8| byte.is_ascii_graphic() && !br#",;{}[]()"'\#"#.contains(byte);
            (first.is_ascii_alphanumeric() || matches!(first, b'_' | b'*' | b'>')) && text.iter().all(is_safe)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> bool {
        matches!(Argument::of(New::Text(text), Dialect::default(), false), Argument::Raw(_))
    }

    #[test]
    fn what_the_server_reads_as_one_value_stays_as_typed() {
        for text in [
            "8MB",
            "-1",
            "true",
            "$TOKEN",
            "[a, 1 ]",
            "{ a: 1k, b { c: x } }",
            "127.0.0.1:4222",
            "5s",
            "\"a b\"",
            " x ",
        ] {
            assert!(kept(text), "{text}");
        }
    }

    #[test]
    fn all_else_is_a_string() {
        for text in [
            "", "a b", "$2b$11$x", "#a", "a#b", "1, b: 2", "{ a }", "[a", "(\n)\n", "a\nb", "x # c", "1kbb", "a: b",
            "it's", "}",
        ] {
            assert!(!kept(text), "{text}");
        }
    }
}
