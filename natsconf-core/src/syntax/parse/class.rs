//! Classes of bytes and characters, as the server's lexer draws them.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Tab or space: what may stand between a value and what ends it (`isWhitespace`).
pub(crate) const fn is_inline_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A line end of either kind (`isNL`).
pub(crate) const fn is_newline(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// `:` or `=` (`isKeySeparator`).
pub(crate) const fn is_separator(byte: u8) -> bool {
    matches!(byte, b':' | b'=')
}

/// Go's `unicode.IsSpace` below 0x80.
pub(crate) const fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// `k`, `M`, `G`, `T`, `P`, `E`, in either case (`isNumberSuffix`).
pub(crate) const fn is_size_suffix(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'k' | b'm' | b'g' | b't' | b'p' | b'e')
}

/// `b` or `i`, in either case: what may follow a size suffix, as often as one likes.
pub(crate) const fn is_size_unit(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'b' | b'i')
}

/// What ends an unquoted value, or needs a second look inside one: the classes of [`lexString`] in one table.
///
/// [`lexString`]: https://github.com/nats-io/nats-server/blob/v2.14.5/conf/lex.go
pub(crate) static STOPS_BARE: [bool; 256] = table(b"\n\r\0;,]} \t'\\");

/// What ends an unquoted key, or may end it: white space, separators, NUL, and bytes above ASCII.
pub(crate) static STOPS_KEY: [bool; 256] = {
    let mut stops = table(b"\t\n\x0b\x0c\r :=\0");
    let mut byte = 0x80;
    while byte < 256 {
        stops[byte] = true;
        byte += 1;
    }
    stops
};

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// The character at the start of `input` and its length, as Go's `utf8.DecodeRune`: a byte that starts none is U+FFFD.
/// `None` at the end.
pub(crate) fn decode(input: &[u8]) -> Option<(char, usize)> {
    let first = *input.first()?;
    if first < 0x80 {
        return Some((char::from(first), 1));
    }
    let head = &input[..input.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    Some(valid.chars().next().map_or((char::REPLACEMENT_CHARACTER, 1), |c| (c, c.len_utf8())))
}

/// Go's `unicode.IsDigit`: a decimal digit of any script.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && get_general_category(c) == GeneralCategory::DecimalNumber)
}

/// The length of the digit at the start of `input`, 0 if there is none.
pub(crate) fn digit_len(input: &[u8]) -> usize {
    match input.first() {
        Some(b'0'..=b'9') => 1,
        Some(0x80..) => decode(input).filter(|(c, _)| is_digit(*c)).map_or(0, |(_, len)| len),
        _ => 0,
    }
}

/// The length of the white space (Go's `unicode.IsSpace`) at the start of `input`.
#[inline]
pub(crate) fn space_len(input: &[u8]) -> usize {
    let mut at = 0;
    loop {
        match input.get(at) {
            Some(byte) if is_ascii_space(*byte) => at += 1,
            Some(0x80..) => match decode(&input[at..]) {
                Some((c, len)) if c.is_whitespace() => at += len,
                _ => return at,
            },
            _ => return at,
        }
    }
}
