//! Terraform brings a template to Unicode normal form C before it reads it; places in it are led back to the file.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::template::map::is_boundary;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A template's text without its byte order mark, in normal form C.
pub(super) struct Normal<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where stretches of text start, here and in the file.
    starts: Vec<(usize, usize)>,
}

impl<'t> Normal<'t> {
    pub(super) fn new(file: &'t str) -> Normal<'t> {
        let text = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
        let skipped = file.len() - text.len();
        if is_nfc(text) {
            return Normal { text: text.into(), starts: vec![(0, skipped)] };
        }
        let mut normal = String::with_capacity(text.len());
        let mut starts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let after = first.len_utf8();
            let len = rest[after..].find(is_boundary).map_or(rest.len(), |at| after + at);
            starts.push((normal.len(), skipped + text.len() - rest.len()));
            normal.extend(rest[..len].nfc());
            rest = &rest[len..];
        }
        Normal { text: normal.into(), starts }
    }

    /// The byte of the file for a byte of the text; the start of the character where the two differ.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|(normal, _)| *normal <= at).saturating_sub(1);
        let Some((normal, file)) = self.starts.get(index) else { return at };
        let after = file + at - normal;
        match self.starts.get(index + 1) {
            Some((_, next)) => after.min(*next),
            None => after,
        }
    }
}
