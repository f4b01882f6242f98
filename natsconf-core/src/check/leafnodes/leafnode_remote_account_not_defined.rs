//! A leaf node joined with an account that is nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-remote-account-not-defined", Error, "leafnode_remote_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNode`. The system account is made by the server where none is named.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if config.has_operator() || report.is_incomplete() {
        return;
    }
    let remotes =
        config.leafnodes.iter().filter_map(|leafnodes| leafnodes.remotes.as_ref()).flat_map(|remotes| remotes.iter());
    for account in remotes.filter_map(|remote| remote.account.as_ref()) {
        let made = &***account == "$SYS" && config.makes_system_account();
        if !account.is_empty() && !made && !config.defines_account(account) {
            let found = CODE.at(account.span(), format!("the account `{}` is not defined", &***account));
            report.add(found.help("define it under `accounts`"));
        }
    }
}
