//! Two servers of one name.

use std::collections::HashMap;

use super::{Server, TogetherRule};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("duplicate-server-name", Error, "duplicate_server_name.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processRouteInfo`, which closes the route to a server of its own name. Servers of other clusters may be called
/// the same.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    for server in servers {
        let (Some(name), Some(cluster)) = (&server.config.server_name, server.cluster_name()) else { continue };
        let place = server.place(name.span());
        if let Some(first) = known.insert((cluster, &***name), place) {
            let message = format!("another server of this cluster is called `{}` too", &***name);
            let help = "give each server a name of its own";
            found.push(CODE.at(place, message).related(first, "the other server").help(help));
        }
    }
}
