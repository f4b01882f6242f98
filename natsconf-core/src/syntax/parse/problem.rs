//! What can be wrong with a text, as the lexer sees it, and the words for it.

use crate::diagnostic::{Code, Diagnostic, code};
use crate::source::Span;

static EXPECTED_VALUE: Code = code!("expected-value", Error, "expected_value.md");
static EXPECTED_KEY: Code = code!("expected-key", Error, "expected_key.md");
static EXPECTED_TERMINATOR: Code = code!("expected-terminator", Error, "expected_terminator.md");
static UNCLOSED: Code = code!("unclosed", Error, "unclosed.md");
static INVALID_ESCAPE: Code = code!("invalid-escape", Error, "invalid_escape.md");
static INVALID_NUMBER: Code = code!("invalid-number", Error, "invalid_number.md");
static INVALID_DATE: Code = code!("invalid-date", Error, "invalid_date.md");
static INVALID_INCLUDE: Code = code!("invalid-include", Error, "invalid_include.md");
static STRAY_CHARACTER: Code = code!("stray-character", Error, "stray_character.md");
static NESTING_TOO_DEEP: Code = code!("nesting-too-deep", Error, "nesting_too_deep.md");
static TEXT_NOT_READ: Code = code!("text-not-read", Warning, "text_not_read.md");

/// The codes of this layer, by name.
pub(crate) static CODES: [&Code; 11] = [
    &EXPECTED_KEY,
    &EXPECTED_TERMINATOR,
    &EXPECTED_VALUE,
    &INVALID_DATE,
    &INVALID_ESCAPE,
    &INVALID_INCLUDE,
    &INVALID_NUMBER,
    &NESTING_TOO_DEEP,
    &STRAY_CHARACTER,
    &TEXT_NOT_READ,
    &UNCLOSED,
];

/// Why the lexer stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    Unexpected,
    /// The file ends where the lexer takes it for a proper end: not an error by itself.
    SilentEnd,
    KeyWithoutValue,
    NewlineForValue,
    TerminatorForValue,
    SeparatorForKey,
    ArrayEndForKey,
    NoTerminator,
    LoneSlash,
    Nul,
    UnclosedKey,
    UnclosedString,
    UnclosedBlockString,
    UnclosedIncludePath,
    UnclosedContainer,
    InvalidEscape,
    InvalidHexEscape,
    ExpectedDigit,
    FloatWithoutDigit,
    FloatWithoutFraction,
    PartialDate,
    NoIncludePath,
    TooDeep,
    NotRead,
}

impl Problem {
    fn code(self) -> &'static Code {
        match self {
            Problem::KeyWithoutValue | Problem::NewlineForValue | Problem::TerminatorForValue => &EXPECTED_VALUE,
            Problem::SeparatorForKey | Problem::ArrayEndForKey => &EXPECTED_KEY,
            Problem::NoTerminator => &EXPECTED_TERMINATOR,
            Problem::Unexpected | Problem::LoneSlash | Problem::Nul => &STRAY_CHARACTER,
            Problem::UnclosedKey
            | Problem::UnclosedString
            | Problem::UnclosedBlockString
            | Problem::UnclosedIncludePath
            | Problem::UnclosedContainer => &UNCLOSED,
            Problem::InvalidEscape | Problem::InvalidHexEscape => &INVALID_ESCAPE,
            Problem::ExpectedDigit | Problem::FloatWithoutDigit | Problem::FloatWithoutFraction => &INVALID_NUMBER,
            Problem::PartialDate => &INVALID_DATE,
            Problem::NoIncludePath => &INVALID_INCLUDE,
            Problem::TooDeep => &NESTING_TOO_DEEP,
            Problem::SilentEnd | Problem::NotRead => &TEXT_NOT_READ,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Problem::Unexpected => "unexpected character",
            Problem::SilentEnd => "the server takes this unclosed quote for the end of the file",
            Problem::KeyWithoutValue => "key without a value",
            Problem::NewlineForValue => "expected a value, found the end of the line",
            Problem::TerminatorForValue => "expected a value, found `,`",
            Problem::SeparatorForKey => "expected a key, found a separator",
            Problem::ArrayEndForKey => "expected a key, found `]`",
            Problem::NoTerminator => "expected `,`, `;` or a new line after the value",
            Problem::LoneSlash => "a lone `/` is no comment",
            Problem::Nul => "a NUL character ends the file for the server",
            Problem::UnclosedKey => "this key's quote is never closed",
            Problem::UnclosedString => "a string is not closed",
            Problem::UnclosedBlockString => "a `( … )` block is not closed",
            Problem::UnclosedIncludePath => "the quote of an include is not closed",
            Problem::UnclosedContainer => "the file ends inside a block or list",
            Problem::InvalidEscape => "unknown escape",
            Problem::InvalidHexEscape => "`\\x` needs two hexadecimal digits",
            Problem::ExpectedDigit => "expected a digit after `-`",
            Problem::FloatWithoutDigit => "a number starts with a digit, not with `.`",
            Problem::FloatWithoutFraction => "expected a digit after the point",
            Problem::PartialDate => "a value that starts like a date must be a whole one",
            Problem::NoIncludePath => "expected the path of a file to include",
            Problem::TooDeep => "blocks are nested too deeply",
            Problem::NotRead => "the server does not read what follows",
        }
    }

    fn help(self) -> Option<&'static str> {
        Some(match self {
            Problem::NewlineForValue => "write the value on the line of its separator, or leave the separator out",
            Problem::KeyWithoutValue => "give it a value, or remove it",
            Problem::NoTerminator => "put a `,` between two entries, or quote a value that holds spaces",
            Problem::LoneSlash => "a comment starts with `#` or `//`",
            Problem::UnclosedBlockString => "the closing `)` stands alone on its line, ended by a line feed",
            Problem::UnclosedString | Problem::UnclosedKey | Problem::UnclosedIncludePath => "add the closing quote",
            Problem::InvalidEscape => {
                "escapes are `\\t`, `\\n`, `\\r`, `\\\"`, `\\\\` and `\\xXX`; single quotes take all as it is"
            }
            Problem::ExpectedDigit => "quote a string that starts with `-`",
            Problem::FloatWithoutDigit | Problem::FloatWithoutFraction => "write `0.5`, or quote it if it is a string",
            Problem::PartialDate => "write `2006-01-02T15:04:05Z`, or quote it if it is a string",
            Problem::NoIncludePath => "quote a path that starts with a digit or with `-`",
            _ => return None,
        })
    }

    pub(super) fn at(self, span: Span) -> Diagnostic {
        let diagnostic = self.code().at(span, self.message());
        match self.help() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
