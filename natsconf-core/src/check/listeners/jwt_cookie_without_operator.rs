//! A JWT that nobody can verify.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jwt-cookie-without-operator", Error, "jwt_cookie_without_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateWebsocketOptions`, which passes over a block without a port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(websocket) = config.websocket.as_ref().filter(|websocket| websocket.websocket_port() != 0) else { return };
    let Some(cookie) = websocket.jwt_cookie.as_ref().filter(|cookie| !cookie.is_empty()) else { return };
    if !config.has_operator() && config.trusted.is_none() && !report.is_incomplete() {
        let found = CODE.at(cookie.span(), "without `operator`, no JWT of a cookie can be verified");
        report.add(
            found.help("set `operator`, or take passwords and tokens: `user_cookie`, `pass_cookie`, `token_cookie`"),
        );
    }
}
