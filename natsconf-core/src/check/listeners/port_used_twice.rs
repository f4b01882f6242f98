//! Two listeners that want the same port.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listener;

static CODE: Code = code!("port-used-twice", Error, "port_used_twice.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The second `net.Listen` fails, and so does the start.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let mut known: Vec<Listener<'_>> = Vec::new();
    for listener in given.config.listeners().filter(|listener| listener.port > 0 && listener.rival.is_none()) {
        let first = known.iter().find(|other| other.port == listener.port && overlap(other, &listener));
        if let (Some(first), Some(place)) = (first, listener.place) {
            let message = format!("{} is the port for {} already", listener.port, first.listens.name());
            let found = CODE.at(place, message);
            let found = match first.place {
                Some(place) => found.related(place, "the first"),
                None => found,
            };
            report.add(found.help(format!("give {} another port", listener.listens.name())));
        }
        known.push(listener);
    }
}

/// Names of hosts are not looked up.
fn overlap(one: &Listener<'_>, other: &Listener<'_>) -> bool {
    one.is_everywhere() || other.is_everywhere() || one.host == other.host
}
