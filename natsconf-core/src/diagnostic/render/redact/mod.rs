//! Which parts of a line are secret. An excerpt is shown in terminals and CI logs, and the line with the mistake is
//! often the one with the password.
//!
//! This reads lines, not the tree, since a broken configuration has secrets too: the value of a key that is named
//! like a secret, and whatever looks like one. In doubt it hides more.

mod scan;
mod shapes;

use std::ops::Range;

use crate::source::Source;
use scan::{Open, scan};
use shapes::shapes;

/// What stands in the place of a secret.
pub(super) const MASK: &str = "..";

/// How many lines before the one shown are read for a secret that starts there.
const LINES_BEFORE: u32 = 100;

/// How much of a line before it is read, from its end.
const LINE_TAIL: usize = 4096;

/// The secret parts of `window`, a byte range of `source` within one line.
pub(super) fn secrets(source: &Source, line: u32, window: Range<usize>) -> Vec<Range<usize>> {
    let text = source.text();
    let whole = source.lines().range(text, line);
    let cut = window.start > whole.start;
    let open = if cut { Open::Nothing } else { open_before(source, line) };
    let shown = &text[window.clone()];
    let mut found = scan(shown, open).0;
    if cut {
        // Half a token does not show what it is.
        let end = shown.iter().position(|byte| scan::is_token_end(*byte)).unwrap_or(shown.len());
        found.push(0..end);
    }
    found.extend(shapes(shown));
    let merged = merge(found).into_iter().filter(|range| !is_placeholder(&shown[range.start..], range.len()));
    merged.map(|range| range.start + window.start..range.end + window.start).collect()
}

/// Whether a text begins with the place of a value in a template which has `len` bytes, closing braces counted or not.
fn is_placeholder(text: &[u8], len: usize) -> bool {
    placeholder(text).is_some_and(|whole| (whole - 2..=whole + 1).contains(&len))
}

/// The length of the place of a value in a template, named and not given, with which a text begins:
/// `${trimspace(password)}`, `{{ password }}`, `{{- .Values.password }}`.
fn placeholder(text: &[u8]) -> Option<usize> {
    let close: &[u8] = match text {
        [b'$', b'{', ..] => b"}",
        [b'{', b'{', ..] => b"}}",
        _ => return None,
    };
    let end = 2 + text[2..].windows(close.len()).position(|window| window == close)?;
    let name = text[2..end].trim_ascii();
    let name = name.strip_prefix(b"-").unwrap_or(name);
    let name = name.strip_suffix(b"-").unwrap_or(name).trim_ascii();
    let is_named = name.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'_' | b'.'))
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.()[] |".contains(byte));
    is_named.then_some(end + close.len())
}

/// The text without what looks like a secret by itself: seeds, tokens, hashes, credentials of URLs.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut at = 0;
    for range in merge(shapes(text.as_bytes())) {
        clean.push_str(&text[at..range.start]);
        clean.push_str(MASK);
        at = range.end;
    }
    clean + &text[at..]
}

/// A configuration with its secrets masked, for showing to people.
pub fn mask(text: &[u8]) -> String {
    let mut masked = Vec::with_capacity(text.len());
    let mut open = Open::Nothing;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let content = line.trim_ascii_end();
        let (mut found, then) = scan(content, open);
        open = then;
        found.extend(shapes(content));
        let mut at = 0;
        for range in merge(found) {
            masked.extend_from_slice(&line[at..range.start]);
            masked.extend_from_slice(MASK.as_bytes());
            at = range.end;
        }
        masked.extend_from_slice(&line[at..]);
    }
    String::from_utf8_lossy(&masked).into_owned()
}

fn open_before(source: &Source, line: u32) -> Open {
    (line.saturating_sub(LINES_BEFORE).max(1)..line).fold(Open::Nothing, |open, line| {
        let range = source.lines().range(source.text(), line);
        let start = range.start.max(range.end.saturating_sub(LINE_TAIL));
        scan(&source.text()[start..range.end], open).1
    })
}

/// Sorts ranges, and joins those that touch.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    ranges.into_iter().fold(Vec::new(), |mut merged: Vec<Range<usize>>, range| {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
        merged
    })
}

#[cfg(test)]
mod tests {
    use super::mask;

    fn masked(text: &str) -> String {
        mask(text.as_bytes())
    }

