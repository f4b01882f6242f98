//! A domain for an account that reaches streams without.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Account, Config};
use crate::option::types::Switch;

static CODE: Code = code!("default-domain-refused", Error, "default_domain_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`. With an operator, what accounts keep stands in their JWTs, and is not looked at.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    for entry in config.default_js_domain.iter().flat_map(|domains| domains.iter()) {
        let name = &**entry.name;
        let keeps_streams = account(config, name).and_then(|account| account.jetstream.as_deref());
        let keeps_streams = keeps_streams.is_some_and(|switch| !matches!(switch, Switch::Off));
        let message = if name == config.system_account_name() {
            format!("`{name}` is the system account, which has no domain")
        } else if keeps_streams && !entry.value.is_empty() && !config.has_operator() {
            format!("the account `{name}` has `jetstream` of its own")
        } else {
            continue;
        };
        report.add(CODE.at(entry.name.span(), message).help("remove the entry"));
    }
}

fn account<'c>(config: &'c Config, name: &str) -> Option<&'c Account> {
    let accounts = config.accounts.as_ref()?.blocks();
    accounts.iter().find(|account| &**account.name == name).map(|account| &account.value.value)
}
