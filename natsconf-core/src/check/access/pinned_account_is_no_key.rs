//! Accounts that are pinned by something else than their keys.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::check_account;

static CODE: Code = code!("pinned-account-is-no-key", Error, "pinned_account_is_no_key.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`, which does not look where there is no operator.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(accounts) = given.config.resolver_pinned_accounts.as_ref().filter(|_| given.config.has_operator()) else {
        return;
    };
    for account in accounts.iter() {
        if let Err((message, help)) = check_account(account) {
            let mut found = CODE.at(account.span(), message);
            found.help = help;
            report.add(found);
        }
    }
}
