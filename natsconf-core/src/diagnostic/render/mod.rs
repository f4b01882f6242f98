//! Findings → text for people and programs: [`text`], [`json`], [`sarif`] and [`github`] are pure functions.
//!
//! None of them shows a secret, whatever a line or a message holds: see `redact`.

mod excerpt;
mod github;
mod json;
mod marks;
mod redact;
mod sarif;
mod text;

use std::ops::Range;

pub use github::github;
pub use json::{Finding, FindingEdit, FindingFix, Listing, RelatedPlace, Summary, json, listing};
pub use redact::mask;
pub use sarif::sarif;
pub use text::{TextStyle, text};

use super::{Diagnostic, Edit, Fix, Label, Message};
use crate::source::{FileId, Position, Source, SourceMap, Span};

/// What was found in one configuration, and the texts that the places are in.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// All texts of the configuration.
    pub sources: SourceMap,
    /// What was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// What was found in one text, and sorted by place.
    pub fn of(source: Source, diagnostics: Vec<Diagnostic>) -> Self {
        let mut sources = SourceMap::default();
        sources.add(source);
        Findings { sources, diagnostics }
    }

    /// With the findings of another look at the same main text; what both looks found is told once.
    #[must_use]
    pub fn with_others(mut self, others: Findings) -> Self {
        let is_new = |other: &Diagnostic| {
            let same = |known: &Diagnostic| known.code == other.code && known.primary.span == other.primary.span;
            other.primary.span.file == FileId::MAIN && !self.diagnostics.iter().any(same)
        };
        let mut others: Vec<_> = others.diagnostics.into_iter().filter(is_new).collect();
        for other in &mut others {
            other.related.retain(|label| label.span.file == FileId::MAIN);
        }
        self.diagnostics.extend(others);
        super::sort(&mut self.diagnostics);
        self
    }

    /// The first of the most severe findings and how many more there are, in one line: what an exception says.
    pub fn headline(&self) -> String {
        let Some(first) = self.diagnostics.iter().min_by_key(|diagnostic| diagnostic.severity()) else {
            return String::new();
        };
        let span = first.primary.span;
        let Position { line, column } = self.sources.get(span.file).position(span.start);
        let message = Words::of(first, &self.sources).clean(&first.message);
        let more = match self.diagnostics.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        format!("{}:{line}:{column}: {message}{more}", file_name(&self.sources, span.file))
    }
}

/// The longest part of a line that is looked at on each side of a place.
const REACH: usize = 1024;

/// The part of a line to look at: all of it, unless it is very long.
fn window(sources: &SourceMap, file: FileId, line: u32, focus: usize) -> Range<usize> {
    let source = sources.get(file);
    let whole = source.lines().range(source.text(), line);
    let char_start = |at: &usize| *at == whole.end || source.text()[*at] & 0xc0 != 0x80;
    let focus = focus.clamp(whole.start, whole.end);
    let start = (whole.start.max(focus.saturating_sub(REACH))..=focus).find(char_start).unwrap_or(focus);
    let end = (focus..=whole.end.min(focus + REACH)).rfind(char_start).unwrap_or(focus);
    start..end
}

/// Whether the text is the value of an environment variable, none of which is shown.
fn is_environment(sources: &SourceMap, file: FileId) -> bool {
    file != FileId::MAIN && sources.get(file).name().as_os_str().as_encoded_bytes().starts_with(b"$")
}

/// The name of a file for people and programs.
fn file_name(sources: &SourceMap, file: FileId) -> String {
    sources.get(file).name().to_string_lossy().into_owned()
}

impl Diagnostic {
    /// Masks the secrets in its words for good, before its places are led to a text that does not hold them: those that
    /// its places touch now, and `others`.
    pub(crate) fn mask(&mut self, sources: &SourceMap, others: Vec<String>) {
        let words = Words::hiding(touched_by(self, sources).chain(others).collect());
        self.message = words.clean(&self.message);
        self.help = self.help.take().map(|help| words.clean(&help));
        for label in std::iter::once(&mut self.primary).chain(&mut self.related) {
            label.message = words.clean(&label.message);
        }
    }
}

/// The words of one finding, without the secrets that its places touch.
struct Words {
    secrets: Vec<String>,
    /// How a message may quote them: the longest first, so that none is found in what is left of another.
    parts: Vec<String>,
}

impl Words {
    fn of(diagnostic: &Diagnostic, sources: &SourceMap) -> Self {
        Words::hiding(touched_by(diagnostic, sources).collect())
    }

