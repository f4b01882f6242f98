//! WebSocket that is neither secured nor meant to be open.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("websocket-without-tls", Error, "websocket_without_tls.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateWebsocketOptions`, which passes over a block without a port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(websocket) = &given.config.websocket else { return };
    let open = websocket.no_tls.as_deref() == Some(&true);
    if websocket.websocket_port() == 0 || websocket.tls.is_some() || open {
        return;
    }
    let found = report.lacking(&CODE, websocket.span(), "WebSocket needs `tls`, or `no_tls: true`");
    if let Some(found) = found {
        report.add(found.help("set `tls`; set `no_tls: true` where a proxy takes care of it"));
    }
}
