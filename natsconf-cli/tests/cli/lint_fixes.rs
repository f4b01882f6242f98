//! Fixes that are made or shown, findings that are denied, and what the summary says.

use crate::run::Folder;

#[test]
fn what_fixes_would_change_is_shown_without_secrets_and_not_made() {
    let text = "max_payloads: 1MB # mine\nauthorization { user: a, password: \"hunter2-hunter2\", timeot: 2 }\n";
    let folder = Folder::with(&[("a.conf", text)]);
    let run = folder.run(&["lint", "--fix", "--diff", "a.conf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "2 findings would be fixed\n"));
    assert!(run.stdout.starts_with("--- a.conf (before)\n+++ a.conf (after)\n"), "{}", run.stdout);
    assert!(run.stdout.contains("-max_payloads: 1MB # mine\n") && run.stdout.contains("+max_payload: 1MB # mine\n"));
    assert!(run.stdout.contains("timeout: 2") && !run.stdout.contains("hunter2"), "{}", run.stdout);
    assert_eq!(folder.read("a.conf"), text);
    assert_eq!(folder.run(&["lint", "--diff", "a.conf"]).stdout, run.stdout, "it says itself that it fixes");
    let run = folder.run(&["lint", "--diff", "missing.conf"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("error: `missing.conf`: no such file\n"), "{}", run.stderr);
    let piped = folder.run_with_input(&["lint", "--diff", "-"], "prot: 4222\n".as_bytes());
    assert!(piped.stdout.contains("+port: 4222\n"), "{}", piped.stdout);
    assert_eq!(folder.run(&["lint", "--fix", "a.conf"]).code, Some(0));
    let run = folder.run(&["lint", "--diff", "a.conf"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", "0 findings would be fixed\n"));
}

#[test]
fn a_file_that_two_others_include_is_fixed_once() {
    let folder = Folder::with(&[
        ("a.conf", "prot: 4222\ninclude ./more.conf\n"),
        ("b.conf", "http_prot: 8222\ninclude more.conf\n"),
        ("more.conf", "max_payloads: 1MB\nping_interval: 20\nhost: localhost\n"),
    ]);
    let run = folder.run(&["lint", "--fix", "./a.conf", "b.conf", folder.path("more.conf").to_str().unwrap()]);
    assert!(run.stderr.ends_with(": nothing found, 4 fixed\n"), "{}", run.stderr);
    assert_eq!(folder.read("a.conf"), "port: 4222\ninclude ./more.conf\n");
    assert_eq!(folder.read("b.conf"), "http_port: 8222\ninclude more.conf\n");
    assert_eq!(folder.read("more.conf"), "max_payload: 1MB\nping_interval: \"20s\"\nhost: localhost\n");
}

#[test]
fn unsafe_fixes_are_made_when_asked_for() {
    let folder = Folder::with(&[("a.conf", "write_deadline: 2m\nping_interval: \"1d\"\n")]);
    folder.run(&["lint", "--fix", "a.conf"]);
    assert_eq!(folder.read("a.conf"), "write_deadline: 2m\nping_interval: \"24h\"\n");
    folder.run(&["lint", "--unsafe-fixes", "a.conf"]);
    assert_eq!(folder.read("a.conf"), "write_deadline: \"2m\"\nping_interval: \"24h\"\n");
}

#[test]
fn codes_are_denied_by_name() {
    let folder = Folder::with(&[("a.conf", "authorization { token: t }\n")]);
    let code = |denied: &str| folder.run(&["lint", "--deny", denied, "a.conf"]).code;
    assert_eq!(folder.run(&["lint", "a.conf"]).code, Some(0));
    assert_eq!([code("plaintext-password"), code("warnings")], [Some(1); 2]);
    assert_eq!(code("unknown-option,plaintext-password"), Some(1));
    assert_eq!(code("unused-allow"), Some(0));
    assert_eq!(code("plaintxt-password"), Some(2));
}

#[test]
fn the_summary_says_what_was_not_checked_and_why() {
    let folder = Folder::with(&[
        ("a.conf", "port: $PORT\ninclude missing.conf\n"),
        ("b.conf", "port: 4222 x\n"),
        ("n.conf.tftpl", "port: ${port}\n"),
    ]);
    let said = |arguments: &[&str]| {
        let run = folder.run(&[&["lint"], arguments].concat());
        let lines = run.stderr.lines().filter_map(|line| line.strip_prefix("not checked: "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let missing = ["what the missing include says", "what hangs on the unknown variable"];
    assert_eq!(said(&["a.conf"]), missing);
    assert_eq!(said(&["a.conf", "--ignore", "unknown-variable,include-not-found"]), missing, "ignored is not checked");
    assert_eq!(said(&["b.conf"]), ["what stands behind the mistake of syntax"]);
    assert_eq!(said(&["n.conf.tftpl"]), ["what the template's variables decide (--vars)"]);
    assert_eq!(said(&["n.conf.tftpl", "--var", "port=4222"]), [""; 0]);
}
