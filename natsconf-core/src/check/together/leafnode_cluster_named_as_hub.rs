//! A leaf node in a cluster that is called like the hub's.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("leafnode-cluster-named-as-hub", Error, "leafnode_cluster_named_as_hub.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processLeafNodeConnect`, `ErrLeafNodeHasSameClusterName`.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::LeafNode) {
        let (Some((own, place)), Some((other, hub))) = (call.from.cluster_name(), call.to.cluster_name()) else {
            continue;
        };
        if own == other {
            let message = format!("this server is a leaf node of a cluster that is called `{own}` too");
            let diagnostic = CODE.at(place, message).related(hub, "the cluster of the hub");
            found.push(diagnostic.help("give the two clusters different names"));
        }
    }
}
