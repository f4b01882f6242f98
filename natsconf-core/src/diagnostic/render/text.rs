//! Findings for people: the message, the lines that it is about with the places marked, and the way out.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::excerpt::{Excerpt, visible};
use super::marks::{Mark, Paint, Row, rows};
use super::{Findings, Locator, Words, file_name, is_environment};
use crate::diagnostic::{Diagnostic, Label, Message};
use crate::source::{FileId, SourceMap};

/// How findings are shown to people.
#[derive(Debug, Clone, Copy)]
pub struct TextStyle {
    /// Whether to colour, with the escape codes of terminals.
    pub color: bool,
    /// How many columns there are; lines of a configuration that are longer are cut around what is meant.
    pub width: usize,
}

impl Default for TextStyle {
    fn default() -> Self {
        TextStyle { color: false, width: 120 }
    }
}

/// All findings, each followed by an empty line.
pub fn text(findings: &[Findings], style: TextStyle) -> String {
    let mut out = String::new();
    for Findings { sources, diagnostics } in findings {
        let mut locator = Locator::default();
        for diagnostic in diagnostics {
            Page::new(&mut out, diagnostic, sources, style).print(&mut locator);
        }
    }
    out
}

/// One finding on its way into the text.
struct Page<'p> {
    out: &'p mut String,
    diagnostic: &'p Diagnostic,
    sources: &'p SourceMap,
    words: Words,
    style: TextStyle,
    /// The columns of the line numbers.
    gutter: usize,
}

impl<'p> Page<'p> {
    fn new(out: &'p mut String, diagnostic: &'p Diagnostic, sources: &'p SourceMap, style: TextStyle) -> Self {
        let words = Words::of(diagnostic, sources);
        let mut page = Page { out, diagnostic, sources, words, style, gutter: 0 };
        let lines = page.shown_labels().map(|label| page.line(label)).max();
        page.gutter = lines.unwrap_or_default().to_string().len();
        page
    }

    fn print(mut self, locator: &mut Locator) {
        let severity = self.diagnostic.severity();
        let title = format!("{}[{}]", severity.name(), self.diagnostic.code.name);
        self.paint(Paint::of(severity), &title);
        let message = self.clean(&self.diagnostic.message);
        self.paint(Paint::Bold, &format!(": {message}"));
        self.out.push('\n');
        for (index, (file, labels)) in self.groups().into_iter().enumerate() {
            let is_first = index == 0;
            if !is_first {
                self.bar_line();
            }
            self.place(file, labels[0], if is_first { "-->" } else { ":::" }, locator);
            self.bar_line();
            self.lines(file, &labels);
        }
        self.notes();
        self.out.push('\n');
    }

    /// The places by file, the file of the primary one first.
    fn groups(&self) -> Vec<(FileId, Vec<&'p Label>)> {
        let mut groups = Vec::<(_, Vec<_>)>::new();
        for label in self.shown_labels() {
            match groups.iter_mut().find(|(file, _)| *file == label.span.file) {
                Some((_, labels)) => labels.push(label),
                None => groups.push((label.span.file, vec![label])),
            }
        }
        groups
    }

    /// The labels whose text may be shown: not that of the environment.
    fn shown_labels(&self) -> impl Iterator<Item = &'p Label> + use<'p> {
        let Page { diagnostic, sources, .. } = *self;
        let related = diagnostic.related.iter().filter(|label| !is_environment(sources, label.span.file));
        std::iter::once(&diagnostic.primary).chain(related)
    }

    fn line(&self, label: &Label) -> u32 {
        self.sources.get(label.span.file).lines().line(label.span.start)
    }

    fn place(&mut self, file: FileId, label: &Label, arrow: &str, locator: &mut Locator) {
        let place = locator.position(self.sources, file, label.span.start);
        self.paint(Paint::Frame, &format!("{:1$}{arrow} ", "", self.gutter));
        let name = visible(&file_name(self.sources, file));
        let _ = writeln!(self.out, "{name}:{}:{}", place.line, place.column);
    }

    fn lines(&mut self, file: FileId, labels: &[&'p Label]) {
        let mut by_line = BTreeMap::<u32, Vec<&Label>>::new();
        for label in labels {
            by_line.entry(self.line(label)).or_default().push(label);
        }
        let mut last = None;
        for (line, labels) in by_line {
            if last.is_some_and(|last| last + 1 < line) {
                self.paint(Paint::Frame, "...");
                self.out.push('\n');
            }
            last = Some(line);
            self.excerpt(file, line, &labels);
        }
    }

    fn excerpt(&mut self, file: FileId, line: u32, labels: &[&'p Label]) {
        let width = self.style.width.saturating_sub(self.gutter + 3).max(20);
        let excerpt = Excerpt::of(self.sources, file, line, &labels[0].span.range(), width);
        self.paint(Paint::Frame, &format!("{line:>0$} |", self.gutter));
        if !excerpt.text.is_empty() {
            self.out.push(' ');
            self.out.push_str(&excerpt.text);
        }
        self.out.push('\n');
        let Diagnostic { primary, .. } = self.diagnostic;
        let marks = labels.iter().map(|label| Mark {
            columns: excerpt.columns(&label.span.range()),
            message: self.clean(&label.message),
            is_primary: std::ptr::eq(*label, primary),
        });
        for row in rows(marks.collect(), Paint::of(self.diagnostic.severity())) {
            self.bar();
            self.out.push(' ');
            self.row(&row);
        }
    }

    fn row(&mut self, row: &Row) {
        for run in row.chunk_by(|a, b| a.1 == b.1) {
            let text = run.iter().map(|(c, _)| *c).collect::<String>();
            self.paint(run[0].1, &text);
        }
        self.out.push('\n');
    }

    /// What belongs to no line: help, fix, and places in the environment.
    fn notes(&mut self) {
        let Page { diagnostic, sources, .. } = *self;
        let mut notes = Vec::new();
        for label in diagnostic.related.iter().filter(|label| is_environment(sources, label.span.file)) {
            let name = file_name(sources, label.span.file);
            notes.push(("note", Message::from(format!("{} (`{name}` of the environment)", label.message))));
        }
        notes.extend(diagnostic.help.iter().map(|help| ("help", help.clone())));
        if let Some(fix) = self.words.fix(diagnostic) {
            notes.push((if fix.safe { "fix" } else { "unsafe fix" }, fix.title.clone()));
        }
        if !notes.is_empty() {
            self.bar_line();
        }
        for (kind, words) in notes {
            self.paint(Paint::Frame, &format!("{:1$} = ", "", self.gutter));
            self.paint(Paint::Bold, kind);
            let words = self.clean(&words);
            let _ = writeln!(self.out, ": {words}");
        }
    }

    fn clean(&self, words: &Message) -> String {
        visible(&self.words.clean(words))
    }

    fn bar(&mut self) {
        self.paint(Paint::Frame, &format!("{:1$} |", "", self.gutter));
    }

    fn bar_line(&mut self) {
        self.bar();
        self.out.push('\n');
    }

    fn paint(&mut self, paint: Paint, text: &str) {
        if self.style.color && paint != Paint::Plain {
            let _ = write!(self.out, "{}{text}\x1b[0m", paint.escape_code());
        } else {
            self.out.push_str(text);
        }
    }
}
