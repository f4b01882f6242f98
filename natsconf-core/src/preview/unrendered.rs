//! What is wrong with a template whatever its variables are. The configuration is checked in several variants, each
//! choice and each loop taken and not taken; what is found wherever a piece of text is there, and does not hang on a
//! value, is a finding about that text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::sketch::{Sketch, Variant};
use super::{Language, traps, uses};
use crate::Settings;
use crate::diagnostic::render::Findings;
use crate::diagnostic::{Diagnostic, Message, sort};
use crate::source::{FileId, Source, SourceMap, Sources, Span};
use crate::syntax::Dialect;
use crate::template::Limits;
use crate::template::outline::{self, Part};

/// How many choices and loops are looked at one by one: each costs two checks of the whole.
const MAX_DIRECTIVES: usize = 32;

/// How many bytes are checked for them, about.
const MAX_WORK: usize = 8 << 20;

/// What is wrong with a template whatever its variables are.
pub fn lint(source: Source, language: Language, sources: &dyn Sources, settings: &Settings) -> Findings {
    match parts(&source, language) {
        Ok(parts) => lint_parts(&source, &parts, language, sources, settings),
        Err(diagnostics) => Findings::of(source, diagnostics),
    }
}

fn parts(source: &Source, language: Language) -> Result<Vec<Part>, Vec<Diagnostic>> {
    let text = String::from_utf8_lossy(source.text());
    match (language, text) {
        (Language::Jinja, Cow::Borrowed(text)) => Ok(outline::jinja(text)),
        (Language::Go, Cow::Borrowed(text)) => Ok(outline::go(text)),
        (Language::Shell, Cow::Borrowed(text)) => Ok(outline::shell(text)),
        // Terraform's are read as a whole, which also says what is no UTF-8.
        _ => outline::terraform(source.text(), FileId::MAIN, &Limits::default()),
    }
}

fn lint_parts(
    source: &Source,
    parts: &[Part],
    language: Language,
    sources: &dyn Sources,
    settings: &Settings,
) -> Findings {
    let check = Check { source, parts, language, sources, settings };
    let base = check.variant(&Variant::new());
    let mut seen = Seen::new(&base);
    let directives = directives(parts);
    let mut trapped = base.traps.clone();
    let directives = &directives[..directives.len().min(MAX_DIRECTIVES.min(MAX_WORK / (source.text().len() + 1)))];
    for variant in variants(directives) {
        let checked = check.variant(&variant);
        seen.hold_against(&checked);
        trapped.extend(checked.traps);
    }
    let mut diagnostics = seen.into_findings();
    diagnostics.extend(trapped);
    diagnostics.extend(check.loops(directives));
    sort(&mut diagnostics);
    diagnostics.dedup();
    let mut sources = base.sources;
    sources.replace_main(source.clone());
    Findings { sources, diagnostics }
}

struct Check<'c> {
    source: &'c Source,
    parts: &'c [Part],
    language: Language,
    sources: &'c dyn Sources,
    settings: &'c Settings,
}

/// One variant of the configuration, checked.
struct Checked {
    /// What was found, in the template.
    diagnostics: Vec<Diagnostic>,
    /// What is wrong with how the template makes it.
    traps: Vec<Diagnostic>,
    /// The bytes of the template that are in this variant, sorted.
    there: Vec<(usize, usize)>,
    sources: SourceMap,
}

impl Check<'_> {
    fn variant(&self, variant: &Variant) -> Checked {
        let drawn = self.draw(variant);
        let document = drawn.document(self.dialect());
        let uses = uses::uses(&drawn, &document);
        let samples = uses::samples(&uses);
        let sketch = drawn.with_variables(&document, &|hole| samples.get(&hole).cloned());
        let text = Source::new(self.source.name(), sketch.text.as_bytes());
        let checked = crate::check(text, self.sources, self.settings);
        let mut diagnostics = checked.diagnostics;
        // `envsubst` replaces `$NAME` too, also in quotes.
        let is_replaced = |diagnostic: &Diagnostic| {
            self.language == Language::Shell
                && ["unknown-variable", "variable-in-quotes"].contains(&diagnostic.code.name)
        };
        diagnostics.retain(|diagnostic| !hangs_on_hole(diagnostic, &sketch) && !is_replaced(diagnostic));
        let sources = checked.values.into_sources();
        for diagnostic in &mut diagnostics {
            diagnostic.mask(&sources, Vec::new());
            move_to_template(diagnostic, &sketch);
        }
        Checked { diagnostics, traps: traps::find(&uses, self.language), there: sketch.there(), sources }
    }

    /// Loops whose rounds run into each other.
    fn loops(&self, directives: &[&Part]) -> Vec<Diagnostic> {
        let once = self.draw(&Variant::new()).syntax_errors(self.dialect());
        let mut found = Vec::new();
        for part in directives {
            let Part::Loop { open, .. } = part else { continue };
            let twice = self.draw(&Variant::from([(open.start, 2)]));
            if twice.is_glued(open.start, self.dialect()) || twice.syntax_errors(self.dialect()) > once {
                found.push(traps::unseparated(open));
            }
        }
        found
    }

    fn draw(&self, variant: &Variant) -> Sketch<'_> {
        Sketch::draw(self.parts, variant, self.dialect())
    }

    fn dialect(&self) -> Dialect {
        self.settings.version.dialect()
    }
}

