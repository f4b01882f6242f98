//! Programs that answer requests: one a line on standard input, their responses on standard output.

#![allow(dead_code, reason = "each test that includes this module uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use natsconf_tests::workspace;

/// What an artifact answers in Node: the plain module, or the folder of the npm package. The plain module is asked
/// everything twice, which fails when it needs more memory the second time.
pub fn node(artifact: &Path, requests: &str) -> Vec<String> {
    let script = workspace::root().join("natsconf-wasm/tests/answer.mjs");
    lines(Command::new("node").arg(script).arg(artifact), requests)
}

/// What the plain module answers in Python's wasmtime.
pub fn wasmtime(module: &Path, requests: &str) -> Vec<String> {
    let script = workspace::root().join("natsconf-wasm/tests/answer.py");
    lines(Command::new(workspace::python()).arg("-B").arg(script).arg(module), requests)
}

/// What the wheel answers.
pub fn python(requests: &str) -> Vec<String> {
    let script = workspace::root().join("natsconf-py/tests/answer.py");
    lines(Command::new(workspace::python()).arg("-B").arg(script), requests)
}

/// What a program prints that gets a text on standard input.
fn lines(command: &mut Command, input: &str) -> Vec<String> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap_or_else(|error| {
        panic!("{}: {error}; install it by `cargo xtask setup`", command.get_program().display());
    });
    let mut stdin = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()).unwrap());
        child.wait_with_output().unwrap()
    });
    assert!(
        output.status.success(),
        "{} failed: does it have what `cargo xtask test` builds?",
        command.get_program().display()
    );
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}
