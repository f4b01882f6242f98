//! Streams in the account of the server itself.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-on-system-account", Error, "jetstream_on_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start`. An account `$SYS` is the system account where no other is named (`configureAccounts`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if !config.has_jetstream() {
        return;
    }
    let system = config.system_account_name();
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    if let Some(place) = config.system_account.as_ref().filter(|_| system == "$G" && accounts.clone().next().is_none())
    {
        let found = CODE.at(place.span(), "without other accounts, `$G` is the account that keeps streams");
        report.add(found.help("name an account of its own, or leave this out"));
    }
    for account in accounts.filter(|account| &**account.name == system) {
        let Some(jetstream) = &account.value.jetstream else { continue };
        if !matches!(**jetstream, Switch::Off) {
            let found = CODE.at(jetstream.span(), "the system account cannot keep streams");
            report.add(found.help("remove `jetstream` here, and enable it in the accounts of your users"));
        }
    }
}
