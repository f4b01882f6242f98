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

#[test]
fn every_defect_of_the_plan_has_its_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/deployments/refused");
    let names = std::fs::read_dir(folder).expect("the fixtures are there");
    let names = names.map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
    let known: BTreeSet<String> =
        names.flat_map(|name| name.split('-').map(str::to_owned).collect::<Vec<_>>()).collect();
    let defects = (1..=6).map(|number| format!("a{number}")).chain((1..=16).map(|number| format!("b{number}")));
    assert_eq!(defects.filter(|defect| !known.contains(defect)).collect::<Vec<_>>(), [""; 0]);
}

/// What stands at the places of the findings, and what to do.
fn said(text: &str) -> Vec<(String, String)> {
    let said = found(text).diagnostics.into_iter();
    said.map(|found| (found.primary.message.into_owned(), found.help.unwrap_or_default().into_owned())).collect()
}

#[test]
fn findings_say_at_which_path_they_are() {
    let text = "accounts: { APP: { users: { app: { permisions: {} } }, imports: [{ account: SHOP }, { stream: 3 }] } }";
    let paths: Vec<_> = said(text).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["accounts.APP.users.app.permisions", "accounts.APP.imports[1].stream"]);
    let spec = Deployment::read(Source::new("deployment.yaml", &b"clusters: { a: { servers: 2, names: x } }"[..]));
    let spec = spec.expect("it can be read");
    let findings = spec.findings(check(&spec.deployment));
    assert_eq!(findings.diagnostics[0].primary.message, "clusters.a.names");
}

#[test]
fn what_belongs_into_a_configuration_is_not_sent_there() {
    for (text, words) in [
        ("accounts: { A: { users: { a: {} }, auth_callout: { users: [a], issuer: X } } }", "the account itself signs"),
        ("tls: { development: true, verify_and_map: true }", "certificates are mapped to nobody"),
        ("tls: { development: true, usages: [server] }", "for accepting and dialling"),
        ("accounts: { A: {} }\nleafs: { e: { account: A, credentials: x } }", "natsconf makes the credentials"),
        ("resolver: { preload: false }", "always preloaded"),
        ("cluster: { routes: [] }", "routes follow"),
        ("max_payload: 1MB", "`max_payload` belongs in `settings`"),
    ] {
        let said = said(text);
        assert!(said.len() == 1 && said[0].1.contains(words), "{text}: {said:?}");
    }
    // What would be refused there, too, is not suggested.
    assert_eq!(said("pid_file: x"), [("pid_file".to_owned(), String::new())]);
}
