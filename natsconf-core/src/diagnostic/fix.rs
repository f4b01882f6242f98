//! Findings with fixes → the texts once they are applied.

use super::render::Findings;
use super::{Diagnostic, Edit, Fix};
use crate::source::FileId;

/// A file that fixes change.
#[derive(Debug)]
pub struct FixedFile {
    /// Which one.
    pub id: FileId,
    /// Its text with the fixes applied.
    pub text: Vec<u8>,
    /// How many were.
    pub fixes: usize,
}

impl Diagnostic {
    /// The fix, if it may be applied without a closer look, or `unsafe_too`.
    pub fn applicable_fix(&self, unsafe_too: bool) -> Option<&Fix> {
        self.fix.as_ref().filter(|fix| (fix.safe || unsafe_too) && !fix.edits.is_empty())
    }
}

/// Applies the fixes to the files that they change, each fix as a whole or not at all: of two that touch, the one
/// found first. The other may be offered again once the text is checked anew.
pub fn apply_fixes(findings: &Findings, unsafe_too: bool) -> Vec<FixedFile> {
    let mut taken = Vec::<&Edit>::new();
    let mut counts = std::collections::BTreeMap::<FileId, usize>::new();
    for fix in findings.diagnostics.iter().filter_map(|diagnostic| diagnostic.applicable_fix(unsafe_too)) {
        if fix.edits.iter().any(|edit| taken.iter().any(|other| touches(edit, other))) {
            continue;
        }
        taken.extend(&fix.edits);
        for file in fix.edits.iter().map(|edit| edit.span.file).collect::<std::collections::BTreeSet<_>>() {
            *counts.entry(file).or_default() += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.span.file, edit.span.start));
    let fixed = counts.into_iter().map(|(id, fixes)| {
        let edits = taken.iter().filter(|edit| edit.span.file == id);
        FixedFile { id, text: edited(findings.sources.get(id).text(), edits.copied()), fixes }
    });
    fixed.collect()
}

/// Whether two edits overlap, or stand so close that their order would matter.
fn touches(a: &Edit, b: &Edit) -> bool {
    a.span.file == b.span.file && a.span.start <= b.span.end && b.span.start <= a.span.end
}

/// The text with edits made, which are sorted and apart.
fn edited<'e>(text: &[u8], edits: impl Iterator<Item = &'e Edit>) -> Vec<u8> {
    let mut edited = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        edited.extend_from_slice(&text[at..edit.span.start as usize]);
        edited.extend_from_slice(edit.text.as_bytes());
        at = edit.span.end as usize;
    }
    edited.extend_from_slice(&text[at..]);
    edited
}
