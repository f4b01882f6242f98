//! A leaf node that means to speak TLS, and does not.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("leafnode-tls-not-used", Warning, "leafnode_tls_not_used.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `Server.createLeafNode`: a leaf node insists on TLS where its remote has a block `tls`; the scheme of the URL is not asked.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::LeafNode) {
        let is_meant = call.dial.url.parts().is_some_and(|parts| parts.scheme.eq_ignore_ascii_case("tls"));
        let insists = call.dial.leafnode.is_some_and(|remote| remote.tls.is_some());
        if is_meant && !insists && call.to.tls(Link::LeafNode).is_none() {
            let message =
                format!("{} has no TLS for leaf nodes, and this connection does without a word", call.to.title());
            found.push(CODE.at(call.place, message).help("set `leafnodes.tls` on the hub, and `tls` on this remote"));
        }
    }
}
