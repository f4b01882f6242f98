//! The documents under `docs/` that natsconf writes itself.

use std::path::Path;

use crate::run::Folder;

/// Files, and the command that prints each.
const WRITTEN: [(&str, &[&str]); 3] = [
    ("options.md", &["options", "--format", "markdown"]),
    ("rules.md", &["rules", "--format", "markdown"]),
    ("schema.json", &["schema", "config"]),
];

#[test]
fn documents_are_what_the_commands_print() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let mut stale = Vec::new();
    for (file, command) in WRITTEN {
        let printed = Folder::with(&[]).run(command).stdout;
        let path = docs.join(file);
        if std::fs::read_to_string(&path).unwrap_or_default() == printed {
            continue;
        }
        stale.push(file);
        if std::env::var_os("CI").is_none() {
            std::fs::write(&path, printed).unwrap();
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:?} were out of step; outside CI they are written anew: look at them and commit them"
    );
}
