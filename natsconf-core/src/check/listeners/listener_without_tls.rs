//! The same passwords, encrypted here and in clear there.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;

static CODE: Code = code!("listener-without-tls", Warning, "listener_without_tls.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Users log in by MQTT and as leaf nodes as they do as clients (`Server.processClientOrLeafAuthentication`).
/// Where nothing at all is encrypted, that is meant; between servers, networks are often private. WebSocket says `no_tls`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if config.tls.is_none() || config.passwords().next().is_none() || config.allow_non_tls.as_deref() == Some(&true) {
        return;
    }
    for listener in config.listeners().filter(|listener| listener.tls.is_none() && !listener.is_local()) {
        let (Listens::LeafNodes | Listens::Mqtt, Some(place)) = (listener.listens, listener.place) else {
            continue;
        };
        let message = format!("passwords cross this port without TLS, which clients have: {}", listener.listens.name());
        report.add(CODE.at(place, message).help("add `tls` to this block, or listen on 127.0.0.1 behind a proxy"));
    }
}
