//! Files are replaced as a whole: what they were and where they are stays.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::time::Duration;

use crate::run::Folder;

const ROUGH: &str = "port:4222\n";

#[test]
fn permissions_and_links_stay() {
    let folder = Folder::with(&[("real/a.conf", ROUGH)]);
    fs::set_permissions(folder.path("real/a.conf"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/a.conf", folder.path("link.conf")).unwrap();
    assert_eq!(folder.run(&["fmt", "link.conf"]).code, Some(0));
    assert!(folder.path("link.conf").is_symlink());
    assert_ne!(folder.read("real/a.conf"), ROUGH);
    assert_eq!(fs::metadata(folder.path("real/a.conf")).unwrap().mode() & 0o777, 0o640);
    let names = fs::read_dir(folder.path("real")).unwrap().count();
    assert_eq!(names, 1, "the temporary file is gone");
}

#[test]
fn a_file_that_need_not_change_is_not_touched() {
    let folder = Folder::with(&[("a.conf", ROUGH)]);
    folder.run(&["fmt", "a.conf"]);
    let before = fs::metadata(folder.path("a.conf")).unwrap();
    folder.run(&["fmt", "a.conf"]);
    assert_eq!(before.ino(), fs::metadata(folder.path("a.conf")).unwrap().ino());
}

#[test]
fn a_write_protected_file_is_not_replaced() {
    let folder = Folder::with(&[("a.conf", ROUGH)]);
    fs::set_permissions(folder.path("a.conf"), fs::Permissions::from_mode(0o444)).unwrap();
    let run = folder.run(&["fmt", "a.conf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: `a.conf`: cannot write: it is write-protected\n"));
    assert_eq!(folder.read("a.conf"), ROUGH);
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_text_or_the_new() {
    let old = ROUGH.repeat(50_000);
    let folder = Folder::with(&[("a.conf", &old)]);
    assert_eq!(folder.run(&["fmt", "a.conf"]).code, Some(0));
    let new = folder.read("a.conf");
    assert_ne!(old, new);
    let mut killed = 0;
    for step in 0..40 {
        folder.write("a.conf", &old);
        let mut child = folder.command(&["fmt", "a.conf"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 * step));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let text = folder.read("a.conf");
        assert!(text == old || text == new, "killed after {} ms, the file is neither old nor new", 5 * step);
    }
    assert!(killed > 0, "the program always was quicker");
}
