//! A gateway that other clusters cannot call.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("gateway-without-name", Error, "gateway_without_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateGatewayOptions`, which passes over a gateway that has neither name nor port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(gateway) = &given.config.gateway else { return };
    if gateway.gateway_port() == 0 || gateway.name.as_ref().is_some_and(|name| !name.is_empty()) {
        return;
    }
    let found = report.lacking(&CODE, gateway.span(), "this gateway has no name");
    if let Some(found) = found {
        report.add(found.help("set `name` to the name of the cluster"));
    }
}
