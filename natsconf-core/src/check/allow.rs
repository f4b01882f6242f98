//! Findings that the author accepts where they stand: `# natsconf: allow(plaintext-password) only for development`.

use super::together_rules;
use crate::diagnostic::{Code, Diagnostic, Severity, code};
use crate::option::nearest;
use crate::source::{FileId, Source, SourceMap, Span};
use crate::syntax::{Dialect, Document, LeafKind, parse};

static UNUSED: Code = code!("unused-allow", Warning, "unused_allow.md");

pub(super) static CODES: [&Code; 1] = [&UNUSED];

/// One code that a comment allows.
#[derive(Debug)]
pub(crate) struct Allowed {
    code: String,
    /// Where it is written.
    span: Span,
    /// The line that it is for, from 1.
    line: u32,
    is_used: bool,
}

impl Allowed {
    fn key(&self) -> (FileId, u32, &str) {
        (self.span.file, self.line, &self.code)
    }
}

/// Takes away what comments allow, and reports comments that allow nothing. Errors stay: the server refuses them, whatever
/// a comment says. `known` are all codes that there are.
pub(crate) fn apply(
    sources: &SourceMap,
    dialect: Dialect,
    known: impl Iterator<Item = &'static Code>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let allowed = take_away(sources, dialect, diagnostics);
    if allowed.is_empty() {
        return;
    }
    let known: Vec<&'static Code> = known.collect();
    // Beside an error, warnings may not have been looked for.
    let is_complete = diagnostics.iter().all(|found| found.severity() != Severity::Error);
    let unused =
        allowed.iter().filter(|allowed| !allowed.is_used).filter_map(|allowed| unused(allowed, &known, is_complete));
    diagnostics.extend(unused);
}

/// Takes away what comments allow, and tells which do, and which do not.
pub(crate) fn take_away(sources: &SourceMap, dialect: Dialect, diagnostics: &mut Vec<Diagnostic>) -> Vec<Allowed> {
    let mut allowed: Vec<Allowed> =
        sources.iter().flat_map(|(file, source)| allowed_in(file, source, dialect)).collect();
    if !allowed.is_empty() {
        allowed.sort_by(|one, other| one.key().cmp(&other.key()));
        diagnostics.retain(|found| found.severity() == Severity::Error || !take(&mut allowed, sources, found));
    }
    allowed
}

/// Whether a finding is allowed, which is noted then.
fn take(allowed: &mut [Allowed], sources: &SourceMap, found: &Diagnostic) -> bool {
    let Span { file, start, .. } = found.primary.span;
    let key = (file, sources.get(file).lines().line(start), found.code.name);
    let place = allowed.binary_search_by(|allowed| allowed.key().cmp(&key));
    place.is_ok_and(|place| {
        allowed[place].is_used = true;
        true
    })
}

fn unused(allowed: &Allowed, known: &[&'static Code], is_complete: bool) -> Option<Diagnostic> {
    let name = &allowed.code;
    let found = match known.iter().find(|code| code.name == *name) {
        None => {
            let found = UNUSED.at(allowed.span, format!("there is no finding `{name}`"));
            match nearest(name, known.iter().map(|code| code.name)) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("`natsconf rules` lists them"),
            }
        }
        Some(code) if code.severity == Severity::Error => {
            let found =
                UNUSED.at(allowed.span, format!("`{name}` cannot be allowed: the server does not start with it"));
            found.help("mend what is found, and remove this comment")
        }
        // Found only where servers are held against each other.
        Some(code) if together_rules().any(|rule| rule.code == *code) => return None,
        Some(code) if is_complete && !super::is_fleeting(code) => {
            UNUSED.at(allowed.span, format!("there is no `{name}` on this line")).help("remove it")
        }
        Some(_) => return None,
    };
    Some(found)
}

/// The codes that the comments of a text allow. Texts without such a comment are not parsed once more.
fn allowed_in(file: FileId, source: &Source, dialect: Dialect) -> Vec<Allowed> {
    if memchr::memmem::find(source.text(), b"natsconf:").is_none() {
        return Vec::new();
    }
    in_document(file, source, &parse(file, source.text().clone(), dialect).0)
}

/// A comment behind something is for its line; one that stands alone, for the next line with anything else on it.
fn in_document(file: FileId, source: &Source, document: &Document) -> Vec<Allowed> {
    let line_of = |at: u32| source.lines().line(at);
    let (mut done, mut waiting) = (Vec::new(), Vec::new());
    let mut last_line = 0;
    for leaf in document.leaves().filter(|leaf| leaf.kind != LeafKind::Blank && leaf.start < leaf.end) {
        let line = line_of(leaf.start);
        if leaf.kind == LeafKind::Comment {
            let codes = codes_in(document.leaf_text(leaf)).into_iter().map(|(code, range)| {
                let at = |offset: usize| leaf.start + u32::try_from(offset).unwrap_or(0);
                Allowed { code, span: Span::new(file, at(range.start), at(range.end)), line, is_used: false }
            });
            if line == last_line { done.extend(codes) } else { waiting.extend(codes) }
        } else {
            last_line = line_of(leaf.end - 1);
            done.extend(waiting.drain(..).map(|allowed| Allowed { line, ..allowed }));
        }
    }
    done.extend(waiting);
    done
}

/// The names in `# natsconf: allow(one, other) reason`, each with its range in the comment.
fn codes_in(comment: &[u8]) -> Vec<(String, std::ops::Range<usize>)> {
    let text = comment.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let start = |rest: &str| text.len() - rest.len();
    let words = text.strip_prefix('#').or_else(|| text.strip_prefix("//")).map(str::trim_start);
    let words = words.and_then(|words| words.strip_prefix("natsconf:")).map(str::trim_start);
    let names = words.and_then(|words| words.strip_prefix("allow(")).and_then(|words| Some((words, words.find(')')?)));
    let Some((rest, end)) = names else { return Vec::new() };
    let mut at = start(rest);
    let mut codes = Vec::new();
    for part in rest[..end].split(',') {
        let name = part.trim();
        let begin = at + (part.len() - part.trim_start().len());
        codes.push((name.to_owned(), begin..begin + name.len()));
        at += part.len() + 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::codes_in;

    fn names(comment: &str) -> Vec<String> {
        let codes = codes_in(comment.as_bytes());
        assert!(codes.iter().all(|(name, range)| comment[range.clone()] == **name));
        codes.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn codes_stand_in_parentheses() {
        assert_eq!(names("# natsconf: allow(a-b) because"), ["a-b"]);
        assert_eq!(names("//natsconf:allow( a ,b)"), ["a", "b"]);
        assert_eq!(names("# natsconf: allow()"), [""]);
    }

    #[test]
    fn other_comments_allow_nothing() {
        for comment in ["# allow(a)", "# Rendered by natsconf: allow(a)", "# natsconf: allow(a", "# natsconf: allow a"]
        {
            assert!(names(comment).is_empty(), "{comment}");
        }
    }
}
