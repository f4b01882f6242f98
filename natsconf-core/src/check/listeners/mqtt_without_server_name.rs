//! MQTT sessions that belong to nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("mqtt-without-server-name", Error, "mqtt_without_server_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateMQTTOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(mqtt) = config.mqtt.as_ref().filter(|mqtt| mqtt.mqtt_port() != 0) else { return };
    let gateway = config.gateway.as_ref().is_some_and(|gateway| gateway.gateway_port() != 0);
    if config.has_server_name() || !(config.is_clustered() || gateway) || report.is_incomplete() {
        return;
    }
    let found = CODE.at(given.key_of(mqtt.span()), "MQTT in a cluster needs `server_name`");
    report.add(found.help("set `server_name`, different on each server and the same after every start"));
}
