//! Leaf nodes bound to an account that is nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-user-account-not-defined", Error, "leafnode_user_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNode`. The system account is made by the server where none is named.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let authorization = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref());
    let Some(authorization) = authorization.filter(|_| !config.has_operator() && !report.is_incomplete()) else {
        return;
    };
    let users = authorization.users.iter().flat_map(|users| users.iter());
    for account in authorization.account.iter().chain(users.filter_map(|user| user.account.as_ref())) {
        let made = &***account == "$SYS" && config.makes_system_account();
        if !account.is_empty() && !made && !config.defines_account(account) {
            let found = CODE.at(account.span(), format!("the account `{}` is not defined", &***account));
            report.add(found.help("define it under `accounts`"));
        }
    }
}
