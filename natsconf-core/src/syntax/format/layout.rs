//! Which blocks and lists can stand on one line, and how wide they are there.
//!
//! A list of plain values may always; a block, or a list that holds blocks or lists, where its author wrote it on one
//! line. What holds a comment, an include or a text of several lines may not.

use super::word::Word;
use crate::syntax::{Document, Leaf, LeafKind};

/// How a block or list may be written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Layout {
    /// Its columns on one line, brackets included; `None` where it must be broken.
    pub(super) width: Option<usize>,
    /// On one line, a list keeps a space within its brackets: a `]` directly behind a number would be part of it.
    pub(super) padded: bool,
}

/// The layouts of all blocks and lists, in the order in which they open.
pub(super) fn layouts(document: &Document) -> Vec<Layout> {
    let mut measure = Measure { document, layouts: Vec::new(), frames: Vec::new() };
    for leaf in document.leaves() {
        measure.leaf(leaf);
    }
    // Braces that the end of the file closes.
    while !measure.frames.is_empty() {
        measure.close();
    }
    measure.layouts
}

/// How many lines end in a blank.
#[inline]
pub(super) fn line_ends(blank: &[u8]) -> usize {
    match blank {
        [b' '] => 0,
        [b'\n'] => 1,
        _ => {
            let count = |end| memchr::memchr_iter(end, blank).count();
            count(b'\n').max(count(b'\r'))
        }
    }
}

struct Frame {
    open: LeafKind,
    /// Its place in `layouts`.
    index: usize,
    items: usize,
    /// The columns of the items and what stands between them.
    width: usize,
    /// The author broke the line somewhere in it.
    broken: bool,
    /// It holds what cannot stand on one line.
    must_break: bool,
    /// It is a list that holds blocks or lists.
    nests: bool,
    /// Its last key or value; before these, its bracket.
    last: LeafKind,
}

struct Measure<'d> {
    document: &'d Document,
    layouts: Vec<Layout>,
    frames: Vec<Frame>,
}

impl Measure<'_> {
    #[inline]
    fn leaf(&mut self, leaf: Leaf) {
        match leaf.kind {
            LeafKind::MapOpen | LeafKind::ArrayOpen | LeafKind::BraceOpen => return self.open(leaf.kind),
            LeafKind::MapClose | LeafKind::ArrayClose | LeafKind::BraceClose => return self.close(),
            _ => {}
        }
        let Some(frame) = self.frames.last_mut() else { return };
        match leaf.kind {
            LeafKind::Blank => frame.broken |= line_ends(self.document.leaf_text(leaf)) > 0,
            LeafKind::Comment | LeafKind::Include | LeafKind::Block => frame.must_break = true,
            kind if kind.is_scalar() || is_key(kind) => {
                let word = Word::of(kind, self.document.leaf_text(leaf));
                frame.must_break |= word.has_line_end();
                frame.add(kind, word.columns());
            }
            _ => {}
        }
    }

    fn open(&mut self, open: LeafKind) {
        let index = self.layouts.len();
        self.layouts.push(Layout::default());
        let frame =
            Frame { open, index, items: 0, width: 0, broken: false, must_break: false, nests: false, last: open };
        self.frames.push(frame);
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let layout = frame.layout();
        self.layouts[frame.index] = layout;
        let Some(parent) = self.frames.last_mut() else { return };
        parent.add(frame.open, layout.width.unwrap_or_default());
        parent.must_break |= layout.width.is_none();
        parent.nests |= parent.open == LeafKind::ArrayOpen && frame.items > 0;
    }
}

const fn is_key(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Key | LeafKind::QuotedKey)
}

impl Frame {
    /// Counts a key, or a value with what stands before it: a separator after a key, a comma after another value.
    fn add(&mut self, kind: LeafKind, columns: usize) {
        let after_key = is_key(self.last);
        self.width += columns + if after_key || self.items > 0 { 2 } else { 0 };
        self.items += usize::from(!after_key);
        self.last = kind;
    }

    fn layout(&self) -> Layout {
        let padded = self.open == LeafKind::ArrayOpen && self.last == LeafKind::Integer;
        let is_plain_list = self.open == LeafKind::ArrayOpen && !self.nests;
        let can = match self.open {
            _ if self.must_break => false,
            _ if self.items == 0 => true,
            LeafKind::BraceOpen => false,
            _ => is_plain_list || !self.broken,
        };
        let brackets = if padded || (self.open != LeafKind::ArrayOpen && self.items > 0) { 4 } else { 2 };
        Layout { width: can.then_some(self.width + brackets), padded }
    }
}
