//! Values of all types in the place of each option: what natsconf refuses, the server refuses, and the other way round.

use natsconf_core::diagnostic::Severity;
use natsconf_core::model::Config;
use natsconf_core::option::{Block, OptionPath, paths};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::servers::NEWEST;

use crate::minimal::{configuration, is_word};
use crate::surroundings::Surroundings;

/// One value of each type, and such as one type is easily mistaken for.
const VALUES: [&str; 16] = [
    "true",
    "7",
    "-1",
    "1.5",
    "2030-01-02T03:04:05Z",
    "text",
    "\"7\"",
    "\"10s\"",
    "\"\"",
    "\"a b\"",
    "[]",
    "[text]",
    "[7]",
    "[[]]",
    "{}",
    "{ text: 7 }",
];

/// Errors and warnings of natsconf, by code.
fn found(text: &str) -> Vec<(Severity, String)> {
    let checked = check(Source::new("t.conf", text.as_bytes()), &Memory::default(), &Settings::default());
    let finding = |found: &natsconf_core::diagnostic::Diagnostic| {
        (found.severity(), format!("{}: {}", found.code.name, found.message))
    };
    checked.diagnostics.iter().map(finding).collect()
}

#[test]
fn a_value_is_refused_by_both_or_by_none() {
    let paths: Vec<OptionPath> = paths(Config::SPEC).into_iter().filter(|path| !is_word(path)).collect();
    let cases: Vec<_> = paths.iter().flat_map(|path| VALUES.map(|value| (path, value))).collect();
    let texts: Vec<String> =
        cases.iter().map(|(path, value)| configuration(path, path.entry.names()[0], value)).collect();
    let verdicts = Surroundings::new().check_all(NEWEST, &texts);
    let mut wrong = Vec::new();
    for (((path, value), text), verdict) in cases.iter().zip(&texts).zip(verdicts) {
        let found = found(text);
        let refused = found.iter().any(|(severity, _)| *severity == Severity::Error);
        if refused == verdict.accepted {
            wrong.push(format!("@ {} = {value}: natsconf {found:?}, server {}", path.path, verdict.output.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
