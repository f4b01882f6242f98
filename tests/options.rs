//! The registry of options against what was read off the server's source, and the model against the corpus.

use std::collections::{BTreeMap, BTreeSet};

use natsconf_core::diagnostic::Severity;
use natsconf_core::model::Config;
use natsconf_core::option::{Block, paths};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::shared::{self, Case, Conf, Status};
use serde::Deserialize;

/// Options that the reference does not list, since the server looks them up by name, not by a case of a `switch`.
const BEYOND_THE_REFERENCE: [&str; 1] = ["leafnodes.remotes[].jetstream_cluster_migrate.leader_migrate_delay"];

#[test]
fn every_path_of_the_reference_is_there_and_no_other() {
    let Some(folder) = shared::folder() else { return };
    let text = std::fs::read_to_string(folder.join("reference/option-paths.txt")).expect("the reference is there");
    let mut expected: BTreeSet<&str> = text.lines().collect();
    expected.extend(BEYOND_THE_REFERENCE);
    let found = paths(Config::SPEC);
    let found: BTreeSet<&str> = found.iter().map(|found| found.path.as_str()).collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let invented: Vec<_> = found.difference(&expected).collect();
    assert!(missing.is_empty() && invented.is_empty(), "missing: {missing:#?}\ninvented: {invented:#?}");
}

#[derive(Deserialize)]
struct Reference {
    blocks: BTreeMap<String, ReferenceBlock>,
}

#[derive(Deserialize)]
struct ReferenceBlock {
    options: Vec<ReferenceOption>,
}

#[derive(Deserialize)]
struct ReferenceOption {
    name: String,
    since: BTreeMap<String, String>,
}

/// Where a block of the reference stands.
fn place(block: &str) -> &str {
    match block {
        "gateway.remote" => "gateway.gateways[].",
        "leafnodes.remote" => "leafnodes.remotes[].",
        "leafnodes.remote.proxy" => "leafnodes.remotes[].proxy.",
        "leafnodes.user" => "leafnodes.authorization.users[].",
        "account" => "accounts.*.",
        "account.limits" => "accounts.*.limits.",
        "account.jetstream" => "accounts.*.jetstream.",
        "account.msg_trace" => "accounts.*.msg_trace.",
        "account.mapping.destination" => "accounts.*.mappings.*[].",
        "export" => "accounts.*.exports[].",
        "import" => "accounts.*.imports[].",
        "import.source" => "accounts.*.imports[].stream.",
        "export.latency" => "accounts.*.exports[].latency.",
        "user" => "authorization.users[].",
        "auth_callout" => "authorization.auth_callout.",
        "permissions" => "authorization.default_permissions.",
        "permissions.subject" => "authorization.default_permissions.publish.",
        "permissions.allow_responses" => "authorization.default_permissions.allow_responses.",
        "simple_auth" => "mqtt.authorization.",
        "tls.certificate" => "tls.certs[].",
        "compression" => "cluster.compression.",
        "proxies.trusted" => "proxies.trusted[].",
        _ => "",
    }
}

#[test]
fn every_spelling_and_its_first_release_agree_with_the_reference() {
    let Some(folder) = shared::folder() else { return };
    let text = std::fs::read_to_string(folder.join("reference/options.json")).expect("the reference is there");
    let reference: Reference = serde_json::from_str(&text).expect("the reference can be read");
    let found = paths(Config::SPEC);
    let mut wrong = Vec::new();
    for (block, options) in &reference.blocks {
        let prefix = match place(block) {
            "" if block == "server" => String::new(),
            "" => format!("{block}."),
            place => place.to_owned(),
        };
        for ReferenceOption { name, since } in &options.options {
            let path = format!("{prefix}{name}");
            let Some(option) = found.iter().find(|found| found.path == path) else {
                wrong.push(format!("{path}: not there"));
                continue;
            };
            let expected: BTreeSet<(&str, &str)> = since.iter().map(|(name, since)| (&**name, &**since)).collect();
            let ours = option.since().to_string();
            let found: BTreeSet<(&str, &str)> =
                option.entry.names().iter().map(|name| (*name, ours.as_str())).collect();
            if expected != found {
                wrong.push(format!("{path}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What natsconf finds in a case.
fn errors(case: &Case) -> Vec<String> {
    let source = Source::new("case.conf", case.text.as_bytes());
    let checked = check(source, &Memory::default(), &Settings::default());
    let errors = checked.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
    errors.map(|diagnostic| format!("{}: {}", diagnostic.code.name, diagnostic.message)).collect()
}

/// The cases whose text the server can read, and that say by themselves what the server makes of them.
fn judged() -> Option<Vec<Case>> {
    let mut cases = shared::corpus()?;
    cases.retain(|case| matches!(case.conf, Some(Conf::Accepted(_))) && case.server.is_some() && !case.env_dependent);
    Some(cases)
}

#[test]
fn what_the_server_takes_has_no_error() {
    let Some(cases) = judged() else { return };
    let mut wrong = Vec::new();
    for case in &cases {
        let started = case.start.as_ref().is_none_or(|start| start.status != Status::Refused);
        if case.server.as_ref().is_some_and(|server| server.ok) && started {
            let errors = errors(case);
            if !errors.is_empty() {
                wrong.push(format!("{} ({}): {}", case.id, case.category, errors.join("; ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Words of the refusals that are about one option: its name, its type or its value.
const ABOUT_OPTIONS: [&str; 4] = ["unknown field", "interface conversion", "Unknown field", "unsupported type"];

#[test]
fn what_the_server_refuses_for_an_option_has_an_error() {
    let Some(cases) = judged() else { return };
    let mut wrong = Vec::new();
    for case in &cases {
        let Some(server) = case.server.as_ref().filter(|server| !server.ok) else { continue };
        let about = server.output.iter().any(|line| ABOUT_OPTIONS.iter().any(|words| line.contains(words)));
        if about && errors(case).is_empty() {
            wrong.push(format!("{} ({}): {}", case.id, case.category, server.output.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
