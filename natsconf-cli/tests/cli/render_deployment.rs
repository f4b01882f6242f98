//! `render SPEC --out DIR`: what is written, what is left alone, and what a kill leaves.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::run::{Folder, Run};

const THREE: &str = "cluster: {name: demo, servers: 3}\n";
const ONE: &str = "cluster: {name: demo, servers: 1}\n";

#[test]
fn a_dry_run_and_a_diff_write_nothing() {
    let folder = Folder::with(&[("spec.yaml", THREE)]);
    assert_eq!(render(&folder, &["--dry-run"]).code, Some(0));
    assert_eq!(render(&folder, &["--diff"]).code, Some(1), "there is something to create");
    assert_eq!(fs::read_dir(folder.root()).unwrap().count(), 1, "only the description");
}

#[test]
fn what_has_not_changed_is_not_touched() {
    let folder = Folder::with(&[("spec.yaml", THREE)]);
    assert_eq!(render(&folder, &[]).code, Some(0));
    let before = inode(&folder, "out/config/demo-1.conf");
    let again = render(&folder, &[]);
    assert!(again.stderr.contains("0 created, 0 changed, 0 removed"), "{}", again.stderr);
    assert_eq!(before, inode(&folder, "out/config/demo-1.conf"));
    let diff = render(&folder, &["--diff"]);
    assert_eq!((diff.code, diff.stdout.as_str()), (Some(0), ""));
}

#[test]
fn what_is_no_longer_made_goes_and_files_of_others_stay() {
    let folder = Folder::with(&[("spec.yaml", THREE)]);
    render(&folder, &[]);
    folder.write("out/mine.txt", "mine");
    folder.write("spec.yaml", ONE);
    assert_eq!(render(&folder, &[]).code, Some(0));
    assert!(folder.path("out/config/demo-1.conf").exists());
    assert!(!folder.path("out/config/demo-2.conf").exists());
    assert_eq!(folder.read("out/mine.txt"), "mine");
}

#[test]
fn keys_and_credentials_are_for_their_owner() {
    let folder = Folder::with(&[("spec.yaml", THREE)]);
    render(&folder, &[]);
    for name in ["out-keys/operator.nk", "out/creds/APP/app.creds"] {
        assert_eq!(mode(&folder, name), 0o600, "{name}");
    }
    for name in ["out-keys", "out/creds/APP"] {
        assert_eq!(mode(&folder, name), 0o700, "{name}");
    }
}

/// Tokens say when they were made, so the new set is known by this: rendering once more finds nothing to do.
#[test]
fn a_kill_leaves_the_old_set_or_the_new_and_every_key() {
    let folder = Folder::in_memory(&[("spec.yaml", THREE)]);
    render(&folder, &[]);
    folder.write("spec.yaml", ONE);
    let begin = Instant::now();
    render(&folder, &[]);
    let whole_run = begin.elapsed();
    folder.write("spec.yaml", THREE);
    render(&folder, &[]);
    let seeds = seeds(&folder);
    assert!(!seeds.is_empty());
    let (mut killed, mut old, mut new) = (0, 0, 0);
    for step in 0..200_u32 {
        folder.write("spec.yaml", if step % 2 == 0 { ONE } else { THREE });
        let before = files(&folder.path("out"));
        // The golden ratio spreads the moments evenly over the time that a run takes, and a little more.
        let moment = f64::from(step) * 0.618_033_988_749 % 1.0;
        killed += usize::from(killed_after(&folder, whole_run.mul_f64(moment * 1.2)));
        let after = files(&folder.path("out"));
        // Compared without printing: these are seeds.
        assert!(self::seeds(&folder) == seeds, "kill {step} changed or lost a key");
        render(&folder, &[]);
        let whole = files(&folder.path("out"));
        assert!(after == before || after == whole, "kill {step} left a set that is neither the old nor the new");
        old += usize::from(after == before);
        new += usize::from(after == whole);
    }
    assert!(killed > 0 && old > 0 && new > 0, "{killed} killed, {old} left the old set, {new} the new");
}

/// The files with seeds in the key folder; what is signed with them follows the description.
fn seeds(folder: &Folder) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut found = files(&folder.path("out-keys"));
    found.retain(|path, _| path.extension().is_some_and(|extension| extension == "nk"));
    found
}

fn render(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["render", "spec.yaml", "--out", "out"], arguments].concat())
}

/// Whether the kill came before the end.
fn killed_after(folder: &Folder, time: Duration) -> bool {
    let mut command = folder.command(&["render", "spec.yaml", "--out", "out"]);
    let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap().code().is_none()
}

/// All files below, by path.
fn files(folder: &Path) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn inode(folder: &Folder, name: &str) -> u64 {
    fs::metadata(folder.path(name)).unwrap().ino()
}

fn mode(folder: &Folder, name: &str) -> u32 {
    fs::metadata(folder.path(name)).unwrap().mode() & 0o777
}
