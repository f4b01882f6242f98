//! A server that makes a cluster no safer.

use super::TogetherRule;
use super::links::reached;
use super::server::{Link, Server, clusters};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("even-number-of-servers", Hint, "even_number_of_servers.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `raft.quorumNeeded`: JetStream works while more than half of the servers that keep streams do. Those are counted where every
/// route leads to a server that is known here, and gateways bring no others.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for (name, members) in clusters(servers) {
        let is_known = |server: &&Server<'_>| {
            let dials = server.dials(Link::Route);
            server.config.gateway.is_none()
                && dials.iter().all(|dial| reached(servers, dial.url, Link::Route).is_some())
        };
        let count = members.iter().filter(|server| server.config.has_jetstream()).count();
        if count == 0 || count % 2 != 0 || !members.iter().all(is_known) {
            continue;
        }
        let Some((_, place)) = members[0].cluster_name() else { continue };
        let spare = (count - 1) / 2;
        let message = match spare {
            0 => format!("JetStream of `{name}` stops when one of its {count} servers does"),
            _ => {
                format!("of the {count} servers of `{name}`, JetStream can lose {spare}: no more than of {}", count - 1)
            }
        };
        found.push(
            CODE.at(place, message).help("have an odd number of servers keep streams: more than half must be there"),
        );
    }
}
