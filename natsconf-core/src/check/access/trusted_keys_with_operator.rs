//! Two lists of whom to trust.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("trusted-keys-with-operator", Error, "trusted_keys_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(trusted) = given.config.trusted.as_ref().filter(|keys| !keys.is_empty()) else { return };
    if given.config.has_operator() {
        let found = CODE.at(given.key_of(trusted.span()), "`trusted_keys` is not allowed together with `operator`");
        report.add(found.help("remove it: the operator JWT names the keys that are trusted"));
    }
}
