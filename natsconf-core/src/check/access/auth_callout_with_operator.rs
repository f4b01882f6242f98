//! A callout that has to stand in an account JWT.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-with-operator", Error, "auth_callout_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = &given.config.authorization else { return };
    let Some(callout) = &authorization.auth_callout else { return };
    if given.config.has_operator() {
        let found = CODE.at(given.key_of(callout.span()), "`auth_callout` is not allowed together with `operator`");
        report.add(found.help("remove it, and set the callout in the account's JWT"));
    }
}
