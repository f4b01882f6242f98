//! The productions below the level of blocks: one function each, from the bytes at which it starts to what is left.
//! They follow `conf/lex.go` of nats-server state by state, quirks included; each names the state that decides.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_till, take_while};
use nom::combinator::recognize;
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

use super::Dialect;
use super::class::{
    STOPS_BARE, STOPS_KEY, decode, digit_len, is_digit, is_inline_space, is_newline, is_separator, is_size_suffix,
    is_size_unit, space_len,
};
use super::problem::Problem;
use crate::syntax::LeafKind;

/// What a production returns.
pub(crate) type Parsed<'t, O> = IResult<&'t [u8], O, Fault<'t>>;

/// Where and why a production failed. `rest` is what the server's lexer had not consumed then, which gives the line
/// that the server names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault<'t> {
    pub(super) rest: &'t [u8],
    pub(super) problem: Problem,
}

impl<'t> ParseError<&'t [u8]> for Fault<'t> {
    /// A plain nom combinator failed, which the productions only let happen where they try another next.
    fn from_error_kind(rest: &'t [u8], _: ErrorKind) -> Self {
        Fault { rest, problem: Problem::Unexpected }
    }

    fn append(_: &'t [u8], _: ErrorKind, other: Self) -> Self {
        other
    }
}

fn fail<O>(rest: &[u8], problem: Problem) -> Parsed<'_, O> {
    Err(nom::Err::Failure(Fault { rest, problem }))
}

/// What is left once the next character, if there is one, is consumed.
fn after_char(input: &[u8]) -> &[u8] {
    decode(input).map_or(input, |(_, len)| &input[len..])
}

/// comment = ( "#" / "//" ) *( not newline, not NUL )                                                   lexComment
pub(crate) fn comment(input: &[u8]) -> Parsed<'_, &[u8]> {
    recognize((alt((tag("#"), tag("//"))), take_till(|byte| is_newline(byte) || byte == 0))).parse(input)
}

/// `blank = *white-space`                                                                        unicode.IsSpace
#[inline]
pub(crate) fn blank(input: &[u8]) -> Parsed<'_, &[u8]> {
    take(space_len(input)).parse(input)
}

/// inline-blank = *( tab / space )                                                                   isWhitespace
#[inline]
pub(crate) fn inline_blank(input: &[u8]) -> Parsed<'_, &[u8]> {
    take_while(is_inline_space).parse(input)
}

/// bare-key = char *( not white space, not separator, not NUL )                               lexKey, lexMapKey
#[inline]
pub(crate) fn bare_key(input: &[u8]) -> Parsed<'_, &[u8]> {
    let mut rest = if input.first().is_some_and(u8::is_ascii) { &input[1..] } else { after_char(input) };
    loop {
        (rest, _) = take_till(|byte| STOPS_KEY[usize::from(byte)]).parse(rest)?;
        match rest.first() {
            // White space of any script ends a key.
            Some(0x80..) => match decode(rest) {
                Some((c, len)) if !c.is_whitespace() => rest = &rest[len..],
                _ => break,
            },
            _ => break,
        }
    }
    take(input.len() - rest.len()).parse(input)
}

/// quoted-key = quote *( not quote, not NUL ) quote              lexDubQuotedKey, lexQuotedKey and their map twins
pub(crate) fn quoted_key(input: &[u8]) -> Parsed<'_, &[u8]> {
    let (content, quote) = take(1usize).parse(input)?;
    let quote = quote[0];
    let (rest, text) = take_till(|byte| byte == quote || byte == 0).parse(content)?;
    match rest.first() {
        Some(byte) if *byte == quote => take(text.len() + 2).parse(input),
        _ if text.is_empty() => fail(rest, Problem::SilentEnd),
        _ => fail(rest, Problem::UnclosedKey),
    }
}

/// separator = blank [ ":" / "=" blank ]                                                 lexMapKeyEnd, lexMapValue
#[inline]
pub(crate) fn map_separator(input: &[u8]) -> Parsed<'_, bool> {
    separator_then(input, space_len)
}

/// separator = blank [ ":" / "=" inline-blank ]                                                lexKeyEnd, lexValue
#[inline]
pub(crate) fn top_separator(input: &[u8]) -> Parsed<'_, bool> {
    separator_then(input, |rest| rest.iter().take_while(|byte| is_inline_space(**byte)).count())
}

/// Whether a separator was there, with the blanks around it.
fn separator_then(input: &[u8], blank_after: impl Fn(&[u8]) -> usize) -> Parsed<'_, bool> {
    let (rest, _) = blank(input)?;
    match rest.first() {
        Some(byte) if is_separator(*byte) => Ok((&rest[1 + blank_after(&rest[1..])..], true)),
        _ => Ok((rest, false)),
    }
}

/// scalar = single-quoted / double-quoted / block / negative / number / bare                           lexValue
#[inline]
pub(crate) fn scalar(input: &[u8], dialect: Dialect) -> Parsed<'_, LeafKind> {
    match input.first() {
        Some(b'"') => double_quoted(input),
        Some(b'\'') => single_quoted(input),
        Some(b'(') => block(input),
        Some(b'-') => negative(input, dialect),
        Some(b'.') => fail(&input[1..], Problem::FloatWithoutDigit),
        Some(b'\n' | b'\r') => fail(&input[1..], Problem::NewlineForValue),
        Some(_) if digit_len(input) > 0 => number(input, dialect),
        _ => bare(input),
    }
}

