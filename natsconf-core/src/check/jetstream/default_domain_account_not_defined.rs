//! A domain for an account that is nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("default-domain-account-not-defined", Error, "default_domain_account_not_defined.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`, before the server makes the account `$SYS` by itself.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if config.has_operator() || report.is_incomplete() {
        return;
    }
    for entry in config.default_js_domain.iter().flat_map(|domains| domains.iter()) {
        if !config.defines_account(&entry.name) {
            let found = CODE.at(entry.name.span(), format!("the account `{}` is not defined", &**entry.name));
            report.add(found.help("define it under `accounts`"));
        }
    }
}
