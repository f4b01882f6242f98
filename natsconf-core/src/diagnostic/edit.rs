//! Changes to a text: everything that they do not name stays as it is.

use super::Edit;

/// The text after some edits, which are sorted by place and do not overlap. One that starts before the end of the one
/// before it, or does not lie in the text, is left out.
pub fn apply<'e>(text: &[u8], edits: impl IntoIterator<Item = &'e Edit>) -> Vec<u8> {
    let mut edited = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        if range.start < at || range.end < range.start || range.end > text.len() {
            continue;
        }
        edited.extend_from_slice(&text[at..range.start]);
        edited.extend_from_slice(edit.text.as_bytes());
        at = range.end;
    }
    edited.extend_from_slice(&text[at..]);
    edited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { span: Span::new(FileId::MAIN, start, end), text: text.to_owned() }
    }

    #[test]
    fn edits_replace_insert_and_remove() {
        let edits = [edit(0, 1, "x"), edit(2, 2, "--"), edit(3, 5, "")];
        assert_eq!(apply(b"abcdef", &edits), b"xb--cf");
        assert_eq!(apply(b"abc", &[]), b"abc");
    }

    #[test]
    fn an_edit_that_does_not_fit_is_left_out() {
        assert_eq!(apply(b"abc", &[edit(0, 2, "x"), edit(1, 3, "y")]), b"xc");
        assert_eq!(apply(b"abc", &[edit(2, 9, "x")]), b"abc");
    }
}
