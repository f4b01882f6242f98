//! Text ⇄ tree. [`parse`] turns any bytes into a [`Document`] whose leaves tile them, and says what the server's
//! lexer (`conf/lex.go`) would refuse; [`format()`] writes a document in the one style. No option is known by name
//! here.

mod format;
mod parse;
mod tree;

pub use format::format;
pub(crate) use format::{INDENT, MAX_INDENT, WIDTH, is_json};
pub(crate) use parse::{CODES, parse_aside, token};
pub use parse::{Dialect, MAX_DEPTH, parse};
pub(crate) use tree::LeafStream;
pub use tree::{Document, Leaf, LeafKind};

/// Whether a finding is of this layer: behind it, a text is not read as it was meant.
pub fn reports(code: &crate::diagnostic::Code) -> bool {
    CODES.contains(&code)
}
