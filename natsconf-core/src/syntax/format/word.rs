//! One leaf as it is written: verbatim, except that quotes become double ones where that is only a matter of taste, and
//! appear where a bare string would be read differently in its new place.

use super::columns;
use crate::syntax::LeafKind;
use crate::syntax::parse::{Dialect, token};

/// The bytes of a leaf, and whether double quotes come around them.
pub(super) struct Word<'t> {
    text: &'t [u8],
    quoted: bool,
}

impl<'t> Word<'t> {
    #[inline]
    pub(super) fn of(kind: LeafKind, text: &'t [u8]) -> Self {
        let quoted = match kind {
            LeafKind::SingleQuoted => memchr::memchr2(b'"', b'\\', text).is_none(),
            LeafKind::QuotedKey => text[0] == b'\'' && memchr::memchr(b'"', text).is_none(),
            LeafKind::IncludePath => return Word::include_path(text),
            LeafKind::Bare => return Word { text, quoted: text.is_empty() || is_number_alone(text) },
            _ => false,
        };
        if quoted { Word { text: &text[1..text.len() - 1], quoted } } else { Word { text, quoted } }
    }

    fn include_path(text: &'t [u8]) -> Self {
        match text {
            [b'\'', path @ .., b'\''] if memchr::memchr(b'"', path).is_none() => Word { text: path, quoted: true },
            _ => Word { text, quoted: text.is_empty() },
        }
    }

    pub(super) fn columns(&self) -> usize {
        columns(self.text) + if self.quoted { 2 } else { 0 }
    }

    /// Whether it is written in double quotes.
    pub(super) fn is_double_quoted(&self) -> bool {
        self.quoted || self.text.first() == Some(&b'"')
    }

    pub(super) fn has_line_end(&self) -> bool {
        memchr::memchr(b'\n', self.text).is_some()
    }

    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        if self.quoted {
            out.push(b'"');
        }
        out.extend_from_slice(self.text);
        if self.quoted {
            out.push(b'"');
        }
    }
}

/// Whether a bare string is one only because a `]` follows it directly, as in `[1k]`.
fn is_number_alone(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'-' | b'0'..=b'9' | 0x80..))
        && matches!(token::scalar(text, Dialect::default()), Ok((_, LeafKind::Integer)))
}

/// Whether a bare key of a block can only be written behind a `/`: the lexer passes over the slash, and then takes any
/// character for the first of a key.
pub(super) fn needs_slash(key: &[u8]) -> bool {
    matches!(key, [b'"' | b'\'' | b'}' | b']' | b'=' | b':' | b'#' | b'/' | 0, ..])
        || token::blank(key).is_ok_and(|(_, blank)| !blank.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: LeafKind, text: &str) -> String {
        let mut out = Vec::new();
        Word::of(kind, text.as_bytes()).write(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn quotes_become_double_where_the_content_allows() {
        assert_eq!(written(LeafKind::SingleQuoted, "'a b'"), r#""a b""#);
        assert_eq!(written(LeafKind::SingleQuoted, r"'a\b'"), r"'a\b'");
        assert_eq!(written(LeafKind::SingleQuoted, r#"'a"b'"#), r#"'a"b'"#);
        assert_eq!(written(LeafKind::QuotedKey, r"'a\b'"), r#""a\b""#);
        assert_eq!(written(LeafKind::IncludePath, "'a.conf'"), r#""a.conf""#);
    }

    #[test]
    fn a_bare_string_that_would_turn_into_a_number_gets_quotes() {
        assert_eq!(written(LeafKind::Bare, "1k"), r#""1k""#);
        assert_eq!(written(LeafKind::Bare, ""), r#""""#);
        assert_eq!(written(LeafKind::Bare, "5]"), "5]");
        assert_eq!(written(LeafKind::Bare, "127.0.0.1:4222"), "127.0.0.1:4222");
    }
}
