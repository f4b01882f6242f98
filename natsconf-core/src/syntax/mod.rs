//! Text ⇄ tree. [`parse`] turns any bytes into a [`Document`] whose leaves tile them, and says what the server's
//! lexer (`conf/lex.go`) would refuse. No option is known by name here.

mod parse;
mod tree;

pub(crate) use parse::{CODES, token};
pub use parse::{Dialect, MAX_DEPTH, parse};
pub use tree::{Document, Leaf, LeafKind};
