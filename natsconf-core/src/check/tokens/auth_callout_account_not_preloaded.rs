//! A callout that places clients in accounts which are nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-account-not-preloaded", Warning, "auth_callout_account_not_preloaded.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.isAllowedAcount` compares keys only; the account is looked up when a client is to be placed in it.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let tokens = given.tokens();
    if tokens.accounts.is_empty() || !tokens.are_all_preloaded || !given.config.has_operator() || report.is_incomplete()
    {
        return;
    }
    for account in &tokens.accounts {
        let allowed = account.claims().map_or(&[][..], |claims| &claims.body.authorization.allowed_accounts);
        for key in allowed.iter().filter(|key| *key != "*" && tokens.account(key).is_none()) {
            let message =
                format!("the auth callout of this account may place clients in {key}, which is not preloaded");
            let found = CODE.at(account.key.span(), message);
            report.add(found.help("preload the JWT of that account, or take it off `allowed_accounts`"));
        }
    }
}
