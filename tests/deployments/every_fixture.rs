//! Every description among the fixtures gives configurations about which lint has nothing to say. That their servers do what
//! they promise is what `natsconf verify` says in its own tests.

use std::path::Path;

use natsconf_core::deployment::Kept;
use natsconf_core::diagnostic::Severity;
use natsconf_core::source::Source;
use natsconf_core::source::disk::{Disk, read};
use natsconf_core::{Settings, check};
use natsconf_tests::workspace;

use super::{fixture, running};

/// The names of the fixtures.
fn fixtures() -> Vec<String> {
    let folder = workspace::root().join("fixtures/deployments");
    let entries = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("readable"));
    let names = entries.map(|entry| entry.file_name().into_string().expect("UTF-8"));
    let mut names: Vec<_> = names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "yaml")).collect();
    names.sort();
    names
}

/// What is found in a configuration, hints aside.
fn found(path: &Path) -> Vec<String> {
    let text = read(path).expect("the configuration is there");
    let checked = check(Source::new(path.to_path_buf(), text), &Disk::default(), &Settings::default());
    let found = checked.diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Hint);
    found.map(|diagnostic| format!("{}: {}: {}", path.display(), diagnostic.code.name, diagnostic.message)).collect()
}

#[test]
fn lint_is_silent_about_their_configurations() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 8, "{fixtures:?}");
    for name in fixtures {
        let placed = running::place(&fixture(&name), &Kept::default());
        let configs = placed.plan.servers.iter().map(|server| placed.config(&server.name));
        assert_eq!(configs.flat_map(|path| found(&path)).collect::<Vec<_>>(), [""; 0], "{name}");
    }
}
