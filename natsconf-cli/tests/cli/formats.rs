//! What every format prints for the same findings.

use crate::run::Folder;

/// Findings of every kind: tabs, wide and combining characters, two places in a line, in distant lines and in another
/// file, a secret, control characters, the empty line at the end of a file, a line too long to show.
fn folder() -> Folder {
    let long = format!("users: [{}{{ user: x bad }}{}]\n", "{ user: a }, ".repeat(30), ", { user: b }".repeat(30));
    let folder = Folder::with(&[
        (
            "main.conf",
            "port: 4222\n\n\t\"日本\": \"e\u{301}é\" bad: x\nlisten: a\\qb\ncluster {\n  include parts/%1.conf\n",
        ),
        ("parts/%1.conf", "name: $NONE\ninclude \"../main.conf\"\npassword: two words\n"),
        ("long.conf", &long),
    ]);
    folder.write("bytes.conf", b"a\x1b[31m\xff: 1 2\x07\n");
    folder
}

const FILES: [&str; 3] = ["main.conf", "long.conf", "bytes.conf"];

fn printed(format: &str) -> String {
    let run = folder().run(&[&["lint", "--format", format][..], &FILES].concat());
    assert_eq!(run.code, Some(1));
    run.stdout
}

#[test]
fn text() {
    insta::assert_snapshot!(printed("text"));
}

#[test]
fn json() {
    let json: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn github() {
    insta::assert_snapshot!(printed("github"));
}

#[test]
fn sarif() {
    let log: serde_json::Value = serde_json::from_str(&printed("sarif")).unwrap();
    crate::sarif::assert_valid(&log);
    insta::assert_snapshot!(serde_json::to_string_pretty(&log["runs"][0]["results"]).unwrap());
}

#[test]
fn nothing_found_prints_nothing_for_people_and_an_empty_list_for_programs() {
    let folder = Folder::with(&[("a.conf", "listen: localhost:4222\n")]);
    let printed = |format| folder.run(&["lint", "--format", format, "a.conf"]).stdout;
    assert_eq!([printed("text"), printed("github")], ["", ""]);
    let empty = "{\"diagnostics\":[],\"summary\":{\"files\":1,\"errors\":0,\"warnings\":0,\"hints\":0}}\n";
    assert_eq!(printed("json"), empty);
    crate::sarif::assert_valid(&serde_json::from_str(&printed("sarif")).unwrap());
}
