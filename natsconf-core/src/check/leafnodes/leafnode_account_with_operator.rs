//! Leaf nodes where an operator is trusted: accounts are known by their keys.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::{PublicKey, Role};

static CODE: Code = code!("leafnode-account-with-operator", Error, "leafnode_account_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

const HELP: &str = "write the public key of the account: 56 characters that begin with A";

/// `validateLeafNode`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(leafnodes) = given.config.leafnodes.as_ref().filter(|_| given.config.has_operator()) else { return };
    for remote in leafnodes.remotes.iter().flat_map(|remotes| remotes.iter()) {
        let Some(account) = &remote.account else {
            let message = "with an operator, a remote needs an `account`";
            if let Some(found) = report.lacking(&CODE, remote.span(), message) {
                report.add(found.help(HELP));
            }
            continue;
        };
        if !is_account_key(account) {
            report.add(CODE.at(account.span(), "with an operator, accounts are known by their keys").help(HELP));
        }
    }
    let Some(authorization) = &leafnodes.authorization else { return };
    if let Some(account) = authorization.account.as_ref().filter(|it| !it.is_empty() && !is_account_key(it)) {
        report.add(CODE.at(account.span(), "with an operator, accounts are known by their keys").help(HELP));
    }
}

fn is_account_key(text: &str) -> bool {
    PublicKey::parse_as(Role::Account, text).is_ok()
}
