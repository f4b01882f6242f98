//! Findings as SARIF 2.1.0, which code scanning services read.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Findings, Locator, Words, file_name, is_environment, redact, window};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Severity};
use crate::source::{SourceMap, Span};

/// One run with all findings, ended by a line feed.
pub fn sarif(findings: &[Findings]) -> String {
    let codes = findings.iter().flat_map(|one| &one.diagnostics).map(|d| (d.code.name, d.code));
    let codes = codes.collect::<BTreeMap<_, _>>();
    let mut results = Results { rules: codes.keys().copied().zip(0..).collect(), seen: HashMap::new() };
    let results = findings.iter().flat_map(|one| results.of(one)).collect::<Vec<_>>();
    let driver = json!({
        "name": "natsconf",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{log}\n")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.name.replace('-', " ") },
        "help": { "text": code.page, "markdown": code.page },
        "helpUri": code.url(),
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

struct Results {
    /// The place of each code among the rules.
    rules: BTreeMap<&'static str, usize>,
    /// How often a fingerprint came up so far.
    seen: HashMap<u64, usize>,
}

impl Results {
    fn of(&mut self, findings: &Findings) -> Vec<Value> {
        let mut locator = Locator::default();
        findings.diagnostics.iter().map(|d| self.result(d, &findings.sources, &mut locator)).collect()
    }

    fn result(&mut self, diagnostic: &Diagnostic, sources: &SourceMap, locator: &mut Locator) -> Value {
        let words = Words::of(diagnostic, sources);
        let mut message = words.clean(&diagnostic.message).into_owned();
        if let Some(help) = &diagnostic.help {
            message = format!("{message}\nhelp: {}", words.clean(help));
        }
        let related = diagnostic.related.iter().map(|label| {
            let message = json!({ "text": words.clean(&label.message) });
            if is_environment(sources, label.span.file) {
                return json!({ "message": message });
            }
            let place = physical(label.span, sources, &mut Locator::default());
            json!({ "physicalLocation": place, "message": message })
        });
        let related = related.collect::<Vec<_>>();
        let mut result = json!({
            "ruleId": diagnostic.code.name,
            "ruleIndex": self.rules.get(diagnostic.code.name),
            "level": level(diagnostic.severity()),
            "message": { "text": message },
            "locations": [{ "physicalLocation": physical(diagnostic.primary.span, sources, locator) }],
            "partialFingerprints": { "primaryLocationLineHash": self.fingerprint(diagnostic, sources) },
        });
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if let Some(fix) = words.fix(diagnostic) {
            result["fixes"] = json!([fix_object(fix, &words, sources)]);
        }
        result
    }

    /// What makes a finding the same one when lines above it change: its code, file and line of text. The line comes
    /// without its secrets, as a short one could be guessed from its hash.
    fn fingerprint(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let Span { file, start, .. } = diagnostic.primary.span;
        let source = sources.get(file);
        let line = source.lines().line(start);
        let window = window(sources, file, line, start as usize);
        let mut line_text = source.text()[window.clone()].to_vec();
        for secret in redact::secrets(source, line, window.clone()) {
            line_text[secret.start - window.start..secret.end - window.start].fill(b'.');
        }
        let masked = line_text.split(|byte| *byte == b'.' || byte.is_ascii_whitespace()).flatten();
        let name = file_name(sources, file);
        let hash = fnv1a(diagnostic.code.name.bytes().chain([0]).chain(name.bytes()).chain([0]).chain(masked.copied()));
        let count = self.seen.entry(hash).and_modify(|count| *count += 1).or_insert(1);
        format!("{hash:016x}:{count}")
    }
}

/// The 64-bit hash FNV-1a: the same in every version and on every machine.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn physical(span: Span, sources: &SourceMap, locator: &mut Locator) -> Value {
    json!({ "artifactLocation": artifact(span, sources), "region": region(span, sources, locator) })
}

fn artifact(span: Span, sources: &SourceMap) -> Value {
    json!({ "uri": uri(&file_name(sources, span.file)) })
}

fn region(span: Span, sources: &SourceMap, locator: &mut Locator) -> Value {
    let (start, end) = locator.span(sources, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.end - span.start,
    })
}

fn fix_object(fix: &Fix, words: &Words, sources: &SourceMap) -> Value {
    // Offered fixes change one file only.
    let artifact = fix.edits.first().map(|edit| artifact(edit.span, sources));
    let mut locator = Locator::default();
    let mut replacement = |edit: &Edit| {
        let region = region(edit.span, sources, &mut locator);
        json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } })
    };
    let replacements = fix.edits.iter().map(&mut replacement).collect::<Vec<_>>();
    json!({
        "description": { "text": words.clean(&fix.title) },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })
}

/// A path as a URI reference: relative to the folder where natsconf ran, or with the scheme `file`.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
