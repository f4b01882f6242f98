//! A callout that may use an account which is not there.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code =
    code!("auth-callout-allowed-account-not-defined", Error, "auth_callout_allowed_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Options.processConfigFile`, after all accounts have been read. `$G` is among them where it has `mappings`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let callout = config.authorization.as_ref().and_then(|authorization| authorization.auth_callout.as_ref());
    let Some(allowed) = callout.and_then(|callout| callout.allowed_accounts.as_ref()) else { return };
    if report.is_incomplete() {
        return;
    }
    let accounts = config.accounts.as_ref().map(|accounts| accounts.names()).unwrap_or_default();
    for name in allowed.iter() {
        let is_there = if &***name == "$G" { config.mappings.is_some() } else { accounts.contains(&&***name) };
        if !is_there {
            let found = CODE.at(name.span(), format!("the account `{}` is not defined", &***name));
            report.add(found.help("define it under `accounts`, or remove it here"));
        }
    }
}
