//! The style in which a text is written, as far as one more entry shows it.

use super::Editor;
use super::block::{Block, Item};
use crate::syntax::{INDENT, LeafKind, is_json};
use crate::value::print::Style;

impl Editor<'_> {
    /// The style of an entry that joins a block.
    pub(super) fn style(&self, block: &Block) -> Style<'_> {
        let json = is_json(&self.document) || self.is_json_like(block);
        let siblings = || block.items.iter().rev();
        let of_block =
            siblings().filter(|item| item.kind == LeafKind::MapOpen).find_map(|item| self.separator_of(item));
        let of_scalar =
            siblings().filter(|item| item.kind != LeafKind::MapOpen).find_map(|item| self.separator_of(item));
        let separator = of_scalar.or_else(|| self.first_separator(|kind| kind != LeafKind::MapOpen));
        let block_separator = of_block.or_else(|| self.first_separator(|kind| kind == LeafKind::MapOpen));
        Style {
            indent: self.indent(),
            line_end: if self.text().windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" },
            separator: separator.unwrap_or(": "),
            block_separator: block_separator.unwrap_or(if json { ": " } else { " " }),
            json,
            flat: block.is_on_one_line(&self.document),
        }
    }

    /// Whether a text is JSON but for its comments.
    fn is_json_like(&self, block: &Block) -> bool {
        let mut leaves = self.document.leaves();
        let first = leaves.find(|leaf| !matches!(leaf.kind, LeafKind::Blank | LeafKind::Comment));
        let is_quoted = |item: &Item| item.key.is_some_and(|key| key.kind == LeafKind::QuotedKey);
        first.is_some_and(|leaf| leaf.kind == LeafKind::BraceOpen) && block.items.iter().all(is_quoted)
    }

    fn separator_of(&self, item: &Item) -> Option<&'static str> {
        item.key.map(|_| item.separator.map_or(" ", |separator| tidy(self.document.leaf_text(separator))))
    }

    /// The first separator of the text before a value of some kind.
    fn first_separator(&self, is_wanted: impl Fn(LeafKind) -> bool) -> Option<&'static str> {
        let leaves = self.document.leaves();
        let values = leaves.clone().skip(1);
        let mut pairs = leaves.zip(values).filter(|(leaf, _)| leaf.kind == LeafKind::Separator);
        pairs.find(|(_, value)| is_wanted(value.kind)).map(|(separator, _)| tidy(self.document.leaf_text(separator)))
    }

    /// One level of nesting: the indentation of the first entry at the second level that has any.
    fn indent(&self) -> &str {
        let mut depth = 0usize;
        let mut blank: &[u8] = &[];
        for leaf in self.document.leaves() {
            match leaf.kind {
                LeafKind::MapOpen | LeafKind::ArrayOpen | LeafKind::BraceOpen => depth += 1,
                LeafKind::MapClose | LeafKind::ArrayClose | LeafKind::BraceClose => depth = depth.saturating_sub(1),
                LeafKind::Key | LeafKind::QuotedKey if depth == 1 => {
                    if let Some(indent) = indentation(blank) {
                        return indent;
                    }
                }
                _ => {}
            }
            blank = if leaf.kind == LeafKind::Blank { self.document.leaf_text(leaf) } else { &[] };
        }
        INDENT
    }

    /// What a line begins with before its first character that is no blank.
    pub(super) fn margin(&self, at: u32) -> &str {
        let line = self.line_start(at);
        let blanks = self.text()[line..at as usize].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        std::str::from_utf8(&self.text()[line..line + blanks]).unwrap_or_default()
    }

    /// Whether nothing but blanks stands before a place on its line.
    pub(super) fn starts_line(&self, at: u32) -> bool {
        self.line_start(at) + self.margin(at).len() == at as usize
    }

    pub(super) fn line_start(&self, at: u32) -> usize {
        memchr::memrchr(b'\n', &self.text()[..at as usize]).map_or(0, |newline| newline + 1)
    }
}

/// The indentation that a blank ends with, if it starts a line and indents it.
fn indentation(blank: &[u8]) -> Option<&str> {
    let newline = memchr::memrchr(b'\n', blank)?;
    let indent = &blank[newline + 1..];
    let is_plain = !indent.is_empty() && indent.iter().all(|byte| matches!(byte, b' ' | b'\t'));
    std::str::from_utf8(indent).ok().filter(|_| is_plain)
}

/// A separator without what aligns it with others: at most one space on each side.
fn tidy(separator: &[u8]) -> &'static str {
    let before = separator.first().is_some_and(|byte| !matches!(byte, b':' | b'='));
    let after = separator.last().is_some_and(|byte| !matches!(byte, b':' | b'='));
    let sign = separator.iter().find(|byte| matches!(byte, b':' | b'='));
    match (before, sign, after) {
        (false, Some(b'='), false) => "=",
        (true, Some(b'='), false) => " =",
        (false, Some(b'='), true) => "= ",
        (true, Some(b'='), true) => " = ",
        (false, Some(_), false) => ":",
        (true, Some(_), false) => " :",
        (false, Some(_), true) => ": ",
        (true, Some(_), true) => " : ",
        (_, None, _) => " ",
    }
}
