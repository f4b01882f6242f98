//! A callout whose service cannot log in.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-without-users", Error, "auth_callout_without_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAuthCallout`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let callout = given.config.authorization.as_ref().and_then(|authorization| authorization.auth_callout.as_ref());
    let Some(users) = callout.and_then(|callout| callout.auth_users.as_ref()) else { return };
    if users.is_empty() && !report.is_unread(users.span()) {
        let found = CODE.at(given.key_of(users.span()), "an auth callout needs at least one user in `auth_users`");
        report.add(found.help("name the user as whom the service logs in"));
    }
}
