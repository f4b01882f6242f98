//! `diff`: exit codes, what is printed, and in which form.

use serde_json::{Value, json};

use crate::run::Folder;

const OLD: &str = "port: 4222\nmax_payload: 1MB\ninclude users.conf\n";
const USERS: &str = "authorization { users: [{ user: alice, password: hunter2 }] }\n";

fn folder(new: &str) -> Folder {
    Folder::with(&[("old.conf", OLD), ("users.conf", USERS), ("new.conf", new)])
}

#[test]
fn what_means_the_same_is_no_difference() {
    let folder = folder(
        "# the same\nAUTHORIZATION = { users: [{ pass: hunter2, username: alice }] }\nlisten: \"0.0.0.0:4222\"\n",
    );
    let run = folder.run(&["diff", "old.conf", "new.conf"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", "no difference in meaning\n"));
}

#[test]
fn each_change_says_what_applies_it() {
    let folder = folder(
        "port: 4223\nmax_payload: 2MB\nauthorization { users: [{ user: alice, password: hunter3 }, { user: bob, password: b }] }\n",
    );
    let run = folder.run(&["diff", "old.conf", "new.conf"]);
    assert_eq!(run.code, Some(1));
    let lines = [
        "restart  ~ port: 4222 -> 4223",
        "reload   ~ authorization.users[alice].password: .. -> ..",
        "reload   + authorization.users[bob]: { user: \"bob\", password: .. }",
        "reload   ~ max_payload: 1048576 -> 2097152",
    ];
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), lines);
    assert_eq!(run.stderr, "4 changes: 1 needs a restart, and until then the server refuses a reload as a whole\n");
}

#[test]
fn programs_get_one_object() {
    let folder = folder("include users.conf\nmax_payload: 1MB\n\nmax_connections: 10\n");
    let run = folder.run(&["diff", "--format", "json", "old.conf", "new.conf"]);
    assert_eq!((run.code, &*run.stderr), (Some(1), ""));
    let printed: Value = serde_json::from_str(&run.stdout).unwrap();
    let expected = json!({
        "changes": [{
            "path": "max_connections", "kind": "added", "old": null, "new": "10", "how": "reload", "note": null,
            "old_place": null, "new_place": { "file": "new.conf", "line": 4, "column": 18 },
        }],
        "summary": { "reload": 1, "restart": 0 },
    });
    assert_eq!(printed, expected);
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = folder("port: x\n");
    let run = folder.run(&["diff", "old.conf", "new.conf"]);
    assert_eq!((run.code, &*run.stdout), (Some(2), ""));
    assert!(run.stderr.contains("error[wrong-type]") && run.stderr.contains("new.conf:1:7"), "{}", run.stderr);
    assert_eq!(folder.run(&["diff", "old.conf", "missing.conf"]).code, Some(2));
    assert_eq!(folder.run(&["diff", "-", "-"]).code, Some(2));
}

#[test]
fn standard_input_is_one_of_the_two() {
    let run = folder("").run_with_input(&["diff", "old.conf", "-"], OLD.as_bytes());
    assert_eq!((run.code, &*run.stdout), (Some(0), ""));
}
