//! Mappings of an account that an operator's server does not have.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("mappings-with-operator", Error, "mappings_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `processConfigFileLine` makes an account `$G` of them, and `validateTrustedOperators` allows none.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(mappings) = &given.config.mappings else { return };
    if given.config.has_operator() {
        let found = CODE.at(given.key_of(mappings.span()), "`mappings` is not allowed together with `operator`");
        report.add(found.help("remove it, and set the mappings in the account's JWT"));
    }
}
