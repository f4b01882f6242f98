//! Values of all types in the place of each option: what natsconf refuses, the server refuses, and the other way round.

use natsconf_core::diagnostic::{Diagnostic, Severity};
use natsconf_core::model::Config;
use natsconf_core::option::{Block, OptionPath, paths};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::servers::{NEWEST, Verdict};
use rayon::prelude::*;

use crate::minimal::{configuration, is_word};
use crate::surroundings::Surroundings;

/// One value of each type, and such as one type is easily mistaken for another by.
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

/// Words of refusals that are not about the value but about a file that is not there, or about what stands beside the
/// option: that is for rules to find, which have tests of their own.
const ABOUT_SOMETHING_ELSE: [&str; 26] = [
    "no such file or directory",
    "is a directory",
    "does not allow multiple users",
    "does not support callouts",
    "does not support tokens",
    "do not support dynamic responses",
    "both 'cert_file' and 'cert_key' options are required",
    "missing 'cert_file' in TLS configuration",
    "missing 'key_file' in TLS configuration",
    "expected 'cert_match' to be a valid non-empty string",
    "verify_cert_and_check_known_urls not supported in this context",
    "account not defined for",
    "import not authorized",
    "failed to create mapping transform",
    "invalid mapping destination",
    "cluster export allow:",
    "cluster export deny:",
    "User entry requires a user",
    "Expect an account name and a subject",
    "require authorized users to be specified",
    "proxy username and password must both be specified",
    "sublist: invalid subject",
    "index out of range",
    "not found in configured accounts",
    "dir has no value",
    "Error adding service export",
];

/// A warning of the server: it starts, though `-t` ends as with an error.
const WARNING: &str = "invalid use of field";

/// What natsconf finds: the worst of it, and all in words.
fn found(text: &str) -> (Option<Severity>, String) {
    let checked = check(Source::new("t.conf", text.as_bytes()), &Memory::default(), &Settings::default());
    let worst = checked.diagnostics.iter().map(Diagnostic::severity).min();
    let words = checked.diagnostics.iter().map(|found| format!("{}: {}", found.code.name, found.message));
    (worst, words.collect::<Vec<_>>().join("; "))
}

/// Whether natsconf and the server are of one mind. What `-t` takes and natsconf does not has to be refused at start.
fn agree(worst: Option<Severity>, verdict: &Verdict, text: &str, surroundings: &Surroundings) -> bool {
    let output = &verdict.output;
    let excused = ABOUT_SOMETHING_ELSE.iter().any(|words| output.contains(words));
    match (worst, verdict.accepted) {
        (Some(Severity::Error), true) => surroundings.refuses_to_start(NEWEST, text),
        (Some(Severity::Error), false) | (_, true) => true,
        (Some(Severity::Warning), false) if output.contains(WARNING) => true,
        (_, false) => excused,
    }
}

#[test]
fn a_value_is_refused_by_both_or_by_none() {
    let paths: Vec<OptionPath> = paths(Config::SPEC).into_iter().filter(|path| !is_word(path)).collect();
    let cases: Vec<_> = paths.iter().flat_map(|path| VALUES.map(|value| (path, value))).collect();
    let text = |(path, value): &(&OptionPath, &str)| configuration(path, path.entry.names()[0], value);
    let texts: Vec<String> = cases.iter().map(text).collect();
    let surroundings = Surroundings::new();
    let verdicts = surroundings.check_all(NEWEST, &texts);
    let judged: Vec<_> = cases.into_iter().zip(texts).zip(verdicts).collect();
    let wrong = judged.par_iter().filter_map(|(((path, value), text), verdict)| {
        let (worst, words) = found(text);
        let said = || format!("@ {} = {value}: natsconf {words}, server {}", path.path, verdict.output.trim());
        (!agree(worst, verdict, text, &surroundings)).then(said)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), judged.len(), wrong.join("\n"));
}
