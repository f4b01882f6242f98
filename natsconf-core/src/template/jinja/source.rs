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
