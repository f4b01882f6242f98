//! Findings as data, with their places counted as the host counts: JavaScript's strings are UTF-16.

use std::collections::BTreeMap;
use std::rc::Rc;

use natsconf_core::diagnostic::render::{self, Finding, Findings, Listing};
use natsconf_core::source::{FileId, Source, Span};
use serde::Deserialize;

/// What columns and offsets count.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Columns {
    /// Columns characters, offsets bytes.
    #[default]
    Default,
    /// Both UTF-16 code units.
    Utf16,
}

/// What was found.
pub(crate) fn listing(findings: &Findings, columns: Columns) -> Listing {
    listings(std::slice::from_ref(findings), columns)
}

/// What was found in several configurations.
pub(crate) fn listings(findings: &[Findings], columns: Columns) -> Listing {
    let mut listing = render::listing(findings);
    if let Columns::Utf16 = columns {
        let mut listed = &mut listing.diagnostics[..];
        for findings in findings {
            let (these, others) = listed.split_at_mut(findings.diagnostics.len().min(listed.len()));
            recount(these, findings);
            listed = others;
        }
    }
    listing
}

/// A column that counts characters, as one that counts code units.
#[cfg(feature = "together")]
pub(crate) fn column(source: &Source, line: u32, column: u32) -> u32 {
    let line = String::from_utf8_lossy(&source.text()[source.lines().range(source.text(), line)]).into_owned();
    let before: String = line.chars().take(column.saturating_sub(1) as usize).collect();
    1 + units(before.as_bytes())
}

/// Replaces columns and offsets. The listing has the findings in their order.
fn recount(listed: &mut [Finding], findings: &Findings) {
    let mut texts = BTreeMap::new();
    let mut text = |file: FileId| texts.entry(file).or_insert_with(|| Text::new(findings.sources.get(file))).clone();
    for (finding, diagnostic) in listed.iter_mut().zip(&findings.diagnostics) {
        let Span { file, start, end } = diagnostic.primary.span;
        let main = text(file);
        (finding.column, finding.end_column) = (main.column(start), main.column(end.max(start)));
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            (edit.start, edit.end) = (main.offset(edit.start), main.offset(edit.end));
        }
        for (place, label) in finding.related.iter_mut().zip(&diagnostic.related) {
            place.column = text(label.span.file).column(label.span.start);
        }
    }
}

/// A text and where its lines start, in code units.
#[derive(Clone)]
struct Text<'s> {
    source: &'s Source,
    starts: Rc<[u32]>,
}

impl<'s> Text<'s> {
    fn new(source: &'s Source) -> Self {
        let lines = source.text().split_inclusive(|byte| *byte == b'\n');
        let mut at = 0;
        let ends = lines.map(|line| {
            at += units(line);
            at
        });
        Text { source, starts: std::iter::once(0).chain(ends).collect() }
    }

    fn offset(&self, byte: u32) -> u32 {
        let line = self.source.lines().line(byte) as usize;
        self.starts.get(line - 1).copied().unwrap_or_default() + self.column(byte) - 1
    }

    fn column(&self, byte: u32) -> u32 {
        column_in_units(self.source, byte)
    }
}

fn column_in_units(source: &Source, byte: u32) -> u32 {
    let (text, lines) = (source.text(), source.lines());
    let start = lines.range(text, lines.line(byte)).start;
    1 + units(&text[start..(byte as usize).clamp(start, text.len())])
}

/// How many code units a text has. None is so long that they cannot be counted.
fn units(text: &[u8]) -> u32 {
    u32::try_from(String::from_utf8_lossy(text).encode_utf16().count()).unwrap_or(u32::MAX)
}
