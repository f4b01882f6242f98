//! The command line says of every case of the corpus what the core says. `tests/parity.rs` holds the other frontends
//! against the core: so all say the same.

use std::collections::BTreeMap;
use std::thread;

use natsconf_core::convert::Notation;
use natsconf_core::diagnostic::render::listing;
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check, convert, format};
use natsconf_tests::shared;
use serde_json::Value;

use crate::run::Folder;

/// The version of the parser that judged the corpus.
const VERSION: &str = "2.14";

struct Case {
    name: String,
    text: String,
}

impl Case {
    fn source(&self) -> Source {
        Source::new(&*self.name, self.text.as_bytes())
    }
}

fn cases() -> Option<Vec<Case>> {
    // Some texts are cases of two kinds.
    let texts: BTreeMap<_, _> = shared::corpus()?.into_iter().map(|case| (case.id, case.text)).collect();
    Some(texts.into_iter().map(|(id, text)| Case { name: format!("{id}.conf"), text }).collect())
}

fn folder(cases: &[Case]) -> Folder {
    let files: Vec<_> = cases.iter().map(|case| (case.name.as_str(), case.text.as_str())).collect();
    Folder::with(&files)
}

/// What a command that is given all cases prints.
fn run(folder: &Folder, arguments: &[&str], cases: &[Case]) -> String {
    let names = cases.iter().map(|case| case.name.as_str());
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--nats-version", VERSION]).chain(names).collect();
    // The empty environment says the same everywhere.
    let output = folder.command(&arguments).env_remove("HOME").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn settings() -> Settings {
    Settings::for_server(VERSION).unwrap()
}

fn nothing_else() -> Memory {
    Memory::new([], BTreeMap::new())
}

/// Why a file cannot be read is told by the operating system, which knows folders too; the memory knows files alone.
fn without_words_of_the_system(finding: &Value) -> Value {
    let mut finding = finding.clone();
    if finding["code"] == "include-not-found" {
        finding["message"] = Value::Null;
    }
    finding
}

#[test]
fn lint_finds_the_same() {
    let Some(cases) = cases() else { return };
    let printed: Value = serde_json::from_str(&run(&folder(&cases), &["lint", "--format", "json"], &cases)).unwrap();
    let mut found: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for finding in printed["diagnostics"].as_array().unwrap() {
        found.entry(finding["file"].as_str().unwrap()).or_default().push(finding);
    }
    for case in &cases {
        let findings = check(case.source(), &nothing_else(), &settings()).into_findings();
        let expected = serde_json::to_value(listing(&[findings]).diagnostics).unwrap();
        let expected: Vec<_> = expected.as_array().unwrap().iter().map(without_words_of_the_system).collect();
        let found = found.remove(case.name.as_str()).unwrap_or_default();
        let found: Vec<_> = found.into_iter().map(without_words_of_the_system).collect();
        assert_eq!(expected, found, "{:?}", case.text);
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn fmt_gives_the_same_text() {
    let Some(cases) = cases() else { return };
    let folder = folder(&cases);
    run(&folder, &["fmt"], &cases);
    for case in &cases {
        // What cannot be read stays as it is.
        let expected = format(case.source(), &settings())
            .map_or_else(|_| case.text.clone(), |text| String::from_utf8(text).unwrap());
        assert_eq!(expected, folder.read(&case.name), "{:?}", case.text);
    }
}

#[test]
fn convert_gives_the_same_json() {
    let Some(cases) = cases() else { return };
    let folder = folder(&cases);
    let compare = |cases: &[Case]| {
        for case in cases {
            let expected = convert(case.source(), None, Notation::Json, &nothing_else(), &settings());
            // What cannot be converted prints nothing but words, which other tests look at: that needs no run of its own.
            let Ok(expected) = expected else { continue };
            let printed = run(&folder, &["convert", "--to", "json"], std::slice::from_ref(case));
            assert_eq!(expected, printed, "{:?}", case.text);
        }
    };
    let (one, other) = cases.split_at(cases.len() / 2);
    thread::scope(|scope| [one, other].map(|half| scope.spawn(move || compare(half))).map(|half| half.join().unwrap()));
}
