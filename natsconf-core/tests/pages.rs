//! The page of every code is a test: each ```nats reports``` block yields this code, each ```nats accepts``` block does
//! not, and neither yields anything else but warnings of rules about what an example leaves out to stay short. So do
//! blocks of JSON, YAML and TOML that are to be converted. Blocks with a file name, ```nats reports a.conf```, are those of
//! servers that work together, as far as they follow each other. For the blocks below it, an ```env``` block sets the
//! environment, a ```version``` block the version of the server, a ```now``` block the time, and a ```files``` block
//! names files of `fixtures/pages` that are there, which has the files that a configuration names read. A ```toml``` block is the
//! `natsconf.toml` of the project. `$NAME_JWT` stands for a token of theirs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use natsconf_core::check::rules;
use natsconf_core::convert;
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{self, Inputs, Kept, RenderError};
use natsconf_core::diagnostic::{Code, Diagnostic, Severity};
use natsconf_core::preview::{Language, lint};
use natsconf_core::project::Project;
use natsconf_core::source::volumes::{Volumes, WithVolumes};
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::template;
use natsconf_core::template::terraform::{self, NoFiles, Variables};
use natsconf_core::{Settings, check, check_cluster, codes};
use natsconf_tests::pages;

/// Pages whose mistake is too large to print or needs files, and the test that makes it instead.
const WITHOUT_EXAMPLE: [(&str, &str); 3] = [
    ("deployment-unsigned", "deployment_import.rs: users_that_nothing_signs_are_named"),
    ("nesting-too-deep", "lossless.rs: depth_is_bounded_and_costs_no_stack"),
    ("too-many-includes", "resolve.rs: includes_that_go_round_are_named_with_their_chain"),
];

/// A fenced block: what stands behind the back-quotes, and its text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (info, after) = after.split_once('\n').expect("a fence ends its line");
        let (text, after) = after.split_once("\n```").expect("a fence is closed");
        blocks.push((info, text));
        rest = after;
    }
    blocks
}

/// Where the examples of a page are checked.
#[derive(Default)]
struct Surroundings {
    memory: Memory,
    settings: Settings,
    volumes: Volumes,
}

/// What is found in an example on the page of `code`: without warnings of rules that the page is not about.
fn found(code: &Code, text: &str, surroundings: &Surroundings) -> BTreeSet<&'static str> {
    let mut memory = surroundings.memory.clone();
    memory.files.insert(PathBuf::from("nats.conf"), text.as_bytes().to_vec());
    let sources = WithVolumes { sources: &memory, volumes: &surroundings.volumes };
    let checked = check(Source::new("nats.conf", text.as_bytes()), &sources, &surroundings.settings);
    let codes = checked.diagnostics.iter().map(|diagnostic| diagnostic.code);
    codes.filter(|other| !is_aside(other, code)).map(|code| code.name).collect()
}

/// Whether a finding is a rule's warning that the page of `code` is not about.
fn is_aside(other: &Code, code: &Code) -> bool {
    other != code && other.severity != Severity::Error && rules().any(|rule| rule.code == other)
}

/// What servers do wrong together whose files these are, each fine by itself.
fn found_together(code: &Code, files: &[(&str, &str)]) -> BTreeSet<&'static str> {
    let sources = files.iter().map(|(name, text)| Source::new(*name, text.as_bytes()));
    let findings = check_cluster(sources.collect(), &Memory::default(), &Settings::default());
    let codes = findings.iter().flat_map(|one| &one.diagnostics).map(|diagnostic| diagnostic.code);
    codes.filter(|other| !is_aside(other, code)).map(|code| code.name).collect()
}

/// As [`found`], for a document that is to become a configuration.
fn found_in(code: &Code, format: &str, text: &str) -> BTreeSet<&'static str> {
    let read = match format {
        "json" => convert::from_json(FileId::MAIN, text.as_bytes()),
        "yaml" => convert::from_yaml(FileId::MAIN, text.as_bytes()),
        "toml" => convert::from_toml(FileId::MAIN, text.as_bytes()),
        "terraform" => {
            let (variables, limits) = (Variables::default(), template::Limits::default());
            let rendered = terraform::render(text.as_bytes(), FileId::MAIN, &variables, &NoFiles, &limits);
            return rendered.err().into_iter().flatten().map(|diagnostic| diagnostic.code.name).collect();
        }
        "template" => {
            let source = Source::new("nats.conf.tftpl", text.as_bytes());
            let findings = lint(source, Language::Terraform, &Memory::default(), &Settings::default());
            let codes = findings.diagnostics.iter().map(|diagnostic| diagnostic.code);
            return codes.filter(|other| !is_aside(other, code)).map(|code| code.name).collect();
        }
        "deployment" => {
            let read = Deployment::read(Source::new("deployment.yaml", text.as_bytes()));
            let found = match read.map(|spec| rendered(&spec.deployment)) {
                Ok(found) => found,
                Err(findings) => findings.diagnostics,
            };
            return found.into_iter().map(|diagnostic| diagnostic.code.name).collect();
        }
        "tfvars" => {
            let read = Variables::from_tfvars(text.as_bytes(), FileId::MAIN, &template::Limits::default());
            return read.err().into_iter().flatten().map(|diagnostic| diagnostic.code.name).collect();
        }
        other => panic!("a document in {other}"),
    };
    read.err().into_iter().flatten().map(|diagnostic| diagnostic.code.name).collect()
}

