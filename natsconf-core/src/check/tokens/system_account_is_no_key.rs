//! A system account by a name, where accounts have keys.

use super::system_account_differs;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::{PublicKey, Role};

static CODE: Code = code!("system-account-is-no-key", Warning, "system_account_is_no_key.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `NewServer` makes an account of any name where the resolver does not find it. Where all accounts are preloaded, the
/// server refuses the name, see `system-account-refused`. A JWT in its place is `jwt-for-name`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let named = config.system_account.as_ref().filter(|name| !name.is_empty() && !name.starts_with("eyJ"));
    let Some(system) = named else { return };
    let Err(error) = PublicKey::parse_as(Role::Account, system) else { return };
    let tokens = given.tokens();
    let is_error = tokens.known_operators().is_some() && (tokens.are_all_preloaded || &***system == "$SYS");
    if config.has_operator() && !is_error && system_account_differs::difference(given).is_none() {
        let found = CODE.at(system.span(), format!("with an operator, the system account is a public key: {error}"));
        report.add(found.help("write the public key of the account, which starts with `A`"));
    }
}
