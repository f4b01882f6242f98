//! A cluster that is never formed.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("cluster-without-port", Warning, "cluster_without_port.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start` routes only where `opts.Cluster.Port` is not 0.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(cluster) = &given.config.cluster else { return };
    if cluster.route_port() != 0 {
        return;
    }
    let found = report.lacking(&CODE, cluster.span(), "this cluster has no port, so no server ever joins it");
    if let Some(found) = found {
        report.add(found.help("set `port: 6222`, or `listen` with a port"));
    }
}