/// What is found when a description is rendered.
fn rendered(deployment: &Deployment) -> Vec<Diagnostic> {
    let (sources, kept) = (Memory::default(), Kept::default());
    let mut number = 0;
    let mut random = |bytes: &mut [u8; 32]| {
        number += 1;
        bytes[0] = number;
    };
    let mut inputs = Inputs { now: 1_750_000_000, kept: &kept, sources: &sources, random: &mut random, trial: None };
    match deployment::render(deployment, &mut inputs) {
        Ok(outcome) => outcome.rendered.diagnostics,
        Err(RenderError::Refused(diagnostics)) => diagnostics,
        Err(error) => panic!("{error}"),
    }
}

fn check_page(code: &Code) -> usize {
    assert!(code.page.starts_with(&format!("# {}\n", code.name)), "{}: the page's title is not its name", code.name);
    let mut surroundings = Surroundings::default();
    let mut reported = 0;
    let mut files = Vec::new();
    let page = pages::with_tokens(code.page);
    let blocks = blocks(&page);
    for (at, (info, text)) in blocks.iter().copied().enumerate() {
        if let Some((verdict, name)) = info.strip_prefix("nats ").and_then(|info| info.split_once(' ')) {
            files.push((name, text));
            let next = blocks.get(at + 1).and_then(|(info, _)| info.strip_prefix("nats ")?.split_once(' '));
            if next.is_none_or(|(next, name)| next != verdict || files.iter().any(|(known, _)| *known == name)) {
                let expected = if verdict == "reports" { BTreeSet::from([code.name]) } else { BTreeSet::new() };
                assert_eq!(found_together(code, &files), expected, "{} {verdict}:\n{files:#?}", code.name);
                reported += expected.len();
                files.clear();
            }
            continue;
        }
        let Surroundings { memory, settings, volumes } = &mut surroundings;
        match info {
            "env" => memory.variables.extend(
                text.lines()
                    .filter_map(|line| line.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))),
            ),
            "version" => settings.version = text.parse().expect("a version"),
            "files" => {
                settings.reads_named_files = true;
                memory.files.extend(pages::files(text).into_iter().map(|(name, bytes)| (PathBuf::from(name), bytes)));
            }
            "toml" => *volumes = Project::read(Source::new("natsconf.toml", text.as_bytes())).0.known_volumes(),
            "now" => settings.now = Some(text.parse::<jiff::Timestamp>().expect("a time").as_second()),
            "nats reports" => {
                assert_eq!(
                    found(code, text, &surroundings),
                    [code.name].into(),
                    "{} should report:\n{text}",
                    code.name
                );
                reported += 1;
            }
            "nats accepts" => {
                assert_eq!(found(code, text, &surroundings), [].into(), "{} should accept:\n{text}", code.name);
            }
            kind => match kind.split_once(' ') {
                Some((format, "reports")) => {
                    assert_eq!(
                        found_in(code, format, text),
                        [code.name].into(),
                        "{} should report:\n{text}",
                        code.name
                    );
                    reported += 1;
                }
                Some((format, "accepts")) => {
                    assert_eq!(found_in(code, format, text), [].into(), "{} should accept:\n{text}", code.name);
                }
                _ => panic!("{}: a block of kind `{kind}`", code.name),
            },
        }
    }
    reported
}

#[test]
fn every_page_says_what_happens() {
    for code in codes() {
        let reported = check_page(code);
        let excused = WITHOUT_EXAMPLE.iter().any(|(name, _)| *name == code.name);
        assert_eq!(reported == 0, excused, "{}: examples and excuses disagree", code.name);
    }
}

#[test]
fn codes_are_sorted_and_named_as_mistakes_are() {
    let names: Vec<_> = codes().map(|code| code.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
    }
}

/// Every page lies beside the code that includes it, and none is left over.
#[test]
fn every_page_belongs_to_a_code() {
    fn pages(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the source is there").map(|entry| entry.expect("readable")) {
            let path = entry.path();
            if path.is_dir() {
                pages(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(std::fs::read_to_string(path).expect("UTF-8"));
            }
        }
    }
    let mut found = Vec::new();
    pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let registered: BTreeSet<_> = codes().map(|code| code.page).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), registered);
}
