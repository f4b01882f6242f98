//! `lint`: exit codes, what is read, and what is left out.

use serde_json::Value;

use crate::run::{Folder, Run};

const GOOD: &str = "listen: localhost:4222\n";
const BAD: &str = "port: 4222 x\n";
/// A warning, and no error.
const ODD: &str = "listen: localhost:4222\n\"";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// File and code of all findings.
fn found(run: &Run) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let json = json(run);
    let diagnostics = json["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|d| format!("{} {}", text(&d["file"]), text(&d["code"]))).collect()
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let folder = Folder::with(&[("good.conf", GOOD), ("bad.conf", BAD), ("odd.conf", ODD)]);
    let code = |arguments: &[&str]| folder.run(arguments).code;
    assert_eq!(code(&["lint", "good.conf"]), Some(0));
    assert_eq!(code(&["lint", "bad.conf"]), Some(1));
    assert_eq!(code(&["lint", "odd.conf"]), Some(0));
    assert_eq!(code(&["lint", "odd.conf", "--deny", "warnings"]), Some(1));
    assert_eq!(code(&["lint", "missing.conf"]), Some(2));
    assert_eq!(code(&["lint", "missing.conf", "bad.conf"]), Some(2));
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    let folder = Folder::with(&[("a.conf", BAD), ("z.conf", BAD)]);
    let run = folder.run(&["lint", "--format", "json", "a.conf", "missing.conf", "z.conf"]);
    assert_eq!(found(&run), ["a.conf expected-terminator", "z.conf expected-terminator"]);
    assert_eq!(run.stderr, "error: `missing.conf`: no such file\n");
}

#[test]
fn standard_input_is_read_and_its_includes_are_relative_to_the_current_folder() {
    let folder = Folder::with(&[("inc.conf", BAD)]);
    let run =
        folder.run_with_input(&["lint", "--format", "json", "-"], "include inc.conf\nserver_name: a b".as_bytes());
    assert_eq!(found(&run), ["- expected-terminator", "inc.conf expected-terminator"]);
    assert_eq!(json(&run)["summary"]["files"], 2);
}

