//! A cluster to connect to that is not said which, or where.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("incomplete-gateway-remote", Error, "incomplete_gateway_remote.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateGatewayOptions`, which passes over a gateway that has neither name nor port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(gateway) = &given.config.gateway else { return };
    if gateway.gateway_port() == 0 {
        return;
    }
    for remote in gateway.gateways.iter().flat_map(|gateways| gateways.iter()) {
        let listed = remote.urls.as_ref().is_some_and(|urls| !urls.is_empty());
        let (what, help) = if remote.name.as_ref().is_none_or(|name| name.is_empty()) {
            ("name", "set `name` to the name of the other cluster")
        } else if remote.url.is_none() && !listed {
            ("URL", "set `url` to where one of its servers accepts gateways, as in \"nats://west:7222\"")
        } else {
            continue;
        };
        if let Some(found) = report.lacking(&CODE, remote.span(), format!("this cluster has no {what}")) {
            report.add(found.help(help));
        }
    }
}
