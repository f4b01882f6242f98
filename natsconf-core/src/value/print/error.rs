//! Why a value has no text.

use std::fmt;

use crate::syntax::MAX_DEPTH;
use crate::value::path::{Path, Segment};

/// What cannot be printed, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintError {
    /// The value, or the block with the key.
    pub path: Path,
    /// Why it has no text.
    pub problem: Problem,
}

/// Why a value has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The top level is no block.
    NotAMap,
    /// There is no way to write "no value".
    Nil,
    /// Infinity, or not a number.
    NotFinite,
    /// A key with both kinds of quotes, or with a NUL: keys have no escapes.
    Key(String),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl Problem {
    pub(super) fn here(self) -> PrintError {
        PrintError { path: Path::default(), problem: self }
    }
}

impl PrintError {
    /// The same error, seen from one step further out.
    pub(super) fn within(mut self, segment: Segment) -> Self {
        // Found at the innermost place, named from the outermost: at most MAX_DEPTH steps.
        self.path.0.insert(0, segment);
        self
    }
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.0.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        match &self.problem {
            Problem::NotAMap => f.write_str("the top level of a configuration is a block"),
            Problem::Nil => f.write_str("a configuration cannot say that there is no value: leave the key out"),
            Problem::NotFinite => f.write_str("a configuration cannot say infinity or not-a-number"),
            Problem::Key(key) => {
                write!(f, "the key `{}` cannot be written: keys have no escapes", key.escape_default())
            }
            Problem::TooDeep => write!(f, "nested more than {MAX_DEPTH} deep"),
        }
    }
}

impl std::error::Error for PrintError {}
