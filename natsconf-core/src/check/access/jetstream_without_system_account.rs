//! Streams that nobody can be asked for.

use super::operator_without_system_account::lacks_system_account;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-without-system-account", Error, "jetstream_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.EnableJetStream`: with an operator, the server makes no system account by itself.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(jetstream) = given.config.jetstream.as_ref().filter(|_| given.config.has_jetstream()) else { return };
    if lacks_system_account(given, report) {
        let found =
            CODE.at(given.key_of(jetstream.span()), "JetStream needs a system account, and this operator has none");
        report.add(found.help("set `system_account` to the public key of an account, and preload its JWT"));
    }
}
