//! An operator that wants newer servers.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::OperatorClaims;

static CODE: Code = code!("operator-needs-newer-server", Error, "operator_needs_newer_server.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`. A version without its last number stands for the newest of its kind.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let version = given.version;
    let server = [u32::from(version.major), u32::from(version.minor), version.patch.map_or(u32::MAX, u32::from)];
    for token in &given.tokens().operators {
        let claims = token.known();
        if claims.and_then(OperatorClaims::oldest_server).is_some_and(|oldest| oldest > server) {
            let wanted = claims.map_or("", |claims| &claims.body.assert_server_version);
            let message = format!("the operator asks for nats-server {wanted} or newer, and this is for {version}");
            report.add(CODE.at(token.span, message).help("upgrade the server, or have the operator ask for less"));
        }
    }
}
