//! `verify`, `init` and `render --check-with`, with the real server.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use natsconf_tests::servers;

use crate::run::{Folder, Run};

const ONE: &str = "cluster: {name: demo, servers: 1}\n";
const TWO: &str = "cluster: {name: demo, servers: 2}\njetstream: false\naccounts: { APP: { users: { app: {} } } }\n";

/// Of a stand-in: leaves questions to the real server.
const QUESTIONS: &str = r#"case "$*" in *--version*|*-t*) exec $SERVER "$@";; esac"#;
/// Of a stand-in: takes the routes out of the configuration.
const NO_ROUTES: &str = r#"sed -i -e 's/routes: \[.*\]//' -e '/routes: \[/,/\]/d' "$2""#;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/deployments")
}

/// Verifies a description with a server program, and reports as JSON.
fn verify(folder: &Folder, spec: &Path, server: &Path, further: &[&str]) -> Run {
    let named = ["verify", spec.to_str().unwrap(), "--nats-server", server.to_str().unwrap(), "--format", "json"];
    folder.run(&[&named[..], further].concat())
}

/// A program that stands in for the server: a shell script, in which `$SERVER` is the real one.
fn stand_in(folder: &Folder, lines: &[&str]) -> PathBuf {
    let path = folder.path("stand-in");
    let real = servers::binary(servers::NEWEST);
    fs::write(&path, format!("#!/bin/sh\nPATH=/usr/bin:/bin\nSERVER={}\n{}\n", real.display(), lines.join("\n")))
        .unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// What is not right: each check and what it found.
fn failed(run: &Run) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let checks = report["checks"].as_array().unwrap().iter().filter(|check| check["verdict"] != "ok");
    checks.map(|check| format!("{}: {}", check["check"].as_str().unwrap(), check["detail"].as_str().unwrap())).collect()
}

#[test]
fn every_fixture_does_what_it_promises() {
    let folder = Folder::with(&[]);
    let mut specs: Vec<_> = fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path()).collect();
    specs.retain(|path| path.is_file());
    specs.sort();
    assert!(specs.len() >= 8, "{specs:?}");
    // Most of the time servers wait for each other.
    for some in specs.chunks(3) {
        let each = |spec: &PathBuf| {
            let run = verify(&folder, spec, &servers::binary(servers::NEWEST), &[]);
            assert_eq!((run.code, failed(&run)), (Some(0), Vec::new()), "{}: {}", spec.display(), run.stderr);
        };
        std::thread::scope(|scope| some.iter().for_each(|spec| drop(scope.spawn(move || each(spec)))));
    }
}

#[test]
fn the_core_cluster_runs_on_an_older_server() {
    let (folder, spec) = (Folder::with(&[]), fixtures().join("core-cluster.yaml"));
    let run = verify(&folder, &spec, &servers::binary("2.12.8"), &[]);
    assert_eq!((run.code, failed(&run)), (Some(0), Vec::new()), "{}", run.stderr);
}

