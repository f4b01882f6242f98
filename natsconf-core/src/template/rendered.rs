//! The text that a template gave.

use std::fmt;
use std::ops::Range;

use super::map::Origins;
use crate::source::{FileId, Span, offset};

/// Rendered text, and where each part of it came from.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    text: String,
    origins: Origins,
    template: FileId,
}

impl Rendered {
    pub(super) fn new(text: String, origins: Origins, template: FileId) -> Rendered {
        Rendered { text, origins, template }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text away.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The part of the template that made these bytes of the text. `None` when that is not known.
    pub fn origin(&self, range: Range<usize>) -> Option<Span> {
        let range = self.origins.template_range(range)?;
        Some(Span::new(self.template, offset(range.start), offset(range.end)))
    }

    /// What expressions of the template gave, as far as it touches these bytes of the text.
    pub fn given(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        self.origins.given(range).filter_map(|given| self.text.get(given))
    }
}

impl fmt::Debug for Rendered {
    /// Leaves out the text, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("len", &self.text.len())
            .field("template", &self.template)
            .finish_non_exhaustive()
    }
}