    fn hiding(mut secrets: Vec<String>) -> Self {
        let mut parts = secrets.iter().flat_map(|secret| parts(secret)).map(str::to_owned).collect::<Vec<_>>();
        // What is so short stands for something else more often than for the secret.
        parts.retain(|part| part.chars().count() > 2);
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        secrets.retain(|secret| secret.len() > 5 || secret.contains('`'));
        Words { secrets, parts }
    }

    /// Masks what looks like a secret, the secrets as a whole, and their parts where values are quoted. Elsewhere a part
    /// would be a word of ours, and masking it would tell that the secret has it; so would masking what is borrowed.
    fn clean(&self, message: &Message) -> Message {
        let Message::Owned(words) = message else { return message.clone() };
        let mask = |words: String, secret: &String| words.replace(secret, redact::MASK);
        let clean = self.secrets.iter().fold(redact::clean(words), mask);
        // A secret with a backquote in it leaves open what is quoted.
        let is_torn = self.secrets.iter().any(|secret| secret.contains('`'));
        let quoted = |(at, piece): (usize, &str)| match at % 2 {
            0 if !is_torn => piece.to_owned(),
            _ => self.parts.iter().fold(self.without_cut_part(piece), mask),
        };
        Message::Owned(clean.split('`').enumerate().map(quoted).collect::<Vec<_>>().join("`"))
    }

    /// A quoted value without what it begins of a part, where it was cut in the middle of one.
    fn without_cut_part(&self, quoted: &str) -> String {
        let Some(cut) = quoted.strip_suffix('…') else { return quoted.to_owned() };
        let is_begun = |at: &usize| self.parts.iter().any(|part| part.starts_with(&cut[*at..]));
        match cut.char_indices().map(|(at, _)| at).find(is_begun) {
            Some(at) => format!("{}{}…", &cut[..at], redact::MASK),
            None => quoted.to_owned(),
        }
    }

    /// Whether the text of an edit holds a secret or a part of one.
    fn tells(&self, text: &str) -> bool {
        redact::clean(text) != text || self.parts.iter().any(|part| text.contains(part))
    }

    /// A change that would show a secret is not offered.
    fn fix<'d>(&self, diagnostic: &'d Diagnostic) -> Option<&'d Fix> {
        let file = diagnostic.primary.span.file;
        let shown = |edit: &Edit| edit.span.file == file && !self.tells(&edit.text);
        diagnostic.fix.as_ref().filter(|fix| fix.edits.iter().all(shown))
    }
}

/// A secret as a whole, as the name of a variable, and in pieces.
fn parts(secret: &str) -> impl Iterator<Item = &str> {
    let pieces = secret.split(|c: char| !c.is_alphanumeric());
    [secret, secret.trim_start_matches('$')].into_iter().chain(pieces)
}

fn touched_by(diagnostic: &Diagnostic, sources: &SourceMap) -> impl Iterator<Item = String> {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    labels.flat_map(|label| touched_secrets(label, sources))
}

fn touched_secrets(label: &Label, sources: &SourceMap) -> Vec<String> {
    let Span { file, start, end } = label.span;
    let source = sources.get(file);
    let line = source.lines().line(start);
    let touched =
        |range: &Range<usize>| range.start < (end as usize).max(start as usize + 1) && start as usize <= range.end;
    let secrets = redact::secrets(source, line, window(sources, file, line, start as usize));
    let text = |range: Range<usize>| String::from_utf8_lossy(&source.text()[range]).into_owned();
    secrets.into_iter().filter(touched).map(text).collect()
}

/// Turns offsets into lines and columns. Findings come sorted, so counting goes on where it was: a text of one long
/// line costs one pass.
#[derive(Default)]
struct Locator {
    last: Option<(FileId, u32, Position)>,
}

impl Locator {
    fn position(&mut self, sources: &SourceMap, file: FileId, at: u32) -> Position {
        let source = sources.get(file);
        let line = source.lines().line(at);
        let position = match self.last {
            Some((last_file, last_at, last)) if last_file == file && last_at <= at && last.line == line => {
                let between = String::from_utf8_lossy(&source.text()[last_at as usize..at as usize]);
                let columns = crate::source::offset(between.chars().count());
                Position { line, column: last.column + columns }
            }
            _ => source.position(at),
        };
        self.last = Some((file, at, position));
        position
    }

    /// Where a span starts, and where it ends (exclusive).
    fn span(&mut self, sources: &SourceMap, span: Span) -> (Position, Position) {
        let start = self.position(sources, span.file, span.start);
        let kept = self.last;
        let end = self.position(sources, span.file, span.end.max(span.start));
        self.last = kept;
        (start, end)
    }
}
