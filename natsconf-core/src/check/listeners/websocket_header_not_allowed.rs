//! Headers that the handshake needs for itself.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("websocket-header-not-allowed", Error, "websocket_header_not_allowed.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

const OWN: [&str; 5] = ["host", "content-length", "connection", "upgrade", "nats-no-masking"];

/// `validateWebsocketOptions`, which passes over a block without a port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let websocket = given.config.websocket.iter().filter(|websocket| websocket.websocket_port() != 0);
    for header in websocket.filter_map(|websocket| websocket.headers.as_ref()).flat_map(|headers| headers.iter()) {
        let name = header.name.to_ascii_lowercase();
        if OWN.contains(&name.as_str()) || name.starts_with("sec-websocket-") {
            let message = format!("the header `{}` is the server's own", &**header.name);
            report.add(CODE.at(header.name.span(), message).help("remove it"));
        }
    }
}
