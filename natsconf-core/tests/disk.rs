//! What the file system can hold against its reader: each is refused in words, and nothing hangs.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use natsconf_core::source::disk::{self, Disk};
use natsconf_core::source::{MAX_SOURCE_LEN, ReadError, Sources};

fn refusal(path: &Path) -> String {
    disk::read(path).expect_err("it is refused").to_string()
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(refusal(&at("missing")), "no such file");
    assert_eq!(refusal(folder.path()), "it is a folder, not a file");
    assert_eq!(refusal(Path::new("/dev/zero")), "it is a pipe or device, not a file");
    let made = std::process::Command::new("mkfifo").arg(at("fifo")).status().unwrap();
    assert!(made.success());
    assert_eq!(refusal(&at("fifo")), "it is a pipe or device, not a file");
    symlink("round", at("round")).unwrap();
    assert_eq!(refusal(&at("round")), "too many levels of symbolic links");
    fs::write(at("file"), "").unwrap();
    assert_eq!(refusal(&at("file/below")), "not a directory");
}

#[test]
fn what_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::File::create(&path).unwrap().set_len(MAX_SOURCE_LEN as u64 + 1).unwrap();
    assert_eq!(disk::read(&path), Err(ReadError::TooLarge));
    assert_eq!(disk::read_stream(std::io::repeat(b'{')), Err(ReadError::TooLarge));
}

#[test]
fn files_without_a_length_are_read_to_their_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty");
    fs::write(&path, "").unwrap();
    assert!(disk::read(&path).unwrap().is_empty());
    assert!(!disk::read(Path::new("/proc/self/status")).unwrap().is_empty());
}

#[test]
fn two_versions_of_a_file_are_never_read_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changing");
    let versions = [vec![b'a'; 1 << 20], vec![b'b'; 1 << 20], vec![b'c'; 1 << 10]];
    fs::write(&path, &versions[0]).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for version in versions.iter().cycle().take(60) {
                fs::write(&path, version).unwrap();
                // Longer than the steps in which file systems tell the time.
                std::thread::sleep(std::time::Duration::from_millis(15));
            }
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            match disk::read(&path) {
                Ok(text) => assert!(text.iter().all(|byte| Some(byte) == text.first()), "two versions in one text"),
                Err(error) => assert_eq!(error.to_string(), "it changes while it is read"),
            }
        }
    });
}

#[test]
fn includes_stay_below_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("root")).unwrap();
    fs::write(at("root/in.conf"), "a: 1").unwrap();
    fs::write(at("out.conf"), "b: 1").unwrap();
    symlink("../out.conf", at("root/link.conf")).unwrap();
    let disk = Disk::new(BTreeMap::new()).confined_to(&at("root")).unwrap();
    assert_eq!(disk.read(&at("root/in.conf")).unwrap()[..], *b"a: 1");
    assert_eq!(disk.read(&at("root/../out.conf")), Err(ReadError::Outside));
    assert_eq!(disk.read(&at("root/link.conf")), Err(ReadError::Outside));
    assert!(Disk::default().confined_to(&at("out.conf")).is_err());
    assert!(Disk::default().confined_to(&at("missing")).is_err());
}

#[test]
fn the_environment_is_the_one_given() {
    let disk = Disk::new([("NAME".to_owned(), "hidden".to_owned())].into());
    assert_eq!(disk.variable("NAME").as_deref(), Some("hidden"));
    assert_eq!(disk.variable("PATH"), None);
    assert!(!format!("{disk:?}").contains("hidden"));
}
