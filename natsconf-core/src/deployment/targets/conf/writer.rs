//! Configuration text in sections, each with a comment that says what it is for.

use crate::model::Config;
use crate::value::{PrintError, print};

/// Collects sections.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
}

impl Writer {
    /// Begins a file with what it is.
    pub(super) fn new(about: &str) -> Self {
        let mut writer = Writer::default();
        writer.comment(about);
        writer
    }

    /// Options and what they are for.
    pub(super) fn section(&mut self, about: &str, config: &Config) -> Result<(), PrintError> {
        let text = print(&config.write())?;
        self.lines(about, &text);
        Ok(())
    }

    /// Text that is no option: an include, or a variable that the server is to read.
    pub(super) fn lines(&mut self, about: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push('\n');
        self.comment(about);
        self.text.push_str(text);
    }

    fn comment(&mut self, about: &str) {
        for line in about.lines() {
            self.text.push_str("# ");
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
