//! An account that may keep streams, on a server that keeps none.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("account-jetstream-without-jetstream", Warning, "account_jetstream_without_jetstream.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.enableJetStreamAccounts`, which runs on a server with JetStream alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(accounts) = config.accounts.as_ref().filter(|_| !config.has_jetstream()) else { return };
    if report.is_incomplete() || config.jetstream.is_some() {
        return;
    }
    for account in accounts.blocks() {
        let Some(jetstream) = account.value.jetstream.as_ref() else { continue };
        if !matches!(**jetstream, Switch::Off) {
            let found = CODE.at(given.key_of(jetstream.span()), "this server has no JetStream for the account");
            report.add(found.help("add `jetstream { store_dir: … }` at the top level"));
        }
    }
}
