//! A link that ends at the wrong port.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Listener, Listens};
use crate::option::Spanned;
use crate::option::types::ServerUrl;

static CODE: Code = code!("url-of-other-listener", Warning, "url_of_other_listener.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// A server that is dialled at a port for something else closes the connection (`ErrConnectedToWrongPort`), and is dialled
/// again, without end: nats-server#1305.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let mut urls = config.dialled_urls().peekable();
    if urls.peek().is_none() {
        return;
    }
    let listeners: Vec<_> = config.listeners().filter(|listener| listener.port > 0).collect();
    for (wanted, url) in urls {
        if let Some(wrong) = wrong_listener(wanted, url, &listeners) {
            let message =
                format!("{} is the port for {} here, not for {}", wrong.port, wrong.listens.name(), wanted.name());
            let found = CODE.at(url.span(), message);
            let found = match wrong.place {
                Some(place) => found.related(place, "set here"),
                None => found,
            };
            report.add(found.help(format!("write the port on which the other side accepts {}", wanted.name())));
        }
    }
}

/// The listener of this configuration that a URL leads to, where it is one for something else. The other servers of a
/// cluster are taken to listen as this one does: only that way one list of routes serves all.
fn wrong_listener<'c>(wanted: Listens, url: &Spanned<ServerUrl>, listeners: &[Listener<'c>]) -> Option<Listener<'c>> {
    let parts = url.parts()?;
    let port = parts.port()?.parse::<i64>().ok()?;
    let fits = |listener: &&Listener<'_>| {
        listener.listens == wanted || listener.listens == Listens::WebSocket && parts.scheme.starts_with("ws")
    };
    if listeners.iter().filter(|listener| listener.port == port).any(|listener| fits(&listener)) {
        return None;
    }
    let all_alike = wanted == Listens::Routes && listeners.iter().any(|listener| listener.listens == wanted);
    let leads_there = |listener: &&Listener<'_>| listener.is_reached_by(&parts) || all_alike && listener.port == port;
    listeners.iter().find(leads_there).copied()
}
