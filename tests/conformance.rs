//! The same verdict, the same values and the same line as the official parser, over all of the shared corpus.

use std::collections::BTreeMap;

use natsconf_core::diagnostic::{Diagnostic, Severity};
use natsconf_core::source::{Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Kind, Limits, MapRef, ValueRef, Values, resolve};
use natsconf_tests::shared::{self, Case, Conf, Outcome, Value};

fn read(text: &str, dialect: Dialect) -> (Values, Vec<Diagnostic>) {
    resolve(Source::new("nats.conf", text.as_bytes()), &Memory::default(), dialect, Limits::default())
}

fn first_error(diagnostics: &[Diagnostic]) -> Option<&Diagnostic> {
    diagnostics.iter().find(|diagnostic| diagnostic.severity() == Severity::Error)
}

fn line(values: &Values, diagnostic: &Diagnostic) -> u32 {
    let span = diagnostic.primary.span;
    values.sources().get(span.file).position(span.start).line
}

fn map(map: MapRef<'_>) -> BTreeMap<String, Value> {
    map.iter().map(|entry| (entry.key.name.to_owned(), value(entry.value))).collect()
}

/// The value as the corpus writes it.
fn value(of: ValueRef<'_>) -> Value {
    match of.kind() {
        Kind::Nil => Value::Nil,
        Kind::Bool(value) => Value::Bool(value),
        Kind::Integer(value) => Value::Integer(value),
        Kind::Float(value) => Value::Float(value),
        Kind::DateTime(value) => Value::DateTime(value.to_string()),
        Kind::String(value) => match std::str::from_utf8(of.bytes().unwrap_or_default()) {
            Ok(_) => Value::Text(value.into_owned()),
            Err(_) => Value::Bytes(of.bytes().unwrap_or_default().to_vec()),
        },
        Kind::Array(array) => Value::Array(array.iter().map(value).collect()),
        Kind::Map(of) => Value::Map(map(of)),
    }
}

/// The line that the official parser names: `Parse error on line 3`, `… on line 3 can not be found`,
/// `config is invalid (FILE:3:7)`.
fn official_line(error: &str) -> Option<u32> {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    let place = error.strip_prefix("config is invalid (").and_then(|place| place.split(':').nth(1));
    place.and_then(number).or_else(|| number(error.split_once("on line ")?.1))
}

/// What differs from the official verdict, in words.
fn disagreement(case: &Case, conf: &Conf) -> Option<String> {
    let (values, diagnostics) = read(&case.text, Dialect::Until2_14);
    match (conf, first_error(&diagnostics)) {
        (Conf::Accepted(official), None) => {
            let ours = Value::Map(map(values.root()));
            (ours != *official).then(|| format!("values differ: {ours:?} for {official:?}"))
        }
        (Conf::Accepted(_), Some(error)) => Some(format!("refused: {}", error.message)),
        (Conf::Refused(error), None) => Some(format!("accepted, but: {error}")),
        (Conf::Refused(_), Some(_)) => None,
    }
}

#[test]
fn every_case_has_the_official_verdict_and_values() {
    let Some(corpus) = shared::corpus() else { return };
    let verdicts: Vec<_> = corpus.iter().filter_map(|case| Some((case, case.conf.as_ref()?))).collect();
    assert!(verdicts.len() > 7_400);
    let wrong: Vec<_> = verdicts
        .iter()
        .filter_map(|(case, conf)| Some(format!("{}: {}", case.id, disagreement(case, conf)?)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), verdicts.len(), wrong.join("\n"));
}

/// Whether the parser of 2.15.1 takes the text, as far as the corpus tells.
fn taken_by_2_15(case: &Case) -> bool {
    let refused = |line: &String| line.contains("Parse error on line");
    case.differs_in_2_15 || case.server.as_ref().is_some_and(|server| !server.output.iter().any(refused))
}

#[test]
fn only_what_2_15_takes_is_read_differently_by_version() {
    let Some(corpus) = shared::corpus() else { return };
    let mut differing = 0;
    for case in corpus.iter().filter(|case| case.conf.is_some()) {
        let reading = |dialect| {
            let (values, diagnostics) = read(&case.text, dialect);
            let error = first_error(&diagnostics).map(|error| (line(&values, error), error.code.name));
            (error, map(values.root()))
        };
        let (old, new) = (reading(Dialect::Until2_14), reading(Dialect::From2_15));
        if case.differs_in_2_15 {
            assert_ne!(old, new, "{}", case.id);
            differing += 1;
        } else if old.0.is_none() || new.0.is_none() {
            assert!(old == new || taken_by_2_15(case), "{}: {:?} {:?}", case.id, old.0, new.0);
        }
    }
    assert!(differing > 40);
}

#[test]
fn the_first_error_stands_on_the_official_line() {
    let Some(corpus) = shared::corpus() else { return };
    let (mut asked, mut wrong) = (0, Vec::new());
    for case in &corpus {
        let Some(Conf::Refused(error)) = &case.conf else { continue };
        let Some(official) = official_line(error) else { continue };
        let (values, diagnostics) = read(&case.text, Dialect::Until2_14);
        let ours = first_error(&diagnostics).map(|error| line(&values, error));
        asked += 1;
        if ours != Some(official) {
            wrong.push(format!("{}: {ours:?} for {error}", case.id));
        }
    }
    assert!(asked > 3_000);
    assert!(wrong.len() * 100 <= asked, "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_scalar_has_the_type_that_both_versions_give_it() {
    let Some(scalars) = shared::scalars() else { return };
    for scalar in scalars {
        for (dialect, expected) in [(Dialect::Until2_14, &scalar.v2_14), (Dialect::From2_15, &scalar.v2_15)] {
            let (values, diagnostics) = read(&format!("server_name: {}\n", scalar.text), dialect);
            let value = values.root().get("server_name").map(|entry| entry.value.kind());
            let fits = match (expected, value) {
                // `1kbb` sets nothing, and a file without values is refused by the server behind the parser.
                (Outcome::Refused(message), None) if message.contains("config has no values") => true,
                (Outcome::Refused(_), _) => first_error(&diagnostics).is_some(),
                (_, _) if first_error(&diagnostics).is_some() => false,
                (Outcome::Bool, Some(Kind::Bool(_)))
                | (Outcome::Integer, Some(Kind::Integer(_)))
                | (Outcome::Float, Some(Kind::Float(_)))
                | (Outcome::DateTime, Some(Kind::DateTime(_)))
                | (Outcome::Text, Some(Kind::String(_)))
                | (Outcome::Array, Some(Kind::Array(_)))
                | (Outcome::Map, Some(Kind::Map(_))) => true,
                _ => false,
            };
            assert!(fits, "{:?} in {dialect:?}: expected {expected:?}", scalar.text);
        }
    }
}
