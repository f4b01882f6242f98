//! Which server another one dials, as far as URLs and what is known of the servers tell.

use super::server::{Dial, Link, Server, is_loopback};
use crate::option::types::ServerUrl;
use crate::source::Span;

/// A URL of one server that leads to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'s, 'c> {
    pub(super) from: &'s Server<'c>,
    pub(super) to: &'s Server<'c>,
    pub(super) dial: Dial<'c>,
    /// Where the URL stands, among the texts of all servers.
    pub(super) place: Span,
}

/// The URLs of all servers for a kind of link that lead to others.
pub(super) fn calls<'s, 'c>(servers: &'s [Server<'c>], link: Link) -> impl Iterator<Item = Call<'s, 'c>> {
    let all = servers.iter().flat_map(move |from| from.dials(link).into_iter().map(move |dial| (from, dial)));
    all.filter_map(move |(from, dial)| {
        let to = reached(servers, dial.url, listens_for(link, dial.url))?;
        (!from.is(to)).then(|| Call { from, to, dial, place: from.place(dial.url.span()) })
    })
}

/// By WebSocket, leaf nodes are dialled where other clients by WebSocket are.
pub(super) fn listens_for(link: Link, url: &ServerUrl) -> Link {
    if link == Link::LeafNode && is_websocket(url) { Link::Websocket } else { link }
}

/// `isWSURL`.
pub(super) fn is_websocket(url: &ServerUrl) -> bool {
    url.parts().is_some_and(|parts| matches!(&*parts.scheme.to_ascii_lowercase(), "ws" | "wss"))
}

/// The one server to which a URL leads that listens there for a kind of link; `None` where it is not known or not the only one.
pub(super) fn reached<'s, 'c>(servers: &'s [Server<'c>], url: &ServerUrl, link: Link) -> Option<&'s Server<'c>> {
    let (host, port) = address(url, link)?;
    let answers = |server: &&Server<'_>| {
        server.listener(link).is_some_and(|listener| listener.port == port && server.answers_to(host, &listener))
    };
    let mut found = servers.iter().filter(answers);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// Host and port of a URL. Without a port, leaf nodes are dialled at 7422 (`DEFAULT_LEAFNODE_PORT`).
pub(super) fn address(url: &ServerUrl, link: Link) -> Option<(&str, i64)> {
    let parts = url.parts()?;
    let host = parts.host().trim_start_matches('[').trim_end_matches(']');
    let port = match (parts.port(), link) {
        (Some(port), _) => port.parse().ok()?,
        (None, Link::LeafNode) => 7422,
        (None, Link::Websocket) => {
            if parts.scheme.eq_ignore_ascii_case("wss") {
                443
            } else {
                80
            }
        }
        (None, _) => return None,
    };
    Some((host, port))
}

/// Which servers are known to share a machine, those that do having the same number: one dials the other at a loopback address.
pub(super) fn machines(servers: &[Server<'_>]) -> Parts {
    let mut machines = Parts::new(servers.len());
    let index = |server: &Server<'_>| servers.iter().position(|it| it.is(server));
    for link in [Link::Route, Link::Gateway, Link::LeafNode] {
        for call in calls(servers, link) {
            let loops = address(call.dial.url, link).is_some_and(|(host, _)| is_loopback(host));
            if let (true, Some(from), Some(to)) = (loops, index(call.from), index(call.to)) {
                machines.join(from, to);
            }
        }
    }
    machines
}

/// Which of several things belong together: the number of the part that each is in, which is that of its first member.
#[derive(Debug)]
pub(super) struct Parts(Vec<usize>);

impl Parts {
    /// Each by itself.
    pub(super) fn new(count: usize) -> Self {
        Parts((0..count).collect())
    }

    /// Makes one part of those that two are in.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (low, high) = (self.of(one).min(self.of(other)), self.of(one).max(self.of(other)));
        for part in self.0.iter_mut().filter(|part| **part == high) {
            *part = low;
        }
    }

    /// The part that one is in.
    pub(super) fn of(&self, one: usize) -> usize {
        self.0[one]
    }

    /// The first members of all parts but the first.
    pub(super) fn others(&self) -> Vec<usize> {
        (1..self.0.len()).filter(|at| self.of(*at) == *at).collect()
    }
}
