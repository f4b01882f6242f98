//! A client that takes its time.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Interval;

static CODE: Code = code!("long-login-timeout", Warning, "long_login_timeout.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAuthorization` and `parseLeafAuthorization` warn above this.
const MOST: Interval = Interval::from_seconds(60);

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let own = given.config.authorization.as_ref().and_then(|own| own.timeout.as_ref());
    let leafnodes = given.config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref());
    let leafnodes = leafnodes.and_then(|authorization| authorization.timeout.as_ref());
    for timeout in [own, leafnodes].into_iter().flatten().filter(|timeout| timeout.value.0 > MOST) {
        let message = format!("a client has {} to log in", timeout.value.0);
        report.add(CODE.at(timeout.span(), message).help("write a duration in quotes, such as \"2s\""));
    }
}
