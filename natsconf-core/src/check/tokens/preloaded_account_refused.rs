//! Accounts that are there and that nobody can use.

use super::refusal::refusals;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("preloaded-account-refused", Warning, "preloaded_account_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `fetchAccountClaims`, when the first client of the account comes. That of the system account in memory is fetched at
/// once, see `system-account-refused`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let tokens = given.tokens();
    if tokens.accounts.is_empty() || !given.config.has_operator() {
        return;
    }
    let system = tokens.system_account().filter(|_| tokens.are_all_preloaded).map(|system| system.key);
    for account in tokens.accounts.iter().filter(|account| system != Some(account.key.as_str())) {
        for refusal in refusals(given, account) {
            let found =
                CODE.at(account.key.span(), format!("no client can use this account, since of its JWT: {refusal}"));
            report.add(found.help("have the operator sign the account anew, and preload that JWT under its subject"));
        }
    }
}
