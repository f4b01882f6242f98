//! Where each part of a rendered text came from, so that a finding in the text can point at the template.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Ranges of the template by ranges of the text that was rendered from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// In the order of the text, without gaps.
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    /// Where it ends in the text.
    end: usize,
    template: Range<usize>,
    /// Whether the text is the template's, byte by byte.
    copied: bool,
}

impl Origins {
    /// The bytes of the template that made these bytes of the text: exactly those that were copied, the whole
    /// expression for those that an expression gave. `None` when the text is empty.
    pub fn template_range(&self, text: Range<usize>) -> Option<Range<usize>> {
        let last = self.at(text.end.saturating_sub(1).max(text.start))?;
        let first = self.at(text.start).unwrap_or(last);
        let start = self.place(first, text.start).start;
        let end = self.place(last, text.end.saturating_sub(1).max(text.start)).end;
        // The end can lie before the start when a loop went round in between.
        let whole = &self.segments[first].template;
        Some(if end >= start { start..end } else { start..whole.end.max(start) })
    }

    /// The parts of the text that touch a range of it and were not copied.
    pub(super) fn given(&self, text: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.segments.partition_point(|segment| segment.end < text.start);
        let start = first.checked_sub(1).map_or(0, |before| self.segments[before].end);
        let touching = self.segments[first..].iter().scan(start, |start, segment| {
            let range = std::mem::replace(start, segment.end)..segment.end;
            Some((range, segment.copied))
        });
        let touching = touching.take_while(move |(range, _)| range.start <= text.end);
        touching.filter(|(_, copied)| !copied).map(|(range, _)| range)
    }

    /// The segment of a byte; the last one for what is behind the end.
    fn at(&self, byte: usize) -> Option<usize> {
        let index = self.segments.partition_point(|segment| segment.end <= byte);
        if index < self.segments.len() { Some(index) } else { self.segments.len().checked_sub(1) }
    }

    fn place(&self, index: usize, byte: usize) -> Range<usize> {
        let segment = &self.segments[index];
        if !segment.copied {
            return segment.template.clone();
        }
        let start = index.checked_sub(1).map_or(0, |before| self.segments[before].end);
        let at = (segment.template.start + byte.saturating_sub(start)).min(segment.template.end);
        at..(at + 1).min(segment.template.end)
    }

    /// Adds the text up to `end`.
    pub(super) fn push(&mut self, end: usize, template: Range<usize>, copied: bool) {
        let start = self.segments.last().map_or(0, |segment| segment.end);
        if end > start {
            self.segments.push(Segment { end, template, copied });
        }
    }

    /// The text from `from` on was made anew and ends at `end`.
    fn remade(&mut self, from: usize, end: usize) {
        for segment in self.segments.iter_mut().filter(|segment| segment.end > from) {
            segment.copied = false;
            segment.end = segment.end.min(end);
        }
        if let Some(last) = self.segments.last_mut() {
            last.end = end;
        }
    }

    /// Replaces each template range.
    pub(super) fn translate(&mut self, translate: impl Fn(usize) -> usize) {
        for segment in &mut self.segments {
            segment.template = translate(segment.template.start)..translate(segment.template.end);
        }
    }
}

/// Text that is rendered piece by piece and stays in Unicode normal form C.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    origins: Origins,
}

impl Writer {
    /// Adds text in normal form C that the bytes `template` of the template made.
    pub(super) fn push(&mut self, text: &str, template: Range<usize>, copied: bool) {
        let joint = text.find(is_boundary).unwrap_or(text.len());
        if joint > 0 && !self.text.is_empty() {
            self.join(&text[..joint]);
            self.text.push_str(&text[joint..]);
            // What was joined belongs to the segment before; the place of the rest in the template is not kept.
            return self.origins.push(self.text.len(), template, false);
        }
        self.text.push_str(text);
        self.origins.push(self.text.len(), template, copied);
    }

    /// Composes characters across the joint of two texts.
    fn join(&mut self, start: &str) {
        let tail = self.text.char_indices().rev().find(|(_, char)| is_boundary(*char)).map_or(0, |(at, _)| at);
        let joined: String = self.text[tail..].chars().chain(start.chars()).nfc().collect();
        self.text.truncate(tail);
        self.text.push_str(&joined);
        self.origins.remade(tail, self.text.len());
    }

    /// How long the text is.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text, and where it came from.
    pub(super) fn finish(self) -> (String, Origins) {
        (self.text, self.origins)
    }
}

/// Whether a character never composes with one before it.
pub(super) fn is_boundary(char: char) -> bool {
    char.is_ascii()
        || (canonical_combining_class(char) == 0 && is_nfc_quick(std::iter::once(char)) == IsNormalized::Yes)
}
