//! Two names of one cluster.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("cluster-and-gateway-names-differ", Error, "cluster_and_gateway_names_differ.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateCluster`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let (Some(cluster), Some(gateway)) = (&given.config.cluster, &given.config.gateway) else { return };
    let (Some(name), Some(other)) = (&cluster.name, &gateway.name) else { return };
    if name != other && !name.is_empty() && !other.is_empty() {
        let message = format!("the gateway is called `{}`, the cluster `{}`", &***other, &***name);
        report
            .add(CODE.at(other.span(), message).help("give both the same name: a gateway is named after its cluster"));
    }
}
