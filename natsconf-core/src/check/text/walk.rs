//! Every text of a configuration, for rules about how it was written.

use crate::check::Given;
use crate::option::types::{BCRYPT, is_bcrypt};
use crate::value::{Entry, Kind, ValueRef};

/// Whether some file has one of these pieces: most have none, and need no second look.
pub(super) fn occurs(given: &Given<'_>, pieces: &[&str]) -> bool {
    let mut texts = given.values.sources().iter().map(|(_, source)| source.text());
    texts.any(|text| pieces.iter().any(|piece| memchr::memmem::find(text, piece.as_bytes()).is_some()))
}

/// Whether some file has a `$` that may begin a variable: a large file has many that do not, in hashes and subjects.
pub(super) fn has_dollar(given: &Given<'_>, may_be: fn(&Dollar<'_>) -> bool) -> bool {
    let mut texts = given.values.sources().iter().map(|(_, source)| source.text());
    texts.any(|text| dollars(text).any(|dollar| may_be(&dollar)))
}

/// A `$` within a text.
pub(super) struct Dollar<'a> {
    /// The byte before it; a line end where the text begins.
    pub before: u8,
    /// The name behind it, which may be empty.
    pub name: &'a [u8],
    /// The byte behind the name; a line end where the text ends.
    pub behind: u8,
}

/// Each `$` of a text, but for those within bcrypt hashes: what stands behind these is chance.
pub(super) fn dollars(text: &[u8]) -> impl Iterator<Item = Dollar<'_>> {
    let mut hash_ends = 0;
    memchr::memchr_iter(b'$', text).filter_map(move |at| {
        if at < hash_ends {
            return None;
        }
        if is_bcrypt(&text[at..]) {
            hash_ends = at + BCRYPT;
        }
        let behind = &text[at + 1..];
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let (name, rest) = behind.split_at(behind.iter().take_while(is_name).count());
        let before = at.checked_sub(1).map_or(b'\n', |before| text[before]);
        Some(Dollar { before, name, behind: rest.first().copied().unwrap_or(b'\n') })
    })
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
