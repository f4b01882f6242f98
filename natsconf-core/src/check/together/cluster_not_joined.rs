//! Servers of one cluster that no routes bring together.

use super::TogetherRule;
use super::links::{Parts, listens_for, reached};
use super::server::{Dial, Link, Server, clusters};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("cluster-not-joined", Warning, "cluster_not_joined.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// One route is enough for a server to learn of the others, so it is the graph that counts. A route to a host that is not
/// known here may lead to any server, and so join any two parts. Leaf nodes of a cluster of the same name are another mistake.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for (name, members) in clusters(servers) {
        let mut parts = Parts::new(members.len());
        let mut unknown = 0;
        for (from, member) in members.iter().enumerate() {
            for (link, dial) in [Link::Route, Link::LeafNode].into_iter().flat_map(|link| with(link, member)) {
                let to = reached(servers, dial.url, listens_for(link, dial.url));
                match to.and_then(|to| members.iter().position(|member| member.is(to))) {
                    Some(to) => parts.join(from, to),
                    None => unknown += usize::from(link == Link::Route),
                }
            }
        }
        let alone = parts.others();
        let (Some(first), true) = (alone.first(), alone.len() > unknown) else { continue };
        let Some((_, place)) = members[*first].cluster_name() else { continue };
        let message = format!("no route leads from here to {}, or from there to here", members[0].title());
        let other = members[0].cluster_name().map_or(place, |(_, place)| place);
        let diagnostic = CODE.at(place, message).related(other, format!("the other part of `{name}`"));
        found.push(diagnostic.help("add the URL of one server of the cluster to `routes`"));
    }
}

fn with<'c>(link: Link, server: &Server<'c>) -> impl Iterator<Item = (Link, Dial<'c>)> {
    server.dials(link).into_iter().map(move |dial| (link, dial))
}
