//! Two ports for one listener.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("listen-and-port-differ", Warning, "listen_and_port_differ.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `listen` and `port` set one field, and `http` and `http_port`: the server goes through its options in a random order.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for listener in given.config.listeners() {
        if let (Some(place), Some(rival)) = (listener.place, listener.rival) {
            let message =
                format!("another port is set for {} too: which one counts is chance", listener.listens.name());
            report.add(CODE.at(place, message).related(rival, "the other").help("keep one of the two"));
        }
    }
}
