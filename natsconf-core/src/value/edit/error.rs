//! Why an option cannot be found or changed.

use std::fmt;
use std::path::PathBuf;

use crate::value::path::Path;
use crate::value::print::PrintError;

/// Why an option cannot be found or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// The text has a syntax error.
    Syntax,
    /// The server does not read the text to its end.
    NotRead,
    /// Some key of the text has no value, and the server takes what follows for it.
    KeyWithoutValue,
    /// What stands at the path has no meaning: resolving it has found out why.
    Unresolved {
        /// The path asked for.
        path: Path,
    },
    /// There is nothing at the path.
    Missing {
        /// The path asked for.
        path: Path,
    },
    /// The path goes on with a key, and what it has come to is no block.
    NoBlock {
        /// What it has come to.
        path: Path,
    },
    /// The path goes on with an index, and what it has come to is no list.
    NoList {
        /// What it has come to.
        path: Path,
    },
    /// An item can be added only directly behind the last.
    NoSuchItem {
        /// The list.
        path: Path,
        /// How many items it has.
        len: usize,
    },
    /// The option stands in an included file.
    Included {
        /// The option.
        path: Path,
        /// The file.
        file: PathBuf,
    },
    /// The path leads through a variable.
    Variable {
        /// The option whose value is the variable.
        path: Path,
        /// The variable, with its `$`.
        variable: String,
        /// The file and line of its value, if it is defined.
        definition: Option<(PathBuf, u32)>,
    },
    /// The new value has no text.
    Print(PrintError),
    /// The change would alter how the server reads what stands beside it.
    Neighbours,
}

impl From<PrintError> for EditError {
    fn from(error: PrintError) -> Self {
        EditError::Print(error)
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Syntax => f.write_str("the file has a syntax error, which has to be mended first"),
            EditError::NotRead => {
                f.write_str("the server does not read this file to its end, which has to be mended first")
            }
            EditError::KeyWithoutValue => f.write_str("a key of the file has no value, which has to be mended first"),
            EditError::Unresolved { path } => write!(f, "`{path}` cannot be resolved, which has to be mended first"),
            EditError::Missing { path } => write!(f, "there is no `{path}`"),
            EditError::NoBlock { path } => write!(f, "`{path}` is not a block"),
            EditError::NoList { path } if path.0.is_empty() => f.write_str("the top level is not a list"),
            EditError::NoList { path } => write!(f, "`{path}` is not a list"),
            EditError::NoSuchItem { path, len } => {
                write!(f, "the list `{path}` has {len} items, so the next to be added is `{path}[{len}]`")
            }
            EditError::Included { path, file } => write!(f, "`{path}` is set in `{}`: change it there", file.display()),
            EditError::Variable { path, variable, definition: None } => {
                write!(f, "`{path}` is the variable `{variable}`")
            }
            EditError::Variable { path, variable, definition: Some((file, line)) } => {
                write!(
                    f,
                    "`{path}` is the variable `{variable}`, whose value stands in `{}`, line {line}",
                    file.display()
                )
            }
            EditError::Print(error) => error.fmt(f),
            EditError::Neighbours => {
                f.write_str("this change would alter how the server reads what stands beside it: format the file first")
            }
        }
    }
}

impl std::error::Error for EditError {}