#[test]
fn a_starter_runs_as_its_commands_say() {
    let folder = Folder::with(&[]);
    let init = folder.run(&["init", "demo"]);
    assert_eq!(init.code, Some(0), "{}", init.stderr);
    let lines: Vec<_> = init.stdout.lines().collect();
    let [render, verified, start] = lines[..] else { panic!("{lines:?}") };
    let words: Vec<_> = render.split(' ').skip(1).collect();
    assert_eq!(folder.run(&words).code, Some(0), "{render}");
    let (out, config) = start.strip_prefix("cd ").unwrap().split_once(" && nats-server -c ").unwrap();
    let mut server = Command::new(servers::binary(servers::NEWEST));
    let checked = server.current_dir(folder.path(out)).args(["-t", "-c", config]).output().unwrap();
    assert!(checked.status.success(), "{checked:?}");
    let spec = verified.strip_prefix("natsconf verify ").unwrap();
    let run = verify(&folder, Path::new(spec), &servers::binary(servers::NEWEST), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(folder.run(&["init", "demo"]).code, Some(2), "what is there stays");
}

#[test]
fn a_server_that_ends_is_reported_with_its_log() {
    let folder = Folder::with(&[("spec.yaml", ONE)]);
    let server = stand_in(&folder, &[QUESTIONS, "echo '[1] [FTL] no luck today' >&2", "exit 1"]);
    let run = verify(&folder, &folder.path("spec.yaml"), &server, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(failed(&run), ["server demo-1: it has ended"]);
    assert!(run.stderr.contains("demo-1: [1] [FTL] no luck today"), "{}", run.stderr);
}

#[test]
fn a_missing_route_is_found() {
    let folder = Folder::with(&[("spec.yaml", TWO)]);
    let server = stand_in(&folder, &[QUESTIONS, NO_ROUTES, r#"exec $SERVER "$@""#]);
    let run = verify(&folder, &folder.path("spec.yaml"), &server, &["--timeout", "3"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(failed(&run), ["routes of demo: `demo-1` has no route to some of {\"demo-2\"}"]);
}

#[test]
fn what_the_server_refuses_is_said_and_nothing_is_written() {
    let folder = Folder::with(&[("spec.yaml", ONE)]);
    let refuses = r#"case "$*" in *-t*) echo 'bad weather' >&2; exit 1;; esac"#;
    let server = stand_in(&folder, &[refuses, r#"exec $SERVER "$@""#]);
    let run = verify(&folder, &folder.path("spec.yaml"), &server, &[]);
    assert_eq!((run.code, failed(&run)), (Some(1), vec!["configuration of demo-1: bad weather".to_owned()]));
    let render = ["render", "spec.yaml", "--out", "out", "--check-with"];
    let run = folder.run(&[&render[..], &[server.to_str().unwrap()]].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("refuses the configuration of `demo-1`:\nbad weather"), "{}", run.stderr);
    assert!(!folder.path("out").exists() && !folder.path("out-keys").exists());
    let run = folder.run(&[&render[..], &[servers::binary(servers::NEWEST).to_str().unwrap()]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_rendered_folder_that_was_changed_is_found() {
    let folder = Folder::with(&[("spec.yaml", ONE)]);
    let server = servers::binary(servers::NEWEST);
    assert_eq!(folder.run(&["render", "spec.yaml", "--out", "out"]).code, Some(0));
    let run = verify(&folder, &folder.path("out"), &server, &[]);
    assert_eq!((run.code, failed(&run)), (Some(0), Vec::new()), "{run:?}");
    let config = folder.read("out/config/demo-1.conf").replace("8222", "8333");
    folder.write("out/config/demo-1.conf", config);
    let run = verify(&folder, &folder.path("out"), &server, &[]);
    let words = "rendered files: 1 differ from what the description says, `config/demo-1.conf` among them";
    assert_eq!((run.code, failed(&run)), (Some(1), vec![words.to_owned()]));
}

#[test]
fn what_cannot_be_verified_is_no_finding() {
    let folder = Folder::with(&[("spec.yaml", ONE), ("empty/x", "")]);
    let missing = verify(&folder, &folder.path("spec.yaml"), Path::new("/no/such/server"), &[]);
    assert_eq!(missing.code, Some(2), "{missing:?}");
    assert!(missing.stderr.contains("--nats-server"), "{}", missing.stderr);
    let empty = verify(&folder, &folder.path("empty"), &servers::binary(servers::NEWEST), &[]);
    assert_eq!(empty.code, Some(2), "{empty:?}");
    assert!(empty.stderr.contains("deployment.yaml"), "{}", empty.stderr);
}

#[test]
fn servers_end_when_the_program_is_stopped() {
    let folder = Folder::with(&[("spec.yaml", TWO)]);
    // Without routes it waits for them.
    let note = r#"echo $$ >> "${0%/*}/pids""#;
    let server = stand_in(&folder, &[QUESTIONS, NO_ROUTES, note, r#"exec $SERVER "$@""#]);
    let mut command = folder.command(&["verify", "spec.yaml", "--nats-server", server.to_str().unwrap()]);
    let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let pids = until(|| {
        let pids = fs::read_to_string(folder.path("pids")).unwrap_or_default();
        (pids.lines().count() == 2).then(|| pids.lines().map(str::to_owned).collect::<Vec<_>>())
    });
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), rustix::process::Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    until(|| pids.iter().all(|pid| !Path::new("/proc").join(pid).exists()).then_some(()));
}

/// What a question answers once it does.
fn until<T>(question: impl Fn() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(answer) = question() {
            return answer;
        }
        assert!(begin.elapsed() < Duration::from_mins(1), "it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}
