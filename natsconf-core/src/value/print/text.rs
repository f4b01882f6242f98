//! Keys and scalars → text that the server reads as exactly these.

use std::borrow::Cow;
use std::fmt::Write;

use crate::syntax::{Dialect, LeafKind, token};
use crate::value::scalar::{Bare, bare};

/// A key, in quotes where it needs them or `quoted` asks for them; `None` where no quotes help.
pub(in crate::value) fn key(key: &str, quoted: bool) -> Option<Cow<'_, str>> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-' | b'.');
    match key {
        _ if key.contains('\0') => None,
        _ if !quoted && !key.is_empty() && key.bytes().all(is_plain) && !token::is_include(key.as_bytes()) => {
            Some(Cow::Borrowed(key))
        }
        _ if !key.contains('"') => Some(Cow::Owned(format!("\"{key}\""))),
        _ if !key.contains('\'') && !quoted => Some(Cow::Owned(format!("'{key}'"))),
        _ => None,
    }
}

/// A string, in quotes where it needs them or `quoted` asks for them.
pub(in crate::value) fn string(text: &str, quoted: bool) -> Cow<'_, str> {
    if !quoted && is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(quote(text)) }
}

/// Whether a string is one without quotes too, wherever it stands. Stricter than the server: what starts like a
/// number, a variable or a comment, or ends a value somewhere, is quoted.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let continues = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/' | b'@' | b'*' | b'>' | b'+')
    };
    starts && text.bytes().all(continues) && bare(text.as_bytes()) == Bare::Text
}

/// A string in quotes, which the server reads back as exactly this text, wherever a value may stand.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_ascii_control() => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\x{:02x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A float, with digits on both sides of the point and no exponent; `None` if it is not finite.
pub(in crate::value) fn float(value: f64) -> Option<String> {
    let text = value.is_finite().then(|| value.to_string())?;
    Some(if text.contains('.') { text } else { text + ".0" })
}

/// Whether a text ends in a number, which would go on with a `]` directly behind it.
pub(in crate::value) fn ends_in_number(text: &str) -> bool {
    let start = text.rfind([' ', '\t', '\n']).map_or(0, |blank| blank + 1);
    matches!(token::scalar(&text.as_bytes()[start..], Dialect::default()), Ok((b"", LeafKind::Integer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_where_the_server_needs_it() {
        for plain in ["foo", "nats://a:4222", "_INBOX.>", "orders.*.new", "a@b", "TRUEST"] {
            assert_eq!(string(plain, false), plain);
        }
        for quoted in
            ["", "true", "Yes", "1", "1k", "-1", "10.0.0.1", "$VAR", "$2a$11$x", "$2b$11$x", "a b", "a,b", "#a"]
        {
            assert_eq!(string(quoted, false), format!("\"{quoted}\""));
        }
        assert_eq!(string("a\"\\\n\t\r\u{1}\0é", false), r#""a\"\\\n\t\r\x01\x00é""#);
        assert_eq!(string("foo", true), "\"foo\"");
    }

    #[test]
    fn keys_are_quoted_where_the_server_needs_it() {
        assert_eq!(key("$SYS", false).as_deref(), Some("$SYS"));
        assert_eq!(key("a b", false).as_deref(), Some("\"a b\""));
        assert_eq!(key("Include", false).as_deref(), Some("\"Include\""));
        assert_eq!(key("", false).as_deref(), Some("\"\""));
        assert_eq!(key("a\"b", false).as_deref(), Some("'a\"b'"));
        assert_eq!(key("a\"'b", false), None);
        assert_eq!(key("a\0b", false), None);
    }

    #[test]
    fn floats_have_a_point_and_no_exponent() {
        assert_eq!(float(1.0).as_deref(), Some("1.0"));
        assert_eq!(float(-0.0).as_deref(), Some("-0.0"));
        assert_eq!(float(1e21).as_deref(), Some("1000000000000000000000.0"));
        assert_eq!(float(1e-7).as_deref(), Some("0.0000001"));
        assert_eq!(float(f64::NAN), None);
    }
}
