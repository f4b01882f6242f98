//! Errors of natsconf and refusals of the server, held against each other: over the shared corpus, and over the pages
//! of the rules and fixtures, where `nats-server -t` says yes and the start says no.

use std::collections::BTreeSet;

use natsconf_core::check::rules;
use natsconf_core::diagnostic::{Code, Severity};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::servers::{self, NEWEST};
use natsconf_tests::shared::{self, Case, Status};
use natsconf_tests::{pages, workspace};
use rayon::prelude::*;

/// The first error that natsconf finds, in words.
fn first_error(text: &str) -> Option<String> {
    let checked = check(Source::new("nats.conf", text.as_bytes()), &Memory::default(), &Settings::default());
    let error = checked.diagnostics.iter().find(|found| found.severity() == Severity::Error)?;
    Some(format!("{}: {}", error.code.name, error.message))
}

/// What the server makes of a configuration.
#[derive(PartialEq, Eq)]
enum Verdict {
    Taken,
    /// When checking or when starting, in these words.
    Refused(String),
    Unknown,
}

fn verdict(case: &Case) -> Verdict {
    let Some(server) = &case.server else { return Verdict::Unknown };
    match &case.start {
        _ if is_warning(case) => Verdict::Unknown,
        _ if !server.ok => Verdict::Refused(server.output.join(" ")),
        Some(start) if start.status == Status::Unclear => Verdict::Unknown,
        Some(start) if start.status == Status::Refused => Verdict::Refused(start.log.join(" ")),
        _ => Verdict::Taken,
    }
}

/// Words of warnings: the server starts, though `-t` ends as with a refusal. Whether it does was not tried.
const WARNINGS: [&str; 2] = ["invalid use of field", "config has no values or is empty"];

/// Whether the server only warned.
fn is_warning(case: &Case) -> bool {
    let mut said = case.server.iter().flat_map(|server| &server.output).peekable();
    said.peek().is_some() && said.all(|line| WARNINGS.iter().any(|words| line.contains(words)))
}

/// Refusals for which there is no rule, and why not.
const WITHOUT_RULE: [(&str, &str); 5] = [
    ("032caf2757a7", "the address and the folder of the log file are those of another machine"),
    ("2deeaabf4a5d", "the address is that of another machine"),
    ("48996fdc69e4", "the address is that of another machine"),
    ("70dcd5096bf4", "the folder of the log file is that of another machine"),
    ("4062b4bde531", "certificate stores are those of Windows"),
];

#[test]
fn an_error_is_a_refusal() {
    let Some(corpus) = shared::corpus() else { return };
    let cases = corpus.iter().filter(|case| !case.env_dependent && case.conf.is_some());
    let (mut judged, mut wrong) = (0, Vec::new());
    for case in cases {
        let error = first_error(&case.text);
        let words = match (verdict(case), error) {
            (Verdict::Unknown, _) => continue,
            (Verdict::Refused(words), None) => Some(format!("refused: {words}")),
            (Verdict::Taken, Some(error)) => Some(format!("taken, but {error}")),
            _ => None,
        };
        judged += 1;
        wrong.extend(words.map(|words| (case, words)));
    }
    assert!(judged > 1_000, "{judged} verdicts");
    println!("{} of {judged} verdicts disagree", wrong.len());
    wrong.retain(|(case, _)| WITHOUT_RULE.iter().all(|(id, _)| *id != case.id));
    let wrong: Vec<_> = wrong.iter().map(|(case, words)| format!("{} {}: {words}", case.category, case.id)).collect();
    assert!(wrong.is_empty(), "{} of {judged} verdicts:\n{}", wrong.len(), wrong.join("\n"));
}

/// The fenced blocks of a page: what stands behind the back-quotes, and the text.
fn blocks(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}

/// A configuration on a page that its code is reported for, and the files that stand beside it.
struct Example {
    code: &'static Code,
    text: String,
    files: Vec<(String, Vec<u8>)>,
}

