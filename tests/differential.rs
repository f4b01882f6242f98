//! Random texts, read by natsconf and by real servers: the same verdict of the parser, the same line. The corpus shows
//! what its authors thought of; this asks about what nobody did, and about includes and the environment.

use std::collections::BTreeMap;
use std::process::Command;

use natsconf_core::diagnostic::Severity;
use natsconf_core::source::{Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Limits, resolve};
use natsconf_tests::random::Random;
use natsconf_tests::servers::{self, Config};

/// What the format gives a meaning to, and what looks as if.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\n)\n",
    ":",
    "=",
    ",",
    ";",
    "\n",
    "\r\n",
    " ",
    "\t",
    "#",
    "//",
    "/",
    "\"",
    "'",
    "\\",
    "\\n",
    "\\x41",
    "\\x4",
    "$",
    "$a",
    "$2a$",
    "a",
    "b: 1",
    "a: ",
    "k: v\n",
    "m {",
    "x [",
    "y = ",
    "include ",
    "include a",
    "-",
    "-1",
    "1",
    "1k",
    "1kb",
    "1kbb",
    "1m5",
    "1.5",
    "1.2.3.4:5",
    "2016-05-04T18:53:41Z",
    "2016-",
    "true",
    "off",
    "on'",
    "1]",
    "é",
    "\u{a0}",
    "\u{2003}",
    "٣",
    "\u{feff}",
    "\0",
    "\u{b}",
    "\u{85}",
];

/// Sound configurations to break.
const SEEDS: &[&str] = &[
    "port: 4222\nserver_name: n1 # here\ncluster {\n  name: c, routes: [nats://a:6222, nats://b:6222]\n}\n",
    "{\"port\": 4222, \"accounts\": {\"A\": {\"users\": [{\"user\": \"a\", \"password\": \"b\"}]}}}",
    "A: 1MB\nmax_payload: $A\nauthorization { user: 'u', password: $2a$11$abc; timeout: 0.5 }\n// end\n",
    "t: (\n some text\n more\n)\nd = 2016-05-04T18:53:41Z; e -7k, f \"a\\tb\\x41\"\n{ g: [1 , {h: i}] }",
];

fn text(random: &mut Random) -> String {
    if random.below(3) == 0 {
        return (0..2 + random.below(22)).map(|_| *random.pick(PIECES)).collect();
    }
    let mut chars: Vec<char> = random.pick(SEEDS).chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len() + 1);
        let end = (at + random.below(4)).min(chars.len());
        let piece = if random.below(3) == 0 { "" } else { random.pick(PIECES) };
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

/// What the parser says: nothing, or a mistake with the line that it names, if it names one.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Verdict {
    Accepted,
    Refused(Option<u32>),
}

/// The parser's part of what a server prints. What it says of a text that the parser took does not count here.
fn official(output: &str) -> Verdict {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    let after = |marker: &str| output.split_once(marker).map(|(_, rest)| rest);
    if let Some(rest) = after("Parse error on line ") {
        return Verdict::Refused(number(rest));
    }
    if let Some(rest) = after("variable reference for ") {
        return Verdict::Refused(rest.split_once("on line ").and_then(|(_, rest)| number(rest)));
    }
    if let Some(rest) = after("config is invalid (") {
        return Verdict::Refused(rest.split(':').nth(1).and_then(number));
    }
    let without_line =
        ["is out of the range", "expected integer", "expected float", "Zulu formatted", "parsing include"];
    if without_line.iter().any(|words| output.contains(words)) { Verdict::Refused(None) } else { Verdict::Accepted }
}

fn ours(text: &str, memory: &Memory, dialect: Dialect) -> Verdict {
    let source = Source::new("nats.conf", text.as_bytes());
    let (values, diagnostics) = resolve(source, memory, dialect, Limits::default());
    let error = diagnostics.iter().find(|diagnostic| diagnostic.severity() == Severity::Error);
    error.map_or(Verdict::Accepted, |error| {
        let span = error.primary.span;
        Verdict::Refused(Some(values.sources().get(span.file).position(span.start).line))
    })
}

fn agree(official: Verdict, ours: Verdict) -> bool {
    match (official, ours) {
        (Verdict::Refused(None), Verdict::Refused(_)) => true,
        (official, ours) => official == ours,
    }
}

fn compare(version: &str, dialect: Dialect, seed: u64, count: usize) {
    let mut random = Random(seed);
    let texts: Vec<String> = (0..count).map(|_| text(&mut random)).collect();
    let configs: Vec<Config<'_>> = texts.iter().map(|text| text.as_str().into()).collect();
    let verdicts = servers::check_all(version, &configs);
    let refused = verdicts.iter().filter(|verdict| official(&verdict.output) != Verdict::Accepted).count();
    assert!(refused > count / 3 && refused < count, "the generator makes only one kind of text");
    for (text, verdict) in texts.iter().zip(&verdicts) {
        let (official, ours) = (official(&verdict.output), ours(text, &Memory::default(), dialect));
        assert!(agree(official, ours), "{version}: {ours:?} for {text:?}\n{}", verdict.output);
    }
}

