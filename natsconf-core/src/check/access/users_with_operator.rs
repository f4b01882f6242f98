//! Users that an account has to sign.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("users-with-operator", Error, "users_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`. Users of accounts are part of what is wrong with the accounts.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = &given.config.authorization else { return };
    let Some(users) = &authorization.users else { return };
    if given.config.has_operator() && !users.is_empty() {
        let found = CODE.at(given.key_of(users.span()), "`users` is not allowed together with `operator`");
        report.add(found.help("remove them, and give users creds; or remove `operator`"));
    }
}
