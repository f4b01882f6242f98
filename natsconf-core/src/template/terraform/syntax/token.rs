//! What the scanner cuts a template into.

/// A range of bytes of the template that is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template::terraform) struct Range {
    pub(in crate::template::terraform) start: usize,
    pub(in crate::template::terraform) end: usize,
}

impl Range {
    /// From the start of this range to the end of another.
    pub(in crate::template::terraform) fn to(self, other: Range) -> Range {
        Range { start: self.start, end: other.end }
    }

    /// The empty range where this one ends.
    pub(super) fn after(self) -> Range {
        Range { start: self.end, end: self.end }
    }

    /// The empty range where this one starts.
    pub(super) fn before(self) -> Range {
        Range { start: self.start, end: self.start }
    }
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range,
}

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    OpenQuote,
    CloseQuote,
    OpenHeredoc,
    CloseHeredoc,
    Star,
    Slash,
    Plus,
    Minus,
    Percent,
    Equal,
    EqualTo,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
    Dot,
    Comma,
    DoubleColon,
    Ellipsis,
    FatArrow,
    Question,
    Colon,
    /// `${` or `${~`
    Interpolation,
    /// `%{` or `%{~`
    Control,
    /// The `}` or `~}` of the two above.
    SequenceEnd,
    /// Text between quotes, in which backslashes escape.
    QuotedText,
    /// Text of a template or heredoc: at most one line.
    Text,
    Number,
    Identifier,
    Comment,
    Newline,
    End,
    /// One of the characters that other languages use and this one refuses: `& | ^ ~`, quotes, `;`.
    Foreign,
    /// A line break between quotes.
    QuotedNewline,
    /// Any other character.
    Invalid,
}
