//! Sharing with an account that is nowhere.

use std::collections::HashSet;

use super::{accounts, exports, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("exchange-account-not-defined", Error, "exchange_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAccounts`: of this block alone. What the server makes by itself, `$G` and `$SYS`, does not count.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let accounts = accounts(given.config);
    let shares = |account: &crate::model::Account| account.imports.is_some() || account.exports.is_some();
    if report.is_incomplete() || !accounts.iter().any(|account| shares(&account.value)) {
        return;
    }
    let known: HashSet<&str> = accounts.iter().map(|account| &**account.name).collect();
    for account in accounts {
        let sources = imports(&account.value).iter().flat_map(|import| import.stream.iter().chain(&import.service));
        let names = sources.filter_map(|source| source.account.as_ref());
        let allowed = exports(&account.value).iter().filter_map(|export| export.accounts.as_ref());
        for name in names.chain(allowed.flat_map(|names| names.iter())) {
            if !known.contains(&***name) {
                let found = CODE.at(name.span(), format!("the account `{}` is not defined", &***name));
                report.add(found.help("define it under `accounts`, in this file or one that it includes"));
            }
        }
    }
}
