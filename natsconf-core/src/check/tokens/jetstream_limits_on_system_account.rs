//! Streams in the account of the server itself, by its JWT.

use super::refusal::refusals;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-limits-on-system-account", Error, "jetstream_limits_on_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.enableJetStreamAccounts`, and `Account.EnableJetStream`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !given.config.has_jetstream() || !given.config.has_operator() {
        return;
    }
    let tokens = given.tokens();
    let Some(account) = tokens.system_account().and_then(|system| tokens.account(system.key)) else { return };
    let keeps_streams = account.claims().is_some_and(|claims| claims.body.limits.allows_jet_stream());
    if keeps_streams && refusals(given, account).is_empty() {
        let found = CODE.at(account.key.span(), "the JWT of the system account lets it keep streams, which it cannot");
        report.add(found.help("have the operator set its JetStream limits to 0, and use another account for streams"));
    }
}
