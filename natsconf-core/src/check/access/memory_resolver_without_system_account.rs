//! A system account that is not in memory, and nowhere else.

use super::operator_without_system_account::system_account;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("memory-resolver-without-system-account", Error, "memory_resolver_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAccounts`: "error resolving system account". `NewServer` makes up the account for every resolver but
/// that in memory.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(resolver) = config.resolver.as_ref().filter(|resolver| resolver.is_memory()) else { return };
    // Another thing than a public key is a mistake of its own.
    let key = system_account(config).filter(|(name, _)| name.len() == 56 && name.starts_with('A'));
    let Some((name, place)) = key.filter(|_| !report.is_incomplete()) else { return };
    let preload = config.resolver_preload.iter().flat_map(|preload| &preload.0);
    if preload.into_iter().any(|account| **account.name == *name) {
        return;
    }
    let found = CODE.at(place, "the JWT of the system account is not in `resolver_preload`");
    let found = found.related(given.key_of(resolver.span()), "the resolver knows those alone");
    report.add(found.help("add `PUBLIC_KEY: JWT` of this account to `resolver_preload`"));
}
