//! Two servers of one name.

use std::collections::HashMap;

use super::TogetherRule;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("duplicate-server-name", Error, "duplicate_server_name.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processRouteInfo` and `client.processGatewayInfo`, which close the connection to a server of the own name. A leaf node
/// may be called as another server is.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    for server in servers {
        let cluster = server.cluster_name().map(|(name, _)| name);
        let gateway = server.gateway_name().map(|_| "");
        let (Some(name), Some(group)) = (&server.config.server_name, gateway.or(cluster)) else { continue };
        let place = server.place(name.span());
        if let Some(first) = known.insert((group, &***name), place) {
            let message = format!("another server is called `{}` too", &***name);
            let help = "give each server a name of its own";
            found.push(CODE.at(place, message).related(first, "the other server").help(help));
        }
    }
}
