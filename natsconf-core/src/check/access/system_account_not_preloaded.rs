//! A system account that nobody has brought yet.

use super::operator_without_system_account::system_account;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;

static CODE: Code = code!("system-account-not-preloaded", Warning, "system_account_not_preloaded.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `NewServer` makes up the account where the folder does not have it: "Using bootstrapping system account".
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(resolver) = config.resolver.as_ref().filter(|resolver| resolver.keeps_a_folder()) else { return };
    let Some((name, _)) = system_account(config).filter(|_| !report.is_incomplete()) else { return };
    let preload = config.resolver_preload.as_ref();
    if preload.is_some_and(|preload| preload.iter().any(|account| **account.name == *name)) {
        return;
    }
    let place = preload.map_or(resolver.span(), Spanned::span);
    let found = CODE.at(given.key_of(place), "a new server knows no account until JWTs are pushed to it");
    report.add(
        found.help("put the JWT of the system account into `resolver_preload`: with it, the others can be pushed"),
    );
}
