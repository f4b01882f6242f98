//! A URL with the port of something else.

use super::TogetherRule;
use super::links::{listens_for, reached};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("link-to-other-port", Error, "link_to_other_port.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// Servers close connections of another kind, each in its own words: `attempted to connect to wrong port` for leaf nodes.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for link in [Link::Route, Link::Gateway, Link::LeafNode] {
        for (server, dial) in servers.iter().flat_map(|it| it.dials(link).into_iter().map(move |dial| (it, dial))) {
            let wanted = listens_for(link, dial.url);
            if reached(servers, dial.url, wanted).is_some() {
                continue;
            }
            let others = Link::ALL.into_iter().filter(|other| *other != wanted);
            let mut others = others.filter_map(|other| Some((other, reached(servers, dial.url, other)?)));
            let Some((other, to)) = others.next() else { continue };
            let Some(listener) = to.listener(other) else { continue };
            let message =
                format!("at this port, {} listens for {}, not for {}", to.title(), other.callers(), wanted.callers());
            let mut diagnostic =
                CODE.at(server.place(dial.url.span()), message).related(listener.span, "it listens here");
            if let Some(right) = to.listener(wanted) {
                diagnostic = diagnostic.related(right.span, format!("and here for {}", wanted.callers()));
            }
            found.push(diagnostic.help(format!("use the port that is for {}", wanted.callers())));
        }
    }
}
