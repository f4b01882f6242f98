//! Whether a change leaves everything else as the server reads it: the same leaves before and after, but for those
//! that the change names, and no new mistake.

use super::{EditError, Editor};
use crate::diagnostic::{Edit, Severity, apply};
use crate::source::FileId;
use crate::syntax::{Document, Leaf, LeafKind, parse};

impl Editor<'_> {
    /// Hands out edits that change nothing else.
    pub(super) fn checked(&self, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
        let text = apply(self.text(), &edits);
        let (document, diagnostics) = parse(FileId::MAIN, text.into(), self.dialect);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
            return Err(EditError::Neighbours);
        }
        let gone: Vec<_> = edits.iter().map(|edit| edit.span.range()).collect();
        let before = meaning(&self.document, gone);
        let after = meaning(&document, inserted(&edits));
        if before.eq(after) { Ok(edits) } else { Err(EditError::Neighbours) }
    }
}

type Range = std::ops::Range<usize>;

/// Where the texts of edits stand once they are made.
fn inserted(edits: &[Edit]) -> Vec<Range> {
    let mut shift = 0isize;
    let place = |edit: &Edit| {
        let range = edit.span.range();
        let start = range.start.wrapping_add_signed(shift);
        shift += edit.text.len().cast_signed() - range.len().cast_signed();
        start..start + edit.text.len()
    };
    edits.iter().map(place).collect()
}

/// The leaves that a server's values come from, those within some ranges left out. A `( … )` at the end of the file has
/// another value than elsewhere.
fn meaning(document: &Document, without: Vec<Range>) -> impl Iterator<Item = (LeafKind, &[u8], bool)> {
    let mut without = without.into_iter().peekable();
    let len = document.text().len();
    let is_left = move |leaf: &Leaf| {
        let range = leaf.range();
        // An empty value goes with the edit that ends there.
        while without.next_if(|gone| gone.end < range.start || gone.end == range.start && !range.is_empty()).is_some() {
        }
        without.peek().is_none_or(|gone| range.start < gone.start || gone.end < range.end)
    };
    let has_meaning = |leaf: &Leaf| {
        !matches!(leaf.kind, LeafKind::Blank | LeafKind::Separator | LeafKind::Terminator | LeafKind::Stray)
    };
    document
        .leaves()
        .filter(has_meaning)
        .filter(is_left)
        .map(move |leaf| (leaf.kind, document.leaf_text(leaf), leaf.kind == LeafKind::Block && leaf.range().end == len))
}
