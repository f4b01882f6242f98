//! Streams in the account of the server itself.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-on-system-account", Error, "jetstream_on_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let (Some(system), Some(accounts)) = (&config.system_account, &config.accounts) else { return };
    if !config.has_jetstream() {
        return;
    }
    for account in accounts.blocks().iter().filter(|account| *account.name == **system) {
        let Some(jetstream) = &account.value.jetstream else { continue };
        if !matches!(**jetstream, Switch::Off) {
            let found = CODE.at(jetstream.span(), "the system account cannot keep streams");
            report.add(found.help("remove `jetstream` here, and enable it in the accounts of your users"));
        }
    }
}
