//! Rules about where the server listens, and about clients by WebSocket and MQTT.

mod http_and_https;
mod https_without_tls;
mod invalid_base_path;
mod invalid_syslog_address;
mod jwt_cookie_without_operator;
mod listen_and_port_differ;
mod listener_login_with_users;
mod listener_without_port;
mod listener_without_tls;
mod mqtt_without_jetstream;
mod mqtt_without_server_name;
mod port_used_twice;
mod websocket_header_not_allowed;
mod websocket_without_tls;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    http_and_https::RULE,
    https_without_tls::RULE,
    invalid_base_path::RULE,
    invalid_syslog_address::RULE,
    jwt_cookie_without_operator::RULE,
    listen_and_port_differ::RULE,
    listener_login_with_users::RULE,
    listener_without_port::RULE,
    listener_without_tls::RULE,
    mqtt_without_jetstream::RULE,
    mqtt_without_server_name::RULE,
    port_used_twice::RULE,
    websocket_header_not_allowed::RULE,
    websocket_without_tls::RULE,
];
