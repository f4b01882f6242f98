//! Findings with fixes → the texts once they are applied.

use super::render::Findings;
use super::{Diagnostic, Edit, Fix, apply};
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
        FixedFile { id, text: apply(findings.sources.get(id).text(), edits.copied()), fixes }
    });
    fixed.collect()
}

/// Whether two edits overlap, or stand so close that their order would matter.
fn touches(a: &Edit, b: &Edit) -> bool {
    a.span.file == b.span.file && a.span.start <= b.span.end && b.span.start <= a.span.end
}

#[cfg(test)]
mod tests {
    use super::apply_fixes;
    use crate::diagnostic::render::Findings;
    use crate::diagnostic::{Code, Edit, Fix, Severity};
    use crate::source::{FileId, Source, SourceMap, Span};

    static CODE: Code = Code { name: "test", severity: Severity::Hint, page: "# test\n" };

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { span: Span::new(FileId::MAIN, start, end), text: text.to_owned() }
    }

    /// The text `0123456789` after these fixes, safe or not, and how many were applied.
    fn fixed(fixes: Vec<(bool, Vec<Edit>)>, unsafe_too: bool) -> Option<(String, usize)> {
        let mut sources = SourceMap::default();
        sources.add(Source::new("a.conf", *b"0123456789"));
        let diagnostic =
            |(safe, edits)| CODE.at(Span::at(FileId::MAIN, 0), "m").fix(Fix { title: "f".into(), safe, edits });
        let findings = Findings { sources, diagnostics: fixes.into_iter().map(diagnostic).collect() };
        let mut changed = apply_fixes(&findings, unsafe_too);
        assert!(changed.len() <= 1);
        changed.pop().map(|file| (String::from_utf8(file.text).unwrap(), file.fixes))
    }

    #[test]
    fn edits_of_several_fixes_are_made_by_place() {
        let fixes = vec![(true, vec![edit(8, 9, "b")]), (true, vec![edit(0, 0, "("), edit(2, 4, "a")])];
        assert_eq!(fixed(fixes, false), Some(("(01a4567b9".to_owned(), 2)));
    }

    #[test]
    fn of_two_that_touch_the_first_is_applied_and_the_other_not_at_all() {
        let fixes = vec![(true, vec![edit(2, 4, "a")]), (true, vec![edit(0, 1, "x"), edit(4, 5, "b")])];
        assert_eq!(fixed(fixes, false), Some(("01a456789".to_owned(), 1)));
    }

    #[test]
    fn a_fix_that_may_change_the_meaning_waits_to_be_asked_for() {
        let fixes = || vec![(false, vec![edit(0, 1, "x")])];
        assert_eq!(fixed(fixes(), false), None);
        assert_eq!(fixed(fixes(), true), Some(("x123456789".to_owned(), 1)));
    }
}
