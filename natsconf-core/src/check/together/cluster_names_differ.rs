//! A route between clusters.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("cluster-names-differ", Error, "cluster_names_differ.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processRouteConnect`. A name that was made up gives way to the other.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::Route) {
        let (Some((own, _)), Some((other, place))) = (call.from.cluster_name(), call.to.cluster_name()) else {
            continue;
        };
        if own != other {
            let message = format!("this route leads from the cluster `{own}` to the cluster `{other}`");
            let diagnostic = CODE.at(call.place, message).related(place, "the name of the other");
            found.push(diagnostic.help("give both the same `cluster.name`, or join the clusters with a `gateway`"));
        }
    }
}
