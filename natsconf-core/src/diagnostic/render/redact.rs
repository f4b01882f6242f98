//! Which parts of a line are secret. An excerpt is shown in terminals and CI logs, and the line with the mistake is
//! often the one with the password.
//!
//! This reads lines, not the tree, since a broken configuration has secrets too: the value of a key that is named
//! like a secret, and whatever looks like one. In doubt it hides more.

use std::ops::Range;

use crate::source::Source;

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
        let end = shown.iter().position(|byte| is_token_end(*byte)).unwrap_or(shown.len());
        found.push(0..end);
    }
    found.extend(shapes(shown));
    merge(found).into_iter().map(|range| range.start + window.start..range.end + window.start).collect()
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

/// What of a secret is still open at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A word that is a secret's key if a separator comes next.
    Name,
    /// The value of a secret's key comes next.
    Value,
    /// A string in these quotes.
    Quote(u8),
    /// A `(` … `)` block.
    Block,
    /// A list.
    List,
    /// A private key in PEM form.
    Pem,
}

fn open_before(source: &Source, line: u32) -> Open {
    (line.saturating_sub(LINES_BEFORE).max(1)..line).fold(Open::Nothing, |open, line| {
        let range = source.lines().range(source.text(), line);
        let start = range.start.max(range.end.saturating_sub(LINE_TAIL));
        scan(&source.text()[start..range.end], open).1
    })
}

/// The values of secrets' keys in a line, and what is open at its end.
fn scan(line: &[u8], open: Open) -> (Vec<Range<usize>>, Open) {
    let mut scan = Scan { line, at: 0, in_comment: false, found: Vec::new(), open: Open::Nothing };
    scan.resume(open);
    while scan.at < line.len() {
        scan.token();
    }
    (scan.found, scan.open)
}

struct Scan<'l> {
    line: &'l [u8],
    at: usize,
    in_comment: bool,
    found: Vec<Range<usize>>,
    open: Open,
}

impl<'l> Scan<'l> {
    fn rest(&self) -> &'l [u8] {
        &self.line[self.at..]
    }

    /// Hides up to `end` and goes on there.
    fn hide_to(&mut self, end: usize) {
        self.found.push(self.at..end);
        self.at = end;
    }

    fn hide_line(&mut self, open: Open) {
        self.hide_to(self.line.len());
        self.open = open;
    }

    /// Goes on with what the line before left open.
    fn resume(&mut self, open: Open) {
        match open {
            Open::Nothing => {}
            Open::Name => {
                if self.separator() {
                    self.value();
                }
            }
            Open::Value => self.value(),
            Open::Quote(quote) => self.until_quote(quote),
            Open::Block if self.line.trim_ascii() == b")" => {}
            Open::List => self.until_list_end(),
            Open::Pem if contains(self.line, b"-----END") => {}
            Open::Block | Open::Pem => self.hide_line(open),
        }
    }

    fn token(&mut self) {
        match self.rest() {
            [b'#', ..] | [b'/', b'/', ..] if self.starts_comment() => {
                self.in_comment = true;
                self.at += 1;
            }
            [b'-', ..] if self.rest().starts_with(b"-----BEGIN") && contains(self.rest(), b"PRIVATE KEY") => {
                self.at = self.line.len();
                self.open = Open::Pem;
            }
            [byte, ..] if is_word(*byte) => self.word(),
            // Quotes may be where the mistake is, so what stands in them is read like the rest.
            _ => self.at += 1,
        }
    }

    fn starts_comment(&self) -> bool {
        matches!(self.line[..self.at].last(), None | Some(b' ' | b'\t' | b',' | b';' | b'}' | b']'))
    }

    /// A word, which may be a key.
    fn word(&mut self) {
        let is_first = self.line[..self.at].iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'{'));
        // `app.token` is a subject.
        let word = self.rest().split(|byte| !is_word(*byte) && *byte != b'.').next().unwrap_or_default();
        self.at += word.len();
        if !is_secret_name(word) {
            return;
        }
        if matches!(self.rest(), [b'"' | b'\'', ..]) {
            self.at += 1;
        }
        // Comments speak of passwords without telling one; and what ends a line may be a value that only reads so.
        let separated = self.separator();
        if separated || (is_first && !self.in_comment) || self.starts_value() {
            self.value();
        } else if self.rest().is_empty() {
            self.open = Open::Name;
        }
    }

    /// Whether a `:` or `=` comes next, be it behind a character too many; goes behind it.
    fn separator(&mut self) -> bool {
        let between = |byte: &&u8| matches!(byte, b' ' | b'\t' | b',' | b';' | b'}' | b']');
        let len = self.rest().iter().take_while(between).count();
        let separated = matches!(self.rest()[len..], [b':' | b'=', ..]);
        self.at += if separated { len + 1 } else { 0 };
        self.blank();
        separated
    }

    fn starts_value(&self) -> bool {
        !self.in_comment && self.rest().first().is_some_and(|byte| !matches!(byte, b',' | b';' | b'}' | b']'))
    }

    fn blank(&mut self) {
        self.at += blank_len(self.rest());
    }

    /// The value of a secret's key.
    fn value(&mut self) {
        // A brace or a second separator before it is a mistake.
        self.at += self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'{' | b':' | b'=')).count();
        match self.rest() {
            [] if !self.in_comment => self.open = Open::Value,
            [] => {}
            // A comment, or the secret itself.
            [b'#', ..] if !self.in_comment => self.hide_line(Open::Value),
            [quote @ (b'"' | b'\''), ..] => {
                self.at += 1;
                self.until_quote(*quote);
            }
            [b'(', ..] => {
                self.at += 1;
                self.hide_line(Open::Block);
            }
            [b'[', ..] => {
                self.at += 1;
                self.until_list_end();
            }
            _ => self.bare(),
        }
    }

    fn until_quote(&mut self, quote: u8) {
        match close_at(self.rest(), quote) {
            // A quote within the secret ends the string too early.
            Some(len) if !ends_cleanly(&self.rest()[len + 1..]) => self.hide_line(Open::Nothing),
            Some(len) => {
                self.hide_to(self.at + len);
                self.at += 1;
            }
            None if self.in_comment => self.hide_line(Open::Nothing),
            None => self.hide_line(Open::Quote(quote)),
        }
    }

    fn until_list_end(&mut self) {
        match self.rest().iter().rposition(|byte| *byte == b']') {
            Some(len) => self.hide_to(self.at + len),
            None => self.hide_line(Open::List),
        }
    }

    /// An unquoted secret ends where the server's string does, unless what follows shows that it goes on.
    fn bare(&mut self) {
        let len = self.rest().iter().position(|byte| is_token_end(*byte)).unwrap_or(self.rest().len());
        if len == 0 && !ends_cleanly(self.rest()) {
            // A terminator too early.
            self.hide_line(Open::Nothing);
        } else if is_environment_name(&self.rest()[..len]) {
            self.at += len;
        } else if ends_cleanly(&self.rest()[len..]) {
            self.hide_to(self.at + len);
        } else {
            self.hide_line(Open::Nothing);
        }
    }
}

