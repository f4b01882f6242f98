//! Accounts that an operator has to sign.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("accounts-with-operator", Error, "accounts_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(accounts) = &given.config.accounts else { return };
    if given.config.has_operator() && !accounts.names().is_empty() {
        let found = CODE.at(given.key_of(accounts.span()), "`accounts` is not allowed together with `operator`");
        report.add(found.help("remove `accounts`, and let the resolver give account JWTs; or remove `operator`"));
    }
}
