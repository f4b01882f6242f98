//! Collects what the rules find.

use super::Given;
use crate::diagnostic::{Code, Diagnostic, Message, Severity};
use crate::model::Config;
use crate::option::Block;
use crate::source::Span;
use crate::syntax;
use crate::value::Entry;

/// The findings of the rules.
#[derive(Debug)]
pub struct Report<'c> {
    given: &'c Given<'c>,
    /// Where something could not be read.
    unread: Vec<Span>,
    /// Whether that is so of the text itself, so that nobody knows how far it reaches.
    is_garbled: bool,
    found: Vec<Diagnostic>,
}

impl<'c> Report<'c> {
    pub(super) fn new(given: &'c Given<'c>, known: &[Diagnostic]) -> Self {
        let errors = known.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        let is_garbled = known.iter().any(|diagnostic| syntax::CODES.contains(&diagnostic.code));
        Report { given, unread: errors.map(|error| error.primary.span).collect(), is_garbled, found: Vec::new() }
    }

    /// Adds a finding.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// A finding about what a block lacks, at the block's key. `block` is the place of its value. None where something
    /// in the block could not be read: it may be what is missed.
    pub fn lacking(&self, code: &'static Code, block: Span, message: impl Into<Message>) -> Option<Diagnostic> {
        (!self.is_unread(block)).then(|| code.at(self.given.key_of(block), message))
    }

    /// Whether something in a block could not be read.
    pub fn is_unread(&self, block: Span) -> bool {
        let inside = |span: &Span| span.file == block.file && block.start <= span.start && span.end <= block.end;
        self.unread.iter().any(inside)
    }

    /// Whether anything at all could not be read: a rule about what the whole configuration lacks does not know then.
    pub fn is_incomplete(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Whether one of these options of the top level is set, or may be in something that could not be read. An option whose
    /// value alone could not be read is itself and no other.
    pub fn may_set(&self, names: &[&str]) -> bool {
        let is_one_of = |entry: &Entry<'_>| names.iter().any(|name| entry.key.name.eq_ignore_ascii_case(name));
        let root = self.given.values.root();
        if self.is_garbled || root.iter().any(|entry| is_one_of(&entry)) {
            return true;
        }
        let known = root.iter().filter(|entry| Config::SPEC.get(&entry.key.name.to_lowercase()).is_some());
        let known: Vec<_> = known.map(|entry| Span { end: entry.value.span().end, ..entry.key.span }).collect();
        let is_in =
            |known: &Span, span: &Span| known.file == span.file && (known.start..known.end).contains(&span.start);
        self.unread.iter().any(|span| !known.iter().any(|known| is_in(known, span)))
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}
