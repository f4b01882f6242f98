//! The tree as a tape: one 32-bit word per leaf in source order, containers as a pair of opening and closing leaves.
//! A tape costs about as many bytes as the text, is read front to back, and joined gives the text again.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::source::{FileId, Span, offset};

/// What a leaf is to the server's lexer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum LeafKind {
    /// White space.
    Blank,
    /// From `#` or `//` to the end of the line.
    Comment,
    /// A bare key.
    Key,
    /// A key in single or double quotes, quotes included; it has no escapes.
    QuotedKey,
    /// `:` or `=`.
    Separator,
    /// `,` or `;`.
    Terminator,
    /// `{` that opens a block as a value; empty where the parser had to add one.
    MapOpen,
    /// `}` that closes it; empty where it is missing.
    MapClose,
    /// `[`.
    ArrayOpen,
    /// `]`; empty where it is missing.
    ArrayClose,
    /// `{` around top-level entries, as JSON has it: it groups nothing.
    BraceOpen,
    /// `}` that closes it; empty where it is missing.
    BraceClose,
    /// An unquoted string, a boolean, or a `$variable`.
    Bare,
    /// An unquoted string that a `'` ends, which is part of the leaf: never a boolean or a variable.
    BareTick,
    /// A string in single quotes, without escapes.
    SingleQuoted,
    /// A string in double quotes, with escapes.
    DoubleQuoted,
    /// `(` … `)`, the closing one alone on its line.
    Block,
    /// Digits, with a size suffix or not.
    Integer,
    /// Digits, a point, digits.
    Float,
    /// `2006-01-02T15:04:05Z`.
    DateTime,
    /// The word `include`.
    Include,
    /// The path after it, quotes included.
    IncludePath,
    /// What the server's lexer passes over without a word: a lone `/`, a `}` too many.
    Stray,
    /// What could not be read, or what the server does not read any more.
    Skipped,
}

impl LeafKind {
    const ALL: [LeafKind; 24] = [
        LeafKind::Blank,
        LeafKind::Comment,
        LeafKind::Key,
        LeafKind::QuotedKey,
        LeafKind::Separator,
        LeafKind::Terminator,
        LeafKind::MapOpen,
        LeafKind::MapClose,
        LeafKind::ArrayOpen,
        LeafKind::ArrayClose,
        LeafKind::BraceOpen,
        LeafKind::BraceClose,
        LeafKind::Bare,
        LeafKind::BareTick,
        LeafKind::SingleQuoted,
        LeafKind::DoubleQuoted,
        LeafKind::Block,
        LeafKind::Integer,
        LeafKind::Float,
        LeafKind::DateTime,
        LeafKind::Include,
        LeafKind::IncludePath,
        LeafKind::Stray,
        LeafKind::Skipped,
    ];

    /// Whether it is a value by itself, not a container.
    pub const fn is_scalar(self) -> bool {
        matches!(
            self,
            LeafKind::Bare
                | LeafKind::BareTick
                | LeafKind::SingleQuoted
                | LeafKind::DoubleQuoted
                | LeafKind::Block
                | LeafKind::Integer
                | LeafKind::Float
                | LeafKind::DateTime
        )
    }
}

/// A kind in the upper five bits, a length in the lower 27.
#[derive(Clone, Copy)]
pub(super) struct Packed(u32);

const LEN_BITS: u32 = 27;

impl Packed {
    pub(super) const fn new(kind: LeafKind, len: u32) -> Self {
        Packed((kind as u32) << LEN_BITS | len)
    }

    const fn kind(self) -> LeafKind {
        LeafKind::ALL[(self.0 >> LEN_BITS) as usize]
    }

    pub(super) const fn len(self) -> u32 {
        self.0 & ((1 << LEN_BITS) - 1)
    }

    /// The leaf that starts at `at`, which moves behind it.
    #[inline]
    const fn leaf(self, at: &mut u32) -> Leaf {
        let start = *at;
        *at += self.len();
        Leaf { kind: self.kind(), start, end: *at }
    }
}

/// One piece of a text: the leaves of a document, joined, are its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Leaf {
    /// The range for indexing the text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same range as a place in `file`.
    pub const fn span(self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }
}

/// A text and the leaves that tile it.
#[derive(Clone)]
pub struct Document {
    text: Arc<[u8]>,
    leaves: Vec<Packed>,
}

impl Document {
    pub(super) fn new(text: Arc<[u8]>, leaves: Vec<Packed>) -> Self {
        Document { text, leaves }
    }

    /// The text, byte for byte as it was given.
    pub fn text(&self) -> &Arc<[u8]> {
        &self.text
    }

    /// The bytes of a leaf.
    pub fn leaf_text(&self, leaf: Leaf) -> &[u8] {
        &self.text[leaf.range()]
    }

    /// The leaves in source order.
    pub fn leaves(&self) -> Leaves<'_> {
        Leaves { leaves: self.leaves.iter(), at: 0 }
    }
}

impl std::fmt::Debug for Document {
    /// Leaves out the text, which may hold secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").field("len", &self.text.len()).field("leaves", &self.leaves.len()).finish()
    }
}

/// The leaves of a document, front to back.
#[derive(Clone)]
pub struct Leaves<'d> {
    leaves: std::slice::Iter<'d, Packed>,
    at: u32,
}

impl Iterator for Leaves<'_> {
    type Item = Leaf;

    #[inline]
    fn next(&mut self) -> Option<Leaf> {
        Some(self.leaves.next()?.leaf(&mut self.at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.leaves.size_hint()
    }
}

impl ExactSizeIterator for Leaves<'_> {}

/// Leaves that nobody keeps, front to back, as the parser hands them over.
pub(crate) struct LeafStream {
    part: std::vec::IntoIter<Packed>,
    parts: Option<Receiver<Vec<Packed>>>,
    at: u32,
}

impl LeafStream {
    pub(super) fn whole(leaves: Vec<Packed>) -> Self {
        LeafStream { part: leaves.into_iter(), parts: None, at: 0 }
    }

    pub(super) fn parts(parts: Receiver<Vec<Packed>>) -> Self {
        LeafStream { part: Vec::new().into_iter(), parts: Some(parts), at: 0 }
    }

    #[cold]
    fn next_part(&mut self) -> Option<Packed> {
        // No parts come where there are no threads, and nothing need be there to receive them.
        let parts = self.parts.as_ref().filter(|_| !cfg!(target_family = "wasm"))?;
        loop {
            self.part = parts.recv().ok()?.into_iter();
            if let Some(packed) = self.part.next() {
                return Some(packed);
            }
        }
    }
}

impl Iterator for LeafStream {
    type Item = Leaf;

    #[inline]
    fn next(&mut self) -> Option<Leaf> {
        let packed = match self.part.next() {
            Some(packed) => packed,
            None => self.next_part()?,
        };
        Some(packed.leaf(&mut self.at))
    }
}

const _: () = assert!(crate::source::MAX_SOURCE_LEN < 1 << LEN_BITS);
const _: () = assert!(LeafKind::ALL[LeafKind::Skipped as usize] as u8 == LeafKind::Skipped as u8);

impl Packed {
    /// A leaf of `len` bytes.
    pub(super) const fn of(kind: LeafKind, len: usize) -> Self {
        Packed::new(kind, offset(len))
    }
}
