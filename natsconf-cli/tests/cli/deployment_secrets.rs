//! Seeds, passwords and tokens of a deployment are in the files meant to hold them, which are for their owner alone, and
//! nowhere else.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use natsconf_tests::servers;

use crate::run::{Folder, Run};

const PASSWORD: &str = "Canary7Bird-password";
const TOKEN: &str = "Canary7Bird-token";

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The seeds in the key folder, and what the test gave away.
fn secrets(folder: &Folder) -> BTreeSet<String> {
    let texts =
        files(&folder.path("out-keys")).into_iter().filter(|path| path.extension().is_some_and(|end| end == "nk"));
    let lines = texts.flat_map(|path| fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>());
    let seeds = lines.filter(|line| line.starts_with('S') && line.len() > 50);
    seeds.chain([PASSWORD.to_owned(), TOKEN.to_owned()]).collect()
}

fn silent(run: &Run, secrets: &BTreeSet<String>) {
    for secret in secrets {
        assert!(!run.stdout.contains(secret.as_str()) && !run.stderr.contains(secret.as_str()), "a secret is printed");
    }
}

#[test]
fn secrets_are_where_they_belong_and_nowhere_else() {
    let accounts = format!(
        "mode: accounts\naccounts:\n  APP: {{ users: {{ app: {{}}, ops: {{ password: \"{PASSWORD}\" }} }} }}\n"
    );
    let single = format!("mode: single\nlogin: {{ token: \"{TOKEN}\" }}\n");
    for spec in ["accounts: { APP: { users: { app: {} } } }\n", &accounts, &single] {
        let folder = Folder::with(&[("spec.yaml", spec)]);
        let server = servers::binary(servers::NEWEST);
        let runs = [
            folder.run(&["render", "spec.yaml", "--out", "out", "--dry-run"]),
            folder.run(&["render", "spec.yaml", "--out", "out"]),
            folder.run(&["keys", "list", "out-keys"]),
            folder.run(&["render", "spec.yaml", "--out", "other", "--keys", "out-keys", "--diff"]),
            folder.run(&["verify", "out", "--nats-server", server.to_str().unwrap()]),
            folder.run(&["verify", "spec.yaml", "--nats-server", server.to_str().unwrap(), "--format", "json"]),
        ];
        let secrets = secrets(&folder);
        for run in &runs {
            silent(run, &secrets);
        }
        let holds = |path: &PathBuf| {
            let text = fs::read_to_string(path).unwrap();
            secrets.iter().any(|secret| text.contains(secret.as_str()))
        };
        let rendered = files(&folder.path("out")).into_iter().chain(files(&folder.path("out-keys")));
        let holders: Vec<_> = rendered.filter(holds).collect();
        assert!(!holders.is_empty(), "{spec}");
        for path in holders {
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
}

/// What is wrong with a description is said without the secrets beside it.
#[test]
fn findings_leave_out_what_stands_beside_them() {
    for spec in [
        format!(
            "mode: accounts\naccounts: {{ APP: {{ users: {{ ops: {{ password: \"{PASSWORD}\", bearer: true }} }} }} }}\n"
        ),
        format!("accounts: {{ APP: {{ users: {{ ops: {{ password: \"{PASSWORD}\" }} }} }} }}\n"),
        format!("mode: single\nlogin: {{ token: \"{TOKEN}\", tokn: x }}\n"),
        format!("mode: single\nlogin: {{ token: \"{TOKEN}\"\n"),
        format!("mode: single\nlogin: {{ password: \"{PASSWORD}{}\" }}\n", "x".repeat(80)),
    ] {
        let folder = Folder::with(&[("spec.yaml", &spec)]);
        let run = folder.run(&["render", "spec.yaml", "--out", "out"]);
        assert_ne!(run.code, Some(0), "{spec}");
        silent(&run, &[PASSWORD.to_owned(), TOKEN.to_owned()].into());
    }
}