fn reported(code: &'static Code) -> Vec<Example> {
    let (mut files, mut examples) = (Vec::new(), Vec::new());
    for (info, text) in blocks(&pages::with_tokens(code.page)) {
        match info {
            "files" => files.extend(pages::files(text)),
            "nats reports" => examples.push(Example { code, text: text.to_owned(), files: files.clone() }),
            _ => {}
        }
    }
    examples
}

impl Example {
    fn starts(&self) -> bool {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let main = folder.path().join("nats.conf");
        let own = ("nats.conf".to_owned(), self.text.clone().into_bytes());
        for (name, bytes) in self.files.iter().chain([&own]) {
            std::fs::write(folder.path().join(name), bytes).expect("a file can be written");
        }
        servers::try_start(NEWEST, main.as_path()).is_ok()
    }
}

#[test]
fn the_server_does_not_start_with_what_a_rule_calls_an_error() {
    let errors: Vec<_> = rules().map(|rule| rule.code).filter(|code| code.severity == Severity::Error).collect();
    assert!(errors.len() > 10);
    let examples = errors.into_iter().flat_map(reported);
    let wrong: Vec<_> = examples.filter(Example::starts).map(|example| example.code.name).collect();
    assert!(wrong.is_empty(), "the server starts with the examples of {wrong:?}");
}

/// A configuration of a folder below `fixtures/server`. Where the server refuses it, it is named after its rule: `rule.conf`, or
/// `rule.what.conf` where a rule has several, and its first line holds words of the refusal.
struct Fixture {
    name: String,
    text: String,
}

impl Fixture {
    fn all(folder: &str) -> Vec<Self> {
        let folder = workspace::root().join("fixtures/server").join(folder);
        let files =
            std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("readable").path());
        let read = |path: std::path::PathBuf| Fixture {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            text: std::fs::read_to_string(path).expect("UTF-8"),
        };
        files.map(read).collect()
    }

    fn errors(&self) -> BTreeSet<&'static str> {
        let checked = check(Source::new("nats.conf", self.text.as_bytes()), &Memory::default(), &Settings::default());
        let errors = checked.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
        errors.map(|found| found.code.name).collect()
    }

    /// What is wrong; none where natsconf finds the mistake and no other error, and the server refuses it in these words:
    /// `nats-server -t`, or only a start.
    fn problem(&self, at_start: bool) -> Option<String> {
        let words = self.text.lines().next().and_then(|line| line.strip_prefix("# ")).expect("words of the refusal");
        let rule = self.name.split('.').next().expect("a rule");
        let errors = self.errors();
        if errors != [rule].into() {
            return Some(format!("{}: natsconf finds {errors:?}", self.name));
        }
        let verdict = servers::check(NEWEST, self.text.as_str());
        if verdict.accepted != at_start {
            return Some(format!("{}: `nats-server -t` says {}", self.name, verdict.output));
        }
        let said = if at_start {
            servers::try_start(NEWEST, self.text.as_str()).err().unwrap_or_else(|| "the server starts".to_owned())
        } else {
            verdict.output
        };
        (!said.contains(words)).then(|| format!("{}: in other words: {said}", self.name))
    }
}

#[test]
fn what_the_server_refuses_is_found() {
    for (folder, at_start, least) in [("refused", false, 7), ("refused-at-start", true, 50)] {
        let fixtures = Fixture::all(folder);
        assert!(fixtures.len() > least, "{} fixtures", fixtures.len());
        let wrong: Vec<_> = fixtures.par_iter().filter_map(|fixture| fixture.problem(at_start)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn what_the_server_takes_is_no_error() {
    for fixture in Fixture::all("taken") {
        let errors = fixture.errors();
        assert!(errors.is_empty(), "{}: natsconf finds {errors:?}", fixture.name);
        if let Err(log) = servers::try_start(NEWEST, fixture.text.as_str()) {
            panic!("{}: {log}", fixture.name);
        }
    }
}
