//! Every frontend says the same: a request gets the same JSON from the core, from the plain WebAssembly module in
//! wasmi, in Python's wasmtime and in Node, from the npm package, and from the wheel in Python. The command line is held
//! against the core by a test of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod plain_module;
mod programs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;

use natsconf_core::convert::Notation;
use natsconf_core::diagnostic::render::{Findings, listing};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{NotConverted, Settings, check, convert, format, resolve};
use natsconf_tests::{shared, workspace};
use plain_module::PlainModule;
use programs::{node, python, wasmtime};
use serde_json::{Value, json};

/// A configuration, and the files beside it.
struct Case {
    name: String,
    text: String,
    files: BTreeMap<String, String>,
    nats_version: &'static str,
    /// The notation to convert to: one after the other.
    to: (&'static str, Notation),
}

const FUNCTIONS: [&str; 4] = ["lint", "parse", "format", "convert"];

impl Case {
    fn request(&self, function: &str) -> Value {
        let Case { name, text, files, nats_version, to } = self;
        // The empty environment says the same everywhere.
        let mut arguments =
            json!({ "text": text, "name": name, "files": files, "env": {}, "nats_version": nats_version });
        if function == "convert" {
            arguments["to"] = to.0.into();
        }
        json!({ "function": function, "arguments": arguments })
    }

    /// What the core says.
    fn response(&self, function: &str) -> String {
        let settings = Settings::for_server(self.nats_version).unwrap();
        let source = Source::new(&*self.name, self.text.as_bytes());
        let files = self.files.iter().map(|(path, text)| (PathBuf::from(path), text.clone().into_bytes()));
        let memory = Memory::new(files, BTreeMap::new());
        match function {
            "lint" => result(&listing(&[check(source, &memory, &settings).into_findings()])),
            "parse" => resolve(source, &memory, &settings).map_or_else(refused, |values| result(&values.root())),
            "format" => {
                format(source, &settings).map_or_else(refused, |text| result(&String::from_utf8(text).unwrap()))
            }
            "convert" => match convert(source, None, self.to.1, &memory, &settings) {
                Ok(text) => result(&text),
                Err(NotConverted::Refused(findings)) => refused(findings),
                Err(NotConverted::Unsayable(message)) => json!({ "error": { "message": message } }).to_string(),
            },
            _ => unreachable!("all functions are here"),
        }
    }
}

/// Written as text right away: `Value` would not nest as deeply as a configuration may.
fn result(result: &impl serde::Serialize) -> String {
    format!(r#"{{"result":{}}}"#, serde_json::to_string(result).unwrap())
}

fn refused(findings: Findings) -> String {
    let message = serde_json::to_string(&findings.headline()).unwrap();
    let diagnostics = serde_json::to_string(&listing(&[findings]).diagnostics).unwrap();
    format!(r#"{{"error":{{"message":{message},"diagnostics":{diagnostics}}}}}"#)
}

/// Every fixture that is a JSON string, with the files of its folder to include.
fn fixtures() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut folders = vec![workspace::root().join("fixtures")];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let (inner, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        let files: BTreeMap<String, String> = files.iter().filter_map(|file| configuration(file)).collect();
        cases.extend(files.iter().zip(notations()).map(|((name, text), to)| Case {
            name: name.clone(),
            text: text.clone(),
            files: files.clone(),
            nats_version: "2.15",
            to,
        }));
    }
    cases
}

fn notations() -> impl Iterator<Item = (&'static str, Notation)> {
    Notation::NAMES.into_iter().cycle()
}

fn configuration(file: &Path) -> Option<(String, String)> {
    let name = file.strip_prefix(workspace::root()).unwrap().to_str()?.to_owned();
    let text = String::from_utf8(std::fs::read(file).unwrap()).ok()?;
    file.extension().is_some_and(|extension| extension == "conf").then_some((name, text))
}

/// Every case of the corpus, for the version of the parser that judged it.
fn corpus() -> Option<Vec<Case>> {
    let cases = shared::corpus()?.into_iter().zip(notations()).map(|(case, to)| Case {
        name: format!("{}.conf", case.id),
        text: case.text,
        files: BTreeMap::new(),
        nats_version: "2.14",
        to,
    });
    Some(cases.collect())
}

/// Asks everyone everything.
fn compare(cases: &[Case]) {
    let asked: Vec<_> = cases.iter().flat_map(|case| FUNCTIONS.map(|function| (case, function))).collect();
    let requests: Vec<String> = asked.iter().map(|(case, function)| case.request(function).to_string()).collect();
    let requests = requests.join("\n");
    let expected: Vec<String> = asked.iter().map(|(case, function)| case.response(function)).collect();
    let agree = |frontend, expected: &[String], responses: &[String]| {
        assert_eq!(responses.len(), asked.len(), "{frontend}");
        for (((case, function), expected), response) in asked.iter().zip(expected).zip(responses) {
            let Case { name, text, .. } = case;
            let message = || format!("{function} of {name}:\n{text:?}\ncore: {expected}\n{frontend}: {response}");
            assert!(same(expected, response), "{}", message());
        }
    };
    let (plain, npm) = (workspace::plain_module(), workspace::npm_package());
    let (in_wasmi, in_wasmtime, in_node, in_npm, in_python) = thread::scope(|scope| {
        let in_node = [&plain, &npm].map(|artifact| scope.spawn(|| node(artifact, &requests)));
        let in_wasmtime = scope.spawn(|| wasmtime(&plain, &requests));
        let in_python = scope.spawn(|| python(&requests));
        let [in_node, in_npm] = in_node.map(|answers| answers.join().unwrap());
        (wasmi(&requests), in_wasmtime.join().unwrap(), in_node, in_npm, in_python.join().unwrap())
    });
    agree("wasmi", &expected, &in_wasmi);
    agree("wasmtime", &expected, &in_wasmtime);
    agree("node", &expected, &in_node);
    agree("npm", &expected, &in_npm);
    let expected: Vec<String> = expected.iter().map(|response| without_summary(response)).collect();
    agree("python", &expected, &in_python);
}

/// Python gives the findings as a list, which has a length of its own.
fn without_summary(response: &str) -> String {
    match response.split_once(r#"],"summary":{"#) {
        Some((findings, _)) if findings.starts_with(r#"{"result":{"diagnostics":["#) => format!("{findings}]}}}}"),
        _ => response.to_owned(),
    }
}

/// The same text, or the same values where numbers are written in another way.
fn same(expected: &str, response: &str) -> bool {
    let value = |json: &str| serde_json::from_str::<Value>(json).ok();
    expected == response || value(expected).is_some_and(|expected| value(response) == Some(expected))
}

fn wasmi(requests: &str) -> Vec<String> {
    let mut module = PlainModule::start();
    requests.lines().map(|request| module.answer(request.as_bytes())).collect()
}

#[test]
fn fixtures_are_the_same_to_every_frontend() {
    let cases = fixtures();
    assert!(cases.len() > 10, "{} fixtures", cases.len());
    compare(&cases);
}

#[test]
fn the_corpus_is_the_same_to_every_frontend() {
    let Some(cases) = corpus() else { return };
    compare(&cases);
}