/// single-quoted = "'" *( not "'", not NUL ) "'"                                                  lexQuotedString
fn single_quoted(input: &[u8]) -> Parsed<'_, LeafKind> {
    let content = &input[1..];
    let (rest, text) = take_till(|byte| byte == b'\'' || byte == 0).parse(content)?;
    match rest.first() {
        Some(b'\'') => Ok((&rest[1..], LeafKind::SingleQuoted)),
        None if text.is_empty() => fail(rest, Problem::SilentEnd),
        _ => fail(after_char(rest), Problem::UnclosedString),
    }
}

/// double-quoted = DQUOTE *( escape / not DQUOTE, not NUL ) DQUOTE                             lexDubQuotedString
#[inline]
fn double_quoted(input: &[u8]) -> Parsed<'_, LeafKind> {
    let mut rest = &input[1..];
    loop {
        let text;
        let len = memchr::memchr3(b'"', b'\\', 0, rest).unwrap_or(rest.len());
        (rest, text) = take(len).parse(rest)?;
        match rest.first() {
            Some(b'"') => return Ok((&rest[1..], LeafKind::DoubleQuoted)),
            Some(b'\\') => (rest, ()) = escape(rest)?,
            None if text.is_empty() => return fail(rest, Problem::SilentEnd),
            _ => return fail(after_char(rest), Problem::UnclosedString),
        }
    }
}

/// escape = "\" ( "t" / "n" / "r" / DQUOTE / "\" / "x" 2HEXDIG )                 lexStringEscape, lexStringBinary
fn escape(input: &[u8]) -> Parsed<'_, ()> {
    match input.get(1) {
        Some(b't' | b'n' | b'r' | b'"' | b'\\') => Ok((&input[2..], ())),
        Some(b'x') => hexadecimal(&input[2..]),
        _ => fail(after_char(&input[1..]), Problem::InvalidEscape),
    }
}

/// The two digits of `\x`. The lexer consumes two characters, whatever they are, unless one ends the line.
fn hexadecimal(input: &[u8]) -> Parsed<'_, ()> {
    let mut rest = input;
    for _ in 0..2 {
        let at_line_end = rest.first().is_some_and(|byte| is_newline(*byte));
        rest = after_char(rest);
        if at_line_end {
            return fail(rest, Problem::InvalidHexEscape);
        }
    }
    match input {
        [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => Ok((&input[2..], ())),
        _ => fail(rest, Problem::InvalidHexEscape),
    }
}

/// block = "(" *any LF ")" ( LF / end )                                                                  lexBlock
fn block(input: &[u8]) -> Parsed<'_, LeafKind> {
    let mut at = 1;
    while let Some(found) = memchr::memchr2(b')', 0, &input[at..]) {
        at += found + 1;
        if input[at - 1] == 0 {
            return fail(&input[at..], Problem::UnclosedBlockString);
        }
        // The closing parenthesis stands alone on its line; NUL is an end of the file to the lexer.
        if input[at - 2] == b'\n' && matches!(input.get(at), None | Some(b'\n' | 0)) {
            return Ok((&input[at..], LeafKind::Block));
        }
    }
    fail(&[], Problem::UnclosedBlockString)
}

/// `bare = *( escape / not terminator ) [ "'" ]`                                                        lexString
#[inline]
fn bare(input: &[u8]) -> Parsed<'_, LeafKind> {
    let mut rest = input;
    loop {
        (rest, _) = take_till(|byte| STOPS_BARE[usize::from(byte)]).parse(rest)?;
        match rest.first() {
            Some(b'\\') => (rest, ()) = escape(rest)?,
            Some(b'\'') => return Ok((&rest[1..], LeafKind::BareTick)),
            _ => return Ok((rest, LeafKind::Bare)),
        }
    }
}

fn digits(input: &[u8]) -> &[u8] {
    let mut rest = input;
    loop {
        match digit_len(rest) {
            0 => return rest,
            len => rest = &rest[len..],
        }
    }
}

/// negative = "-" 1*digit [ float-rest / size-rest ]                              lexNegNumberStart, lexNegNumber
fn negative(input: &[u8], dialect: Dialect) -> Parsed<'_, LeafKind> {
    let number = &input[1..];
    if digit_len(number) == 0 {
        let problem = if number.first() == Some(&b'.') { Problem::FloatWithoutDigit } else { Problem::ExpectedDigit };
        return fail(after_char(number), problem);
    }
    let rest = digits(number);
    match rest.first() {
        Some(b'.') => float_or_address(rest),
        Some(byte) if is_size_suffix(*byte) => size_rest(rest, dialect),
        _ => Ok((rest, LeafKind::Integer)),
    }
}

