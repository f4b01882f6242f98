//! `convert`: from and to every notation.

use crate::run::Folder;

const CONF: &str = "size: 1kb\non: YES\nat: 2016-05-04T18:53:41Z\nf: 1.5\nhash: $2a$11$abc\nx { y: [a, \"1\"] }\n\
                    v: $NAME\ninclude b.conf\n";

fn folder() -> Folder {
    Folder::with(&[("a.conf", CONF), ("b.conf", "included: yes\n")])
}

fn values() -> serde_json::Value {
    serde_json::json!({
        "size": 1024, "on": true, "at": "2016-05-04T18:53:41Z", "f": 1.5, "hash": "$2a$11$abc",
        "x": { "y": ["a", "1"] }, "v": 7, "included": true,
    })
}

fn convert(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(&[&["convert", "--env", "NAME=7"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    run.stdout
}

#[test]
fn json_has_exactly_the_values() {
    let printed = convert(&folder(), &["a.conf", "--to", "json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).unwrap(), values());
}

#[test]
fn every_notation_leads_back_to_the_same_values() {
    let folder = folder();
    for to in ["json", "yaml", "toml", "conf"] {
        let name = format!("converted.{to}");
        folder.write(&name, convert(&folder, &["a.conf", "--to", to]));
        let back = convert(&folder, &[&name, "--to", "json"]);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&back).unwrap(), values(), "through {to}");
    }
}

#[test]
fn strings_that_look_like_something_else_stay_strings() {
    let folder = Folder::with(&[("a.json", r#"{"a":"1k","b":"$X","c":"true","d":"","e":"$2b$1","include":"x y"}"#)]);
    let conf = convert(&folder, &["a.json", "--to", "conf"]);
    folder.write("a.conf", &conf);
    let back = convert(&folder, &["a.conf", "--to", "json"]);
    let (old, new): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&folder.read("a.json")).unwrap(), serde_json::from_str(&back).unwrap());
    assert_eq!(old, new, "{conf}");
}

#[test]
fn standard_input_needs_a_word_when_it_is_no_configuration() {
    let folder = folder();
    let run = folder.run_with_input(&["convert", "-", "--to", "json"], "a: 1k".as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "{\n  \"a\": 1000\n}\n"));
    let run = folder.run_with_input(&["convert", "-", "--from", "yaml", "--to", "conf"], "a: 1k".as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "a: \"1k\"\n"));
}

#[test]
fn what_cannot_be_read_prints_nothing_but_the_reason() {
    let folder = Folder::with(&[("a.conf", "a: 1 2\nb: $NONE\n"), ("a.json", "{\n  \"a\": }\n")]);
    let run = folder.run(&["convert", "a.conf", "--to", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("a.conf:1:6") && run.stderr.contains("a.conf:2:4"), "{}", run.stderr);
    let run = folder.run(&["convert", "a.json", "--to", "conf"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("error[malformed-document]") && run.stderr.contains("a.json:2:8"), "{}", run.stderr);
}
