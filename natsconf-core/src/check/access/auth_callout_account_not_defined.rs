//! A callout whose service has no account.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("auth-callout-account-not-defined", Warning, "auth_callout_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.processClientOrLeafCallout` subscribes and asks in this account alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let callout = config.authorization.as_ref().and_then(|authorization| authorization.auth_callout.as_ref());
    let Some(account) = callout.and_then(|callout| callout.account.as_ref()) else { return };
    if config.has_operator() || report.is_incomplete() || config.defines_account(account) {
        return;
    }
    let found = CODE.at(account.span(), format!("the account `{}` of the callout is not defined", &***account));
    report.add(found.help("define it under `accounts`, with the users that `auth_users` names"));
}
