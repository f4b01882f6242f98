//! A block that opens nothing.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("listener-without-port", Warning, "listener_without_port.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start` begins WebSocket, MQTT and leaf nodes where their port is not 0.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let websocket = config.websocket.as_ref().filter(|websocket| websocket.websocket_port() == 0);
    let mqtt = config.mqtt.as_ref().filter(|mqtt| mqtt.mqtt_port() == 0);
    let leafnodes = config.leafnodes.as_ref().filter(|leafnodes| {
        let listens = leafnodes.listen.as_ref().map(|listen| listen.port);
        let dials = leafnodes.remotes.as_ref().is_some_and(|remotes| !remotes.is_empty());
        !dials && leafnodes.port.as_ref().map(|port| port.0).or(listens).unwrap_or(0) == 0
    });
    let blocks = [
        websocket.map(|block| (block.span(), "no WebSocket client can connect: there is no port", "set `port: 8080`")),
        mqtt.map(|block| (block.span(), "no MQTT client can connect: there is no port", "set `port: 1883`")),
        leafnodes.map(|block| {
            (block.span(), "this server neither takes leaf nodes nor dials one", "set `port: 7422`, or list `remotes`")
        }),
    ];
    for (place, message, help) in blocks.into_iter().flatten() {
        if let Some(found) = report.lacking(&CODE, place, message) {
            report.add(found.help(help));
        }
    }
}
