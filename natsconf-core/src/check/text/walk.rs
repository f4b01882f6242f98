//! Every text of a configuration, for rules about how it was written.

use crate::check::Given;
use crate::value::{Entry, Kind, ValueRef};

/// Whether some file has one of these pieces: most have none, and need no second look.
pub(super) fn occurs(given: &Given<'_>, pieces: &[&str]) -> bool {
    let mut texts = given.values.sources().iter().map(|(_, source)| source.text());
    texts.any(|text| pieces.iter().any(|piece| memchr::memmem::find(text, piece.as_bytes()).is_some()))
}

/// Calls `each` with every text that stands in a file itself, not in a variable, and with the key of its option.
pub(super) fn texts(given: &Given<'_>, mut each: impl FnMut(&str, ValueRef<'_>, &str)) {
    values(given, &mut |key, value| {
        if let Some(text) = value.as_str().filter(|_| !value.is_variable()) {
            each(key, value, &text);
        }
    });
}

/// Calls `each` with every value that holds no others, and with the key of its option.
pub(super) fn values(given: &Given<'_>, each: &mut dyn FnMut(&str, ValueRef<'_>)) {
    for Entry { key, value } in given.values.root().iter() {
        visit(key.name, value, each);
    }
}

fn visit(key: &str, value: ValueRef<'_>, each: &mut dyn FnMut(&str, ValueRef<'_>)) {
    match value.kind() {
        // What a variable stands for is visited where it is defined.
        Kind::Map(_) | Kind::Array(_) if value.is_variable() => {}
        Kind::Map(map) => map.iter().for_each(|Entry { key, value }| visit(key.name, value, each)),
        Kind::Array(array) => array.iter().for_each(|value| visit(key, value, each)),
        _ => each(key, value),
    }
}
