//! MQTT without a place for its messages.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("mqtt-without-jetstream", Error, "mqtt_without_jetstream.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateMQTTOptions`: in a cluster, or joined to others by leaf nodes, another server may have JetStream.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(mqtt) = &config.mqtt else { return };
    if mqtt.mqtt_port() == 0 || config.has_jetstream() || config.has_other_servers() || report.is_incomplete() {
        return;
    }
    let found = CODE.at(given.key_of(mqtt.span()), "MQTT needs JetStream");
    report.add(found.help("enable `jetstream`: sessions and retained messages are kept in it"));
}
