//! A sentinel that nobody could have signed.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("default-sentinel-without-operator", Error, "default_sentinel_without_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(sentinel) = &given.config.default_sentinel else { return };
    if !sentinel.as_str().is_empty() && !given.config.has_operator() && !report.is_incomplete() {
        let found = CODE.at(sentinel.span(), "`default_sentinel` needs an operator");
        report.add(found.help("set `operator` and `resolver`, or remove `default_sentinel`"));
    }
}
