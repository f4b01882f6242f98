//! `fmt`: what is written, and what is only shown.

use crate::run::Folder;

const ROUGH: &str = "port:4222\nauthorization{user:a,password:\"hunter2\"}\n";
const WRONG: &str = "port: 4222 x\n";

/// As the formatter writes it, whatever its style.
fn formatted() -> String {
    let run = Folder::with(&[]).run_with_input(&["fmt", "-"], ROUGH.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_ne!(run.stdout, ROUGH);
    run.stdout
}

#[test]
fn files_are_formatted_in_place() {
    let folder = Folder::with(&[("d/a.conf", ROUGH), ("d/b.conf", &formatted()), ("c.conf", ROUGH)]);
    let run = folder.run(&["fmt", "d", "c.conf"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert_eq!(run.stderr, "2 files formatted, 1 file already formatted\n");
    for name in ["d/a.conf", "d/b.conf", "c.conf"] {
        assert_eq!(folder.read(name), formatted());
    }
}

#[test]
fn check_names_the_files_that_would_change_and_writes_nothing() {
    let folder = Folder::with(&[("a.conf", ROUGH), ("b.conf", &formatted())]);
    let run = folder.run(&["fmt", "--check", "a.conf", "b.conf"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), "a.conf\n"));
    assert_eq!(run.stderr, "1 file would be formatted, 1 file already formatted\n");
    assert_eq!(folder.read("a.conf"), ROUGH);
    assert_eq!(folder.run(&["fmt", "--check", "b.conf"]).code, Some(0));
    assert_eq!(folder.run_with_input(&["fmt", "--check", "-"], ROUGH.as_bytes()).code, Some(1));
}

#[test]
fn diff_shows_the_change_without_secrets_and_writes_nothing() {
    let folder = Folder::with(&[("a.conf", ROUGH)]);
    let run = folder.run(&["fmt", "--diff", "a.conf"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("--- a.conf (before)\n+++ a.conf (after)\n@@ "), "{}", run.stdout);
    assert!(run.stdout.contains("\n-port:4222\n") && !run.stdout.contains("hunter2"), "{}", run.stdout);
    assert_eq!(folder.read("a.conf"), ROUGH);
    folder.write("a.conf", formatted());
    let run = folder.run(&["fmt", "--diff", "a.conf"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
}

#[test]
fn a_file_with_a_syntax_error_is_left_as_it_is() {
    let folder = Folder::with(&[("a.conf", WRONG), ("b.conf", ROUGH)]);
    let run = folder.run(&["fmt", "a.conf", "b.conf"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[expected-terminator]"), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 file formatted, 1 file left alone because of errors\n"), "{}", run.stderr);
    assert_eq!((folder.read("a.conf").as_str(), folder.read("b.conf")), (WRONG, formatted()));
    let run = folder.run_with_input(&["fmt", "-"], WRONG.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
}
