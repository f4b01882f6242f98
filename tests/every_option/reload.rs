//! What a reload applies: the registry, by way of `diff`, and running servers held against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use natsconf_core::diff::Apply;
use natsconf_core::model::Config;
use natsconf_core::option::{Block, OptionPath, paths};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, diff};
use natsconf_tests::servers::{self, NEWEST, RELEASES, Running};
use rayon::prelude::*;

use crate::minimal::{around, example, is_word};
use crate::surroundings::Surroundings;

/// Options that cannot be tried like this, and why.
const NOT_TRIED: [(&str, &str); 7] = [
    ("host", "the servers of tests listen where their arguments say"),
    ("listen", "the servers of tests listen where their arguments say"),
    ("log_file", "the answer would be written elsewhere"),
    ("port", "the servers of tests listen where their arguments say"),
    ("ports_file_dir", "the servers of tests write it where their arguments say"),
    ("remote_syslog", "the answer would be written elsewhere"),
    ("syslog", "the answer would be written elsewhere"),
];

/// Options that have no effect where they are tried, so that a server takes any change of them.
const WITHOUT_EFFECT: [(&str, &str); 4] = [
    ("cluster.authorization.proxy_required", "routes do not come through a proxy"),
    ("gateway.authorization.default_permissions", "gateways have no permissions"),
    ("gateway.authorization.proxy_required", "gateways do not come through a proxy"),
    ("store_dir", "JetStream is off"),
];

/// Options of which older releases take a change without a word, and go on as before; and one that they do not reload, which
/// `diff` does not tell apart.
const OTHERWISE_IN_OLDER: [&str; 4] = [
    "gateway.tls.pinned_certs",
    "leafnodes.remotes[].deny_exports",
    "leafnodes.remotes[].deny_imports",
    "leafnodes.remotes[].jetstream_cluster_migrate.leader_migrate_delay",
];

/// How long a server may take for an answer, on a very busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a server says to a reload.
const APPLIED: &str = "Reloaded server configuration";
const REFUSED: &str = "Failed to reload server configuration";

/// One option, set where it was not.
struct Trial {
    path: OptionPath,
    new: String,
    /// Whether a reload is said to apply it.
    applies: bool,
}

/// Each option that is not set by default, once in each kind of block that holds it, by the configuration around it.
fn trials(version: &str) -> BTreeMap<String, Vec<Trial>> {
    let settings = Settings::for_server(version).expect("a version");
    let mut known = BTreeSet::new();
    let mut trials: BTreeMap<String, Vec<Trial>> = BTreeMap::new();
    for path in paths(Config::SPEC) {
        let segments: Vec<&str> = path.path.split('.').collect();
        let place = segments[segments.len().saturating_sub(3)..].join(".");
        let tried = NOT_TRIED.iter().chain(&WITHOUT_EFFECT).all(|(not, _)| *not != path.path);
        if is_word(&path) || !tried || !known.insert(place) {
            continue;
        }
        let (old, new) = (around(&path), example(&path, path.entry.names()[0]));
        let source = |text: &str| Source::new("nats.conf", text.as_bytes());
        let changes = diff(source(&old), source(&new), &Memory::default(), &settings);
        let Ok(changes) = changes else { continue };
        if !changes.is_empty() {
            let applies = changes.iter().all(|change| change.how == Apply::Reload);
            trials.entry(old).or_default().push(Trial { path, new, applies });
        }
    }
    trials
}

/// A running server, and the file that it reads.
struct Reloaded {
    server: Running,
    file: PathBuf,
}

impl Reloaded {
    /// `None` where no server starts with this.
    fn start(version: &str, file: PathBuf, text: &str) -> Option<Self> {
        std::fs::write(&file, text).expect("the folder can be written to");
        let server = servers::try_start(version, file.as_path()).ok()?;
        Some(Reloaded { server, file })
    }

    /// Whether a reload applies a text: what the server says to the signal that `nats-server --signal reload` sends.
    fn takes(&self, text: &str) -> Result<(), String> {
        std::fs::write(&self.file, text).expect("the folder can be written to");
        let before = self.server.log().len();
        let sent = Command::new("kill").args(["-HUP", &self.server.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the server has ended:\n{}", self.server.log().join("\n"));
        let begin = Instant::now();
        loop {
            let answer = self.server.log().into_iter().skip(before).find_map(|line| {
                let refused = line.contains(REFUSED).then(|| Err(line.clone()));
                refused.or_else(|| line.contains(APPLIED).then_some(Ok(())))
            });
            if let Some(answer) = answer {
                return answer;
            }
            assert!(begin.elapsed() < PATIENCE, "no answer:\n{}", self.server.log().join("\n"));
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Tries all options that stand in the same configuration: how many were tried, and where natsconf and the server disagree.
fn judge(version: &str, file: &Path, around: &str, trials: &[Trial]) -> (usize, Vec<String>) {
    let (mut tried, mut wrong) = (0, Vec::new());
    let Some(mut server) = Reloaded::start(version, file.to_path_buf(), around) else { return (0, Vec::new()) };
    for Trial { path, new, applies } in trials {
        let answer = server.takes(new);
        // What is wrong by itself, without a word about reloads, tells nothing.
        let invalid = |words: &String| !words.contains("config reload");
        if answer.as_ref().err().is_none_or(|words| !invalid(words)) {
            tried += 1;
            if answer.is_ok() != *applies {
                wrong.push(format!("{}: said {applies}, the server: {answer:?}", path.path));
            }
        }
        if answer.is_ok() && server.takes(around).is_err() {
            let Some(fresh) = Reloaded::start(version, file.to_path_buf(), around) else { break };
            server = fresh;
        }
    }
    (tried, wrong)
}

/// How many options were tried on a release, and where natsconf and the server disagree.
fn try_all(version: &str) -> (usize, Vec<String>) {
    let surroundings = Surroundings::new();
    let trials: Vec<_> = trials(version).into_iter().enumerate().collect();
    let outcomes = trials.par_iter().map(|(number, (around, trials))| {
        judge(version, &surroundings.folder().join(format!("reload-{number}.conf")), around, trials)
    });
    let outcomes: Vec<_> = outcomes.collect();
    let tried: usize = outcomes.iter().map(|(tried, _)| tried).sum();
    (tried, outcomes.into_iter().flat_map(|(_, wrong)| wrong).collect())
}

#[test]
fn a_reload_applies_what_diff_says() {
    let (tried, wrong) = try_all(NEWEST);
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 400, "only {tried} options were tried");
}

#[test]
#[ignore = "older releases take half a minute"]
fn a_reload_of_older_releases_applies_what_diff_says() {
    let (_, older) = RELEASES.split_last().expect("there are releases");
    let mut all = Vec::new();
    for release in older {
        let (tried, mut wrong) = try_all(release.version);
        assert!(tried > 300, "only {tried} options were tried on {}", release.version);
        wrong.retain(|words| OTHERWISE_IN_OLDER.iter().all(|path| !words.starts_with(&format!("{path}:"))));
        all.extend(wrong.into_iter().map(|words| format!("{}: {words}", release.version)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
