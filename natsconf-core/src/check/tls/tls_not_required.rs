//! TLS for who asks for it.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("tls-not-required", Warning, "tls_not_required.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `AllowNonTLS`, which does nothing where there is no TLS.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(allow) = config.allow_non_tls.as_ref().filter(|allow| ***allow && config.tls.is_some()) else { return };
    let found = CODE.at(given.key_of(allow.span()), "clients may connect without TLS, and most of them then do");
    report.add(found.help("remove `allow_non_tls` once all clients use TLS"));
}
