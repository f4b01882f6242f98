//! Findings as one JSON object, for programs. The same types are what Python and JavaScript get.

use std::ops::Range;

use serde::Serialize;

use super::{Findings, Locator, Words, file_name, is_environment};
use crate::diagnostic::{Diagnostic, Edit, Severity, apply};
use crate::source::{FileId, SourceMap, Span};

/// All findings of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Listing {
    /// The findings, by configuration and place.
    pub diagnostics: Vec<Finding>,
    /// How many there are.
    pub summary: Summary,
}

/// How much was read and found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files read, each counted once, included files too.
    pub files: usize,
    /// Findings for which the server refuses to start.
    pub errors: usize,
    /// Findings for which the server starts, and does something that was not meant.
    pub warnings: usize,
    /// Findings that only could read better.
    pub hints: usize,
}

impl Summary {
    /// Counts findings and the files that they were looked for in.
    pub fn of(findings: &[Findings]) -> Self {
        let files = findings.iter().flat_map(|one| {
            let read = one.sources.iter().filter(|(file, _)| !is_environment(&one.sources, *file));
            read.map(|(_, source)| source.name())
        });
        let mut summary =
            Summary { files: files.collect::<std::collections::BTreeSet<_>>().len(), ..Summary::default() };
        for diagnostic in findings.iter().flat_map(|one| &one.diagnostics) {
            match diagnostic.severity() {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Hint => summary.hints += 1,
            }
        }
        summary
    }
}

/// A [`Diagnostic`] with its place in lines and columns, both from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The name of the mistake.
    pub code: &'static str,
    /// What the server does about it.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The name of the text that it was found in.
    pub file: String,
    /// The first line of what is meant.
    pub line: u32,
    /// The first column of what is meant.
    pub column: u32,
    /// The line on which it ends.
    pub end_line: u32,
    /// One past its last column.
    pub end_column: u32,
    /// What to do about it.
    pub help: Option<String>,
    /// The page of the mistake on the web.
    pub url: String,
    /// The bytes that are meant, which programs that hold the text may want. Not in the JSON: lines and columns say it.
    #[serde(skip)]
    pub span: Range<u32>,
    /// Other places that take part.
    pub related: Vec<RelatedPlace>,
    /// A change that mends it.
    pub fix: Option<FindingFix>,
}

/// A place that takes part in a [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedPlace {
    /// The name of the text that it lies in.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Its column.
    pub column: u32,
    /// What is there.
    pub message: String,
}

/// A change that mends a [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingFix {
    /// What it does.
    pub title: String,
    /// Whether the server then behaves as before, or exactly as clearly meant.
    pub safe: bool,
    /// What changes in the finding's file, sorted by place.
    pub edits: Vec<FindingEdit>,
}

/// Puts `text` in the place of the bytes `start..end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingEdit {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What comes.
    pub text: String,
}

/// The findings as a JSON object, ended by a line feed.
pub fn json(findings: &[Findings]) -> String {
    // Nothing in a listing can fail to be written: its maps have names for keys.
    serde_json::to_string(&listing(findings)).unwrap_or_default() + "\n"
}

/// The findings as data.
pub fn listing(findings: &[Findings]) -> Listing {
    let diagnostics = findings.iter().flat_map(|one| {
        let mut locator = Locator::default();
        one.diagnostics.iter().map(move |diagnostic| finding(diagnostic, &one.sources, &mut locator))
    });
    Listing { diagnostics: diagnostics.collect(), summary: Summary::of(findings) }
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap, locator: &mut Locator) -> Finding {
    let words = Words::of(diagnostic, sources);
    let (start, end) = locator.span(sources, diagnostic.primary.span);
    let related = diagnostic.related.iter().map(|label| {
        let place = sources.get(label.span.file).position(label.span.start);
        RelatedPlace {
            file: file_name(sources, label.span.file),
            line: place.line,
            column: place.column,
            message: words.clean(&label.message).into_owned(),
        }
    });
    Finding {
        code: diagnostic.code.name,
        severity: diagnostic.severity(),
        message: words.clean(&diagnostic.message).into_owned(),
        file: file_name(sources, diagnostic.primary.span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: diagnostic.help.as_ref().map(|help| words.clean(help).into_owned()),
        url: diagnostic.code.url(),
        span: diagnostic.primary.span.start..diagnostic.primary.span.end,
        related: related.collect(),
        fix: words.fix(diagnostic).map(|fix| FindingFix {
            title: words.clean(&fix.title).into_owned(),
            safe: fix.safe,
            edits: fix.edits.iter().map(FindingEdit::of).collect(),
        }),
    }
}

impl FindingFix {
    /// The text with the change made.
    pub fn apply(&self, text: &[u8]) -> Vec<u8> {
        let span = |edit: &FindingEdit| Span::new(FileId::MAIN, edit.start, edit.end);
        let edits = self.edits.iter().map(|edit| Edit { span: span(edit), text: edit.text.clone() });
        apply(text, &edits.collect::<Vec<_>>())
    }
}

impl FindingEdit {
    fn of(edit: &Edit) -> Self {
        FindingEdit { start: edit.span.start, end: edit.span.end, text: edit.text.clone() }
    }
}
