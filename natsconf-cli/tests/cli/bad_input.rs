//! Input that is no configuration: a clear message or a finding, and never a panic or a long wait.

#![cfg(unix)]

use std::io::Read;
use std::os::unix::fs::symlink;
use std::time::Instant;

use wait4::Wait4;

use crate::run::Folder;

/// Exit code and standard error of `lint` and `fmt --check`, which both must take it.
fn refused(folder: &Folder, name: &str) -> String {
    let lint = folder.run(&["lint", name]);
    let fmt = folder.run(&["fmt", "--check", name]);
    assert_eq!((lint.code, fmt.code), (Some(2), Some(2)), "{name}: {}", lint.stderr);
    assert!(lint.stdout.is_empty() && fmt.stdout.is_empty());
    lint.stderr
}

#[test]
fn what_is_no_readable_file_is_named_with_the_reason() {
    let folder = Folder::with(&[]);
    symlink("round.conf", folder.path("round.conf")).unwrap();
    symlink("nowhere", folder.path("dangling.conf")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.path("fifo.conf")).status().unwrap().success());
    assert_eq!(refused(&folder, "round.conf"), "error: `round.conf`: too many levels of symbolic links\n");
    assert_eq!(refused(&folder, "dangling.conf"), "error: `dangling.conf`: no such file\n");
    assert_eq!(refused(&folder, "fifo.conf"), "error: `fifo.conf`: it is a pipe or device, not a file\n");
    assert_eq!(refused(&folder, "/dev/zero"), "error: `/dev/zero`: it is a pipe or device, not a file\n");
    // A file whose first page is not mapped: opening works, reading fails, even for root.
    assert_eq!(refused(&folder, "/proc/self/mem"), "error: `/proc/self/mem`: input/output error\n");
}

#[test]
fn an_include_of_what_is_no_file_is_a_finding() {
    let folder = Folder::with(&[("a.conf", "include folder\ninclude fifo\ninclude round\n"), ("folder/x", "")]);
    symlink("round", folder.path("round")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.path("fifo")).status().unwrap().success());
    let run = folder.run(&["lint", "a.conf"]);
    assert_eq!(run.code, Some(1));
    for reason in
        ["it is a folder, not a file", "it is a pipe or device, not a file", "too many levels of symbolic links"]
    {
        assert!(run.stdout.contains(reason), "{}", run.stdout);
    }
}

#[test]
fn an_empty_file_is_fine() {
    let folder = Folder::with(&[("empty.conf", "")]);
    assert_eq!(folder.run(&["lint", "empty.conf"]).code, Some(0));
    assert_eq!(folder.run(&["fmt", "--check", "empty.conf"]).code, Some(0));
}

#[test]
fn bytes_that_are_no_text_are_findings() {
    let folder = Folder::with(&[]);
    let bytes = (0..200_000u32).map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect::<Vec<_>>();
    folder.write("binary.conf", bytes);
    for format in ["text", "json", "sarif", "github"] {
        let run = folder.run(&["lint", "--format", format, "binary.conf"]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(!run.stdout.chars().any(|c| c.is_control() && c != '\n'), "{format} prints control characters");
    }
    assert_eq!(folder.run(&["fmt", "--check", "binary.conf"]).code, Some(1));
}

#[test]
fn more_than_is_read_is_refused_before_it_is_in_memory() {
    const REASON: &str = "larger than 128 MiB, the most that is read\n";
    let folder = Folder::with(&[]);
    std::fs::File::create(folder.path("huge.conf")).unwrap().set_len(1 << 30).unwrap();
    assert_eq!(refused(&folder, "huge.conf"), format!("error: `huge.conf`: {REASON}"));
    let run = folder.run_with_input(&["lint", "-"], std::io::repeat(b'{').take(200_000_000));
    assert_eq!((run.code, run.stderr), (Some(2), format!("error: `-`: {REASON}")));
}

#[test]
fn a_hundred_megabytes_of_braces_are_one_finding() {
    const SIZE: usize = 100_000_000;
    let folder = Folder::with(&[]);
    folder.write("braces.conf", vec![b'{'; SIZE]);
    let start = Instant::now();
    let mut command = folder.command(&["lint", "--format", "json", "braces.conf"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut printed = String::new();
    child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    let used = child.wait4().unwrap();
    assert_eq!(used.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(found["diagnostics"][0]["code"], "nesting-too-deep");
    assert_eq!(found["summary"]["errors"], 1);
    assert!(used.rusage.maxrss < 3 * SIZE as u64, "{} bytes of memory", used.rusage.maxrss);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