/// Whether what follows a value looks like the rest of a line without a mistake.
fn ends_cleanly(rest: &[u8]) -> bool {
    let next = &rest[blank_len(rest)..];
    match next {
        [] | [b'#', ..] | [b'/', b'/', ..] => true,
        [b'}' | b']', rest @ ..] => ends_cleanly(rest),
        [b',' | b';', rest @ ..] => {
            let next = &rest[blank_len(rest)..];
            matches!(next, [] | [b'#' | b'{', ..]) || starts_entry(next)
        }
        _ => false,
    }
}

fn without_quote(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\"").or_else(|| text.strip_prefix(b"'")).unwrap_or(text)
}

/// Whether a key and what follows keys stand here.
fn starts_entry(text: &[u8]) -> bool {
    let len = match text {
        [quote @ (b'"' | b'\''), ..] => quoted_len(text, *quote).unwrap_or(0),
        _ => text.iter().take_while(|byte| is_word(**byte)).count(),
    };
    let rest = &text[len..];
    len > 0 && matches!(rest[blank_len(rest)..], [b':' | b'=' | b'{' | b'[' | b'"', ..])
}

fn blank_len(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count()
}

/// The length of the string that starts here, quotes included.
fn quoted_len(text: &[u8], quote: u8) -> Option<usize> {
    close_at(&text[1..], quote).map(|len| len + 2)
}

/// Where the closing quote is.
fn close_at(text: &[u8], quote: u8) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|byte| {
        let closes = *byte == quote && !escaped;
        escaped = quote == b'"' && *byte == b'\\' && !escaped;
        closes
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | 0x80..)
}

fn is_token_end(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b',' | b';' | b'}' | b']' | b'"' | b'\'')
}

/// Whether the values of keys with this name are secret.
fn is_secret_name(name: &[u8]) -> bool {
    const WHOLE: [&str; 5] = ["pw", "pwd", "key", "ek", "prev_ek"];
    const ENDS: [&str; 8] = ["password", "passwd", "passphrase", "pass", "token", "secret", "seed", "_key"];
    let name = String::from_utf8_lossy(name).to_ascii_lowercase().replace('-', "_");
    let is_word = name.bytes().all(is_word);
    is_word && (WHOLE.contains(&name.as_str()) || ENDS.iter().any(|end| name.ends_with(end)))
}

/// `$NAME` as environment variables are written; an unquoted password may start with `$` too.
fn is_environment_name(value: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    value.strip_prefix(b"$").is_some_and(|name| !name.is_empty() && name.iter().all(fits))
}

/// What looks like a secret wherever it stands.
fn shapes(text: &[u8]) -> Vec<Range<usize>> {
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

/// A seed has 58 characters; one with a typing mistake is a secret too.
fn is_seed(word: &[u8]) -> bool {
    matches!(word, [b'S', b'O' | b'A' | b'U' | b'N' | b'C' | b'X', ..])
        && word.len() >= 30
        && word.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_bcrypt(text: &[u8]) -> bool {
    matches!(text, [b'$', b'2', b'a' | b'b' | b'x' | b'y', b'$', ..])
}

/// `user:password` or `token` in `://user:password@host`; with a mistake in it, it may hold quotes and blanks.
fn user_info(url: &[u8]) -> Option<Range<usize>> {
    let address = &url[3..];
    let host = address.iter().position(|byte| is_token_end(*byte) || *byte == b'/').unwrap_or(address.len());
    if is_host(&address[..host]) && ends_cleanly(without_quote(&address[host..])) {
        return None;
    }
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
    is_port && !host.iter().any(|byte| matches!(byte, b':' | b'@')) || address.starts_with(b"[")
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(text, part).is_some()
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
