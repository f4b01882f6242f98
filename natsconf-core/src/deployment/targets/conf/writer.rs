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

    /// As [`section`](Self::section), for one block, in which an option has the value of an environment variable.
    /// Without quotes, since the server takes quoted text as it is.
    pub(super) fn section_with_variable(
        &mut self,
        about: &str,
        config: &Config,
        option: &str,
        variable: &str,
    ) -> Result<(), PrintError> {
        let text = print(&config.write())?;
        let (head, rest) = text.split_once("{\n").unwrap_or((&text, "}\n"));
        self.lines(about, &format!("{head}{{\n  {option}: ${variable}\n{rest}"));
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