/// number = 1*digit [ date-rest / float-rest / size-rest / char bare ]              lexNumberOrDateOrStringOrIP
fn number(input: &[u8], dialect: Dialect) -> Parsed<'_, LeafKind> {
    let rest = digits(input);
    match rest.first() {
        // The year's four digits and the hyphen: the lexer counts bytes.
        Some(b'-') if input.len() - rest.len() == 4 => date_rest(&rest[1..]),
        Some(b'-') => fail(&rest[1..], Problem::PartialDate),
        Some(b'.') => float_or_address(rest),
        Some(byte) if is_size_suffix(*byte) => size_rest(rest, dialect),
        None | Some(b'\n' | b'\r' | b'}' | b';' | b',' | b' ' | b'\t' | 0) => Ok((rest, LeafKind::Integer)),
        // The lexer has consumed the character when it finds that this is a string: even `]` and `\` are text here.
        Some(_) => bare(after_char(rest)),
    }
}

/// size-rest = ( "k" / "M" / "G" / … ) *( "b" / "i" ) [ bare ]                               lexConvenientNumber
fn size_rest(input: &[u8], dialect: Dialect) -> Parsed<'_, LeafKind> {
    let (rest, _) = take_while(is_size_unit).parse(&input[1..])?;
    match rest.first() {
        None | Some(b'\n' | b'\r' | b'}' | b';' | b',' | b' ' | b'\t' | 0) => Ok((rest, LeafKind::Integer)),
        Some(_) if dialect == Dialect::Until2_14 && digit_len(rest) > 0 => Ok((rest, LeafKind::Integer)),
        Some(_) => bare(rest),
    }
}

/// `float-rest = "." 1*digit [ "." *( digit / "." / ":" / "-" ) ]`            lexFloatStart, lexFloat, lexIPAddr
fn float_or_address(input: &[u8]) -> Parsed<'_, LeafKind> {
    let fraction = &input[1..];
    if digit_len(fraction) == 0 {
        return fail(after_char(fraction), Problem::FloatWithoutFraction);
    }
    let rest = digits(fraction);
    if rest.first() != Some(&b'.') {
        return Ok((rest, LeafKind::Float));
    }
    let mut rest = &rest[1..];
    loop {
        let after = digits(rest);
        (rest, _) = take_while(|byte| matches!(byte, b'.' | b':' | b'-')).parse(after)?;
        if rest.len() == after.len() {
            return Ok((rest, LeafKind::Bare));
        }
    }
}

/// date-rest = 2digit "-" 2digit "T" 2digit ":" 2digit ":" 2digit "Z"                            lexDateAfterYear
fn date_rest(input: &[u8]) -> Parsed<'_, LeafKind> {
    let mut rest = input;
    for expected in "00-00T00:00:00Z".chars() {
        let found = decode(rest);
        rest = after_char(rest);
        let fits = found.is_some_and(|(c, _)| if expected == '0' { is_digit(c) } else { c == expected });
        if !fits {
            return fail(rest, Problem::PartialDate);
        }
    }
    Ok((rest, LeafKind::DateTime))
}

/// `include-path = quoted / *( not newline, not white space, not ";" "}" "'" ) [ "'" ]`                lexInclude
pub(crate) fn include_path(input: &[u8]) -> Parsed<'_, &[u8]> {
    match input.first() {
        Some(quote @ (b'"' | b'\'')) => {
            let (rest, text) = take_till(|byte| byte == *quote || byte == 0).parse(&input[1..])?;
            match rest.first() {
                Some(byte) if byte == quote => take(text.len() + 2).parse(input),
                _ => fail(after_char(rest), Problem::UnclosedIncludePath),
            }
        }
        Some(b'[' | b'{' | b'(' | b'-' | b'\\' | b'\n' | b'\r') => fail(&input[1..], Problem::NoIncludePath),
        Some(_) if digit_len(input) > 0 => fail(after_char(input), Problem::NoIncludePath),
        _ => {
            let (rest, text) =
                take_till(|b| matches!(b, b'\n' | b'\r' | 0 | b';' | b'}' | b' ' | b'\t' | b'\'')).parse(input)?;
            take(text.len() + usize::from(rest.first() == Some(&b'\''))).parse(input)
        }
    }
}

/// Whether a bare key followed by white space is the word `include`, in any case             keyCheckKeyword
pub(crate) fn is_include(key: &[u8]) -> bool {
    // Go lowers U+0130, the dotted capital I, to a plain `i`.
    match key {
        [0xc4, 0xb0, rest @ ..] => rest.eq_ignore_ascii_case(b"nclude"),
        _ => key.eq_ignore_ascii_case(b"include"),
    }
}

/// Where the escapes of a bare string start to count: a string that starts like a number has its digits and what
/// followed them behind it when the lexer finds out.
pub(crate) fn escapes_from(text: &[u8]) -> usize {
    if digit_len(text) == 0 {
        return 0;
    }
    let rest = digits(text);
    let rest = match rest.first() {
        Some(byte) if is_size_suffix(*byte) => {
            let units = rest[1..].iter().take_while(|byte| is_size_unit(**byte)).count();
            &rest[1 + units..]
        }
        _ => after_char(rest),
    };
    text.len() - rest.len()
}
