//! A line → the values of the keys in it that are named like secrets. What a line leaves open goes on in the next.

use std::ops::Range;

use super::placeholder;

/// What of a secret is still open at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
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

/// The values of secrets' keys in a line, and what is open at its end.
pub(super) fn scan(line: &[u8], open: Open) -> (Vec<Range<usize>>, Open) {
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

    /// Whether a `:` or `=` comes next, be it behind characters too many; goes behind it.
    fn separator(&mut self) -> bool {
        let between = |byte: &&u8| !is_word(**byte) && !matches!(byte, b':' | b'=');
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

    fn skip(&mut self, bytes: &[u8]) {
        self.at += self.rest().iter().take_while(|byte| bytes.contains(byte)).count();
    }

    /// The value of a secret's key.
    fn value(&mut self) {
        // A brace or a second separator before it is a mistake.
        self.skip(b" \t:=");
        if let Some(len) = placeholder(self.rest()).filter(|len| ends_cleanly(&self.rest()[*len..])) {
            self.at += len;
            return;
        }
        self.skip(b" \t{:=");
        match self.rest() {
            [] => self.open = Open::Value,
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

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | 0x80..)
}

pub(super) fn is_token_end(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b',' | b';' | b'}' | b']' | b'"' | b'\'')
}

/// Whether the values of keys with this name are secret. A name with a slip in it, `pasword`, counts: the finding about it
/// shows its line.
fn is_secret_name(name: &[u8]) -> bool {
    const WHOLE: [&str; 5] = ["pw", "pwd", "key", "ek", "prev_ek"];
    const ENDS: [&str; 8] = ["password", "passwd", "passphrase", "pass", "token", "secret", "seed", "_key"];
    const LONG: usize = 5;
    let name = String::from_utf8_lossy(name).to_ascii_lowercase().replace('-', "_");
    let is_word = name.bytes().all(is_word);
    // Hundreds of names are looked at for each finding: those that are too short or too long cost nothing, nor do those
    // that begin and end otherwise, since a slip leaves one of the ends.
    let keeps_an_end = |end: &str| {
        let (name, end) = (name.as_bytes(), end.as_bytes());
        name.first() == end.first() || name.last() == end.last()
    };
    let is_near = |end: &str| end.len() >= LONG && end.len().abs_diff(name.len()) <= 1 && keeps_an_end(end);
    let slip = |end: &str| is_near(end) && strsim::damerau_levenshtein(&name, end) == 1;
    is_word && (WHOLE.contains(&name.as_str()) || ENDS.iter().any(|end| name.ends_with(end) || slip(end)))
}

/// `$NAME` as environment variables are written; an unquoted password may start with `$` too.
pub(super) fn is_environment_name(value: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    value.strip_prefix(b"$").is_some_and(|name| !name.is_empty() && name.iter().all(fits))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(text, part).is_some()
}
