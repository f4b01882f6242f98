//! A system account that is nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("system-account-not-defined", Error, "system_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAccounts`. With an operator the account comes from the resolver; `$G` is always there.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(account) = &config.system_account else { return };
    if config.has_operator() || report.is_incomplete() || account.is_empty() || config.defines_account(account) {
        return;
    }
    let found = CODE.at(account.span(), format!("the account `{}` is not defined", &***account));
    report.add(found.help("define it under `accounts`"));
}
