//! Errors of natsconf and refusals of the server, held against each other: over the shared corpus, and over the pages
//! of the rules, where `nats-server -t` says yes and the start says no.

use natsconf_core::check::rules;
use natsconf_core::diagnostic::{Code, Severity};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::servers::{self, NEWEST};
use natsconf_tests::shared::{self, Case, Status};

/// The first error that natsconf finds, in words.
fn first_error(text: &str) -> Option<String> {
    let checked = check(Source::new("nats.conf", text.as_bytes()), &Memory::default(), &Settings::default());
    let error = checked.diagnostics.iter().find(|found| found.severity() == Severity::Error)?;
    Some(format!("{}: {}", error.code.name, error.message))
}

/// Why the server refuses a case, checking or starting; `Some(None)` where it takes it, `None` where nobody asked.
fn refusal(case: &Case) -> Option<Option<String>> {
    let server = case.server.as_ref()?;
    match &case.start {
        _ if !server.ok => Some(Some(server.output.join(" "))),
        Some(start) if start.status == Status::Unclear => None,
        Some(start) if start.status == Status::Refused => Some(Some(start.log.join(" "))),
        _ => Some(None),
    }
}

/// Words of a warning: the server starts, though `-t` ends as with a refusal.
const WARNING: &str = "invalid use of field";

/// Whether the server only warned.
fn is_warning(case: &Case) -> bool {
    let said = case.server.iter().flat_map(|server| &server.output);
    said.clone().count() > 0 && said.into_iter().all(|line| line.contains(WARNING))
}

#[test]
fn an_error_is_a_refusal() {
    let Some(corpus) = shared::corpus() else { return };
    let judged: Vec<_> = corpus
        .iter()
        .filter(|case| !case.env_dependent && case.conf.is_some() && !is_warning(case))
        .filter_map(|case| Some((case, refusal(case)?, first_error(&case.text))))
        .collect();
    assert!(judged.len() > 1_000, "{} verdicts", judged.len());
    let missed: Vec<String> = judged
        .iter()
        .filter_map(|(case, refusal, error)| match (refusal, error) {
            (Some(words), None) => Some(format!("{} {}: {words}", case.category, case.id)),
            _ => None,
        })
        .collect();
    println!("{} of {} verdicts are refusals without a rule:\n{}", missed.len(), judged.len(), missed.join("\n"));
    let wrong: Vec<String> = judged
        .iter()
        .filter_map(|(case, refusal, error)| match (refusal, error) {
            (None, Some(error)) => Some(format!("{} {}: {error}", case.category, case.id)),
            _ => None,
        })
        .collect();
    assert!(wrong.is_empty(), "the server takes {} of {}:\n{}", wrong.len(), judged.len(), wrong.join("\n"));
}

/// The configurations on a page that its code is reported for.
fn reported(code: &'static Code) -> impl Iterator<Item = &'static str> {
    code.page.split("\n```nats reports\n").skip(1).filter_map(|after| after.split("\n```").next())
}

#[test]
fn the_server_does_not_start_with_what_a_rule_calls_an_error() {
    let errors: Vec<_> = rules().map(|rule| rule.code).filter(|code| code.severity == Severity::Error).collect();
    assert!(errors.len() > 10);
    let examples: Vec<_> = errors.into_iter().flat_map(|code| reported(code).map(move |text| (code, text))).collect();
    let starts = |(code, text): &(&Code, &str)| servers::try_start(NEWEST, *text).is_ok().then(|| code.name.to_owned());
    let wrong: Vec<String> = examples.iter().filter_map(starts).collect();
    assert!(wrong.is_empty(), "the server starts with the examples of {wrong:?}");
}
