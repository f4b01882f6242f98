//! A password that nobody is asked for.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("password-without-user", Warning, "password_without_user.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAuthorization` looks at `user` and `token`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = &given.config.authorization else { return };
    let named = authorization.user.as_ref().is_some_and(|user| !user.is_empty()) || authorization.token.is_some();
    let Some(password) = authorization.password.as_ref().filter(|password| !password.reveal().is_empty()) else {
        return;
    };
    if !named && !report.is_incomplete() {
        let found = CODE.at(password.span(), "without a `user`, the server asks nobody for this password");
        report.add(found.help("set `user` beside it, or make it a `token`"));
    }
}
