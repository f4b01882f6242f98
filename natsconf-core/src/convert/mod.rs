//! Values ⇄ JSON, YAML and TOML. What is written is what the official parser yields, entries in the order of the file;
//! what is read becomes a [`Value`] that [`print`](crate::value::print) turns into `nats.conf`.

mod json;
mod located;
mod notation;
mod toml;
mod yaml;

pub use json::{from_json, to_json};
pub use located::read;
pub use notation::Notation;
pub use toml::{NoToml, from_toml, to_toml};
pub use yaml::{from_yaml, to_yaml};

use crate::diagnostic::{Code, Diagnostic, code};
use crate::source::{FileId, Span, offset};
use crate::value::Value;

static MALFORMED_DOCUMENT: Code = code!("malformed-document", Error, "malformed_document.md");
static NO_COUNTERPART: Code = code!("no-counterpart", Error, "no_counterpart.md");

/// The codes of this layer, by name.
pub(crate) static CODES: [&Code; 2] = [&MALFORMED_DOCUMENT, &NO_COUNTERPART];

/// What was read, or all that keeps it from being a configuration.
pub type Read = Result<Value, Vec<Diagnostic>>;

/// What is said of a value that a configuration cannot hold, in whichever format.
mod message {
    pub(super) const NULL: &str = "a configuration cannot say that there is no value";
    pub(super) const NULL_HELP: &str = "leave the key out";
    pub(super) const RANGE: &str = "this integer does not fit in 64 bits";
    pub(super) const RANGE_HELP: &str = "write it as a string if it is meant as one";
    pub(super) const FINITE: &str = "a configuration cannot say infinity or not-a-number";
    pub(super) const TOP: &str = "the top level of a configuration is a map from names to values";

    pub(super) fn repeated(key: &str) -> String {
        format!("`{key}` stands twice in this map")
    }
}

/// The text, if it is UTF-8, as all three formats ask for.
fn utf8(file: FileId, text: &[u8]) -> Result<&str, Vec<Diagnostic>> {
    std::str::from_utf8(text).map_err(|error| {
        let at = offset(error.valid_up_to());
        vec![MALFORMED_DOCUMENT.at(Span::new(file, at, at + 1), "this byte is not UTF-8")]
    })
}

/// The character at a byte offset, or the end of the text.
fn char_at(file: FileId, text: &str, at: usize) -> Span {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let len = text[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(file, offset(at), offset(at + len))
}

/// The value as a top level.
fn top_level(file: FileId, value: Value) -> Read {
    match value {
        Value::Map(_) => Ok(value),
        _ => Err(vec![NO_COUNTERPART.at(Span::at(file, 0), message::TOP)]),
    }
}
