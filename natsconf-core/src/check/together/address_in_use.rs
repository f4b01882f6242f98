//! Two servers that listen in the same place.

use std::net::IpAddr;

use super::TogetherRule;
use super::links::machines;
use super::server::{Link, Listener, Server, is_anywhere, is_loopback};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("address-in-use", Error, "address_in_use.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// Of servers that dial each other at loopback addresses it is known that they share a machine; of an address of a network,
/// that it is one machine's.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let machines = machines(servers);
    for (at, server) in servers.iter().enumerate() {
        let mine: Vec<_> = Link::ALL.into_iter().filter_map(|link| server.listener(link)).collect();
        for (earlier, other) in servers[..at].iter().enumerate() {
            let share = machines.of(at) == machines.of(earlier);
            for (link, first) in Link::ALL.into_iter().filter_map(|link| Some((link, other.listener(link)?))) {
                for listener in mine.iter().filter(|mine| clash(mine, &first, share)) {
                    let port = first.port;
                    let message = format!("{} listens at port {port} already, for {}", other.title(), link.callers());
                    let diagnostic = CODE.at(listener.span, message).related(first.span, "the other server");
                    found.push(diagnostic.help("give each server a port of its own"));
                }
            }
        }
    }
}

/// Whether two listeners are one, on machines that are the same or may be.
fn clash(one: &Listener<'_>, other: &Listener<'_>, share: bool) -> bool {
    let network = one.host.parse::<IpAddr>().is_ok() && !is_loopback(one.host) && !is_anywhere(one.host);
    let same = one.host == other.host;
    one.port == other.port && (same && network || share && (same || is_anywhere(one.host) || is_anywhere(other.host)))
}
