//! A link that leads nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("unreachable-url", Warning, "unreachable_url.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.connectToRoute` and `Server.connectGateway`, which split host and port as they stand. A leaf node without port
/// is dialled at 7422. Without a scheme Go takes the host for the scheme.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let routes = config.cluster.iter().filter_map(|cluster| cluster.routes.as_ref()).flat_map(|urls| urls.iter());
    let gateways = config.gateway.iter().filter_map(|gateway| gateway.gateways.as_ref()).flat_map(|all| all.iter());
    let gateways = gateways.flat_map(|remote| remote.url.iter().chain(remote.urls.iter().flat_map(|urls| urls.iter())));
    let leafnodes = config.leafnode_remotes().filter_map(|remote| remote.urls.as_ref()).flat_map(|urls| urls.iter());
    let urls = routes.chain(gateways).map(|url| (true, url)).chain(leafnodes.map(|url| (false, url)));
    for (needs_port, url) in urls {
        let Some(parts) = url.parts() else { continue };
        let (message, help) = if parts.host().is_empty() {
            ("this URL has no host, so nothing is ever dialled", "write scheme, host and port: \"nats://n2:6222\"")
        } else if needs_port && parts.port().is_none_or(str::is_empty) {
            ("this URL has no port, so nothing is ever dialled", "write the port behind the host: \"nats://n2:6222\"")
        } else {
            continue;
        };
        report.add(CODE.at(url.span(), message).help(help));
    }
}
