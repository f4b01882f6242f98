//! Replicas that cannot tell the servers apart.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-cluster-without-server-name", Error, "jetstream_cluster_without_server_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if config.has_server_name() || !config.has_jetstream() || !config.is_clustered() || report.is_incomplete() {
        return;
    }
    let Some(jetstream) = &config.jetstream else { return };
    let place = given.key_of(jetstream.span());
    let found = CODE.at(place, "JetStream in a cluster needs `server_name`");
    report.add(found.help("set `server_name`, different on each server and the same after every start"));
}
