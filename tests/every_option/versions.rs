//! Which releases know an option.

use natsconf_core::model::Config;
use natsconf_core::option::{Block, OptionPath, PathEntry, Version, paths};
use natsconf_tests::servers::RELEASES;

use crate::minimal::example;
use crate::surroundings::Surroundings;

/// Options that a block takes from another of its kind and has no use for, or that need another platform: how their
/// paths begin and end, and the words in which the server says so.
const NOT_HERE: [(&str, &str, &str); 10] = [
    ("cluster.authorization.", "", "Cluster authorization does not allow multiple users"),
    ("cluster.authorization.", "", "Cluster authorization does not support callouts"),
    ("cluster.authorization.", "", "Cluster authorization does not support tokens"),
    // Such warnings do not keep a server from starting, but `-t` from passing.
    ("cluster.authorization.", "", "setting \"permissions\" within cluster authorization block is deprecated"),
    ("cluster.permissions.", "", "Cluster permissions do not support dynamic responses"),
    ("gateway.authorization.", "", "Gateway authorization does not allow multiple users"),
    ("gateway.authorization.", "", "Gateway authorization does not support callouts"),
    ("gateway.authorization.", "", "Gateway authorization does not support tokens"),
    ("mqtt.", "consumer_replicas", "consumer replicas setting ignored in this server version"),
    // The server asks for what none of its values can be (`parseOCSP`).
    ("ocsp.", "urls", "interface {} is []interface {}, not []string"),
];

/// Only on Windows.
const CERTIFICATE_STORE: &str = "cert_store not compatible with current operating system";

/// What is wrong with the server's verdict; nothing when it is as the registry says.
fn disagreement(path: &OptionPath, version: Version, accepted: bool, output: &str) -> Option<String> {
    let exists = match path.entry {
        PathEntry::Option(option) => option.exists_in(version),
        PathEntry::Word(_) => true,
    };
    let excused = NOT_HERE
        .iter()
        .any(|(begin, end, words)| path.path.starts_with(begin) && path.path.ends_with(end) && output.contains(words))
        || path.path.contains("tls.cert_") && output.contains(CERTIFICATE_STORE);
    let expected =
        if exists { accepted || excused } else { !accepted && output.to_lowercase().contains("unknown field") };
    (!expected).then(|| format!("{} in {version}: exists {exists}, accepted {accepted}\n{output}", path.path))
}

#[test]
fn an_option_is_known_from_its_first_release_on_and_unknown_before() {
    let paths = paths(Config::SPEC);
    let texts: Vec<String> = paths.iter().map(|path| example(path, path.entry.names()[0])).collect();
    let surroundings = Surroundings::new();
    let mut wrong = Vec::new();
    for release in RELEASES {
        let version = release.version.parse().expect("a release is a version");
        let verdicts = surroundings.check_all(release.version, &texts);
        for ((path, text), verdict) in paths.iter().zip(&texts).zip(verdicts) {
            let found = disagreement(path, version, verdict.accepted, &verdict.output);
            wrong.extend(found.map(|found| format!("{found}\n{text}")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
