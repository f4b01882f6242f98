//! A leaf node that does not say who it is.

use super::TogetherRule;
use super::links::{calls, listens_for};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Tls;

static CODE: Code = code!("leafnode-without-certificate", Error, "leafnode_without_certificate.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// Go's `tls.RequireAndVerifyClientCert`, which `GenTLSConfig` asks for where `verify` is set.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::LeafNode) {
        let Some(asks) = call.to.tls(listens_for(Link::LeafNode, call.dial.url)).and_then(|tls| {
            [tls.verify.as_ref(), tls.verify_and_map.as_ref()].into_iter().flatten().find(|option| ***option)
        }) else {
            continue;
        };
        let own = call.dial.leafnode.and_then(|remote| remote.tls.as_ref());
        if own.is_some_and(|own| brings_one(own)) {
            continue;
        }
        let message = format!("{} asks leaf nodes for a certificate, and this remote has none", call.to.title());
        let diagnostic = CODE.at(call.place, message).related(call.to.place(asks.span()), "asks for one");
        found.push(diagnostic.help("set `cert_file` and `key_file` in the `tls` of this remote, beside `ca_file`"));
    }
}

/// Windows keeps certificates in a store.
fn brings_one(tls: &Tls) -> bool {
    tls.cert_file.is_some() || tls.certs.is_some() || tls.cert_store.is_some()
}
