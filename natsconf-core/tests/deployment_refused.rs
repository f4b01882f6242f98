//! Descriptions that would lead to a deployment that does not start, or does something else: each is refused, at its
//! place. The fixtures say which finding where, `# CODE LINE:COLUMN`.

use std::collections::BTreeSet;
use std::path::Path;

use natsconf_core::deployment::check;
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::diagnostic::Severity;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::source::{FileId, Source};

/// Everything that is found in a description.
fn found(text: &str) -> Findings {
    match Deployment::read(Source::new("deployment.yaml", text.as_bytes())) {
        Ok(spec) => Findings { diagnostics: check(&spec.deployment), sources: spec.sources },
        Err(findings) => findings,
    }
}

fn places(findings: &Findings) -> BTreeSet<String> {
    let place = |found: &natsconf_core::diagnostic::Diagnostic| {
        let position = findings.sources.get(FileId::MAIN).position(found.primary.span.start);
        format!("{} {}:{}", found.code.name, position.line, position.column)
    };
    findings.diagnostics.iter().map(place).collect()
}

/// The findings that a fixture announces.
fn announced(text: &str) -> BTreeSet<String> {
    let words = text.lines().filter_map(|line| line.strip_prefix("# "));
    let is_finding = |words: &&str| {
        words.split_once(' ').is_some_and(|(_, place)| place.split(':').all(|part| part.parse::<u32>().is_ok()))
    };
    words.filter(is_finding).map(str::to_owned).collect()
}

#[test]
fn every_refused_description_is_refused_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/deployments/refused");
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let findings = found(&text);
        let refused = findings.diagnostics.iter().any(|found| found.severity() == Severity::Error);
        let (found, announced) = (places(&findings), announced(&text));
        if !refused || found != announced {
            wrong.push(format!("{}: found {found:?}, not {announced:?}", path.display()));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 18, "{count} fixtures");
}