#[test]
fn random_texts_are_read_as_2_15_reads_them() {
    compare(servers::NEWEST, Dialect::From2_15, 0x6e61_7473, 1500);
}

#[test]
fn random_texts_are_read_as_2_14_reads_them() {
    compare("2.14.6", Dialect::Until2_14, 0x636f_6e66, 700);
}

/// Runs `nats-server -t` in a folder with these files and variables.
fn ask(files: &BTreeMap<&str, &str>, variables: &[(&str, &str)]) -> Verdict {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("has a parent")).expect("writable");
        std::fs::write(path, text).expect("writable");
    }
    let mut server = Command::new(servers::binary(servers::NEWEST));
    server.args(["-t", "-c", "nats.conf"]).current_dir(folder.path()).env_clear().envs(variables.iter().copied());
    let output = server.output().expect("nats-server can be run");
    official(&String::from_utf8_lossy(&[output.stdout, output.stderr].concat()))
}

#[track_caller]
fn same(files: &[(&str, &str)], variables: &[(&str, &str)]) {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let memory = Memory {
        files: files.iter().map(|(name, text)| (name.into(), text.as_bytes().to_vec())).collect(),
        variables: variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let official = ask(&files, variables);
    let ours = ours(files["nats.conf"], &memory, Dialect::From2_15);
    // An error in an included file or a variable has its line there for us, and none or another for the server.
    let same = matches!((official, ours), (Verdict::Refused(_), Verdict::Refused(_))) || official == ours;
    assert!(same, "{ours:?} for {official:?}: {files:?} {variables:?}");
}

#[test]
fn values_of_the_environment_are_read_as_the_server_reads_them() {
    let values = [
        "",
        "a",
        "a b",
        "a;b",
        "a,b",
        "a}b",
        "a]b",
        "it's",
        "it's x",
        "'a b'",
        "\"a b\"",
        "\"a",
        "1",
        "-1",
        "-5a",
        "1k",
        "1kbb",
        "1m5",
        "1.5",
        "1.",
        "3x",
        "0x12",
        "1.2.3",
        "2016-05-04T18:53:41Z",
        "2016-05-04",
        "true",
        "$2a$11$x",
        "$B",
        "$A",
        "$C",
        "[1, 2 ]",
        "[1",
        "{a: b}",
        "{a: b",
        "a # b",
        "#",
        "a\nb",
        "a\nb: c",
        "a\npk: [x]",
        "(a)",
        "(\na\n)\n",
        "include x",
        "é",
        "\\x41",
        "\\u1",
        ",",
        ";",
        "}",
        "]",
    ];
    for value in values {
        same(&[("nats.conf", "port: 4222\nserver_name: $A\n")], &[("A", value), ("B", "b")]);
        same(&[("nats.conf", "port: 4222\nserver_tags: [$A, x]\n")], &[("A", value), ("B", "$A")]);
    }
}

#[test]
fn includes_are_opened_where_the_server_opens_them() {
    let a = ("a.conf", "port: 4222\n");
    let main = |text: &'static str| ("nats.conf", text);
    same(&[main("include a.conf"), a], &[]);
    same(&[main("include 'a.conf'\ninclude \"./a.conf\""), a], &[]);
    same(&[main("include /a.conf"), a], &[]);
    same(&[main("include ../a.conf"), a], &[]);
    same(&[main("include x/../a.conf"), a], &[]);
    same(&[main("include a.conf;"), a], &[]);
    same(&[main("include = a.conf"), a], &[]);
    same(&[main("include: a.conf"), a], &[]);
    same(&[main("\"include\" a.conf"), a], &[]);
    same(&[main("cluster { include a.conf }"), a], &[]);
    same(&[main("cluster { include a.conf; }"), a], &[]);
    same(&[main("cluster {\n include 'a.conf'}"), a], &[]);
    same(&[main("include b/b.conf"), ("b/b.conf", "include c.conf"), ("b/c.conf", "port: 1")], &[]);
    same(&[main("include b/b.conf"), ("b/b.conf", "include b/c.conf"), ("b/c.conf", "port: 1")], &[]);
    same(&[main("P: 1\ninclude b.conf"), ("b.conf", "port: $P")], &[]);
    same(&[main("P: 1\ninclude b.conf"), ("b.conf", "port: $P")], &[("P", "7")]);
    same(&[main("include b.conf\nport: $P"), ("b.conf", "P: 7")], &[]);
    same(&[main("include b.conf"), ("b.conf", "port: [")], &[]);
    same(&[main("include b.conf"), ("b.conf", "")], &[]);
}
