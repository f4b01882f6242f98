//! One scalar's text → its value, exactly as `processItem` in `conf/parse.go` of nats-server.

use std::borrow::Cow;

use super::DateTime;
use crate::syntax::token::escapes_from;

/// What the text of a bare value is.
#[derive(Debug, PartialEq)]
pub(super) enum Bare<'t> {
    Bool(bool),
    /// The name, without the `$`.
    Variable(&'t [u8]),
    Text,
    /// Escapes decoded.
    Decoded(Box<[u8]>),
}

/// Why a number has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberError {
    OutOfRange,
    /// Digits of another script than ASCII.
    NotAscii,
}

/// A bare value: boolean, variable, or text (`lexString`).
pub(super) fn bare(text: &[u8]) -> Bare<'_> {
    let from = escapes_from(text);
    if let Cow::Owned(tail) = decode_escapes(&text[from..]) {
        return Bare::Decoded([&text[..from], &tail].concat().into());
    }
    if let Some(value) = boolean(text) {
        return Bare::Bool(value);
    }
    match text {
        [b'$', name @ ..] => Bare::Variable(name),
        _ => Bare::Text,
    }
}

/// `true`, `yes`, `on` and their opposites, in any case.
fn boolean(text: &[u8]) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word.as_bytes());
    match text.len() {
        2 if is("on") => Some(true),
        2 if is("no") => Some(false),
        3 if is("yes") => Some(true),
        3 if is("off") => Some(false),
        4 if is("true") => Some(true),
        5 if is("false") => Some(false),
        _ => None,
    }
}

/// Takes the escapes out of what the parser has accepted; borrowed when there are none.
pub(super) fn decode_escapes(text: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'\\', text) else {
        return Cow::Borrowed(text);
    };
    let mut decoded = text[..first].to_vec();
    let mut rest = &text[first..];
    while let [byte, tail @ ..] = rest {
        rest = tail;
        if *byte != b'\\' {
            decoded.push(*byte);
            continue;
        }
        match rest {
            [b'x', a, b, tail @ ..] => {
                decoded.push(hex(*a) << 4 | hex(*b));
                rest = tail;
            }
            [escape, tail @ ..] => {
                decoded.push(match escape {
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'r' => b'\r',
                    other => *other,
                });
                rest = tail;
            }
            [] => {}
        }
    }
    Cow::Owned(decoded)
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10) & 0x0f,
    }
}

/// An integer with its size suffix multiplied in, wrapping on overflow as Go does. `None` for a suffix that the server
/// does not know, such as `1kbb`: it then sets no value at all, without a word.
pub(super) fn integer(text: &[u8]) -> Result<Option<i64>, NumberError> {
    let text = std::str::from_utf8(text).map_err(|_| NumberError::NotAscii)?;
    if !text.is_ascii() {
        return Err(NumberError::NotAscii);
    }
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
    let number: i64 = text[..digits].parse().map_err(|_| NumberError::OutOfRange)?;
    Ok(multiplier(&text[digits..]).map(|multiplier| number.wrapping_mul(multiplier)))
}

/// `k` is 1000, `kb`, `ki` and `kib` are 1024, and so on up to `e`.
fn multiplier(suffix: &str) -> Option<i64> {
    let Some((letter, unit)) = suffix.split_at_checked(1).filter(|(letter, _)| !letter.is_empty()) else {
        return Some(1);
    };
    let power = "kmgtpe".find(&letter.to_ascii_lowercase())? + 1;
    let base: i64 = match unit.to_ascii_lowercase().as_str() {
        "" => 1000,
        "b" | "i" | "ib" => 1024,
        _ => return None,
    };
    Some(base.pow(u32::try_from(power).ok()?))
}

/// A float: Go's `strconv.ParseFloat` on digits, point, digits.
pub(super) fn float(text: &[u8]) -> Result<f64, NumberError> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.is_ascii()).ok_or(NumberError::NotAscii)?;
    let value: f64 = text.parse().map_err(|_| NumberError::NotAscii)?;
    if value.is_finite() { Ok(value) } else { Err(NumberError::OutOfRange) }
}

/// A date and time that the calendar has.
pub(super) fn datetime(text: &[u8]) -> Option<DateTime> {
    DateTime::parse(std::str::from_utf8(text).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_multiply_and_wrap() {
        assert_eq!(integer(b"1k"), Ok(Some(1000)));
        assert_eq!(integer(b"-1KB"), Ok(Some(-1024)));
        assert_eq!(integer(b"10Gi"), Ok(Some(10 << 30)));
        assert_eq!(integer(b"9e"), Ok(Some(9_000_000_000_000_000_000)));
        assert_eq!(integer(b"16eb"), Ok(Some(0)));
        assert_eq!(integer(b"1kbb"), Ok(None));
        assert_eq!(integer(b"9223372036854775808"), Err(NumberError::OutOfRange));
        assert_eq!(integer("٣".as_bytes()), Err(NumberError::NotAscii));
    }

    #[test]
    fn a_bare_value_is_a_boolean_a_variable_or_text() {
        assert_eq!(bare(b"YES"), Bare::Bool(true));
        assert_eq!(bare(b"$A"), Bare::Variable(b"A"));
        assert_eq!(bare(b"a$"), Bare::Text);
        assert_eq!(bare(b"\\x74rue"), Bare::Decoded(b"true".as_slice().into()));
        // The lexer has the backslash behind it when it finds that this is a string.
        assert_eq!(bare(b"5\\n"), Bare::Text);
        assert_eq!(bare(b"5a\\n"), Bare::Decoded(b"5a\n".as_slice().into()));
    }

    #[test]
    fn escapes_decode_to_bytes() {
        assert_eq!(decode_escapes(br"a\x41\xfF\t\\\q").as_ref(), b"aA\xff\t\\q");
        assert!(matches!(decode_escapes(b"plain"), Cow::Borrowed(b"plain")));
    }

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(datetime(b"2016-05-04T18:53:41Z").map(|d| d.to_string()).as_deref(), Some("2016-05-04T18:53:41Z"));
        assert_eq!(datetime(b"2015-02-29T00:00:00Z"), None);
        assert_eq!(datetime(b"2016-05-04T24:00:00Z"), None);
        assert_eq!(datetime(b"2016-05-04T23:59:60Z"), None);
    }
}
