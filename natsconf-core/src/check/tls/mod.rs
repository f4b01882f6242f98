//! Rules about TLS, wherever it stands.

mod cipher_suite_not_allowed;
mod incomplete_certificate;
mod ocsp_peer_without_verify;
mod tls_insecure;
mod tls_not_required;
mod tls_without_certificate;
mod verify_without_ca;
mod weak_cipher_suite;

use super::Rule;
use crate::model::{Config, Tls};
use crate::option::Spanned;

pub(super) static RULES: &[Rule] = &[
    cipher_suite_not_allowed::RULE,
    incomplete_certificate::RULE,
    ocsp_peer_without_verify::RULE,
    tls_insecure::RULE,
    tls_not_required::RULE,
    tls_without_certificate::RULE,
    verify_without_ca::RULE,
    weak_cipher_suite::RULE,
];

/// The blocks for those who connect to this server.
fn accepting(config: &Config) -> impl Iterator<Item = &Spanned<Box<Tls>>> {
    config.listeners().filter_map(|listener| listener.tls)
}

/// The blocks for servers that this one connects to. Routes and gateways have one block for both sides.
fn dialling(config: &Config) -> impl Iterator<Item = &Spanned<Box<Tls>>> {
    let remotes = config.leafnode_remotes().filter_map(|remote| remote.tls.as_ref());
    let cluster = config.cluster.iter().filter_map(|cluster| cluster.tls.as_ref());
    let gateways = config.gateway.iter().filter_map(|gateway| gateway.gateways.as_ref()).flat_map(|all| all.iter());
    let gateways = gateways.filter_map(|remote| remote.tls.as_ref());
    let gateway = config.gateway.iter().filter_map(|gateway| gateway.tls.as_ref());
    config.resolver_tls.iter().chain(cluster).chain(gateway).chain(gateways).chain(remotes)
}

/// All blocks, also those of listeners without a port.
fn all(config: &Config) -> impl Iterator<Item = &Spanned<Box<Tls>>> {
    let leafnodes = config.leafnodes.iter().filter_map(|leafnodes| leafnodes.tls.as_ref());
    let websocket = config.websocket.iter().filter_map(|websocket| websocket.tls.as_ref());
    let mqtt = config.mqtt.iter().filter_map(|mqtt| mqtt.tls.as_ref());
    config.tls.iter().chain(leafnodes).chain(websocket).chain(mqtt).chain(dialling(config))
}
