//! Findings as one JSON object, for programs. The same types are what Python and JavaScript get.

use serde::Serialize;

use super::{Findings, Locator, Words, file_name, is_environment};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;

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
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    code: &'static str,
    severity: Severity,
    message: String,
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    help: Option<String>,
    url: String,
    related: Vec<RelatedPlace>,
    fix: Option<FindingFix>,
}

#[derive(Debug, Clone, Serialize)]
struct RelatedPlace {
    file: String,
    line: u32,
    column: u32,
    message: String,
}

#[derive(Debug, Clone, Serialize)]
struct FindingFix {
    title: String,
    safe: bool,
    edits: Vec<FindingEdit>,
}

/// Byte offsets in the finding's file.
#[derive(Debug, Clone, Serialize)]
struct FindingEdit {
    start: u32,
    end: u32,
    text: String,
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
            message: words.clean(&label.message),
        }
    });
    Finding {
        code: diagnostic.code.name,
        severity: diagnostic.severity(),
        message: words.clean(&diagnostic.message),
        file: file_name(sources, diagnostic.primary.span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: diagnostic.help.as_deref().map(|help| words.clean(help)),
        url: diagnostic.code.url(),
        related: related.collect(),
        fix: words.fix(diagnostic).map(|fix| FindingFix {
            title: words.clean(&fix.title),
            safe: fix.safe,
            edits: fix.edits.iter().map(FindingEdit::of).collect(),
        }),
    }
}

impl FindingEdit {
    fn of(edit: &crate::diagnostic::Edit) -> Self {
        FindingEdit { start: edit.span.start, end: edit.span.end, text: edit.text.clone() }
    }
}
