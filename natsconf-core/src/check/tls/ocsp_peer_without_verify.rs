//! Certificates that are looked up, and that nobody is asked for.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Toggle;

static CODE: Code = code!("ocsp-peer-without-verify", Error, "ocsp_peer_without_verify.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `plugTLSOCSPPeer`, which `enableOCSP` calls for clients, WebSocket and leaf nodes that connect, whether there is a port
/// or not.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let websocket = config.websocket.iter().filter_map(|websocket| websocket.tls.as_ref());
    let leafnodes = config.leafnodes.iter().filter_map(|leafnodes| leafnodes.tls.as_ref());
    for tls in config.tls.iter().chain(websocket).chain(leafnodes) {
        let Some(peer) = &tls.ocsp_peer else { continue };
        let asks = match &**peer {
            Toggle::Off => false,
            Toggle::On => true,
            Toggle::With(block) => block.verify.as_deref() == Some(&true),
        };
        let verifies = [&tls.verify, &tls.verify_and_map].into_iter().any(|option| option.as_deref() == Some(&true));
        if asks && !verifies {
            let found =
                CODE.at(given.key_of(peer.span()), "clients are asked for no certificate that could be looked up");
            report.add(found.help("set `verify: true`, or leave `ocsp_peer` out"));
        }
    }
}
