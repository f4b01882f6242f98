//! A route to a port where none of the servers listens.

use super::TogetherRule;
use super::links::{address, reached};
use super::server::{Link, Server, is_loopback};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("route-to-nowhere", Warning, "route_to_nowhere.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// A host that is unknown here may be anything; one that is known, or this machine, has no server at that port.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for (server, dial) in servers.iter().flat_map(|it| it.dials(Link::Route).into_iter().map(move |dial| (it, dial))) {
        let Some((host, port)) = address(dial.url, Link::Route) else { continue };
        let listens =
            |link: Link| servers.iter().any(|it| it.listener(link).is_some_and(|listener| listener.port == port));
        let known = |it: &Server<'_>| it.listener(Link::Route).is_some_and(|listener| it.answers_to(host, &listener));
        let is_known = is_loopback(host) || servers.iter().any(known);
        if servers.len() > 1
            && is_known
            && !Link::ALL.into_iter().any(listens)
            && reached(servers, dial.url, Link::Route).is_none()
        {
            let message = format!("none of the servers listens at port {port}");
            let diagnostic = CODE.at(server.place(dial.url.span()), message);
            found.push(diagnostic.help("use the port of `cluster` of the other server, or give its file too"));
        }
    }
}
