//! Tree → the same text in the one style of `docs/formatting.md`: comments, groups and meaning kept, everything else
//! decided. One pass over the leaves writes, after one (in `layout`) that finds which blocks and lists fit on a line.

mod layout;
mod word;

use crate::syntax::parse::token;
use crate::syntax::tree::Leaves;
use crate::syntax::{Document, Leaf, LeafKind};
use layout::Layout;
use word::Word;

/// Columns that a block or list on one line may reach. Words longer than that are never broken.
pub(crate) const WIDTH: usize = 100;

/// One level of nesting.
pub(crate) const INDENT: &str = "  ";

/// The columns of `{}` and `[]`, which no line is too short for.
const EMPTY: usize = 2;

/// Levels beyond this are not indented further: else a small text that nests deeply would make a huge one.
pub(crate) const MAX_INDENT: usize = 24;

/// The text of a document in the one style; formatting that again changes nothing. Values, in either dialect, are
/// those of the document.
///
/// For documents without a syntax error: of any other, nothing is promised but that this returns. A text whose end the
/// server does not read (`text-not-read`) comes back as it is.
pub fn format(document: &Document) -> Vec<u8> {
    if document.leaves().any(|leaf| leaf.kind == LeafKind::Skipped) {
        return document.text().to_vec();
    }
    let json = is_json(document);
    let layouts = layout::layouts(document);
    let formatter = Formatter {
        document,
        json,
        layouts: layouts.iter(),
        out: Vec::with_capacity(document.text().len() + document.text().len() / 8),
        frames: Vec::new(),
        key: None,
        line_ends: 0,
        fresh: true,
        after_block: false,
    };
    formatter.run()
}

/// Whether a document is written as JSON, which then stays JSON: one pair of braces around what will be quoted keys and
/// JSON's values.
pub(crate) fn is_json(document: &Document) -> bool {
    let mut leaves = document.leaves().filter(|leaf| leaf.kind != LeafKind::Blank);
    if leaves.next().is_none_or(|leaf| leaf.kind != LeafKind::BraceOpen) {
        return false;
    }
    let mut awaits_value = false;
    while let Some(leaf) = leaves.next() {
        let text = document.leaf_text(leaf);
        let fits = match leaf.kind {
            LeafKind::BraceClose => {
                let is_left_out = |leaf: Leaf| leaf.kind == LeafKind::Separator || is_brace_as_key(document, leaf);
                return leaves.all(is_left_out);
            }
            LeafKind::MapClose => !awaits_value,
            LeafKind::Integer => text.last().is_some_and(u8::is_ascii_digit),
            LeafKind::QuotedKey | LeafKind::SingleQuoted | LeafKind::Bare => {
                Word::of(leaf.kind, text).is_double_quoted() || matches!(text, b"true" | b"false" | b"null")
            }
            // Whatever the first three are, the formatter writes a colon, a comma, or nothing.
            LeafKind::Separator
            | LeafKind::Terminator
            | LeafKind::Stray
            | LeafKind::DoubleQuoted
            | LeafKind::Float
            | LeafKind::MapOpen
            | LeafKind::ArrayOpen
            | LeafKind::ArrayClose => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        awaits_value = matches!(leaf.kind, LeafKind::QuotedKey | LeafKind::Separator);
    }
    // The end of the file closes the braces, and the formatter writes them.
    true
}

/// Whether this is a `}` too many, which the lexer takes for a key.
fn is_brace_as_key(document: &Document, leaf: Leaf) -> bool {
    leaf.kind == LeafKind::Key && document.leaf_text(leaf) == b"}"
}

/// An open block or list.
struct Frame {
    open: LeafKind,
    /// It is written on one line.
    flat: bool,
    /// It is a list that keeps a space within its brackets.
    padded: bool,
    has_items: bool,
}

struct Formatter<'d> {
    document: &'d Document,
    json: bool,
    layouts: std::slice::Iter<'d, Layout>,
    out: Vec<u8>,
    frames: Vec<Frame>,
    /// The key whose value comes next.
    key: Option<Leaf>,
    /// How many line ends the text has since the last leaf that was written.
    line_ends: usize,
    /// Nothing was written yet in the innermost block.
    fresh: bool,
    /// The last value was a `( … )`, whose line takes nothing more.
    after_block: bool,
}

