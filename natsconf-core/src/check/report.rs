//! Collects what the rules find.

use super::Given;
use crate::diagnostic::{Code, Diagnostic, Message, Severity};
use crate::source::Span;

/// The findings of the rules.
#[derive(Debug)]
pub struct Report<'c> {
    given: &'c Given<'c>,
    /// Where something could not be read.
    unread: Vec<Span>,
    found: Vec<Diagnostic>,
}

impl<'c> Report<'c> {
    pub(super) fn new(given: &'c Given<'c>, known: &[Diagnostic]) -> Self {
        let errors = known.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        Report { given, unread: errors.map(|error| error.primary.span).collect(), found: Vec::new() }
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

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}
