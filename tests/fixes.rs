//! Safe fixes, applied until there is none left: the real server takes what comes out, unless an error remains that has no
//! fix, and every comment is still there.

use natsconf_core::diagnostic::Severity;
use natsconf_core::diagnostic::fix::apply_fixes;
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::{LeafKind, parse};
use natsconf_core::{Settings, check};
use natsconf_tests::servers::{self, NEWEST};
use natsconf_tests::shared;

/// Words of refusals that say nothing about the text: a file that is not on this machine; a warning, for which `-t` ends as
/// for an error, and with which the server starts.
const ASIDE: [&str; 2] = ["no such file or directory", "invalid use of field"];

/// As many as the command line tries.
const ROUNDS: usize = 10;

/// A text after all safe fixes.
struct Mended {
    text: String,
    fixes: usize,
    /// Whether errors are left.
    is_refused: bool,
}

fn mend(text: &str) -> Mended {
    let mut mended = Mended { text: text.to_owned(), fixes: 0, is_refused: false };
    for _ in 0..ROUNDS {
        let source = Source::new("nats.conf", mended.text.as_bytes());
        let findings = check(source, &Memory::default(), &Settings::default()).into_findings();
        mended.is_refused = findings.diagnostics.iter().any(|found| found.severity() == Severity::Error);
        let Some(fixed) = apply_fixes(&findings, false).into_iter().find(|file| file.id == FileId::MAIN) else { break };
        mended.fixes += fixed.fixes;
        mended.text = String::from_utf8(fixed.text).expect("fixes insert text");
    }
    mended
}

fn comments(text: &str) -> Vec<String> {
    let (document, _) = parse(FileId::MAIN, text.as_bytes().into(), Settings::default().version.dialect());
    let comments = document.leaves().filter(|leaf| leaf.kind == LeafKind::Comment);
    comments.map(|leaf| String::from_utf8_lossy(document.leaf_text(leaf)).into_owned()).collect()
}

/// Mends texts, and asks the server about all that natsconf thinks to be sound then. How many those are.
fn hold(texts: &[&str]) -> usize {
    let mended: Vec<(&str, Mended)> = texts.iter().map(|text| (*text, mend(text))).collect();
    for (before, mended) in mended.iter().filter(|(_, mended)| mended.fixes > 0) {
        assert_eq!(comments(before), comments(&mended.text), "{before}\n---\n{}", mended.text);
    }
    let sound: Vec<_> = mended.iter().filter(|(_, mended)| mended.fixes > 0 && !mended.is_refused).collect();
    let configs: Vec<_> = sound.iter().map(|(_, mended)| mended.text.as_str().into()).collect();
    let verdicts = servers::check_all(NEWEST, &configs);
    let is_aside = |output: &str| ASIDE.iter().any(|words| output.contains(words));
    let refused = sound.iter().zip(verdicts).filter(|(_, verdict)| !verdict.accepted && !is_aside(&verdict.output));
    let refused = refused.map(|((_, mended), verdict)| format!("{}\n=> {}", mended.text, verdict.output));
    let refused: Vec<_> = refused.collect();
    assert!(refused.is_empty(), "{} refused:\n{}", refused.len(), refused.join("\n---\n"));
    sound.len()
}

#[test]
fn what_is_fixed_is_taken() {
    let texts = [
        "# one\nmax_payloads: \"1MB\" # two\nping_interval: 20\n",
        "server_name: 42 // a number\nport: \"4222\"\n",
        "cluster { # here\n  prot: 6222, name: east, routes: \"nats://127.0.0.1:6223\" }\n",
        "ping_interval: \"1d\" # a day\n",
        "\u{feff}port: 4222\n# behind the mark\n",
    ];
    assert_eq!(hold(&texts), texts.len());
}

#[test]
fn what_is_fixed_in_the_corpus_is_taken() {
    let Some(corpus) = shared::corpus() else { return };
    let cases = corpus.iter().filter(|case| !case.env_dependent && case.conf.is_some());
    let texts: Vec<&str> = cases.map(|case| case.text.as_str()).collect();
    let sound = hold(&texts);
    assert!(sound >= 50, "{sound} are too few");
}
