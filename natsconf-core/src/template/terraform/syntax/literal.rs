//! The text that a literal token stands for.

use std::ops::Range;

/// Replaces escapes: `$${` and `%%{` everywhere, backslashes only between quotes.
///
/// # Errors
/// The bytes of an escape that there is not, and what is wrong with it.
pub(super) fn decode(text: &str, quoted: bool) -> Result<String, (Range<usize>, &'static str)> {
    let mut decoded = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain = rest.find(['$', '%', '\\']).unwrap_or(rest.len());
        decoded.push_str(&rest[..plain]);
        at += plain;
        let rest = &rest[plain..];
        let len = match rest.bytes().next() {
            Some(b'\\') if quoted => backslash(rest, &mut decoded).map_err(|(len, message)| (at..at + len, message))?,
            Some(b'\\') => verbatim(&rest[..1], &mut decoded),
            Some(sigil) => template_escape(rest, sigil, &mut decoded),
            None => 0,
        };
        at += len;
    }
    Ok(decoded)
}

fn verbatim(text: &str, decoded: &mut String) -> usize {
    decoded.push_str(text);
    text.len()
}

/// `$${` is `${`; signs go in pairs, so `$$${` is not `$${`.
fn template_escape(rest: &str, sigil: u8, decoded: &mut String) -> usize {
    let bytes = rest.as_bytes();
    if bytes.get(1) != Some(&sigil) {
        return verbatim(&rest[..1], decoded);
    }
    if bytes.get(2) != Some(&b'{') {
        return verbatim(&rest[..2], decoded);
    }
    decoded.push_str(&rest[1..3]);
    3
}

/// Returns the length of the escape; with an error also.
fn backslash(rest: &str, decoded: &mut String) -> Result<usize, (usize, &'static str)> {
    let Some(selector) = rest[1..].chars().next() else {
        return Err((1, "a backslash must be followed by what it escapes"));
    };
    let char = match selector {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\\' => selector,
        'u' => return unicode(rest, 4, decoded),
        'U' => return unicode(rest, 8, decoded),
        _ => return Err((1 + selector.len_utf8(), "there is no such escape")),
    };
    decoded.push(char);
    Ok(2)
}

fn unicode(rest: &str, digits: usize, decoded: &mut String) -> Result<usize, (usize, &'static str)> {
    let found = rest[2..].bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
    let len = 2 + found;
    if found < digits {
        return Err((len, if digits == 4 { "`\\u` needs four digits" } else { "`\\U` needs eight digits" }));
    }
    let code = u32::from_str_radix(&rest[2..len], 16).ok().and_then(char::from_u32);
    decoded.push(code.ok_or((len, "there is no such character"))?);
    Ok(len)
}
