//! A template's text as Jinja reads it: without Ansible's header line, and with one kind of line end.

use std::ops::Range;

use minijinja::Error;
use minijinja::syntax::SyntaxConfig;

const HEADER: &str = "#jinja2:";

pub(super) struct Source {
    pub(super) text: String,
    trim_blocks: bool,
    lstrip_blocks: bool,
    /// Where in the file the header sets something that is not known here.
    pub(super) unknown_setting: Option<Range<usize>>,
    /// Where the text starts in the file.
    start: usize,
    /// The newlines in the text that are two bytes in the file.
    long_newlines: Vec<usize>,
}

impl Source {
    pub(super) fn new(file: &str) -> Source {
        let mut source = Source {
            text: String::with_capacity(file.len()),
            trim_blocks: true,
            lstrip_blocks: false,
            unknown_setting: None,
            start: 0,
            long_newlines: Vec::new(),
        };
        if let Some(settings) = file.strip_prefix(HEADER) {
            let len = settings.find('\n').unwrap_or(settings.len());
            source.read_header(&settings[..len]);
            source.start = (HEADER.len() + len + 1).min(file.len());
        }
        source.read_body(&file[source.start..]);
        source
    }

    /// `trim_blocks:False, lstrip_blocks: True`
    fn read_header(&mut self, settings: &str) {
        let mut at = HEADER.len();
        for setting in settings.split(',') {
            let (name, value) = setting.split_once(':').unwrap_or((setting, ""));
            match (name.trim(), value.trim()) {
                ("trim_blocks", "True" | "true") => self.trim_blocks = true,
                ("trim_blocks", "False" | "false") => self.trim_blocks = false,
                ("lstrip_blocks", "True" | "true") => self.lstrip_blocks = true,
                ("lstrip_blocks", "False" | "false") => self.lstrip_blocks = false,
                _ => self.unknown_setting = Some(at..at + setting.len()),
            }
            at += setting.len() + 1;
        }
    }

    fn read_body(&mut self, body: &str) {
        let mut rest = body;
        while let Some(at) = rest.find('\r') {
            self.text.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('\n') {
                self.long_newlines.push(self.text.len());
                rest = after;
            }
            self.text.push('\n');
        }
        self.text.push_str(rest);
    }

    pub(super) fn syntax(&self) -> Result<SyntaxConfig, Error> {
        SyntaxConfig::builder().trim_blocks(self.trim_blocks).lstrip_blocks(self.lstrip_blocks).build()
    }

    /// The first tag that has more operators than this, or ends a longer chain of `elif`. minijinja goes through both
    /// recursively, which takes the stack.
    pub(super) fn too_deep(&self, most: usize) -> Option<Range<usize>> {
        let mut at = 0;
        let mut alternatives = 0;
        while let Some(start) = self.text[at..].find("{{").into_iter().chain(self.text[at..].find("{%")).min() {
            let start = at + start;
            let (len, operators) = tag(&self.text[start + 2..]);
            let inside = &self.text[start + 2..start + 2 + len];
            alternatives += usize::from(inside.trim_start_matches(['-', '+', ' ']).starts_with("elif"));
            at = start + 2 + len;
            if operators > most || alternatives > most {
                return Some(start..at);
            }
        }
        None
    }

    /// The byte of the file for a byte of the text.
    pub(super) fn in_file(&self, at: usize) -> usize {
        self.start + at + self.long_newlines.partition_point(|newline| *newline < at)
    }

    /// The bytes of a line of the text, counted from 1.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let start = self.text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
        let len = self.text[start..].find('\n').unwrap_or(self.text.len() - start);
        start..start + len
    }
}

/// How long the inside of a tag is, and how many operators it has: calls, attributes and filters count too.
fn tag(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut operators) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'}' if at > 0 && matches!(bytes[at - 1], b'}' | b'%') => break,
            b'"' | b'\'' => at += string(&bytes[at..], *byte),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'~' | b'|' | b'.' | b'[' | b'(' | b'<' | b'>' | b'=' | b'!' => {
                operators += 1;
            }
            b' ' | b'\n' | b'\t' => operators += usize::from(begins_with_operator(&text[at + 1..])),
            _ => {}
        }
        at += 1;
    }
    (at.min(text.len()), operators)
}

fn begins_with_operator(text: &str) -> bool {
    ["and ", "or ", "not ", "if ", "is ", "in "].iter().any(|word| text.starts_with(word))
}

/// Where a string in quotes ends, from its first quote.
fn string(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            byte if *byte == quote => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