#[test]
fn a_folder_stands_for_its_conf_files_in_order() {
    let folder = Folder::with(&[
        ("d/b.conf", BAD),
        ("d/a/z.conf", BAD),
        ("d/nginx.cfg", "{{{"),
        ("d/.hidden.conf", BAD),
        ("d/.git/x.conf", BAD),
        ("d/ignored.conf", BAD),
        ("d/.ignore", "ignored.conf\n"),
    ]);
    let run = folder.run(&["lint", "--format", "json", "d"]);
    assert_eq!(found(&run), ["d/a/z.conf expected-terminator", "d/b.conf expected-terminator"]);
    let run = folder.run(&["lint", "--format", "json", "d", "d/b.conf", "d/ignored.conf"]);
    assert_eq!(found(&run).len(), 3, "each file once, and what is named is checked");
    let run = folder.run(&["lint", "d/a/.."]);
    assert_eq!(run.code, Some(1));
    folder.write("empty/readme.txt", "");
    let run = folder.run(&["lint", "empty"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: `empty`: no file in this folder ends in `.conf`\n"));
}

#[test]
fn a_file_of_a_folder_is_checked_where_it_is_included() {
    let main = "server_name: n\ncluster { port: 6222\n include parts/cluster.conf }\n";
    let folder =
        Folder::with(&[("d/main.conf", main), ("d/other.conf", main), ("d/parts/cluster.conf", "host: '127.0.0.1' z")]);
    let run = folder.run(&["lint", "--format", "json", "d"]);
    let once = ["d/parts/cluster.conf expected-terminator"];
    assert_eq!(found(&run), once, "once, though two files include it");
    assert_eq!(json(&run)["summary"]["files"], 3);
    let run = folder.run(&["lint", "--format", "json", "d/parts/cluster.conf"]);
    assert_eq!(found(&run), once);
}

#[test]
fn files_that_include_each_other_are_not_all_left_out() {
    let folder = Folder::with(&[("d/a.conf", "include b.conf"), ("d/b.conf", "include a.conf")]);
    let run = folder.run(&["lint", "--format", "json", "d"]);
    assert_eq!(found(&run).len(), 1, "{}", run.stdout);
    assert!(found(&run)[0].ends_with(" include-cycle"));
}

#[test]
fn findings_are_selected_and_ignored_by_name() {
    let folder = Folder::with(&[("a.conf", "server_name: $NONE\nport: 1 2\n")]);
    let run = |arguments: &[&str]| found(&folder.run(&[&["lint", "--format", "json", "a.conf"], arguments].concat()));
    assert_eq!(run(&["--select", "unknown-variable"]), ["a.conf unknown-variable"]);
    assert_eq!(run(&["--ignore", "unknown-variable"]), ["a.conf expected-terminator"]);
    assert_eq!(run(&["--select=unknown-variable", "--ignore=unknown-variable"]), [""; 0]);
    let run = folder.run(&["lint", "a.conf", "--select", "unknown-varable"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("a similar value exists: 'unknown-variable'"), "{}", run.stderr);
}

#[test]
fn comments_allow_warnings_where_they_stand() {
    let folder = Folder::with(&[
        ("above.conf", "# natsconf: allow(plaintext-password) for now\n\n# A comment.\nauthorization { token: t }\n"),
        ("after.conf", "authorization {\n  token: t # natsconf: allow(plaintext-password)\n}\n"),
        ("elsewhere.conf", "# natsconf: allow(plaintext-password)\nauthorization {\n  token: t\n}\n"),
        ("error.conf", "port: many // natsconf: allow(wrong-type)\n"),
        ("included.conf", "include after.conf\n"),
        ("text.conf", "log_file: \"# natsconf: allow(wrong-type)\"\n"),
    ]);
    let codes = |file: &str| {
        let prefix = format!("{file} ");
        let found = found(&folder.run(&["lint", "--format", "json", file]));
        found.iter().map(|found| found.trim_start_matches(&prefix).to_owned()).collect::<Vec<_>>()
    };
    for file in ["above.conf", "after.conf", "included.conf", "text.conf"] {
        assert_eq!(codes(file), <[&str; 0]>::default(), "{file}");
    }
    assert_eq!(codes("elsewhere.conf"), ["unused-allow", "plaintext-password"]);
    assert_eq!(codes("error.conf"), ["wrong-type", "unused-allow"]);
}

#[test]
fn the_environment_comes_from_the_process_then_files_then_arguments() {
    let folder = Folder::with(&[
        ("a.conf", "max_payload: $A\nmax_connections: $B\nserver_name: $C\nhost: localhost\n"),
        ("env", "# c\n\nB=1\nC='x y\n"),
    ]);
    let mut command = folder.command(&["lint", "--format", "json", "a.conf", "--env-file", "env", "--env", "C=three"]);
    command.env("A", "1").env("B", "'");
    let run = crate::run::finish(command, Box::new(std::io::empty()));
    assert_eq!(found(&run), [""; 0]);
    let run = folder.run(&["lint", "--format", "json", "a.conf", "--env-file", "env", "--env", "A=1"]);
    assert_eq!(found(&run), ["a.conf invalid-environment-value"]);
    folder.write("env", "A=1\nnonsense\n");
    let run = folder.run(&["lint", "a.conf", "--env-file", "env"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: `env`: line 2: expected NAME=VALUE"), "{}", run.stderr);
}

#[test]
fn the_server_version_decides_how_text_is_read() {
    let folder = Folder::with(&[("a.conf", "server_name: 1m5\n")]);
    let code = |version: &str| folder.run(&["lint", "a.conf", "--nats-version", version]).code;
    assert_eq!(folder.run(&["lint", "a.conf"]).code, Some(0));
    assert_eq!([code("2.15"), code("v2.15.1"), code("3.0")], [Some(0); 3]);
    assert_eq!([code("2.14"), code("2.14.6"), code("v2.10.26")], [Some(1); 3]);
    assert_eq!([code("2"), code("latest"), code("")], [Some(2); 3]);
}

#[test]
fn includes_stay_in_the_sandbox() {
    let folder =
        Folder::with(&[("in/a.conf", "include ../out.conf\ninclude b.conf"), ("out.conf", ""), ("in/b.conf", "")]);
    assert_eq!(folder.run(&["lint", "in/a.conf"]).code, Some(0));
    let run = folder.run(&["lint", "--format", "json", "--sandbox", "in", "in/a.conf"]);
    assert_eq!(found(&run), ["in/a.conf include-not-found"]);
    let run = folder.run(&["lint", "--sandbox", "missing", "in/a.conf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: `missing`: no such file\n"));
}

#[test]
fn a_summary_goes_to_standard_error() {
    let folder = Folder::with(&[("good.conf", GOOD), ("bad.conf", BAD), ("odd.conf", ODD)]);
    assert_eq!(folder.run(&["lint", "good.conf"]).stderr, "1 file checked: nothing found\n");
    let run = folder.run(&["lint", "."]);
    assert_eq!(run.stderr, "3 files checked: 1 error, 1 warning\nnot checked: what stands behind mistakes of syntax\n");
    assert_eq!(folder.run(&["lint", "--format", "json", "."]).stderr, "");
}

#[test]
fn standard_input_is_not_fixed() {
    let folder = Folder::with(&[]);
    let run = folder.run_with_input(&["lint", "--fix", "-"], GOOD.as_bytes());
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("standard input cannot be fixed"), "{}", run.stderr);
}

#[test]
fn a_reader_that_wants_no_more_is_no_failure() {
    let folder = Folder::with(&[("bad.conf", &"port: 1 2\n".repeat(1000))]);
    let mut command = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_natsconf");
    command.arg("-c").arg(format!("{program} lint bad.conf | head -1")).current_dir(folder.root());
    let run = crate::run::finish(command, Box::new(std::io::empty()));
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains(": 1000 errors, ") && !run.stderr.contains("pipe"), "{}", run.stderr);
}

/// A TLS block whose files are read only when that is asked for, and then beside the configuration.
#[test]
fn files_that_are_named_are_read_when_asked_for() {
    let text = "tls { cert_file: \"c.pem\", key_file: \"k.pem\" }\n";
    let folder = Folder::with(&[("etc/a.conf", text), ("etc/c.pem", "no certificate"), ("k.pem", "no key")]);
    let run = folder.run(&["lint", "--select", "tls-file-refused", "etc/a.conf"]);
    let summary =
        "1 file checked: nothing found\nnot read: `c.pem`, `k.pem` (--files reads what a configuration names)\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), summary));
    let run = folder.run(&["lint", "--files", "--format", "json", "etc/a.conf"]);
    assert_eq!((run.code, found(&run)), (Some(1), vec!["etc/a.conf tls-file-refused".to_owned(); 2]));
    // The working folder lies outside.
    let run = folder.run(&["lint", "--files", "--sandbox", "etc", "etc/a.conf"]);
    assert_eq!(run.code, Some(1));
    let summary = "1 file checked: 1 error\nnot read: `k.pem` (outside the sandbox)\n";
    assert!(run.stderr.ends_with(summary), "{}", run.stderr);
}

#[test]
fn what_errors_hide_is_said() {
    let folder = Folder::with(&[("a.conf", "include none.conf\nserver_name: $NAME\nport: $PORT\n")]);
    let said = "1 file checked: 3 errors\nnot checked: what the missing include says\nnot checked: what hangs on the unknown \
                variables\n";
    assert_eq!(folder.run(&["lint", "a.conf"]).stderr, said);
}
