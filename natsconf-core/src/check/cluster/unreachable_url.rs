//! A link that leads nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;

static CODE: Code = code!("unreachable-url", Warning, "unreachable_url.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.connectToRoute` and `Server.connectGateway`, which split host and port as they stand. A leaf node without port
/// is dialled at 7422. Without a scheme Go takes the host for the scheme.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for (wanted, url) in given.config.dialled_urls() {
        let Some(parts) = url.parts() else { continue };
        let (message, help) = if parts.host().is_empty() {
            ("this URL has no host, so nothing is ever dialled", "write scheme, host and port: \"nats://n2:6222\"")
        } else if wanted != Listens::LeafNodes && parts.port().is_none_or(str::is_empty) {
            ("this URL has no port, so nothing is ever dialled", "write the port behind the host: \"nats://n2:6222\"")
        } else {
            continue;
        };
        report.add(CODE.at(url.span(), message).help(help));
    }
}
