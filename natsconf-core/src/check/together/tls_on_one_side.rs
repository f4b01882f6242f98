//! A link whose ends do not both speak TLS.

use super::TogetherRule;
use super::links::{Call, calls, is_websocket, listens_for};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::source::Span;

static CODE: Code = code!("tls-on-one-side", Error, "tls_on_one_side.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `createRoute`, `Server.createGateway` and `Server.createLeafNode`: routes and gateways speak TLS where their own block has
/// `tls`. A leaf node speaks it where the hub asks for it, and insists on it where its remote has `tls`.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for link in [Link::Route, Link::Gateway] {
        for call in calls(servers, link) {
            // TLS of a remote gateway comes before that of the block.
            let remote = call.dial.gateway.and_then(|gateway| gateway.tls.as_ref());
            let own = remote.or(call.from.tls(link)).map(|tls| call.from.place(tls.span()));
            report(&call, own, call.to.tls(link).map(|tls| call.to.place(tls.span())), found);
        }
    }
    for call in calls(servers, Link::LeafNode) {
        let other = call.to.tls(listens_for(Link::LeafNode, call.dial.url)).map(|tls| call.to.place(tls.span()));
        let own = call.dial.leafnode.and_then(|remote| remote.tls.as_ref()).map(|tls| call.from.place(tls.span()));
        if is_websocket(call.dial.url) {
            let scheme = call.dial.url.parts().is_some_and(|parts| parts.scheme.eq_ignore_ascii_case("wss"));
            report(&call, own.or(scheme.then_some(call.place)), other, found);
        } else if own.is_some() {
            report(&call, own, other, found);
        }
    }
}

fn report(call: &Call<'_, '_>, own: Option<Span>, other: Option<Span>, found: &mut Vec<Diagnostic>) {
    let (message, tls) = match (own, other) {
        (None, Some(tls)) => (format!("{} asks for TLS, and this connection has none", call.to.title()), tls),
        (Some(tls), None) => (format!("this connection asks for TLS, and {} has none", call.to.title()), tls),
        _ => return,
    };
    let diagnostic = CODE.at(call.place, message).related(tls, "the TLS of one side");
    found.push(diagnostic.help("set `tls` on both sides, or on none"));
}
