//! A leaf node and a hub that each wait for the other to begin.

use super::TogetherRule;
use super::links::{calls, is_websocket};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Tls;
use crate::option::types::HandshakeFirst;

static CODE: Code = code!("handshake-first-on-one-side", Error, "handshake_first_on_one_side.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `Server.createLeafNode`. A hub with `auto` or a duration takes both kinds.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::LeafNode).filter(|call| !is_websocket(call.dial.url)) {
        let Some(hub) = call.to.tls(Link::LeafNode) else { continue };
        let own = call.dial.leafnode.and_then(|remote| remote.tls.as_ref()).map(|tls| first(tls));
        let (own, other) = (own.unwrap_or(HandshakeFirst::Off), first(hub));
        let message = match (own, other) {
            (HandshakeFirst::Off, HandshakeFirst::On) => {
                format!("{} waits for the TLS handshake, and this remote waits for its first message", call.to.title())
            }
            (HandshakeFirst::Off, _) | (_, HandshakeFirst::On | HandshakeFirst::Auto | HandshakeFirst::After(_)) => {
                continue;
            }
            (_, HandshakeFirst::Off) => {
                format!("this remote begins with the TLS handshake, and {} with its first message", call.to.title())
            }
        };
        let diagnostic = CODE.at(call.place, message).related(call.to.place(hub.span()), "the TLS of the hub");
        found.push(diagnostic.help("set `handshake_first` in `tls` on both sides, or on none"));
    }
}

fn first(tls: &Tls) -> HandshakeFirst {
    tls.handshake_first.as_deref().copied().unwrap_or(HandshakeFirst::Off)
}