/// Whether a finding is about a value that is not known.
fn hangs_on_hole(diagnostic: &Diagnostic, sketch: &Sketch<'_>) -> bool {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    let mut places = labels.map(|label| label.span).filter(|span| span.file == FileId::MAIN);
    places.any(|span| {
        let end = (span.end as usize).max(span.start as usize + 1);
        sketch.hole_places(span.start as usize..end).any(|(_, hole)| sketch.holes[hole].constant.is_none())
    })
}

fn move_to_template(diagnostic: &mut Diagnostic, sketch: &Sketch<'_>) {
    // The template's text is another one than the configuration's: escapes, and what is repeated.
    diagnostic.fix = None;
    for label in std::iter::once(&mut diagnostic.primary).chain(&mut diagnostic.related) {
        if label.span.file == FileId::MAIN {
            label.span = sketch.span(label.span.range());
        }
    }
}

/// All choices and loops, those within others after them.
fn directives(parts: &[Part]) -> Vec<&Part> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Choice { branches, .. } => {
                found.push(part);
                found.extend(branches.iter().flat_map(|branch| directives(branch)));
            }
            Part::Loop { body, .. } => {
                found.push(part);
                found.extend(directives(body));
            }
            _ => {}
        }
    }
    found
}

/// Where a directive begins, and how many ways it can go.
fn ways(part: &Part) -> Option<(usize, usize)> {
    match part {
        Part::Choice { open, branches } => Some((open.start, branches.len())),
        Part::Loop { open, .. } => Some((open.start, 2)),
        _ => None,
    }
}

/// Everything as much as possible but one directive, and as little as possible but one.
fn variants(directives: &[&Part]) -> Vec<Variant> {
    let ways: Vec<_> = directives.iter().filter_map(|part| ways(part)).collect();
    let is_loop = |at: usize| directives.iter().any(|part| matches!(part, Part::Loop { open, .. } if open.start == at));
    // The last branch is most often the empty one; a loop has none with no round.
    let least = |(at, count): (usize, usize)| (at, if is_loop(at) { 0 } else { count - 1 });
    let minimal: Variant = ways.iter().copied().map(least).collect();
    let mut variants = vec![minimal.clone()];
    for (at, count) in ways {
        for way in 0..count {
            variants.push(Variant::from([(at, way)]));
            variants.push(minimal.clone().into_iter().chain([(at, way)]).collect());
        }
    }
    variants
}

/// A finding without its labels: what it is about.
type Key = (&'static str, Span, Message);

fn key(diagnostic: &Diagnostic) -> Key {
    (diagnostic.code.name, diagnostic.primary.span, diagnostic.message.clone())
}

/// Findings, as long as they were made in every variant that has their place.
struct Seen {
    kept: BTreeMap<Key, Diagnostic>,
    dropped: BTreeSet<Key>,
    /// What the variants had so far.
    there: Vec<Vec<(usize, usize)>>,
}

impl Seen {
    fn new(checked: &Checked) -> Self {
        let kept = checked.diagnostics.iter().map(|diagnostic| (key(diagnostic), diagnostic.clone())).collect();
        Seen { kept, dropped: BTreeSet::new(), there: vec![checked.there.clone()] }
    }

    fn hold_against(&mut self, checked: &Checked) {
        let found: BTreeSet<Key> = checked.diagnostics.iter().map(key).collect();
        let lost = |key: &Key| is_there(&checked.there, key.1) && !found.contains(key);
        self.dropped.extend(self.kept.keys().filter(|key| lost(key)).cloned());
        for diagnostic in &checked.diagnostics {
            let key = key(diagnostic);
            // Not found before, though it was there.
            if !self.kept.contains_key(&key) && self.there.iter().any(|there| is_there(there, key.1)) {
                self.dropped.insert(key);
            } else {
                self.kept.entry(key).or_insert_with(|| diagnostic.clone());
            }
        }
        self.kept.retain(|key, _| !self.dropped.contains(key));
        self.there.push(checked.there.clone());
    }

    fn into_findings(self) -> Vec<Diagnostic> {
        self.kept.into_values().collect()
    }
}

/// Whether a place of the template is in a variant; that of an included file is.
fn is_there(there: &[(usize, usize)], span: Span) -> bool {
    let (start, end) = (span.start as usize, (span.end as usize).max(span.start as usize + 1));
    let at = there.partition_point(|(_, piece_end)| *piece_end <= start);
    span.file != FileId::MAIN || there.get(at).is_some_and(|(piece_start, _)| *piece_start < end)
}
