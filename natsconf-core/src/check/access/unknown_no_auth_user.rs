//! Clients that act as nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("unknown-no-auth-user", Error, "unknown_no_auth_user.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateNoAuthUser`, which looks among users of lists alone: the one user of `authorization` does not count.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if config.has_operator() || report.is_incomplete() {
        return;
    }
    for name in config.no_auth_users().filter(|name| !name.is_empty()) {
        if !config.users().any(|user| user.is_called(name)) {
            let found = CODE.at(name.span(), format!("the user `{}` is not defined", &***name));
            report
                .add(found.help("define it under `authorization.users` or in an account, by this name or public key"));
        }
    }
}
