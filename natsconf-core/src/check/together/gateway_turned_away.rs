//! A gateway that does not know its caller.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("gateway-turned-away", Error, "gateway_turned_away.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processGatewayConnect`, where `reject_unknown` is set.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::Gateway) {
        let (Some(own), Some(other)) = (call.from.gateway_name(), &call.to.config.gateway) else { continue };
        let Some(rejects) = other.reject_unknown.as_ref().filter(|rejects| rejects.value) else { continue };
        let mut known = other.gateways.iter().flat_map(|gateways| gateways.iter()).filter_map(|it| it.name.as_ref());
        if !known.any(|name| &***name == own) && call.to.gateway_name() != Some(own) {
            let message =
                format!("{} turns away the cluster `{own}`, which its `gateways` do not name", call.to.title());
            let diagnostic =
                CODE.at(call.place, message).related(call.to.place(rejects.span()), "it takes known ones only");
            found.push(diagnostic.help(format!("add `{own}` to its `gateways`")));
        }
    }
}
