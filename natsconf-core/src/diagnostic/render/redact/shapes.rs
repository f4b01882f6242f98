//! What shows by itself that it is a secret: seeds, JWTs, bcrypt hashes, private keys, and who logs in at a URL.

use std::ops::Range;

use super::scan::{is_environment_name, is_token_end, is_word};

/// What looks like a secret wherever it stands.
pub(super) fn shapes(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::from_iter(private_key(text));
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
        if rest.starts_with(b"://") {
            found.extend(user_info(rest).map(|range| range.start + at..range.end + at));
            at += 3;
        } else if is_seed(&rest[..len]) {
            found.push(at..at + len);
            at += len;
        } else if len >= 3 && rest.starts_with(b"eyJ") {
            let len = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'.').count();
            found.push(at..at + len);
            at += len;
        } else if is_bcrypt(rest) {
            let hash = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'.' | b'/');
            let len = rest.iter().take_while(hash).count();
            found.push(at..at + len);
            at += len;
        } else {
            at += len.max(1);
        }
    }
    found
}

/// What follows the first line of a private key in PEM form, where a string holds all its lines.
fn private_key(text: &[u8]) -> Option<Range<usize>> {
    const BEGIN: &[u8] = b"PRIVATE KEY-----";
    let start = memchr::memmem::find(text, BEGIN)? + BEGIN.len();
    let len = memchr::memmem::find(&text[start..], b"-----END").unwrap_or(text.len() - start);
    Some(start..start + len)
}

/// A seed has 58 characters, all upper case; one with typing mistakes is a secret too.
fn is_seed(word: &[u8]) -> bool {
    matches!(word, [b'S', b'O' | b'A' | b'U' | b'N' | b'C' | b'X', ..])
        && word.len() >= 30
        && word.iter().all(u8::is_ascii_alphanumeric)
}

fn is_bcrypt(text: &[u8]) -> bool {
    matches!(text, [b'$', b'2', b'a' | b'b' | b'x' | b'y', b'$', ..])
}

/// `user:password` or `token` in `://user:password@host`. With a mistake in it, it may hold whatever ends a URL, so an
/// `@` behind a URL hides what stands before it, too.
fn user_info(url: &[u8]) -> Option<Range<usize>> {
    let address = &url[3..];
    let host = address.iter().position(|byte| is_token_end(*byte) || *byte == b'/').unwrap_or(address.len());
    let end = memchr::memmem::find(address, b"://").unwrap_or(address.len());
    match address[..end].iter().rposition(|byte| *byte == b'@') {
        Some(at) => Some(3..3 + at),
        // The `@` may be what is missing.
        None if !is_host(&address[..host]) => Some(3..3 + host),
        None => None,
    }
}

/// A host, and a port or none.
fn is_host(address: &[u8]) -> bool {
    let (host, port) = match address.iter().rposition(|byte| *byte == b':') {
        Some(colon) if !address.starts_with(b"[") => (&address[..colon], &address[colon + 1..]),
        _ => (address, &b"0"[..]),
    };
    let is_port = port.iter().all(u8::is_ascii_digit) || is_environment_name(port);
    !address.contains(&b'@') && (address.starts_with(b"[") || is_port && !host.contains(&b':'))
}
