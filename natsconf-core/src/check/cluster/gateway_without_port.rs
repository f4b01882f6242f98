//! A gateway that other clusters cannot reach.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("gateway-without-port", Error, "gateway_without_port.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateGatewayOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(gateway) = &given.config.gateway else { return };
    if gateway.gateway_port() != 0 || gateway.name.as_ref().is_none_or(|name| name.is_empty()) {
        return;
    }
    let found = report.lacking(&CODE, gateway.span(), "this gateway has no port");
    if let Some(found) = found {
        report.add(found.help("set `port: 7222`, or `listen` with a port; -1 stands for a random one"));
    }
}
