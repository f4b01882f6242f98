//! A user that an operator never signed.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("no-auth-user-with-operator", Error, "no_auth_user_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateNoAuthUser`, which is asked for clients of the server, of MQTT and of WebSocket.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !given.config.has_operator() {
        return;
    }
    for user in given.config.no_auth_users() {
        let found = CODE.at(user.span(), "`no_auth_user` is not allowed together with `operator`");
        report.add(found.help("remove it; `default_sentinel` lets clients in that do not log in"));
    }
}
