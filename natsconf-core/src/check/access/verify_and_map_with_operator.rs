//! Certificates that become nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("verify-and-map-with-operator", Warning, "verify_and_map_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.processClientOrLeafAuthentication` maps onto users of the configuration, and an operator's server has none.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if !config.has_operator() {
        return;
    }
    let leafnodes = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.tls.as_ref());
    let websocket = config.websocket.as_ref().and_then(|websocket| websocket.tls.as_ref());
    let mqtt = config.mqtt.as_ref().and_then(|mqtt| mqtt.tls.as_ref());
    for tls in [config.tls.as_ref(), leafnodes, websocket, mqtt].into_iter().flatten() {
        if let Some(option) = tls.verify_and_map.as_ref().filter(|it| ***it) {
            let message =
                "with an operator, no certificate is mapped to a user: all clients need one, and a JWT beside it";
            let found = CODE.at(option.span(), message);
            report.add(found.help("write `verify: true` if all clients have certificates, or remove it"));
        }
    }
}