impl Formatter<'_> {
    fn run(mut self) -> Vec<u8> {
        let mut leaves = self.document.leaves();
        let mut last = None;
        while let Some(leaf) = leaves.next() {
            if self.frames.is_empty() && self.is_last_brace(leaf, &leaves) {
                break;
            }
            self.leaf(leaf);
            last = Some(leaf.kind);
        }
        while let Some(frame) = self.frames.pop() {
            self.close(&frame);
        }
        // A `)` that ends the file is in the value: with a line end behind it, it would not be.
        if !self.out.is_empty() && last != Some(LeafKind::Block) {
            self.out.push(b'\n');
        }
        self.out
    }

    /// Whether this is a `}` too many at the end of the file, which the lexer takes for a key that needs no value.
    fn is_last_brace(&self, leaf: Leaf, rest: &Leaves<'_>) -> bool {
        is_brace_as_key(self.document, leaf) && rest.clone().all(|leaf| leaf.kind == LeafKind::Separator)
    }

    #[inline]
    fn leaf(&mut self, leaf: Leaf) {
        match leaf.kind {
            LeafKind::Blank => {
                self.line_ends += layout::line_ends(self.document.leaf_text(leaf));
                return;
            }
            // What the lexer passes over or needs only between values of one line.
            LeafKind::Separator | LeafKind::Terminator | LeafKind::Stray | LeafKind::Skipped => return,
            LeafKind::Comment => self.comment(leaf),
            LeafKind::Key | LeafKind::QuotedKey => self.write_key(leaf),
            LeafKind::MapOpen | LeafKind::ArrayOpen | LeafKind::BraceOpen => self.open(leaf),
            LeafKind::MapClose | LeafKind::ArrayClose | LeafKind::BraceClose => {
                if let Some(frame) = self.frames.pop() {
                    self.close(&frame);
                }
            }
            LeafKind::Include => {
                self.item();
                self.out.extend_from_slice(b"include ");
            }
            LeafKind::IncludePath => self.word(leaf),
            _ => self.scalar(leaf),
        }
        self.line_ends = 0;
    }

    fn word(&mut self, leaf: Leaf) {
        Word::of(leaf.kind, self.document.leaf_text(leaf)).write(&mut self.out);
    }

    /// On the line of what it follows, or on its own.
    fn comment(&mut self, leaf: Leaf) {
        if self.line_ends == 0 && !self.out.is_empty() && !self.after_block {
            self.out.push(b' ');
        } else {
            self.line();
        }
        self.out.extend_from_slice(self.document.leaf_text(leaf).trim_ascii_end());
        self.fresh = false;
    }

    fn write_key(&mut self, leaf: Leaf) {
        self.item();
        let in_map = self.frames.last().is_some_and(|frame| frame.open == LeafKind::MapOpen);
        if leaf.kind == LeafKind::Key && in_map && word::needs_slash(self.document.leaf_text(leaf)) {
            self.out.push(b'/');
        }
        self.word(leaf);
        self.key = Some(leaf);
    }

    /// What stands between the key, if there is one, and its value; without a key the value is an item.
    fn before_value(&mut self, is_map: bool) {
        let on_own_line = !self.frames.last().is_some_and(|frame| frame.flat);
        match self.key.take() {
            Some(key) if is_map && on_own_line && !self.json && !self.needs_colon(key) => self.out.push(b' '),
            Some(_) => self.out.extend_from_slice(b": "),
            None => self.item(),
        }
    }

    /// A bare key `include` is a key only when its separator follows directly.
    fn needs_colon(&self, key: Leaf) -> bool {
        key.kind == LeafKind::Key && token::is_include(self.document.leaf_text(key))
    }

    fn scalar(&mut self, leaf: Leaf) {
        self.before_value(false);
        self.word(leaf);
        self.after_block = leaf.kind == LeafKind::Block;
    }

    fn open(&mut self, leaf: Leaf) {
        self.before_value(leaf.kind == LeafKind::MapOpen);
        let layout = self.layouts.next().copied().unwrap_or_default();
        let inside_flat = self.frames.last().is_some_and(|frame| frame.flat);
        let fits = |width| width == EMPTY || inside_flat || self.column() + width <= WIDTH;
        let flat = layout.width.is_some_and(fits);
        self.out.push(if leaf.kind == LeafKind::ArrayOpen { b'[' } else { b'{' });
        self.frames.push(Frame { open: leaf.kind, flat, padded: layout.padded, has_items: false });
        self.fresh = true;
    }

    fn close(&mut self, frame: &Frame) {
        if let Some(key) = self.key.take()
            && self.needs_colon(key)
        {
            self.out.push(b':');
        }
        match frame.open {
            _ if !frame.flat => {
                // A blank line before the closing brace groups nothing.
                self.line_ends = 0;
                self.line();
            }
            LeafKind::ArrayOpen if !frame.padded => {}
            _ if frame.has_items => self.out.push(b' '),
            _ => {}
        }
        self.out.push(if frame.open == LeafKind::ArrayOpen { b']' } else { b'}' });
        // Behind braces within braces, the lexer wants something between them and the next key.
        if frame.open == LeafKind::BraceOpen && !self.frames.is_empty() {
            self.out.push(b',');
        }
        self.fresh = false;
        self.after_block = false;
    }

    /// Starts a key, an item of a list, or an include.
    #[inline]
    fn item(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            self.line();
            self.fresh = false;
            return;
        };
        let first = !std::mem::replace(&mut frame.has_items, true);
        match frame.flat {
            true if !first => self.out.extend_from_slice(b", "),
            true if frame.padded || frame.open != LeafKind::ArrayOpen => self.out.push(b' '),
            true => {}
            false => {
                if self.json && !first {
                    self.out.push(b',');
                }
                self.line();
            }
        }
        self.fresh = false;
    }

    /// Starts a line, behind a blank one if the text has any there, except at the start of a block.
    fn line(&mut self) {
        if !self.out.is_empty() {
            self.out.push(b'\n');
            if self.line_ends > 1 && !self.fresh {
                self.out.push(b'\n');
            }
        }
        for _ in self.frames.iter().take(MAX_INDENT) {
            self.out.extend_from_slice(INDENT.as_bytes());
        }
        self.after_block = false;
    }

    /// How many columns the last line has.
    fn column(&self) -> usize {
        let start = memchr::memrchr(b'\n', &self.out).map_or(0, |newline| newline + 1);
        columns(&self.out[start..])
    }
}

/// How wide a text is: characters, each byte that continues one left out.
pub(crate) fn columns(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
