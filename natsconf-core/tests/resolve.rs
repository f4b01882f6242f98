//! What holds of includes, variables and repeated keys. The corpus has neither files to include nor an environment,
//! so the cases stand here; `tests/server.rs` asks the real server about the same ones.

use std::path::PathBuf;

use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Limits, Value, Values, resolve};

fn memory(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Memory {
    Memory {
        files: files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect(),
        variables: variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

fn read(text: &str, memory: &Memory) -> (Values, Vec<Diagnostic>) {
    resolve(Source::new("nats.conf", text.as_bytes()), memory, Dialect::default(), Limits::default())
}

/// The values as compact text: `a=1 b={c=[2 3]}`.
fn show(values: &Values) -> String {
    fn entries(map: &[(String, Value)]) -> String {
        map.iter().map(|(key, value)| format!("{key}={}", one(value))).collect::<Vec<_>>().join(" ")
    }
    fn one(value: &Value) -> String {
        match value {
            Value::Nil => "nil".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Integer(value) => value.to_string(),
            Value::Float(value) => format!("{value:?}"),
            Value::DateTime(value) => value.to_string(),
            Value::String(value) => format!("{value:?}"),
            Value::Array(items) => format!("[{}]", items.iter().map(one).collect::<Vec<_>>().join(" ")),
            Value::Map(map) => format!("{{{}}}", entries(map)),
        }
    }
    let root: Vec<_> = values.root().iter().map(|e| (e.key.name.to_owned(), e.value.to_owned())).collect();
    entries(&root)
}

#[track_caller]
fn gives(text: &str, memory: &Memory, expected: &str) {
    let (values, diagnostics) = read(text, memory);
    assert_eq!(diagnostics, []);
    assert_eq!(show(&values), expected);
}

#[track_caller]
fn reports(text: &str, memory: &Memory, code: &str) -> Diagnostic {
    let (_, diagnostics) = read(text, memory);
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect();
    assert_eq!(codes, [code]);
    diagnostics.into_iter().next().expect("one diagnostic")
}

#[test]
fn an_include_is_merged_in_place() {
    let files = memory(&[("a.conf", "b: 2\nc: 3"), ("sub/d.conf", "include e.conf"), ("sub/e.conf", "f: 6")], &[]);
    gives("a: 1\ninclude a.conf\nd: 4", &files, "a=1 b=2 c=3 d=4");
    gives("x { include 'a.conf'; y: 1 }", &files, "x={b=2 c=3 y=1}");
    gives("include \"sub/d.conf\"", &files, "f=6");
    gives("{ include ./a.conf }", &files, "b=2 c=3");
    gives("InClUdE a.conf", &files, "b=2 c=3");
}

#[test]
fn of_repeated_keys_the_last_counts_wherever_it_comes_from() {
    let files = memory(&[("a.conf", "a: 2\nb: 2")], &[]);
    gives("a: 1\ninclude a.conf", &files, "a=2 b=2");
    gives("include a.conf\nb: 3", &files, "a=2 b=3");
    gives("a: 1, A: 2, a: 3", &files, "A=2 a=3");
    let (values, _) = read("a: 1\na: 2\na: 3", &files);
    assert_eq!(values.root().shadowed().count(), 2);
    assert_eq!(values.root().len(), 1);
}

#[test]
fn an_absolute_include_is_relative_too() {
    let files = memory(&[("etc/etc/a.conf", "a: 1")], &[]);
    let source = Source::new("etc/nats.conf", b"include /etc/a.conf".as_slice());
    let (values, diagnostics) = resolve(source, &files, Dialect::default(), Limits::default());
    assert_eq!(diagnostics, []);
    assert_eq!(show(&values), "a=1");
    let missing = reports("include \"/x/y.conf\"", &files, "include-not-found");
    assert!(missing.help.is_some_and(|help| help.contains("`x/y.conf`")));
}

#[test]
fn an_include_sees_only_the_environment() {
    let files = memory(&[("a.conf", "b: $A")], &[]);
    let missing = reports("A: 1\ninclude a.conf", &files, "unknown-variable");
    assert_eq!(missing.primary.span.file, FileId(1));
    let files = memory(&[("a.conf", "b: $A")], &[("A", "7")]);
    gives("A: 1\ninclude a.conf", &files, "A=1 b=7");
    // What it sets is seen afterwards.
    let files = memory(&[("a.conf", "A: 5")], &[]);
    gives("include a.conf\nb: $A", &files, "A=5 b=5");
}

#[test]
fn a_variable_is_looked_up_from_the_inside_out() {
    let none = Memory::default();
    gives("A: 1, m { b: $A, A: 2, c: $A, n { d: $A } }, e: $A", &none, "A=1 m={b=1 A=2 c=2 n={d=2}} e=1");
    gives("A: [1, {x: y}], b: $A", &none, "A=[1 {x=\"y\"}] b=[1 {x=\"y\"}]");
    gives("A { x: 1 }, b: [$A, $A]", &none, "A={x=1} b=[{x=1} {x=1}]");
    gives("A: 1, b: $A, A: 2, c: $A", &none, "b=1 A=2 c=2");
    // A block is not visible inside itself, nor a later key before it is set.
    reports("m { x: $m }", &none, "unknown-variable");
    reports("b: $A, A: 1", &none, "unknown-variable");
    // Names are compared exactly, unlike options.
    reports("A: 1, b: $a", &none, "unknown-variable");
}

#[test]
fn many_keys_are_found_as_few_are() {
    let mut text = (0..500).map(|n| format!("k{n}: {n}")).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text.push_str("k7: again\nm { v: $k499, w: $k7 }");
    let (values, diagnostics) = read(&text, &Memory::default());
    assert_eq!(diagnostics, []);
    assert_eq!(values.root().len(), 501);
    assert!(show(&values).ends_with("k7=\"again\" m={v=499 w=\"again\"}"));
}

#[test]
fn the_environment_is_read_as_configuration_text() {
    let value = |text: &str| memory(&[], &[("V", text)]);
    gives("a: $V", &value("1k"), "a=1000");
    gives("a: $V", &value("yes"), "a=true");
    gives("a: $V", &value("'1k'"), "a=\"1k\"");
    gives("a: $V", &value("[1, {b: c}]"), "a=[1 {b=\"c\"}]");
    gives("a: $V", &value(""), "a=\"\"");
    gives("a: $V", &value("x # comment"), "a=\"x\"");
    gives("a: $V", &value("$2a$11$x"), "a=\"$2a$11$x\"");
    gives("a: $V", &value("1\npk: 2"), "a=2");
    gives("a: $V", &value("1\nx: [3, 4 ]\npk: {y: [5 ]}"), "a={y=[5]}");
    gives("a: $V", &value("1\nx: [3, 4 ]\npk: [$x, {y: $x}]"), "a=[[3 4] {y=[3 4]}]");
    gives("a: $V", &value("1\ny: 5\nz: 6\nk: 7\npk: $y"), "a=5");
    gives("l: [$V, $V, 1 ]", &value("{x: 1}\ny: 2"), "l=[{x=1} {x=1} 1]");
    for bad in ["a b", "a;b", "a,b", "a}b", "it's x", "-5a", "[", "1kbb"] {
        let diagnostic = reports("a: $V", &value(bad), "invalid-environment-value");
        assert!(!format!("{diagnostic:?}").contains(&format!("{bad:?}")), "the value shows");
    }
}

#[test]
fn what_a_failed_variable_leaves_behind_is_forgotten() {
    // The nodes that are taken back give their places, and nothing else, to those that follow.
    let text = "A: 'a text'\nx: [$A, $A, $V, 'b', 'c', 'd']\ny: [$A, \"";
    let (values, diagnostics) = read(text, &memory(&[], &[("V", "[1, $W, $W]\nz: ["), ("W", "[2, 3 ]")]));
    assert_eq!(diagnostics.len(), 2);
    assert_eq!(show(&values), r#"A="a text" x=["a text" "a text" nil "b" "c" "d"]"#);
}

#[test]
fn a_variable_of_the_environment_may_name_another() {
    let chain = memory(&[], &[("A", "$B"), ("B", "[$C]"), ("C", "1")]);
    gives("x: $A", &chain, "x=[1]");
    reports("x: $A", &memory(&[], &[("A", "$B"), ("B", "$A")]), "variable-cycle");
    reports("x: $A", &memory(&[], &[("A", "$A")]), "variable-cycle");
    reports("x: $A", &memory(&[], &[("A", "$B")]), "invalid-environment-value");
}

#[test]
fn a_value_from_a_variable_stands_where_it_is_used() {
    let (values, _) = read("A: 'x'\nb: $A\nc: $V", &memory(&[], &[("V", "'secret'")]));
    let b = values.root().get("b").expect("b").value;
    assert_eq!(values.sources().text(b.span()), b"$A");
    assert_eq!(values.sources().text(b.definition().expect("defined")), b"'x'");
    assert!(b.is_variable());
    assert!(values.root().get("A").expect("A").is_used_as_variable());
    let c = values.root().get("c").expect("c").value;
    assert_eq!(c.as_str().as_deref(), Some("secret"));
    assert_eq!(values.sources().text(c.span()), b"$V");
    assert!(values.sources().get(c.definition().expect("defined").file).name().to_str() == Some("$V"));
}

#[test]
fn includes_that_go_round_are_named_with_their_chain() {
    let files = memory(&[("a.conf", "include b.conf"), ("b.conf", "include ../x/a.conf\ninclude a.conf")], &[]);
    let (_, diagnostics) = read("include a.conf", &files);
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect();
    assert_eq!(codes, ["include-not-found", "include-cycle"]);
    assert_eq!(diagnostics[1].related.len(), 2);
    let deep: Vec<_> = (0..40).map(|n| (format!("{n}.conf"), format!("include './{}.conf'", n + 1))).collect();
    let deep: Vec<_> = deep.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    reports("include './0.conf'", &memory(&deep, &[]), "too-many-includes");
}

#[test]
fn variables_cannot_multiply_without_bound() {
    let ten = |item: &str| [item; 10].join(", ");
    let lines = (1..12).map(|n| format!("v{n}: [{}]", ten(&format!("$v{}", n - 1))));
    let text = [format!("v0: [{}]", ten("a"))].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    reports(&text, &Memory::default(), "too-many-values");
}

#[test]
fn keys_that_are_not_utf8_stay_apart_and_in_place() {
    let source = Source::new("nats.conf", &b"\xff: 1\n\xfe: 2\nb: $\xff\nc { \xff\xff }"[..]);
    let (values, diagnostics) = resolve(source, &Memory::default(), Dialect::default(), Limits::default());
    let keys: Vec<_> = values.root().iter().map(|entry| values.sources().text(entry.key.span)).collect();
    assert_eq!(keys, [&b"\xff"[..], b"\xfe", b"b", b"\xff\xff"]);
    assert_eq!(values.root().get("b").map(|entry| entry.value.to_owned()), Some(Value::Integer(1)));
    let places: Vec<_> = diagnostics.iter().map(|found| values.sources().text(found.primary.span)).collect();
    assert_eq!(places, [b"\xff\xff"]);
}

#[test]
fn debug_output_shows_no_value() {
    let (values, _) = read("password: s3cr3t", &Memory::default());
    let shown = format!("{values:?} {:?} {:?}", values.root(), values.root().get("password"));
    assert!(!shown.contains("s3cr3t"));
}

#[test]
fn a_block_that_drops_out_leaves_nothing_behind() {
    // The lexer reads a key to the file's end without a word; the block around it is never set.
    let files = memory(&[("a", "s: {v: $V\n'{")], &[("V", "'a text longer than the file that uses it'")]);
    let (values, _) = read("include a\ns: x\nt: y\nu: z", &files);
    assert_eq!(show(&values), r#"s="x" t="y" u="z""#);
}
