//! Rules about clients by WebSocket and MQTT.

mod mqtt_without_jetstream;
mod mqtt_without_server_name;
mod websocket_without_tls;

use super::Rule;

pub(super) static RULES: &[Rule] =
    &[mqtt_without_jetstream::RULE, mqtt_without_server_name::RULE, websocket_without_tls::RULE];
