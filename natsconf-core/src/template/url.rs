//! Texts in URLs.

use std::fmt::Write as _;

/// A text with all but letters, digits and `-._~` as `%XX`, as Go's `url.QueryEscape` and Python's `quote_plus` write it, with
/// `+` for a blank; where it is no query, as Python's `quote` does: slashes stay, and a blank is none of those.
pub(super) fn encode(text: &str, is_query: bool) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte.into()),
            b'/' if !is_query => encoded.push('/'),
            b' ' if is_query => encoded.push('+'),
            // Writing to a `String` cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}
