//! A resolver that nobody could ask.

use super::operator_without_system_account::lacks_system_account;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("folder-resolver-without-system-account", Error, "folder_resolver_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`: a resolver with a folder is asked and filled through the system account.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(resolver) = config.resolver.as_ref().filter(|resolver| resolver.keeps_a_folder()) else { return };
    if lacks_system_account(given, report) {
        let found = CODE.at(given.key_of(resolver.span()), "a resolver with a folder needs a system account");
        report.add(found.help("set `system_account` to the public key of an account, and preload its JWT"));
    }
}
