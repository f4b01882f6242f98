//! A callout whose service cannot log in.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-user-not-defined", Warning, "auth_callout_user_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAuthorization` takes the names as they are, and looks for no users.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let callout = config.authorization.as_ref().and_then(|authorization| authorization.auth_callout.as_ref());
    let Some(names) = callout.and_then(|callout| callout.auth_users.as_ref()) else { return };
    if config.has_operator() || report.is_incomplete() {
        return;
    }
    for name in names.iter() {
        // In the place of a name, a JWT is a mistake of its own.
        if !super::jwt_for_name::is_jwt(name) && !config.users().any(|user| user.is_called(name)) {
            let found = CODE.at(name.span(), format!("the user `{}` of the callout is not defined", &***name));
            report.add(found.help("define it under `users`, by this name or public key"));
        }
    }
}
