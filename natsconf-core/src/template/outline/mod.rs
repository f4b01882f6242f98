//! What a template says whatever its variables are: text, and between it holes, choices and loops.

mod marks;

use std::ops::Range;

pub use super::terraform::outline as terraform;
pub use marks::{go, jinja, shell};

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text that stands for itself.
    Text {
        /// The text after escapes.
        text: String,
        /// The bytes of the template that it comes from.
        range: Range<usize>,
    },
    /// A place for a value.
    Hole(Hole),
    /// One of several parts, or none where one of the branches is empty.
    Choice {
        /// The directive that begins it.
        open: Range<usize>,
        /// What it chooses from.
        branches: Vec<Vec<Part>>,
    },
    /// A part that comes any number of times.
    Loop {
        /// The directive that begins it.
        open: Range<usize>,
        /// What comes in each round.
        body: Vec<Part>,
    },
}

/// A place for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// The expression, in bytes of the template.
    pub range: Range<usize>,
    /// The variable that it prints, with its attributes: `ports.client`. `None` for what is more than one variable in
    /// calls of functions.
    pub variable: Option<String>,
    /// The functions that it goes through, the last one first.
    pub functions: Vec<String>,
    /// What it prints, where that needs no variable.
    pub constant: Option<String>,
}
