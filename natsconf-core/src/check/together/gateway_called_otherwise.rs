//! A gateway to a cluster of another name.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("gateway-called-otherwise", Error, "gateway_called_otherwise.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processGatewayInfo`: the name has to be the one that the other cluster has.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::Gateway) {
        let called = call.dial.gateway.and_then(|remote| remote.name.as_ref());
        let (Some(called), Some(name)) = (called, call.to.gateway_name()) else { continue };
        if &***called != name {
            let message = format!("{} is in the cluster `{name}`, not `{}`", call.to.title(), &***called);
            let diagnostic = CODE.at(call.from.place(called.span()), message).related(call.place, "its URL");
            found.push(diagnostic.help("give the gateway the name that the other cluster has for itself"));
        }
    }
}
