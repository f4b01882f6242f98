//! A system account that no JWT is of.

use super::jwt_for_name::is_jwt;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("system-account-by-name", Warning, "system_account_by_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// With an operator, `NewServer` makes up an account of whatever name the resolver does not have.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(account) = config.system_account.as_ref().filter(|_| config.has_operator()) else { return };
    let is_key = account.len() == 56 && account.starts_with('A');
    if account.is_empty() || is_key || is_jwt(account) {
        return;
    }
    let found = CODE.at(account.span(), "with an operator, accounts are known by their public keys");
    report.add(found.help("write the public key of the account, `A…`, as the operator JWT names it"));
}
