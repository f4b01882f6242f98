//! JetStream for nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-in-no-account", Warning, "jetstream_in_no_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `configJetStream` of an account: limits of no bytes at all turn it off.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(jetstream) = config.jetstream.as_ref().filter(|_| config.has_jetstream() && config.has_operator()) else {
        return;
    };
    let tokens = given.tokens();
    if tokens.accounts.is_empty() || !tokens.are_all_preloaded || report.is_incomplete() {
        return;
    }
    let system = tokens.system_account().map(|system| system.key);
    let mut others = tokens.accounts.iter().filter(|account| system != Some(account.key.as_str())).peekable();
    let keeps_nothing = |claims: &crate::identity::claims::AccountClaims| !claims.body.limits.allows_jet_stream();
    if others.peek().is_some() && others.all(|account| account.claims().is_some_and(keeps_nothing)) {
        let found =
            CODE.at(given.key_of(jetstream.span()), "no account may use JetStream: the limits in their JWTs are 0");
        report.add(found.help("have the operator raise the limits of accounts for memory or disk storage"));
    }
}
