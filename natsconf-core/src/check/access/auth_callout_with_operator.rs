//! A callout that has to stand in an account JWT.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-with-operator", Error, "auth_callout_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// What else it takes: a service whose user is not listed is asked about itself, and a client without a JWT reaches no service.
const HELP: &str = "remove it, and edit the JWT of the account instead (`nsc edit authcallout`): `auth_users` has the public \
    keys (`U…`) of the service's own users, `allowed_accounts` those (`A…`) of the accounts that it may let clients into; \
    clients without a JWT need a `default_sentinel` in this file too";

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = &given.config.authorization else { return };
    let Some(callout) = &authorization.auth_callout else { return };
    if given.config.has_operator() {
        let found = CODE.at(given.key_of(callout.span()), "`auth_callout` is not allowed together with `operator`");
        report.add(found.help(HELP));
    }
}
