//! A system account that the server cannot do with.

use super::refusal::refusals;
use super::system_account_differs;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::{PublicKey, Role};

static CODE: Code = code!("system-account-refused", Error, "system_account_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `configureAccounts` looks the system account up. Only where all accounts are preloaded it is known what it finds: for
/// a folder, `NewServer` makes an account for the time being.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let tokens = given.tokens();
    let Some(system) = tokens.system_account() else { return };
    if system_account_differs::difference(given).is_some() {
        return;
    }
    let in_memory = tokens.are_all_preloaded;
    if let Err(error) = PublicKey::parse_as(Role::Account, system.key) {
        // That name is the server's own, for which it makes up no account.
        if in_memory || system.key == "$SYS" {
            let found = CODE.at(system.span, format!("with an operator, the system account is a public key: {error}"));
            report.add(found.help("write the public key of the account, which starts with `A`"));
        }
        return;
    }
    let Some(account) = tokens.account(system.key).filter(|_| in_memory) else { return };
    for refusal in refusals(given, account) {
        let message = format!("the server does not take this as its system account: {refusal}");
        let found = CODE.at(account.key.span(), message);
        report.add(found.help("have the operator sign the system account anew, and preload that JWT"));
    }
}