    #[test]
    fn values_of_keys_named_like_secrets_are_masked() {
        assert_eq!(masked("password: hunter2"), "password: ..");
        assert_eq!(masked("PASS = 'hunter2'"), "PASS = '..'");
        assert_eq!(masked("token hunter2 # why"), "token .. # why");
        assert_eq!(masked(r#"{"default_password":"hun\"ter2","port":1}"#), r#"{"default_password":"..","port":1}"#);
        assert_eq!(masked("{user: a, password: b2, account: C}"), "{user: a, password: .., account: C}");
        assert_eq!(masked("jetstream { key: 0123456789, cipher: aes }"), "jetstream { key: .., cipher: aes }");
        assert_eq!(masked("# old: password=hunter2"), "# old: password=..");
        assert_eq!(masked("tpm { srk_password: x }"), "tpm { srk_password: .. }");
        assert_eq!(masked("pasword: hunter2"), "pasword: ..");
        assert_eq!(masked(r#"{"password}": hunter2}"#), r#"{"password}": ..}"#);
    }

    #[test]
    fn the_place_of_a_secret_is_none() {
        let is_placeholder = |text: &str| super::is_placeholder(text.as_bytes(), text.len());
        assert!(
            is_placeholder("${password}") && is_placeholder("${trimspace(var.a)}") && is_placeholder("{{ a | b }}")
        );
        assert!(
            super::is_placeholder(b"${password} }", 10) && !is_placeholder("${password") && !is_placeholder("${a}bc")
        );
        assert!(is_placeholder("{{ .Values.password }}") && is_placeholder("{{- password -}}"));
        assert_eq!(masked("password: {{ password }}"), "password: {{ password }}");
        assert_eq!(
            masked("{user: a, password: {{ a.password }}, x: 1}"),
            "{user: a, password: {{ a.password }}, x: 1}"
        );
        assert_eq!(masked("password: {{ password }} hunter2"), "password: {{ ..");
        assert_eq!(masked("password: {{ 'hunter2' }}"), "password: {{ '..' }}");
        assert!(!is_placeholder("${\"hunter2\"}") && !is_placeholder("${1234}") && !is_placeholder("$PASSWORD"));
    }

    #[test]
    fn a_secret_with_a_mistake_in_it_is_masked_as_a_whole() {
        assert_eq!(masked("password: hunter 2 and 3"), "password: ..");
        assert_eq!(masked("password: hun,ter2"), "password: ..");
        assert_eq!(masked("password: hun;ter2, x"), "password: ..");
        assert_eq!(masked(r#"password: "hunter2"#), r#"password: ".."#);
        assert_eq!(masked(r#"password: "hun"ter2""#), r#"password: ".."#);
        assert_eq!(masked("password: $hunter2"), "password: ..");
        assert_eq!(masked("password #hunter2"), "password ..");
    }

    #[test]
    fn a_secret_may_span_lines() {
        assert_eq!(masked("{ password:\n  hunter2\n}\nport: 1"), "{ password:\n  ..\n}\nport: 1");
        assert_eq!(masked("password: \"hun\nter2\"\nport: 1"), "password: \"..\n..\"\nport: 1");
        assert_eq!(masked("token (\nhunter2\n)\nport: 1"), "token (\n..\n)\nport: 1");
        assert_eq!(masked("token [\n  hunter2\n]\nport: 1"), "token [\n..\n]\nport: 1");
        let key = "-----BEGIN PRIVATE KEY-----\nMIIE\nvQIB\n-----END PRIVATE KEY-----\nport: 1";
        assert_eq!(masked(key), key.replace("MIIE", "..").replace("vQIB", ".."));
    }

    #[test]
    fn what_looks_like_a_secret_is_masked_anywhere() {
        let seed = format!("SU{}", "AB27".repeat(14));
        assert_eq!(masked(&format!("nkey: {seed}")), "nkey: ..");
        assert_eq!(
            masked(&format!("// {} {seed}", seed.replace("SU", "UA"))),
            format!("// {} ..", seed.replace("SU", "UA"))
        );
        assert_eq!(masked("operator: eyJ0eXAiOiJKV1Q.eyJqdGki-_.AbC"), "operator: ..");
        assert_eq!(masked("a: $2a$11$abc./DEF, b: 1"), "a: .., b: 1");
        assert_eq!(masked("routes: [nats://me:p@ss@h:1, tls://tok@h]"), "routes: [nats://..@h:1, tls://..@h]");
        assert_eq!(masked(r#"x: "-----BEGIN PRIVATE KEY-----\nMII""#), r#"x: "-----BEGIN PRIVATE KEY-----.."#);
    }

    #[test]
    fn the_rest_is_shown() {
        for text in [
            "password: $NATS_PASSWORD",
            "listen: 127.0.0.1:4222 # the password comes from the environment",
            "publish: \"app.token\"\nsubscribe: \"token\"\nport: 1",
            "urls: [\"nats://host:4222\"]",
            "account: ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA",
            "authorization { timeout: 1 }",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
