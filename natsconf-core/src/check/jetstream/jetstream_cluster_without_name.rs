//! Streams in a cluster whose name changes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-cluster-without-name", Error, "jetstream_cluster_without_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`. A gateway of a name gives it to the cluster (`validateCluster`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(cluster) = &config.cluster else { return };
    let named = cluster.name.as_ref().is_some_and(|name| !name.is_empty())
        || config.gateway.as_ref().and_then(|gateway| gateway.name.as_ref()).is_some_and(|name| !name.is_empty());
    if named || config.server_name.is_none() || !config.has_jetstream() || !config.is_clustered() {
        return;
    }
    let found = report.lacking(&CODE, cluster.span(), "JetStream in a cluster needs `cluster.name`");
    if let Some(found) = found {
        report.add(found.help("set `name`, the same on all servers of the cluster"));
    }
}
