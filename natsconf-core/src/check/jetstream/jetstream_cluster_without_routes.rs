//! Streams in a cluster that nobody can be in.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;

static CODE: Code = code!("jetstream-cluster-without-routes", Error, "jetstream_cluster_without_routes.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.enableJetStream` and `canExtendOtherDomain`: without routes, a leaf node that joins the system account will do.
/// nats-server#7459.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let gateway = config.gateway.as_ref().filter(|gateway| gateway.gateway_port() != 0);
    if !config.has_jetstream() || !(config.is_clustered() || gateway.is_some()) {
        return;
    }
    let routes = config.cluster.as_ref().and_then(|cluster| cluster.routes.as_ref());
    // With an operator, the system account may stand in its JWT.
    let system = config.system_account.as_ref().map(|account| &***account);
    let system = system.filter(|account| !account.is_empty()).unwrap_or("$SYS");
    let mut accounts = config.leafnode_remotes().filter_map(|remote| remote.account.as_deref());
    let joined = accounts.any(|account| &**account == system || config.has_operator());
    if routes.is_some_and(|routes| !routes.is_empty()) || joined || report.is_incomplete() {
        return;
    }
    let block = config.cluster.as_ref().filter(|_| config.is_clustered()).map(Spanned::span);
    let Some(block) = block.or(gateway.map(Spanned::span)) else { return };
    let found = CODE.at(given.key_of(block), "JetStream in a cluster needs `routes`");
    report.add(found.help("list the other servers in `cluster.routes`; for one server alone, remove this block"));
}
